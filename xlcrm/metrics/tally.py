"""Counts by label: the rows of a window, told apart by one of their columns."""

from typing import Any

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.intake import brought, day_numbers, picked
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
    found = brought(table, *([day] if by is None else [day, by]), *columns)
    days = day_numbers(found[day])
    blank = pl.Series(LABEL, [None], dtype=pl.String).new_from_index(0, found.height)
    label = blank if by is None else found[by].alias(LABEL)
    if label.dtype.is_float():
        # What is no number is not known: pandas has no other word for that.
        label = label.fill_nan(None)
    kept = [found[name] for name in dict.fromkeys([day, *columns]) if name != "day"]
    inside = (days >= window.first) & (days <= window.last)
    return picked(pl.DataFrame([label, *kept, days.alias("day")]), inside)


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
    if counts.height <= 1:
        return counts
    own_order, numbers = in_order(counts), counts[count].to_list()
    labels = _comparable(counts[LABEL])

    def place(row: int) -> tuple[Any, ...]:
        if labels[row] is None:
            return (not blank_first,)
        return blank_first, 0 if own_order else -numbers[row], labels[row]

    return counts[sorted(range(counts.height), key=place)]


def _comparable(labels: pl.Series) -> list[Any]:
    return (labels.to_physical() if isinstance(labels.dtype, pl.Enum) else labels).to_list()


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
    columns = {
        "share": [n / m if m else None for n, m in pairs],
        "low": [low for low, _ in ends],
        "high": [high for _, high in ends],
    }
    made = (pl.Series(name, values, dtype=pl.Float64) for name, values in columns.items())
    return counts.hstack(list(made))
