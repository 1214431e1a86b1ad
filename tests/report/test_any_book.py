"""Whatever stands in a book: sheets come out, and every function says a value, blank or words."""

import re
from datetime import date, datetime, timedelta
from math import isfinite

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.language import text
from xlcrm.report.build import SHEETS, build
from xlcrm.report.client_card import client_card_sheet
from xlcrm.report.client_card_formulas import Client
from xlcrm.report.page import BLANK
from xlcrm.udfs.catalogue import FUNCTIONS, Kind
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate

START = date(2023, 11, 15)
days = st.integers(0, 620).map(lambda n: START + timedelta(days=n))
maybe = st.none() | days
moments = st.none() | st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour), days, st.integers(0, 23)
)
customers = st.sampled_from(["a", "b", "c", "d", "e", None])
leads = st.sampled_from(["l1", "l2", "l3", None])
owners = st.sampled_from(["Ana", "ana", None])
amounts = st.none() | st.floats(-500, 500, allow_nan=False)
COLUMNS = {
    "Orders": {
        "Date": maybe,
        "Customer ID": customers,
        "Amount": amounts,
        "Category": st.sampled_from(["tea", "Tea", "coffee", None]),
        "Owner": owners,
    },
    "Leads": {
        "Lead ID": leads,
        "First inquiry": maybe,
        "Status": st.sampled_from(["new", "offer", "lost", "converted", "odd", None]),
        "Next step date": maybe,
        "Converted on": maybe,
        "Customer ID": customers,
        "Source": st.sampled_from(["cold call", "fair", None]),
    },
    "Inquiries": {
        "Date": moments,
        "Replied at": moments,
        "Lead ID": leads,
        "Customer ID": customers,
        "Need": st.sampled_from(["gift", "office", None]),
        "Product": st.sampled_from(["tea", "cup", None]),
        "Quoted": st.none() | st.floats(0, 1e6, allow_nan=False),
        "Status": st.sampled_from(["open", "bought", "lost", "offer", None]),
        "Closed on": maybe,
        "Lost reason": st.sampled_from(["price", None]),
        "Unhappy": st.sampled_from(["yes", "no", None]),
    },
    "Customers": {
        "Customer ID": customers,
        "Region": st.sampled_from(["North", "South", None]),
        "Group": st.sampled_from(["Big", None]),
    },
    "Activities": {
        "Date": moments,
        "Owner": owners,
        "Kind": st.sampled_from(["call", "offer", "visit", None]),
        "Party ID": customers | leads,
        "Result": st.sampled_from(["decision maker", "refused", None]),
        "Amount": amounts,
    },
    "Prospects": {
        "Company": st.sampled_from(["One Ltd", "Two Ltd", None]),
        "Status": st.sampled_from(["new", "called", "offer", None]),
        "Lead ID": leads,
    },
    "Stages": {"Stage": st.sampled_from(["Ask", "Buy", None]), "Position": st.integers(1, 3)},
    "Touchpoints": {
        "Date": moments,
        "Party ID": customers | leads,
        "Stage": st.sampled_from(["Ask", "Buy", "Nowhere", None]),
        "Kind": st.sampled_from(["complaint", "praise", None]),
        "Moment": st.sampled_from(["good", "bad", "neutral", None]),
        "Due on": maybe,
        "Resolved on": maybe,
    },
    "Surveys": {
        "Date": moments,
        "Customer ID": customers,
        "Score": st.none() | st.integers(0, 10),
        "Satisfaction": st.none() | st.integers(1, 5),
        "Due on": maybe,
    },
}
MOST = {"Orders": 30, "Inquiries": 12}
tables = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.tuples(*columns.values()), min_size=1, max_size=MOST.get(name, 6)).map(
            lambda rows, columns=columns: dict(zip(columns, zip(*rows, strict=True), strict=True))
        )
        for name, columns in COLUMNS.items()
    },
)
ROWS = {
    "PORTRAIT_TABLE": "need",
    "DEMAND_TABLE": "product",
    "SEGMENT_PIVOT": "category",
}
TEXTS = {"TURNAROUND_TABLE": "complaint", "BENEFIT_LOST": "unhappy"}
LEFTOVERS = re.compile(r"\b(nan|NaN|inf|null|Traceback)\b|None\b(?! of)|#[A-Z]{2}|\{\w+\}")
"""What no reader should see: numbers that are none, errors, texts without their parameters."""
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(tables, days)
def test_any_book(make, tables, as_of):
    context = make(
        {name: {k: list(v) for k, v in one.items()} for name, one in tables.items()}, as_of
    )
    for sheet in [*build(context, lambda _title: None), *cards(context)]:
        for cell in sheet.cells.values():
            if cell.formula and "$C$6" not in cell.formula:
                value = evaluate(cell.formula, context).value
                assert cell.value == (BLANK if value is None else value)
            assert not isinstance(cell.value, float) or isfinite(cell.value)
            assert not isinstance(cell.value, str) or not LEFTOVERS.search(cell.value), cell


def cards(context):
    people = context.frames["Customers"].drop_nulls("customer_id")
    if not people.height or context.frames.place("Customers") is None:
        return
    yield client_card_sheet(context, Client(people["customer_id"][0], people["row"][0]))


@FEW
@given(tables, days, days)
def test_any_function(make, tables, as_of, other):
    """A finite number, a date, words, or blank with the reason; in a table, blank cells, too."""
    context = make(
        {name: {k: list(v) for k, v in one.items()} for name, one in tables.items()}, as_of
    )
    for formula in (one for name in FUNCTIONS for one in formulas(name, min(as_of, other))):
        result = evaluate(formula, context)
        if isinstance(result, Table):
            assert all(len(row) == len(result.headers) for row in result.rows), formula
            assert all(sound(value) for row in result.rows for value in row), formula
            continue
        assert all(sound(value) for value in (result.value, result.low, result.high)), formula
        if result.value is None and not formula.startswith(("=FIGURE_DETAIL", "=TABLE_CELL")):
            assert result.note, formula
        if result.note:
            assert text(result.note, "en", **result.note_parameters)


def sound(value):
    return not isinstance(value, float) or isfinite(value)


def formulas(name, day):
    """A function as its example has it, and with all that can be given; days up to as_of."""
    function = FUNCTIONS[name]
    yield f"={name}({','.join(given_to(function, argument) for argument in needed(function))})"
    dated = [given_to(function, argument, day) for argument in function.arguments]
    yield f"={name}({','.join(dated).rstrip(',')})"


def needed(function):
    return [argument for argument in function.arguments if not argument.optional]


def given_to(function, argument, day=None):
    if argument.kind is Kind.DATE:
        ends = argument.name != "from_date" and day
        first = day and day - timedelta(days=200)
        shown = day if ends else first
        return f"DATE({shown.year},{shown.month},{shown.day})" if shown else ""
    if argument.kind in {Kind.DAYS, Kind.COUNT}:
        return "365" if argument.kind is Kind.DAYS else "2"
    texts = {
        "customer_id": "a",
        "rows": ROWS.get(function.name, "") or "owner" * (function.category == "activity"),
        "what": TEXTS.get(function.name, ""),
        "formula": "CHURN_RATE()" if function.name == "FIGURE_DETAIL" else "CHURN_BY_MONTH()",
        "detail": "low",
    }
    said = texts.get(argument.name, "")
    return f'"{said}"' if said else ""


@pytest.mark.parametrize("table", [*COLUMNS, None])
def test_one_blank_row_of_one_table(make, table):
    """A table of one row with nothing in it, and a book with no row at all."""
    tables = {table: {name: [None] for name in COLUMNS[table]}} if table else {}
    day = date(2024, 5, 5)
    context = make(tables, day)
    assert isinstance(context, Context)
    assert {sheet.key for sheet in build(context, lambda _title: None)} <= set(SHEETS)
    for name in FUNCTIONS:
        for formula in formulas(name, day):
            evaluate(formula, context)
