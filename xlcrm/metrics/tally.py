"""Counts by label: the rows of a window, told apart by one of their columns."""

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.intake import collected, dated, taken
from xlcrm.metrics.wilson import interval
from xlcrm.metrics.window import Window

LABEL = "label"


def rows_within(
    table: IntoFrame, window: Window, by: str | None, *columns: str, day: str = "date"
) -> pl.DataFrame:
    """The rows of a window.

    Args:
        table: any frame.
        window: the days; rows without a day are left out.
        by: the column of labels; None gives all rows one label, None.
        columns: other columns to keep.
        day: the column of dates or moments.

    Returns:
        `label`, `day` (number) and the columns.

    Raises:
        ColumnMissingError: a column is missing.
        TableError: the column of dates holds none.
    """
    needed = [day, *columns] if by is None else [day, by, *columns]
    frame = taken(table, *needed)
    dates = dated(day, frame.collect_schema()[day])
    label = nw.lit(None).cast(nw.String) if by is None else nw.col(by)
    kept = (nw.col(name) for name in dict.fromkeys([day, *columns]))
    rows = collected(frame.select(label.alias("tally:label"), dates.alias("tally:day"), *kept))
    number = pl.col("tally:day").cast(pl.Date).cast(pl.Int32).cast(pl.Int64)
    rows = rows.with_columns(day=number).filter(pl.col("day").is_between(window.first, window.last))
    return rows.rename({"tally:label": LABEL}).drop("tally:day")


def in_order(counts: pl.DataFrame) -> bool:
    """Whether labels have an order of their own: days, or an enumeration such as bands of age."""
    dtype = counts[LABEL].dtype
    return dtype.is_temporal() or isinstance(dtype, pl.Enum)


def ordered(counts: pl.DataFrame, count: str = "n", *, blank_first: bool = True) -> pl.DataFrame:
    """Counts by label in the order of a page: days as they come, others the most first.

    Args:
        counts: `label` and the column `count`.
        count: the column that decides.
        blank_first: whether what is not known stands first, else last.
    """
    blank = pl.col(LABEL).is_null()
    first = ~blank if blank_first else blank
    if in_order(counts):
        return counts.sort(first, LABEL)
    return counts.sort(first, count, LABEL, descending=[False, True, False])


def with_shares(counts: pl.DataFrame, part: str = "n", whole: str = "") -> pl.DataFrame:
    """Counts with `share`, `low` and `high`.

    Args:
        counts: the rows.
        part: the column of numerators.
        whole: the column of denominators; by default the sum of all numerators, where one row
            that is the whole has no interval. Where it is 0, all three are null.
    """
    parts = counts[part].to_list()
    wholes = counts[whole].to_list() if whole else [sum(parts)] * len(parts)
    pairs = list(zip(parts, wholes, strict=True))
    open_ended = not whole and len(parts) == 1
    ends = [interval(n, m) if m and not open_ended else (None, None) for n, m in pairs]
    return counts.with_columns(
        pl.Series("share", [n / m if m else None for n, m in pairs], dtype=pl.Float64),
        pl.Series("low", [low for low, _ in ends], dtype=pl.Float64),
        pl.Series("high", [high for _, high in ends], dtype=pl.Float64),
    )
