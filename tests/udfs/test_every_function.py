"""What holds for all worksheet functions alike: the order of rows, and months that are closed."""

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.errors import FormulaError
from xlcrm.frames import Frames
from xlcrm.sample import sample_firm
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate

DAY, CLOSED = date(2025, 6, 30), date(2025, 3, 31)
WITHOUT_ROWS = {"FOLLOW_UPS": '=FOLLOW_UPS(,,,"group,since,who,what,owner")'}
"""Formulas of those that tell in which row of a sheet somebody stands."""
OF_A_PERIOD = (
    "CHURN_RATE",
    "RETENTION_RATE",
    "CHURN_BY_MONTH",
    "CUSTOMERS_NEW",
    "CUSTOMERS_LOST",
    "REVENUE_CHURN",
    "REVENUE_TOTAL",
    "AVERAGE_ORDER",
    "REPEAT_RATE",
    "INQUIRIES_TOTAL",
    "GINI_INDEX",
    "HHI_INDEX",
    "STRESS_TABLE",
    "NPS_SCORE",
    "CSAT_SHARE",
    "ACTIVITY_TABLE",
    "MOMENTS_BALANCE",
)
"""What counts only rows of a period; what became of its leads since is meant to go on."""


def context_of(tables, as_of):
    grids = {}
    for name, columns in tables.items():
        height = len(next(iter(columns.values())))
        place = TablePlace(name, name, Extent.of(1, 1, height + 1, len(columns)), tuple(columns))
        grids[name] = Grid(place, tuple(typed(values) for values in columns.values()))
    return Context(Frames(grids), as_of, as_of)


def picked(columns, order):
    return {header: [values[place] for place in order] for header, values in columns.items()}


def rows_in(columns):
    return range(len(next(iter(columns.values()))))


@pytest.fixture(scope="module")
def tables():
    """The sample firm, with the prior of its lapse rule standing still in Settings."""
    found = {name: dict(columns) for name, columns in sample_firm(DAY).tables.items()}
    found["Settings"] = {"Setting": ["lapse_prior_days"], "Value": [45.0]}
    return found


@pytest.fixture(scope="module")
def shuffled(tables):
    """The firm as it is, and with the rows of each table in another order."""
    mixed = {}
    for name, columns in tables.items():
        order = list(rows_in(columns))
        # What the lists and the journey's stages hold is an order of its own.
        if name not in {"Lists", "Stages", "Settings"}:
            random.Random(7).shuffle(order)  # noqa: S311 - chance, no secret
        mixed[name] = picked(columns, order)
    return context_of(tables, DAY), context_of(mixed, DAY)


def told(formula, context):
    """A result in a form that can be compared; rows of tables as a set with their counts."""
    try:
        result = evaluate(formula, context)
    except FormulaError as refused:
        return refused.code
    if isinstance(result, Table):
        rows = [tuple(map(rounded, row)) for row in result.rows]
        return tuple(result.headers), sorted(rows, key=repr)
    return tuple(map(rounded, (result.value, result.n, result.low, result.high)))


def rounded(value):
    return float(f"{value:.9g}") if isinstance(value, float) else value


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_order_of_rows_does_not_matter(name, shuffled):
    as_is, mixed = shuffled
    formula = WITHOUT_ROWS.get(name, FUNCTIONS[name].example)
    found = told(formula, as_is)
    assert found == told(formula, mixed)
    assert not isinstance(found, str), f"{name} says nothing on the sample firm: {found}"


def day_of(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def up_to(tables, last):
    """The firm as it was: only rows dated up to a day, in the tables whose rows are dated."""
    found = {}
    for name, columns in tables.items():
        days = columns.get("Date")
        dated = [n for n in rows_in(columns) if days is None or known(days[n], last)]
        found[name] = picked(columns, dated)
    return found


def known(moment, last):
    day = day_of(moment)
    return not isinstance(day, date) or day <= last


@pytest.fixture(scope="module")
def then_and_now(tables):
    """The firm at the end of March, and three months of rows later."""
    return context_of(up_to(tables, CLOSED), CLOSED), context_of(tables, DAY)


@pytest.mark.parametrize("name", OF_A_PERIOD)
@settings(max_examples=4)
@given(month=st.integers(2024 * 12 + 9, 2025 * 12 + 2), months=st.integers(1, 6))
def test_later_rows_never_change_a_closed_month(name, then_and_now, month, months):
    start = max(month - months + 1, 2024 * 12)
    first = date(start // 12, start % 12 + 1, 1)
    end = date((month + 1) // 12, (month + 1) % 12 + 1, 1) - date.resolution
    days = ",".join(f"DATE({day.year},{day.month},{day.day})" for day in (first, end))
    leading = sum(argument.name == "rows" for argument in FUNCTIONS[name].arguments)
    given_rows = '"owner",' if leading else ""
    then, now = then_and_now
    formula = f"={name}({given_rows}{days})"
    assert told(formula, then) == told(formula, now)


@pytest.mark.parametrize("name", ["CUSTOMERS_ACTIVE", "REVENUE_AT_RISK", "RFM_TABLE", "AT_RISK"])
def test_later_rows_never_change_a_day_that_has_passed(name, then_and_now):
    then, now = then_and_now
    formula = f"={name}(DATE({CLOSED.year},{CLOSED.month},{CLOSED.day}))"
    assert told(formula, then) == told(formula, now)


@pytest.mark.parametrize("column", ["region", "size", "category", "RFM", "need"])
def test_parts_and_the_unknown_sum_to_the_whole(column, then_and_now):
    if column == "RFM":
        table = evaluate("=RFM_TABLE()", then_and_now[1])
        everybody = sum(row[1] for row in table.rows)
        assert everybody == evaluate("=CUSTOMERS_ACTIVE()", then_and_now[1]).n
        assert sum(row[2] for row in table.rows) == pytest.approx(1)
        return
    table = evaluate(f'=SEGMENT_PIVOT("{column}",,"revenue")', then_and_now[1])
    *parts, total = (round(row[1] * 100) for row in table.rows)
    assert sum(parts) == total
    assert total == round(evaluate("=REVENUE_TOTAL()", then_and_now[1]).value * 100)


DATED = {
    "Inquiries": ("Date", "Replied at", "Closed on", "Converted on"),
    "Leads": ("First inquiry", "Status on", "Closed on", "Converted on"),
    "Customers": ("Customer since",),
    "Orders": ("Date",),
    "Activities": ("Date",),
    "Touchpoints": ("Date", "Resolved on"),
    "Surveys": ("Date", "Closed on"),
}
"""The columns of days on which something happened; the first one is the row's own."""
EVENTS = ("Inquiries", "Orders", "Activities", "Touchpoints", "Surveys")
MATTERS = ("Amount", "Score", "Satisfaction", "Kind", "Moment", "Product", "Category", "Quoted")
"""What is noted of an event, of any of these tables."""


def changed_later(tables, last, chance):
    """The firm with everything dated after a day put elsewhere: later still, doubled or gone."""
    made = {
        name: {head: list(cells) for head, cells in one.items()} for name, one in tables.items()
    }
    for name, heads in DATED.items():
        columns = made[name]
        for head in (head for head in heads if head in columns):
            columns[head] = [
                cell if known(cell, last) else cell + timedelta(days=chance.randrange(40))
                for cell in columns[head]
            ]
        if name in EVENTS:
            later = [n for n in rows_in(columns) if not known(columns["Date"][n], last)]
            for head in (head for head in MATTERS if head in columns):
                for n, other in zip(later, chance.sample(later, len(later)), strict=True):
                    columns[head][n] = tables[name][head][other]
            gone = set(chance.sample(later, len(later) // 3))
            order = [n for n in rows_in(columns) if n not in gone]
            made[name] = picked(columns, [*order, *(n for n in later if n not in gone)])
    return made


FORMULAS = (
    *(WITHOUT_ROWS.get(name, function.example) for name, function in FUNCTIONS.items()),
    '=BENEFIT_LOST("unhappy")',
    '=LOSS_REASONS(,,,"replied_at=")',
    '=INQUIRIES_TOTAL(,,"replied_at=")',
    '=INQUIRIES_TOTAL(,,"status=lost")',
    '=FUNNEL_TABLE("status")',
    "=FUNNEL_TABLE()",
    "=RESPONSE_TABLE()",
    '=TURNAROUND_TABLE("reply")',
    '=TURNAROUND_TABLE("offer")',
)


@pytest.fixture(scope="module")
def on_the_day(tables):
    """What each formula says at the end of March."""
    context = context_of(tables, CLOSED)
    return {formula: told(formula, context) for formula in FORMULAS}


@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_dated_after_the_day_changes_a_figure_of_it(seed, tables, on_the_day):
    context = context_of(changed_later(tables, CLOSED, random.Random(seed)), CLOSED)  # noqa: S311
    for formula, expected in on_the_day.items():
        assert told(formula, context) == expected, formula


def test_a_figure_of_the_day_is_that_of_the_book_as_it_was_on_the_day(tables, on_the_day):
    """The same figures come from a book that ends on the day, made by hand: later cells are blank.

    What ended later was open then, and who became a customer later was a lead.
    """
    made = up_to(tables, CLOSED)
    for name, heads in DATED.items():
        columns = made[name]
        there = [head for head in heads if head in columns]
        for n in rows_in(columns):
            later = {head for head in there if not known(columns[head][n], CLOSED)}
            if later & {"Closed on", "Converted on"} and name != "Surveys":
                columns["Status"][n] = None
            if "Converted on" in later:
                columns["Customer ID"][n] = None
            for head in later:
                columns[head][n] = None
    leads = made["Leads"]
    asked = tables["Leads"]["First inquiry"]
    heard = [n for n in rows_in(leads) if known(asked[n], CLOSED)]
    made["Leads"] = picked(leads, heard)
    context = context_of(made, CLOSED)
    for formula, expected in on_the_day.items():
        assert told(formula, context) == expected, formula
