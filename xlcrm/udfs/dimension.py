"""By what a table is told apart: a column of a sheet, a span of time, or bands of numbers."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import polars as pl

from xlcrm.frames import ROW
from xlcrm.language.writing import written_number
from xlcrm.sheets import MODELS, columns, own_name
from xlcrm.udfs.context import Context
from xlcrm.udfs.labels import one_spelling
from xlcrm.udfs.where import as_labels, field_of, unknown_field

AGES = (18, 25, 35, 45, 55, 65)
PRICES = tuple(step * 10**power for power in range(1, 8) for step in (1, 2, 5))
"""Where bands of prices begin, in the book's currency: 10, 20, 50, 100, ..."""
_BANDS: Mapping[str, tuple[int, ...]] = {"age": AGES, "quoted": PRICES}
_STARTS = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
SPANS = ("day", *_STARTS, "weekday")


def by(name: str) -> str:
    """The name of the column in which `labelled` puts the labels."""
    return f"by:{name}"


def labelled(
    context: Context, frame: pl.DataFrame, rows: str, day: str = "date", *, tables: Sequence[str]
) -> tuple[pl.DataFrame, str]:
    """A frame with a column of labels.

    Args:
        context: for the names of weekdays, and the marks of numbers.
        frame: rows of a sheet.
        rows: a column of it, or one of `SPANS` of its day; ages and prices come in bands.
        day: the column of days.
        tables: from which the frame's columns are, the one whose names count first.

    Returns:
        The frame, and the name of the column of labels.

    Raises:
        FormulaError: there is no such column.
    """
    name = own_name(rows)
    if name == ROW or (name not in frame.columns and name not in SPANS):
        raise unknown_field(rows, {*frame.columns, *SPANS} - {ROW})
    if name not in frame.columns:
        labels = _span(context, frame[day], name)
    elif name in _BANDS and frame[name].dtype.is_numeric():
        labels = _banded(frame[name], _BANDS[name], context.settings.language)
    elif frame[name].dtype == pl.String:
        table = next((one for one in tables if name in columns(MODELS[one])), tables[0])
        labels = one_spelling(context.in_words_of(table, frame[name]))
    elif frame[name].dtype.is_temporal():
        labels = frame[name].cast(pl.Date)
    else:
        labels = as_labels(frame[name])
    named = labels.alias(by(name))
    if named.name in frame.columns:
        return frame.with_columns(named), named.name
    return frame.hstack([named]), named.name


def _span(context: Context, moments: pl.Series, span: str) -> pl.Series:
    days = moments.cast(pl.Date)
    if span == "weekday":
        names = [context.label(f"weekday_{number}") for number in range(1, 8)]
        told = [names[number - 1] if number else None for number in days.dt.weekday()]
        return pl.Series(told, dtype=pl.Enum(names))
    return days.dt.truncate(_STARTS[span]) if span in _STARTS else days


def _banded(numbers: pl.Series, starts: tuple[int, ...], language: str) -> pl.Series:
    """Numbers as bands that have an order: "< 18", "18 - 24", ..., "65 +"."""
    begins = [written_number(start, language) for start in starts]
    ends = [written_number(start - 1, language) for start in starts[1:]]
    inner = [f"{low} - {high}" for low, high in zip(begins, ends, strict=False)]
    names = [f"< {begins[0]}", *inner, f"{begins[-1]} +"]
    told = [None if n is None else names[bisect_right(starts, n)] for n in numbers]
    return pl.Series(told, dtype=pl.Enum(names))


def principle_of_lines(context: Context, rows: str) -> str:
    """The name of a column of the order lines.

    Raises:
        FormulaError: Orders has no such column.
    """
    table, name = field_of(rows)
    held = set(context.frames["Orders"].columns)
    known = held - {ROW, "date", "customer_id", "order_id", "amount"}
    if name not in known or table not in {"", "Orders"}:
        raise unknown_field(rows, known)
    return name
