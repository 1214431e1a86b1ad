from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest

from xlcrm.errors import ColumnMissingError, TableError
from xlcrm.metrics.intake import brought, collected, day_numbers, picked, taken, text


def ids(frame):
    lazy = taken(frame, "id")
    return collected(lazy.select(text("id", lazy.collect_schema()["id"])))["id"].to_list()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["a", "", None], ["a", None, None]),
        ([1.0, 2.5, None], ["1", "2.5", None]),
        ([1, 2, 30], ["1", "2", "30"]),
    ],
)
def test_ids_become_text(values, expected):
    assert ids(pl.DataFrame({"id": values})) == expected
    assert ids(pd.DataFrame({"id": values})) == expected


def test_columns_of_pandas_that_mix_types_become_text():
    frame = pd.DataFrame(
        {
            "id": ["a", 7, None],
            "when": [date(2024, 1, 1), None, date(2024, 1, 3)],
            "price": [Decimal("1.50"), Decimal("2.25"), None],
            "odd": [date(2024, 1, 1), "x", 3.5],
        },
        dtype=object,
    )
    rows = collected(taken(frame))
    assert rows.to_dict(as_series=False) == {
        "id": ["a", "7", None],
        "when": [date(2024, 1, 1), None, date(2024, 1, 3)],
        "price": [Decimal("1.50"), Decimal("2.25"), None],
        "odd": ["2024-01-01", "x", "3.5"],
    }


def test_a_pandas_index_and_missing_values_do_not_matter():
    frame = pd.DataFrame({"id": pd.Categorical(["x", None]), 5: [1.5, float("nan")]}, index=[9, 9])
    assert collected(taken(frame)).to_dict(as_series=False) == {"id": ["x", None], "5": [1.5, None]}


def test_a_missing_column_is_named():
    with pytest.raises(ColumnMissingError, match="column=other"):
        taken(pl.DataFrame({"id": ["a"]}), "id", "other")


@pytest.mark.parametrize("engine", [lambda frame: frame, pl.DataFrame.lazy, pl.DataFrame.to_pandas])
def test_some_columns_are_brought_once_each(engine):
    frame = engine(pl.DataFrame({"id": ["a"], "n": [1], "more": [2.5]}))
    assert brought(frame, "n", "id", "n").to_dict(as_series=False) == {"n": [1], "id": ["a"]}
    with pytest.raises(ColumnMissingError, match="column=other"):
        brought(frame, "id", "other")


def test_days_are_numbered_from_1970():
    days = [date(1969, 12, 31), None, date(2000, 3, 1)]
    assert day_numbers(pl.Series(days)).to_list() == [-1, None, 11017]
    moments = pl.Series(days).cast(pl.Datetime("us")) + pl.duration(hours=23)
    assert day_numbers(pl.select(moments).to_series()).to_list() == [-1, None, 11017]
    assert day_numbers(pl.Series([None])).to_list() == [None]
    with pytest.raises(TableError, match="column=when"):
        day_numbers(pl.Series("when", ["2024-01-01"]))


@pytest.mark.parametrize("which", [[True, False, True], [False, False, False]])
def test_rows_are_picked_as_polars_filters_them(which):
    rows = pl.DataFrame({"name": ["a", None, "c"], "n": [1, 2, None]})
    expected = rows.filter(pl.Series(which))
    assert picked(rows, pl.Series(which)).equals(expected)
    assert picked(rows, np.array(which)).equals(expected)
    assert picked(rows, np.array(which)).schema == rows.schema
