"""What is needed and what is left, over three years of orders."""

from datetime import date, timedelta
from math import ceil

import polars as pl
import pytest

from xlcrm.frames import Frames
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY = date(2024, 12, 31)


@pytest.fixture
def context(frames):
    """Forty customers, a new one every 20 days; each third stops after five monthly orders."""
    orders = []
    for n in range(40):
        first = DAY - timedelta(days=1000 - 20 * n)
        most = 5 if n % 3 == 0 else 60
        days = [first + timedelta(days=30 * i) for i in range(most)]
        kinds = ["tea", "cups"] if n % 2 else ["tea"]
        orders += [(f"c{n}", day, kind, 10.0 + n) for day in days if day <= DAY for kind in kinds]
    columns = dict(
        zip(
            ("Customer ID", "Date", "Category", "Amount"),
            map(list, zip(*orders, strict=True)),
            strict=True,
        )
    )
    leads = {
        "Lead ID": [f"L{n}" for n in range(10)],
        "First inquiry": [date(2024, 5, 1)] * 10,
        "Converted on": [date(2024, 6, 1)] * 4 + [None] * 6,
    }
    settings = {"Key": ["lapse_prior_days"], "Value": [30.0]}
    return Context(frames(Orders=columns, Leads=leads, Settings=settings), DAY, DAY)


def rows(formula, context):
    table = evaluate(formula, context)
    return [dict(zip(table.headers, row, strict=True)) for row in table.rows]


def test_leads_for_the_customers_that_are_needed(context):
    customers, leads = (
        evaluate(f"={name}_NEEDED(0.1)", context) for name in ("NEW_CUSTOMERS", "LEADS")
    )
    assert evaluate("=CONVERSION_RATE()", context).value == 0.4
    assert customers.value > evaluate("=NEW_CUSTOMERS_NEEDED()", context).value > 0
    assert leads.value == ceil(customers.value / 0.4 - 1e-9)
    assert leads.low <= leads.value <= leads.high
    assert leads.n == 10


def test_leads_rest_on_no_more_than_the_customers_who_are_needed(context, frames):
    """Three came 1 to 4 years ago; two of them were active a year ago; leads there are ten."""
    few = context.frames["Orders"].filter(pl.col("customer_id").is_in(["c0", "c1", "c2"]))
    columns = {"Date": "date", "Customer ID": "customer_id", "Amount": "amount"}
    tables = {title: few[name].to_list() for title, name in columns.items()}
    tables["Amount"] = [cents / 100 for cents in tables["Amount"]]
    grids = {**context.frames.grids, "Orders": frames(Orders=tables).grids["Orders"]}
    small = Context(Frames(grids), DAY, DAY)
    customers, leads = (
        evaluate(f"={name}_NEEDED(1)", small) for name in ("NEW_CUSTOMERS", "LEADS")
    )
    assert (customers.n, leads.n) == (2, 2)


def test_without_a_conversion_no_number_of_leads(context, frames):
    other = Context(frames(Orders={"Date": [DAY], "Customer ID": ["a"], "Amount": [1.0]}), DAY, DAY)
    assert evaluate("=LEADS_NEEDED()", other).note == "figure.no_revenue_before"
    grids = {name: grid for name, grid in context.frames.grids.items() if name != "Leads"}
    nobody = Context(Frames(grids), DAY, DAY)
    assert evaluate("=LEADS_NEEDED()", nobody).note == "figure.no_leads"


def test_what_is_left_and_by_which_rhythm(context):
    figure = evaluate("=LEFT_IN_A_YEAR()", context)
    found = rows("=RHYTHM_TABLE()", context)
    assert sum(row["Customers"] for row in found) == figure.n
    assert sum(row["Left in a year"] for row in found) == pytest.approx(figure.value * figure.n)
    assert found[0]["Rhythm"] == "monthly"
    curve = evaluate("=SURVIVAL(365)", context)
    assert curve.low <= curve.value <= curve.high


def test_the_rule_on_these_orders_and_the_years_to_come(context):
    first, *windows = rows("=RULE_TABLE()", context)
    assert first["Rule"] == "Own rhythm"
    assert [row["Rule"] for row in windows] == ["90 days", "180 days"]
    assert first["Balanced accuracy"] == evaluate("=RULE_ACCURACY()", context).value
    projected = rows("=PROJECTION_TABLE(,12)", context)
    assert [row["Month"] for row in projected] == list(range(13))
    share = evaluate("=PROJECTED_SHARE(0)", context)
    assert share.value == pytest.approx(1.0)


def test_whom_to_offer_what(context):
    pairs = rows("=CROSS_SELL()", context)
    assert {(row["Bought"], row["Also"]) for row in pairs} == {("tea", "cups"), ("cups", "tea")}
    offers = evaluate("=NEXT_CATEGORY(,,,,3)", context).rows
    assert [row[2:4] for row in offers] == [("tea", "cups")] * 3
    twice = evaluate('=NEXT_CATEGORY(,,,,1,"also,also")', context).rows
    assert twice == [("cups", "cups")]


def test_the_effective_number_and_the_years(context):
    index = evaluate("=HHI_INDEX()", context).value
    assert evaluate("=EFFECTIVE_NUMBER()", context).value == pytest.approx(1 / index)
    years = rows("=CONCENTRATION_TABLE()", context)
    assert [row["To"] for row in years] == [date(2023, 12, 31), DAY]
