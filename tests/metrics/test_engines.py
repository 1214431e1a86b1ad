"""The same figures on every engine: integers alike, floats to 1e-9.

"pandas" is how a pandas frame comes in (it is turned into Polars first), "pandas itself" keeps it
one; "narwhals" keeps Polars' rows but speaks to them through Narwhals, as to any other engine.
"""

import sys
from datetime import date, datetime, timedelta

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from xlcrm.metrics.at_risk import at_risk, revenue_at_risk
from xlcrm.metrics.back_test import back_test, rule_accuracy
from xlcrm.metrics.capacity import load
from xlcrm.metrics.churn import (
    churn_by_month,
    churn_rate,
    customers_active,
    customers_lost,
    customers_new,
    retention_rate,
)
from xlcrm.metrics.cohorts import cohort_table
from xlcrm.metrics.concentration import effective_number, gini_index, hhi_index, top_share
from xlcrm.metrics.conversion import (
    conversion_rate,
    converted_within,
    days_to_convert,
    win_rate,
)
from xlcrm.metrics.cross_sell import cross_sell, next_labels
from xlcrm.metrics.demand import demand, inquiries_total
from xlcrm.metrics.dependence import by_trailing_year, pareto, stress
from xlcrm.metrics.effort import effort
from xlcrm.metrics.expectation import customer_value, expected_orders
from xlcrm.metrics.funnel import funnel
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.journey import journey
from xlcrm.metrics.losses import loss_reasons
from xlcrm.metrics.moments import moments_balance, moments_by
from xlcrm.metrics.portrait import portrait
from xlcrm.metrics.projection import projected_share, projection
from xlcrm.metrics.repeat import repeat_probability, repeat_rate
from xlcrm.metrics.replacement import new_customers_needed
from xlcrm.metrics.response import response_bands, response_by, response_hours
from xlcrm.metrics.retention import half_life, retention_curve, survival
from xlcrm.metrics.revenue import average_order, revenue_total
from xlcrm.metrics.revenue_churn import revenue_churn
from xlcrm.metrics.rfm import rfm_score, rfm_scores
from xlcrm.metrics.rfm_cells import customer_segment, segments
from xlcrm.metrics.rhythm import left_by_rhythm, left_in_a_year
from xlcrm.metrics.segments import VALUES, segment_pivot
from xlcrm.metrics.status import customer_status, next_order_due, statuses
from xlcrm.metrics.surveys import csat_share, nps_by, nps_score

AS_OF = date(1998, 6, 30)
SINCE = date(1997, 1, 1)
SOMEBODY = "00001"
TABLES = (
    at_risk,
    back_test,
    by_trailing_year,
    churn_by_month,
    cohort_table,
    left_by_rhythm,
    pareto,
    retention_curve,
    rfm_scores,
    segments,
    statuses,
    stress,
    lambda history: cross_sell(history, "category", start=SINCE),
    lambda history: cross_sell(history, "category", "orders", SINCE),
    lambda history: next_labels(history, "category", SINCE),
    lambda history: projection(history, "year", 2).rows,
)
FIGURES = (
    average_order,
    churn_rate,
    customers_active,
    customers_lost,
    customers_new,
    effective_number,
    gini_index,
    half_life,
    hhi_index,
    left_in_a_year,
    new_customers_needed,
    repeat_rate,
    retention_rate,
    revenue_at_risk,
    revenue_churn,
    revenue_total,
    rule_accuracy,
    lambda history: customer_segment(history, SOMEBODY),
    lambda history: customer_status(history, SOMEBODY),
    lambda history: customer_value(history, SOMEBODY),
    lambda history: expected_orders(history, SOMEBODY, 90),
    lambda history: next_order_due(history, SOMEBODY),
    lambda history: projected_share(history, 900),
    lambda history: repeat_probability(history, 200),
    lambda history: rfm_score(history, SOMEBODY),
    lambda history: survival(history, 365),
    lambda history: top_share(history, 10),
)
ENGINES = {
    "pandas": pl.DataFrame.to_pandas,
    "pandas itself": pl.DataFrame.to_pandas,
    "lazy": pl.DataFrame.lazy,
    "narwhals": pl.DataFrame.lazy,
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}
by_engine = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture
def engine_of(monkeypatch):
    """What turns a Polars frame into one of the engine's, which is then spoken to as said above."""

    def make(engine):
        if engine == "pandas itself":
            monkeypatch.setattr(nw.dependencies, "is_pandas_dataframe", lambda _: False)
        if engine == "narwhals":
            for name, module in list(sys.modules.items()):
                if name.startswith("xlcrm.metrics.") and hasattr(module, "spoken"):
                    monkeypatch.setattr(module, "spoken", lambda frame: (frame, nw))
        return ENGINES[engine]

    return make


@pytest.fixture(scope="module")
def cdnow_tenth(cdnow):
    """The first tenth of CDNOW's customers, each purchase in one of three categories."""
    kind = (pl.col("amount") * 100).round().cast(pl.Int64) % 3
    names = {0: "rock", 1: "jazz", 2: "folk"}
    rows = cdnow.filter(pl.col("customer_id") < "02358")
    return rows.with_columns(category=kind.replace_strict(names, return_dtype=pl.String))


@pytest.fixture(scope="module")
def synthetic():
    """Seeded orders with what real ones have: returns, half cents, no customer, no category."""
    chance, n = np.random.default_rng(7), 3000
    days = [SINCE + timedelta(days=int(day)) for day in chance.integers(0, 545, n)]
    customers = [f"{one:05}" if one else None for one in chance.integers(0, 120, n)]
    return pl.DataFrame(
        {
            "customer_id": customers,
            "date": days,
            "amount": (chance.integers(-20_000, 100_000, n) / 1000).tolist(),
            "category": [[None, "rock", "jazz", "folk"][i] for i in chance.integers(0, 4, n)],
        }
    )


def assert_alike(ours, theirs):
    """Integers, dates and words are the same; floats to 1e-9."""
    assert_frame_equal(ours, theirs, abs_tol=1e-9, rel_tol=1e-9)


def assert_same_figure(ours, theirs):
    assert (ours.n, ours.note) == (theirs.n, theirs.note)
    for one, other in zip(
        (ours.value, ours.low, ours.high), (theirs.value, theirs.low, theirs.high), strict=True
    ):
        close = isinstance(other, float)
        assert one == (pytest.approx(other, abs=1e-9, rel=1e-9) if close else other)


@by_engine
@pytest.mark.parametrize("book", ["cdnow_tenth", "synthetic"])
def test_orders(engine, book, engine_of, request):
    orders = request.getfixturevalue(book)
    usual = OrderHistory.of(orders, AS_OF)
    other = OrderHistory.of(engine_of(engine)(orders), AS_OF)
    for table in TABLES:
        assert_alike(table(other), table(usual))
    for figure in FIGURES:
        assert_same_figure(figure(other), figure(usual))


@by_engine
@pytest.mark.parametrize("book", ["cdnow_tenth", "synthetic"])
def test_parts_of_orders(engine, book, engine_of, request):
    """The history of some customers, of some lines and of an earlier day; cross tables."""
    orders = request.getfixturevalue(book)
    usual = OrderHistory.of(orders, AS_OF)
    other = OrderHistory.of(engine_of(engine)(orders), AS_OF)
    ids = [f"{number:05}" for number in range(1, 60)]
    for cut in (
        lambda history: history.of_customers(ids),
        lambda history: history.of_lines("category", ["rock"]),
        lambda history: history.until(date(1998, 1, 15)),
    ):
        for table in (churn_by_month, pareto, statuses):
            assert_alike(table(cut(other)), table(cut(usual)))
    groups = pl.DataFrame({"customer_id": ids, "half": ["a", "b"] * 29 + ["a"]})
    for value in VALUES:
        for across in (None, "category"):
            pivots = [
                segment_pivot(history, "half", across, value, SINCE, customers=groups)
                for history in (other, usual)
            ]
            assert pivots[0] == pivots[1]


def days(*numbers):
    return [None if n is None else date(2024, 1, 1) + timedelta(days=n) for n in numbers]


ROWS = {
    "inquiries": pl.DataFrame(
        {
            "date": [datetime(2024, 1, n % 28 + 1, n % 24, 5) for n in range(60)],
            "replied_at": [
                None if n % 4 == 0 else datetime(2024, 1, n % 28 + 2, n % 24, 30) for n in range(60)
            ],
            "need": ["a", "b", None] * 20,
            "quoted": [float(n) for n in range(60)],
            "known": [n % 2 == 0 for n in range(60)],
            "bought": [n % 3 == 0 for n in range(60)],
            "won": [n % 3 == 0 for n in range(60)],
            "status": ["lost", "bought", "open", None] * 15,
            "closed_on": days(*(n % 25 for n in range(60))),
            "converted_on": days(*([None] * 60)),
        },
        schema_overrides={"converted_on": pl.Date},
    ),
    "leads": pl.DataFrame(
        {
            "first_inquiry": days(*(n % 28 for n in range(60))),
            "converted_on": days(*(n % 28 + n if n % 3 == 0 else None for n in range(60))),
            "open": [n % 3 == 1 for n in range(60)],
            "source": ["fair", None, "search"] * 20,
        }
    ),
    "surveys": pl.DataFrame(
        {
            "date": days(*(n % 28 for n in range(60))),
            "customer_id": [f"c{n % 40}" if n % 7 else None for n in range(60)],
            "need": ["a", "b", None] * 20,
            "score": [n % 11 for n in range(60)],
            "satisfaction": [n % 5 + 1 for n in range(60)],
        }
    ),
    "moments": pl.DataFrame(
        {
            "date": days(*(n % 28 for n in range(60))),
            "party_id": [f"c{n % 9}" for n in range(60)],
            "stage": ["ask", "buy", "use", None] * 15,
            "moment": ["good", "bad", None, "neutral", "good"] * 12,
        }
    ),
    "deeds": pl.DataFrame(
        {
            "date": days(*(n % 28 for n in range(60))),
            "owner": ["Ana", None, "Ion"] * 20,
            "kind": ["call", "offer", "visit", "fax"] * 15,
            "result": ["decision maker", "no answer", None] * 20,
            "amount": [None if n % 4 else n / 8 for n in range(60)],
        }
    ),
    "stages": pl.DataFrame({"stage": ["ask", "buy", "use"], "position": [1, 2, 3]}),
}
END = date(2024, 12, 31)
WINDOW = (END, date(2024, 1, 5), date(2024, 1, 25))
BY_LABEL = (
    (portrait, "inquiries", "need"),
    (demand, "inquiries", "need"),
    (loss_reasons, "inquiries", "need"),
    (response_by, "inquiries", "need"),
    (funnel, "leads", "source"),
    (nps_by, "surveys", "need"),
    (moments_by, "moments", "stage"),
    (lambda rows, by, *window: effort(rows, by, ["call", "offer"], *window), "deeds", "owner"),
)
SINGLE = (
    (inquiries_total, "inquiries"),
    (win_rate, "inquiries"),
    (response_hours, "inquiries"),
    (conversion_rate, "leads"),
    (days_to_convert, "leads"),
    (nps_score, "surveys"),
    (csat_share, "surveys"),
    (moments_balance, "moments"),
)


@by_engine
def test_rows_by_label(engine, engine_of):
    made = engine_of(engine)
    for table, rows, by in BY_LABEL:
        for label in (by, None):
            assert_alike(table(made(ROWS[rows]), label, *WINDOW), table(ROWS[rows], label, *WINDOW))
    bands = [response_bands(one, *WINDOW) for one in (made(ROWS["inquiries"]), ROWS["inquiries"])]
    assert_alike(*bands)
    steps = [
        journey(turn(ROWS["moments"]), turn(ROWS["stages"]), {"c1", "c3"}, *WINDOW)
        for turn in (made, lambda rows: rows)
    ]
    assert_alike(*steps)


@by_engine
def test_figures_of_rows(engine, engine_of):
    made = engine_of(engine)
    for figure, rows in SINGLE:
        assert_same_figure(figure(made(ROWS[rows]), *WINDOW), figure(ROWS[rows], *WINDOW))
    within = [converted_within(one, END, 10) for one in (made(ROWS["leads"]), ROWS["leads"])]
    assert_same_figure(*within)
    day = date(2024, 1, 28)
    assert load(made(ROWS["inquiries"]), day, 2.0) == load(ROWS["inquiries"], day, 2.0)
