"""Formula texts as Calc has them, and as Excel has to get them."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.hosts.libreoffice.formulas import as_excel_knows, calls_ours, unprefixed
from xlcrm.udfs.catalogue import FUNCTIONS

NAMES = st.sampled_from(sorted(FUNCTIONS))
TEXTS = st.text(st.characters(exclude_characters='"', exclude_categories=("C",)), max_size=30)


@pytest.mark.parametrize(
    ("formula", "ours"),
    [
        ("=churn_rate()", True),
        ("=CHURN_RATE (;;)", True),
        ("=XLCRM.CHURN_RATE()", True),
        ('=IFERROR(XLCRM.TABLE_CELL("X()";1;1);0)', True),
        ("{=SEGMENT_PIVOT(A1)}", True),
        ("=1+CHURN_RATE()", True),
        ('="CHURN_RATE()"', False),
        ("=MY_CHURN_RATE()", False),
        ("=OTHER.CHURN_RATE()", False),
        ("=CHURN_RATE", False),
        ("=SUM(A1:A9)", False),
        ("CHURN_RATE", False),
    ],
)
def test_calls_ours(formula, ours):
    assert calls_ours(formula) is ours


@given(NAMES, TEXTS)
def test_a_name_in_a_text_is_no_call(name, text):
    assert not calls_ours(f'="{text} {name}("&A1')
    assert calls_ours(f'="{text}"&{name}("{text}")')


@given(NAMES, TEXTS, st.sampled_from(["f", "definedName", "formula1"]), st.booleans())
def test_excel_gets_its_own_name(name, text, element, quote):
    literal = escape(f'"{text} XLCRM.{name}( {name.lower()}("', quote=quote)
    tail = f"{escape(literal)},A1)</{element}>" if not quote else f"{literal},A1)</{element}>"
    head = f'<{element} name="x">1+'
    expected = f"{head}{name}({tail}".encode()
    for written in (f"XLCRM.{name}", name.lower(), f"xlcrm.{name.lower()}", name):
        assert as_excel_knows(f"{head}{written}({tail}".encode()) == expected


@given(st.binary(max_size=200))
def test_other_bytes_stay(part):
    assert as_excel_knows(part) == part


@pytest.mark.parametrize(
    "part",
    [
        b"<c><v>XLCRM.CHURN_RATE()</v></c>",
        b'<c t="inlineStr"><is><t>XLCRM.CHURN_RATE(</t></is></c>',
        b"<f/>XLCRM.CHURN_RATE()",
        b"<f>XLCRM.NOT_OURS()</f>",
        b"<f>AXLCRM.CHURN_RATE()</f>",
    ],
)
def test_what_is_no_formula_of_ours_stays(part):
    assert as_excel_knows(part) == part


def test_unprefixed():
    assert unprefixed("=XLCRM.CHURN_RATE()") == "=CHURN_RATE()"
    assert unprefixed("{=XLCRM.COHORT_TABLE()}") == "=COHORT_TABLE()"
    assert unprefixed("=churn_rate()") == "=churn_rate()"
