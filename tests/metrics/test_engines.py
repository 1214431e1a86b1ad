"""The same figures on every engine: integers alike, floats to 1e-9."""

from datetime import date

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from xlcrm.metrics.back_test import back_test
from xlcrm.metrics.concentration import gini_index, hhi_index, top_share
from xlcrm.metrics.cross_sell import cross_sell, next_labels
from xlcrm.metrics.demand import demand
from xlcrm.metrics.dependence import by_trailing_year, pareto
from xlcrm.metrics.expectation import customer_value, expected_orders
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.portrait import portrait
from xlcrm.metrics.projection import projection
from xlcrm.metrics.replacement import new_customers_needed
from xlcrm.metrics.rhythm import left_by_rhythm, left_in_a_year
from xlcrm.metrics.surveys import nps_by

AS_OF = date(1998, 6, 30)
TABLES = (
    pareto,
    by_trailing_year,
    left_by_rhythm,
    back_test,
    lambda history: cross_sell(history, "category", start=date(1997, 1, 1)),
    lambda history: cross_sell(history, "category", "orders", date(1997, 1, 1)),
    lambda history: next_labels(history, "category", date(1997, 1, 1)),
    lambda history: projection(history, "year", 2).rows,
)
FIGURES = (
    gini_index,
    hhi_index,
    left_in_a_year,
    new_customers_needed,
    lambda history: top_share(history, 10),
    lambda history: expected_orders(history, "00001", 90),
    lambda history: customer_value(history, "00001"),
)
ENGINES = {
    "pandas": pl.DataFrame.to_pandas,
    "lazy": pl.DataFrame.lazy,
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


@pytest.fixture(scope="module")
def orders(cdnow):
    """The first tenth of CDNOW's customers, each purchase in one of three categories."""
    kind = (pl.col("amount") * 100).round().cast(pl.Int64) % 3
    names = {0: "rock", 1: "jazz", 2: "folk"}
    rows = cdnow.filter(pl.col("customer_id") < "02358")
    return rows.with_columns(category=kind.replace_strict(names, return_dtype=pl.String))


@pytest.mark.parametrize("engine", ENGINES)
def test_orders(engine, orders):
    usual = OrderHistory.of(orders, AS_OF)
    other = OrderHistory.of(ENGINES[engine](orders), AS_OF)
    for table in TABLES:
        assert_frame_equal(table(other), table(usual), abs_tol=1e-9)
    for figure in FIGURES:
        ours, theirs = figure(other), figure(usual)
        assert (ours.n, ours.note) == (theirs.n, theirs.note)
        assert ours.value == pytest.approx(theirs.value, abs=1e-9, rel=1e-9)


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_by_label(engine):
    table = pl.DataFrame(
        {
            "date": [date(2024, 1, n % 28 + 1) for n in range(60)],
            "need": ["a", "b", None] * 20,
            "quoted": [float(n) for n in range(60)],
            "known": [n % 2 == 0 for n in range(60)],
            "bought": [n % 3 == 0 for n in range(60)],
            "customer_id": [f"c{n % 40}" for n in range(60)],
            "score": [n % 11 for n in range(60)],
            "satisfaction": [n % 5 + 1 for n in range(60)],
        }
    )
    window = (date(2024, 12, 31), date(2024, 1, 5), date(2024, 1, 25))
    for by in ("need", None):
        for count in (portrait, demand):
            mine, theirs = (count(one, by, *window) for one in (ENGINES[engine](table), table))
            assert_frame_equal(mine, theirs, abs_tol=1e-9)
    answers = table.unique("customer_id", keep="first", maintain_order=True)
    mine, theirs = (nps_by(one, "need", *window) for one in (ENGINES[engine](answers), answers))
    assert_frame_equal(mine, theirs, abs_tol=1e-9)
