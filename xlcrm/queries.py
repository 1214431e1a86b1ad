"""Queries over tables as small as a sheet's, which take Polars longer to plan than to run."""

from collections.abc import Iterator
from typing import Any

import polars as pl

AS_WRITTEN = pl.QueryOptFlags.none()
"""For queries that are written in the order in which they run best."""


def run(query: pl.LazyFrame) -> pl.DataFrame:
    """Runs a query in the order in which it is written.

    Args:
        query: over rows in memory.
    """
    return query.collect(optimizations=AS_WRITTEN, engine="in-memory")


def values(frame: pl.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row.

    They are read column by column: a small frame takes longer to ask for some of its columns.

    Args:
        frame: the rows.
        columns: one at least.
    """
    return zip(*(frame[name].to_list() for name in columns), strict=True)
