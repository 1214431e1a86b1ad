"""The `where` text: fields, values, quotes, blanks."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.sheets.vocabularies import Vocabulary
from xlcrm.udfs.where import Condition, matching, parse_where


def test_values_and_fields():
    assert parse_where("region=North, south ;Size=Large") == (
        Condition("region", frozenset({"north", "south"})),
        Condition("size", frozenset({"large"})),
    )


def test_quotes_protect_marks():
    assert parse_where('company="Smith, Sons; Co = ""S""",Other') == (
        Condition("company", frozenset({'smith, sons; co = "s"', "other"})),
    )


def test_nothing_means_blank():
    assert parse_where("region=") == (Condition("region", frozenset({""})),)


def test_no_text_is_no_condition():
    assert parse_where(None) == parse_where("  ") == parse_where(";") == ()


@pytest.mark.parametrize("text", ["region", "=North", "region=a=b", 'region="North', "; =x"])
def test_other_texts_are_refused(text):
    with pytest.raises(FormulaError) as error:
        parse_where(text)
    assert error.value.code == "where.form"


@given(st.text(max_size=20))
def test_a_quoted_value_is_found_whatever_it_holds(value):
    quoted = '"' + value.replace('"', '""') + '"'
    (condition,) = parse_where(f"name={quoted}")
    frame = pl.DataFrame({"name": [value.strip() or None, "\u0000other\u0000"]})
    assert matching(frame, condition).to_list() == [True, False]


@pytest.mark.parametrize(
    ("values", "text", "hits"),
    [
        ([" North ", "NORTH", "South", None], "x=north", [True, True, False, False]),
        (["a", None, "b"], "x=,a", [True, True, False]),
        ([1.0, 2.5, None], "x=1,2.5", [True, True, False]),
        ([7, 8], "x=7", [True, False]),
    ],
)
def test_rows_that_meet_a_condition(values, text, hits):
    (condition,) = parse_where(text)
    assert matching(pl.DataFrame({"x": values}), condition).to_list() == hits


def test_aliases_are_resolved():
    texas = Vocabulary("region", ("Texas",), {"TX": "Texas"})
    (condition,) = parse_where("x=tx")
    frame = pl.DataFrame({"x": ["Texas", "Utah"]})
    assert matching(frame, condition, texas).to_list() == [True, False]
