"""Formulas in Excel's writing and in the office's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.hosts.libreoffice.engine import formulas

PAIRS = [
    ("=SUM(A1,B2)", "=SUM(A1;B2)"),
    ("=Sheet1!A1+1", "=$Sheet1.A1+1"),
    ("='My data'!$A$1:$B$3", "=$'My data'.$A$1:$B$3"),
    ("='Bob''s'!A1", "=$'Bob''s'.A1"),
    ('=IF(A1>1,"a,b;c!d",{1,2;3,4})', '=IF(A1>1;"a,b;c!d";{1;2|3;4})'),
    ("=SUM(Data!A:A)", "=SUM($Data.A:A)"),
    ('="say ""hi!"""', '="say ""hi!"""'),
    ("=-A1%", "=-A1%"),
    ("=STDEV.S(A1:A3)", "=STDEV.S(A1:A3)"),
]


@pytest.mark.parametrize(("excel", "office"), PAIRS)
def test_a_formula_goes_both_ways(excel, office):
    assert formulas.to_office(excel) == office
    assert formulas.from_office(office) == excel


def test_prefixes_of_new_functions_are_left_out():
    assert formulas.to_office("=_xlfn.STDEV.S(A1)") == "=STDEV.S(A1)"


def test_unknown_functions_come_back_in_capitals():
    assert formulas.from_office('=churn_rate(A1;"low(x)")') == '=CHURN_RATE(A1,"low(x)")'


def test_an_array_formula_loses_its_braces():
    assert formulas.from_office("{=SUM(A1:A3*B1:B3)}") == "=SUM(A1:A3*B1:B3)"


def test_the_second_sheet_of_a_range_is_left_out():
    assert formulas.from_office("=SUM($Data.A1:$Data.B2)") == "=SUM(Data!A1:B2)"


@given(st.text().filter(lambda text: not text.startswith(("=", "{="))))
def test_a_text_that_is_no_formula_stays(text):
    assert formulas.to_office(text) == text
    assert formulas.from_office(text) == text


@given(
    st.lists(st.sampled_from(["A1", "$B$2", '"x,;!y"', "1.5", "Data!C3", "'a b'!D4"]), min_size=1)
)
def test_arguments_survive_both_ways(parts):
    formula = f"=SUM({','.join(parts)})"
    assert formulas.from_office(formulas.to_office(formula)) == formula
