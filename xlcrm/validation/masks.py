"""Which cells of a column may be wrong: cheap checks over whole columns.

A mask may flag too much, never too little: what it flags is read again by the table's model,
which alone decides and says why (a property test holds the two together).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import polars as pl

from xlcrm.cells import Cells
from xlcrm.frames import blank_cells
from xlcrm.sheets import Column
from xlcrm.sheets.kinds import EXCEL_ERRORS, FIRST_DAY, LAST_DAY, Kind
from xlcrm.sheets.vocabularies import Vocabulary
from xlcrm.validation.contacts import strange_emails, strange_phones

_WIDEST = (-1e300, 1e300)


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
        return _no_dates(cells, required=column.required).fill_null(value=False)
    if column.kind in {Kind.NUMBER, Kind.MONEY, Kind.COUNT}:
        return _no_numbers(cells, column).fill_null(value=False)
    if column.kind is Kind.EMAIL:
        flags = _strange(cells, strange_emails)
    elif column.kind is Kind.PHONE:
        flags = _strange(cells, lambda numbers: strange_phones(numbers, country))
    elif vocabulary is not None and vocabulary.labels:
        flags = _strange(cells, lambda labels: _not_listed(labels, vocabulary))
    else:
        flags = _errors(cells)
    if column.required:
        flags = flags | blank_cells(cells)
    return flags.fill_null(value=False)


def _no_dates(cells: Cells, *, required: bool) -> pl.Series:
    if isinstance(cells, list):
        first, last = FIRST_DAY.year, LAST_DAY.year
        flags = [
            not first <= cell.year <= last
            if isinstance(cell, date)
            else required or cell is not None
            for cell in cells
        ]
        return pl.Series(flags, dtype=pl.Boolean)
    if cells.dtype == pl.Date:
        wrong = ~cells.is_between(FIRST_DAY, LAST_DAY)
    elif cells.dtype.is_temporal():
        after = datetime(LAST_DAY.year + 1, 1, 1)
        wrong = (cells < datetime(FIRST_DAY.year, 1, 1)) | (cells >= after)
    else:
        wrong = cells.is_not_null()
    return wrong | cells.is_null() if required else wrong


def _no_numbers(cells: Cells, column: Column) -> pl.Series:
    low, high = (column.between.low, column.between.high) if column.between else _WIDEST
    if isinstance(cells, list):
        whole, required = column.kind is Kind.COUNT, column.required
        flags = [
            not low <= cell <= high or (whole and cell % 1 != 0)
            if isinstance(cell, (float, int)) and cell is not True and cell is not False
            else required or cell is not None
            for cell in cells
        ]
        return pl.Series(flags, dtype=pl.Boolean)
    if cells.dtype.is_numeric():
        wrong = ~cells.is_between(low, high)
        if column.kind is Kind.COUNT:
            wrong |= cells != cells.floor()
    else:
        wrong = cells.is_not_null()
    return wrong | cells.is_null() if column.required else wrong


def _errors(cells: Cells) -> pl.Series:
    """Texts that hold an Excel error; any other value may stand in a column of texts."""
    if isinstance(cells, list):
        return _truths(isinstance(cell, str) and "#" in cell for cell in cells)
    if cells.dtype != pl.String:
        return pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(cells))
    hashes = cells.str.contains("#", literal=True)
    if not hashes.any():
        return hashes
    return hashes & cells.str.contains_any(sorted(EXCEL_ERRORS))


def _strange(cells: Cells, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Texts among whose distinct values are those that a judge finds strange, and all else."""
    if not isinstance(cells, list) and cells.dtype != pl.String:
        return cells.is_not_null()
    if isinstance(cells, list):
        texts = [cell if isinstance(cell, str) else None for cell in cells]
        others = _truths(cell is not None and not isinstance(cell, str) for cell in cells)
        return others | _strange(pl.Series(texts, dtype=pl.String), judge).fill_null(value=False)
    return cells.is_in(judge(cells.unique().drop_nulls()).implode())


def _not_listed(labels: pl.Series, vocabulary: Vocabulary) -> pl.Series:
    strange = labels.filter(~labels.is_in(list(vocabulary.labels)))
    blank = blank_cells(strange)
    listed = [vocabulary.canonical(label) is not None for label in strange]
    return strange.filter(~(blank | pl.Series(listed, dtype=pl.Boolean)))


def _truths(flags: Iterable[bool]) -> pl.Series:
    return pl.Series(list(flags), dtype=pl.Boolean)
