"""Cells of a workbook's column that are numbers or dates already, beside the texts they show."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import polars as pl

from xlcrm.cells import Cells, Value
from xlcrm.sheets.kinds import BLANKS, EXCEL_ERRORS, shown

_WHOLE = 2.0**53
_TEXT = pl.String()


@dataclass(frozen=True)
class Native:
    """What the cells of a column are without being read as texts.

    Attributes:
        numbers: Float64; null where a cell is no number.
        moments: Datetime; null where a cell is no date.
    """

    numbers: pl.Series
    moments: pl.Series

    @cached_property
    def any(self) -> pl.Series:
        """Which cells are either."""
        return self.numbers.is_not_null() | self.moments.is_not_null()


def native_of(cells: Cells) -> tuple[pl.Series, Native | None]:
    """The texts that cells show, and what they are besides.

    Args:
        cells: a column of a grid.

    Returns:
        String, trimmed, null where blank or an error; None where all cells are texts.
    """
    if isinstance(cells, pl.Series):
        return _of_series(cells)
    texts = _trimmed(
        pl.Series([None if one is None else _shown(one) for one in cells], dtype=_TEXT)
    )
    numbers = [_number(one) for one in cells]
    moments = [_moment(one) for one in cells]
    native = Native(
        pl.Series(numbers, dtype=pl.Float64), pl.Series(moments, dtype=pl.Datetime("us"))
    )
    return texts, native if native.any.any() else None


def _of_series(cells: pl.Series) -> tuple[pl.Series, Native | None]:
    no_numbers = pl.Series([None], dtype=pl.Float64).new_from_index(0, len(cells))
    no_moments = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, len(cells))
    if cells.dtype.is_numeric():
        return _figures(cells), Native(cells.cast(pl.Float64), no_moments)
    if cells.dtype.is_temporal():
        moments = cells.cast(pl.Datetime("us"))
        day = (moments.dt.truncate("1d") == moments).fill_null(value=True).all()
        form = "%Y-%m-%d" if day else "%Y-%m-%d %H:%M:%S"
        return moments.dt.strftime(form), Native(no_numbers, moments)
    if cells.dtype == pl.Boolean:
        return cells.cast(pl.String).str.to_uppercase(), None
    return _trimmed(cells.cast(pl.String)), None


def _figures(cells: pl.Series) -> pl.Series:
    numbers = cells.cast(pl.Float64)
    whole = (numbers == numbers.floor()) & (numbers.abs() < _WHOLE)
    texts = numbers.cast(pl.String)
    return texts.zip_with(
        ~whole.fill_null(value=False), numbers.cast(pl.Int64, strict=False).cast(_TEXT)
    )


def _trimmed(texts: pl.Series) -> pl.Series:
    texts = texts.str.strip_chars(BLANKS)
    return texts.set(texts.is_in(["", *EXCEL_ERRORS]), None)


def _shown(cell: Value) -> str:
    return str(cell).upper() if isinstance(cell, bool) else shown(cell)


def _number(cell: Value) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return float(cell)


def _moment(cell: Value) -> datetime | None:
    if isinstance(cell, datetime) or not isinstance(cell, date):
        return cell if isinstance(cell, datetime) else None
    return datetime(cell.year, cell.month, cell.day)
