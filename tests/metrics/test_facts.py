from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from xlcrm.errors import ColumnMissingError, TableError
from xlcrm.metrics.facts import FACTS, line, order_facts, with_cents
from xlcrm.metrics.intake import collected
from xlcrm.metrics.window import day_number, month_number

AS_OF = date(2024, 12, 31)
LINES = pl.DataFrame(
    {
        "customer_id": ["a", "a", "", None, "b", "b", "c"],
        "date": [
            date(2024, 2, 29),
            date(1999, 12, 31),
            date(2024, 12, 31),
            date(2000, 1, 1),
            None,
            date(2025, 1, 1),
            date(2023, 7, 4),
        ],
        "amount": [1.005, -2.675, 0.0, 10.0, 5.0, 5.0, None],
        "day": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    }
)
ENGINES = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas().astype({"date": "datetime64[ns]"}),
    "pandas objects": lambda frame: pd.DataFrame(frame.to_dict(as_series=False), dtype=object),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


def facts_of(frame, as_of=AS_OF):
    return collected(order_facts(frame, as_of).select(*FACTS)).sort("day")


def rounded(amounts):
    frame = nw.from_native(pl.DataFrame({"amount": amounts}, schema={"amount": pl.Float64}))
    return collected(with_cents(frame.lazy(), "amount"))["cents"].to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same_integers(engine):
    expected = pl.DataFrame(
        {
            "customer_id": ["a", None, "a", None],
            "day": [
                day_number(date(1999, 12, 31)),
                day_number(date(2000, 1, 1)),
                day_number(date(2024, 2, 29)),
                day_number(date(2024, 12, 31)),
            ],
            "month": [
                month_number(date(1999, 12, 1)),
                month_number(date(2000, 1, 1)),
                month_number(date(2024, 2, 1)),
                month_number(date(2024, 12, 1)),
            ],
            "cents": [-268, 1000, 101, 0],
            "ordered": [False, True, True, True],
        }
    )
    assert_frame_equal(facts_of(ENGINES[engine](LINES)), expected)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (1.005, 101),
        (2.675, 268),
        (-1.005, -101),
        (0.285, 29),
        (1.115, 112),
        (1.1149999999999, 111),
        (1.11500000000001, 112),
        (0.005, 1),
        (0.0049999, 0),
        (-0.0, 0),
        (1e12, 10**14),
        (999999999999.995, 10**14),
        (1.01e12, None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
    ],
)
def test_half_a_cent_is_rounded_on_the_decimal_text(amount, expected):
    assert rounded([amount]) == [expected]


def test_half_a_cent_is_rounded_alike_in_a_long_column():
    amounts = [n / 1000 for n in range(5, 200_000, 10)]
    assert rounded(amounts) == list(range(1, 20_001))


@settings(deadline=None)
@given(
    st.lists(
        st.floats(-1e12, 1e12)
        | st.integers(-(10**15), 10**15).map(lambda n: n / 1000)
        | st.integers(-(10**9), 10**9).map(lambda n: n / 1000)
        | st.integers(-(10**7), 10**7).map(lambda n: n / 10000),
        min_size=1,
    )
)
def test_cents_are_those_of_decimal_arithmetic(amounts):
    exact = [
        int(Decimal(repr(a)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) * 100)
        for a in amounts
    ]
    assert rounded(amounts) == exact


@settings(deadline=None)
@given(st.lists(st.dates(date(1, 1, 2), date(9998, 12, 31)), min_size=1))
def test_days_and_months_are_the_calendars(days):
    frame = pl.DataFrame({"customer_id": "a", "date": days, "amount": 1.0})
    facts = collected(order_facts(frame, date(9999, 12, 31)))
    assert facts["day"].to_list() == [day_number(day) for day in days]
    assert facts["month"].to_list() == [month_number(day) for day in days]


def test_whole_cents_are_taken_as_they_are():
    frame = LINES.select("customer_id", "date", cents=pl.Series([7, -8, 0, 9, 1, 1, None]))
    assert facts_of(frame)["cents"].to_list() == [-8, 9, 7, 0]


def test_decimals_and_moments():
    frame = pl.DataFrame(
        {
            "customer_id": [7],
            "date": [datetime(2024, 3, 1, 23, 59)],
            "amount": pl.Series([Decimal("10.125")]),
        }
    )
    assert facts_of(frame).row(0) == (
        "7",
        day_number(date(2024, 3, 1)),
        month_number(date(2024, 3, 1)),
        1013,
        True,
    )


def test_an_own_column_keeps_its_values_beside_the_facts():
    rows = collected(order_facts(LINES, AS_OF)).sort("day")
    assert rows[line("day")].to_list() == ["Tue", "Thu", "Mon", "Wed"]


def test_no_rows_at_all():
    empty = pl.DataFrame(schema={"customer_id": pl.Null, "date": pl.Null, "amount": pl.Null})
    assert facts_of(empty).height == 0
    assert facts_of(LINES.clear()).height == 0


@pytest.mark.parametrize("missing", ["customer_id", "date", "amount"])
def test_a_missing_column_is_named(missing):
    with pytest.raises(ColumnMissingError) as error:
        order_facts(LINES.drop(missing), AS_OF)
    assert error.value.parameters == {"column": missing}


@pytest.mark.parametrize("wrong", ["date", "amount"])
def test_a_column_of_another_kind_is_named(wrong):
    with pytest.raises(TableError) as error:
        order_facts(LINES.with_columns(pl.lit("x").alias(wrong)), AS_OF)
    assert error.value.parameters["column"] == wrong
