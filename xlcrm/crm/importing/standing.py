"""Rows that stand in a table already: a file that is imported twice should not go unnoticed."""

from collections.abc import Sequence

import polars as pl

_N = "N"
"""The column of counts; no field has capitals."""


def count_standing(rows: pl.DataFrame, table: pl.DataFrame, by: Sequence[str]) -> int:
    """How many rows the table has already, each counted as often as the table has it.

    Args:
        rows: the rows that are about to be added.
        table: the rows that are there.
        by: the columns in which two rows must be alike; both frames have them.
    """
    if rows.is_empty() or table.is_empty():
        return 0
    ours, theirs = (
        one.select(comparable(one[name]).alias(name) for name in by)
        .group_by(by)
        .agg(pl.len().alias(_N))
        for one in (rows, table)
    )
    both = ours.join(theirs, on=list(by), nulls_equal=True, suffix=" there")
    return int(both.select(pl.min_horizontal(_N, f"{_N} there").sum()).item())


def comparable(values: pl.Series) -> pl.Series:
    """Values as texts that are equal when the cells would look equal, whatever their types."""
    if values.dtype.is_temporal():
        return values.cast(pl.Datetime("us")).dt.strftime("%Y-%m-%d %H:%M:%S")
    if values.dtype.is_numeric():
        return values.cast(pl.Float64).cast(pl.String)
    return values.cast(pl.String)
