"""Which cells of a column may be wrong: cheap checks over whole columns.

A mask may flag too much, never too little: what it flags is read again by the table's model,
which alone decides and says why (a property test holds the two together).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

import polars as pl

from xlcrm.cells import Cells, Value
from xlcrm.frames import blank_cells
from xlcrm.sheets import Column
from xlcrm.sheets.kinds import (
    EXCEL_ERRORS,
    FIRST_DAY,
    LAST_DAY,
    Kind,
    is_email,
    phone_key,
)
from xlcrm.sheets.vocabularies import Vocabulary

_REGULAR_EMAIL = (
    r"^[A-Za-z0-9_+-]{1,32}(?:\.[A-Za-z0-9_+-]{1,15}){0,2}@(?:[A-Za-z0-9]{1,30}\.){1,3}"
    r"(?:com|org|net|info|biz|eu|[A-Za-z]{2})$"
)
_REGULAR_PHONE = r"^\+[0-9]+(?:[ .-]?\(?[0-9]+\)?)*$"


def suspects(
    cells: Cells, column: Column, vocabulary: Vocabulary | None, country: str
) -> pl.Series:
    """Which cells of a declared column may be wrong.

    Args:
        cells: as the workbook has them.
        column: the declaration.
        vocabulary: the list of its labels, for a choice.
        country: of phone numbers without a plus; "" for unknown.

    Returns:
        One truth value per cell, without nulls. Blank cells are flagged only where the column is
        required, on blank rows too.
    """
    if column.kind in {Kind.DAY, Kind.MOMENT}:
        flags = _no_dates(cells)
    elif column.kind in {Kind.NUMBER, Kind.MONEY, Kind.COUNT}:
        flags = _no_numbers(cells, column)
    else:
        flags = _no_texts(cells, column.kind, vocabulary, country)
    if column.required:
        flags = flags | blank_cells(cells)
    return flags.fill_null(value=False)


def _no_dates(cells: Cells) -> pl.Series:
    if isinstance(cells, list):
        first, last = FIRST_DAY.year, LAST_DAY.year
        return _truths(
            not (cell is None or (isinstance(cell, date) and first <= cell.year <= last))
            for cell in cells
        )
    if not cells.dtype.is_temporal():
        return cells.is_not_null()
    if cells.dtype == pl.Date:
        return ~cells.is_between(FIRST_DAY, LAST_DAY)
    midnight = datetime.min.time()
    past = datetime(LAST_DAY.year + 1, 1, 1)
    return ~cells.is_between(datetime.combine(FIRST_DAY, midnight), past, closed="left")


def _no_numbers(cells: Cells, column: Column) -> pl.Series:
    between = column.between
    low, high = (between.low, between.high) if between else (-1e300, 1e300)
    whole = column.kind is Kind.COUNT
    if isinstance(cells, list):
        return _truths(
            not (
                cell is None
                or (
                    type(cell) in {float, int}
                    and low <= cell <= high  # type: ignore[operator] - the line above
                    and not (whole and cell % 1)  # type: ignore[operator]
                )
            )
            for cell in cells
        )
    if not cells.dtype.is_numeric():
        return cells.is_not_null()
    right = cells.is_between(low, high) & ~cells.is_nan().fill_null(value=False)
    return ~(right & (cells == cells.floor())) if whole else ~right


def _no_texts(
    cells: Cells, kind: Kind, vocabulary: Vocabulary | None, country: str
) -> pl.Series:
    if isinstance(cells, list):
        texts = pl.Series(
            [cell if type(cell) is str else None for cell in cells], dtype=pl.String
        )
        others = _truths(cell is not None and type(cell) is not str for cell in cells)
    elif cells.dtype == pl.String:
        texts, others = cells, None
    else:
        texts, others = None, cells.is_not_null()
    free = kind in {Kind.TEXT, Kind.ID} or (kind is Kind.CHOICE and _takes_all(vocabulary))
    flags = None
    if texts is not None:
        flags = _errors(texts) if free else _strange(texts, kind, vocabulary, country)
    if others is not None and not free:
        flags = others if flags is None else flags | others
    return flags if flags is not None else pl.Series([False] * len(cells), dtype=pl.Boolean)
