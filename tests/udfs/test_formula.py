"""Formula texts: what a cell would hold is read, everything else is refused in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.formula import parse

TODAY = date(2026, 11, 22)


def arguments(formula):
    return dict(parse(formula, TODAY).arguments)


def test_no_arguments():
    assert arguments("=CHURN_RATE()") == {"from_date": None, "to_date": None, "where": None}


@pytest.mark.parametrize(
    "formula", ["CHURN_RATE()", " = churn_rate ( ) ", "=Churn_Rate(,,)", "=CHURN_RATE(;;)"]
)
def test_spelling_does_not_matter(formula):
    assert parse(formula, TODAY).function.name == "CHURN_RATE"


def test_dates_in_every_form_that_a_cell_holds():
    start, end = date(1997, 1, 1), date(1997, 12, 31)
    for formula in (
        "=CHURN_RATE(DATE(1997,1,1),DATE(1997,12,31))",
        '=CHURN_RATE("1997-01-01","1997-12-31")',
        "=CHURN_RATE(35431,35795)",
        "=CHURN_RATE(DATE(1996,13,1),DATE(1998,1,0))",
    ):
        assert arguments(formula) == {"from_date": start, "to_date": end, "where": None}
    assert arguments("=CHURN_RATE(,TODAY())")["to_date"] == TODAY


def test_years_are_those_of_excel():
    assert arguments("=CHURN_RATE(DATE(24,1,1))")["from_date"] == date(1924, 1, 1)


def test_text_keeps_its_marks():
    formula = '=CHURN_RATE(,,"region=""North, East"";size=large")'
    assert arguments(formula)["where"] == 'region="North, East";size=large'


def test_a_number_serves_as_an_id():
    assert arguments("=RFM_SCORE(4711)")["customer_id"] == "4711"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("=CHURN()", "formula.unknown_function_near"),
        ("=SUM(1,2)", "formula.unknown_function"),
        ("", "formula.cut_short"),
        ("=", "formula.cut_short"),
        ("=CHURN_RATE", "formula.cut_short"),
        ("=CHURN_RATE(", "formula.cut_short"),
        ("=CHURN_RATE())", "formula.not_understood"),
        ("=CHURN_RATE()+1", "formula.not_understood"),
        ("=-CHURN_RATE()", "formula.not_understood"),
        ("=CHURN_RATE(A1)", "formula.not_understood"),
        ("=CHURN_RATE(Orders[date])", "formula.not_understood"),
        ("=CHURN_RATE(REPEAT_PROBABILITY(3))", "formula.not_understood"),
        ("=CHURN_RATE(DATE(1997,1))", "formula.not_understood"),
        ("=CHURN_RATE(DATE(99999,1,1))", "formula.not_understood"),
        ('=CHURN_RATE("no date")', "formula.not_a_date"),
        ("=CHURN_RATE(-5)", "formula.not_a_date"),
        ("=CHURN_RATE(TRUE)", "formula.not_a_date"),
        ("=CHURN_RATE(,,,1)", "formula.too_many"),
        ("=REPEAT_PROBABILITY()", "formula.missing"),
        ("=REPEAT_PROBABILITY(-1)", "formula.not_whole"),
        ("=REPEAT_PROBABILITY(1.5)", "formula.not_whole"),
        ('=REPEAT_PROBABILITY("x")', "formula.not_whole"),
        ("=RFM_SCORE(TRUE)", "formula.not_text"),
        ("=REPEAT_PROBABILITY(1e400)", "formula.not_whole"),
        ("=AT_RISK(,,1e300)", "formula.not_whole"),
        ('=CHURN_RATE(,"0001-01-01")', "formula.not_a_date"),
        ("=CHURN_RATE(DATE(9999,12,31))", "formula.not_a_date"),
        ("=CHURN_RATE(" + "DATE(" * 2000 + ")", "formula.too_long"),
        ("=CHURN_RATE(" + "DATE(" * 100 + ")", "formula.not_understood"),
        ('=CHURN_RATE("\u201cx)', "formula.not_understood"),
    ],
)
def test_everything_else_is_refused_with_a_code(formula, code):
    with pytest.raises(FormulaError) as error:
        parse(formula, TODAY)
    assert error.value.code == code


def test_the_nearest_function_is_suggested():
    with pytest.raises(FormulaError) as error:
        parse("=CHURNRATE()", TODAY)
    assert error.value.parameters["near"] == "CHURN_RATE"


@given(st.text(alphabet='=CHURN_RATE()",;-+.0123456789 DTOY\u00e9', max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        parse(text, TODAY)
    except FormulaError as error:
        assert error.code.startswith("formula.")


@given(st.text(max_size=30).filter(lambda text: text.strip()))
def test_any_text_argument_survives(text):
    quoted = text.replace('"', '""')
    assert arguments(f'=RFM_SCORE("{quoted}")')["customer_id"] == text


def test_every_example_is_read():
    for function in FUNCTIONS.values():
        assert parse(function.example, TODAY).function is function


@pytest.mark.parametrize("formula", ["=A1+1", "=A1", "=$A$1", "=CHURN_RATE+1", "=XFD1048576*2"])
def test_what_is_taken_is_said_where_a_spreadsheet_would_be_needed(formula):
    with pytest.raises(FormulaError) as stopped:
        parse(formula, TODAY)
    assert stopped.value.code == "formula.not_understood"


def test_a_number_that_is_too_large_is_told_the_bounds():
    with pytest.raises(FormulaError) as stopped:
        parse("=REPEAT_PROBABILITY(1E9)", TODAY)
    assert stopped.value.code == "formula.not_whole"
    assert stopped.value.parameters["most"] == 1_000_000


def test_a_text_that_is_read_again_is_another_one_on_another_day():
    first = parse("=CHURN_RATE(,TODAY())", date(2024, 1, 1))
    assert parse("=CHURN_RATE(,TODAY())", date(2024, 1, 1)) is first
    later = parse("=CHURN_RATE(,TODAY())", date(2024, 1, 2))
    assert later.arguments["to_date"] == date(2024, 1, 2)
    with pytest.raises(TypeError):
        first.arguments["to_date"] = None
