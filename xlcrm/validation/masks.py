"""Which cells of a column may be wrong: cheap checks over whole columns.

A mask may flag too much, never too little: what it flags is read again by the table's model,
which alone decides and says why (a property test holds the two together).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import polars as pl

from xlcrm.cells import Cells, Value
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
        flags = _strange(cells, lambda texts: strange_emails(_distinct(texts)))
    elif column.kind is Kind.PHONE:
        flags = _strange(cells, lambda texts: strange_phones(_distinct(texts), country))
    elif vocabulary is not None and vocabulary.labels:
        flags = _strange(cells, lambda texts: _not_listed(texts, vocabulary))
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
    whole, required = column.kind is Kind.COUNT, column.required
    if isinstance(cells, list):

        def odd(cell: Value) -> bool:
            if cell is None:
                return required
            if isinstance(cell, bool) or not isinstance(cell, (int, float)):
                return True
            return not low <= cell <= high or (whole and cell % 1 != 0)

        # most cells are floats, and a call for each would double the time
        flags = [
            not low <= cell <= high if isinstance(cell, float) and not whole else odd(cell)
            for cell in cells
        ]
        return pl.Series(flags, dtype=pl.Boolean)
    if cells.dtype.is_numeric():
        wrong = ~cells.is_between(low, high)
        if whole:
            wrong |= cells != cells.floor()
    else:
        wrong = cells.is_not_null()
    return wrong | cells.is_null() if required else wrong


def _errors(cells: Cells) -> pl.Series:
    """Texts that hold an Excel error; any other value may stand in a column of texts."""
    if isinstance(cells, list):
        return _truths(isinstance(cell, str) and "#" in cell for cell in cells)
    if cells.dtype != pl.String:
        return _none_of(cells)
    # an error starts with "#", after blanks at most: most texts start beyond all of these
    odd = cells.filter(~cells.is_between(pl.lit("$"), pl.lit("\x7f"), closed="left"))
    return _among(cells, odd.filter(odd.str.contains_any(sorted(EXCEL_ERRORS))))


def _strange(cells: Cells, judge: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Texts that are among those that a judge finds strange, and whatever is no text."""
    if isinstance(cells, list):
        texts = [cell if isinstance(cell, str) else None for cell in cells]
        others = _truths(cell is not None and not isinstance(cell, str) for cell in cells)
        return others | _strange(pl.Series(texts, dtype=pl.String), judge).fill_null(value=False)
    if cells.dtype != pl.String:
        return cells.is_not_null()
    return _among(cells, judge(cells))


def _not_listed(labels: pl.Series, vocabulary: Vocabulary) -> pl.Series:
    other = labels.filter(~labels.is_in(list(vocabulary.labels))).unique()
    known = blank_cells(other) | _truths(vocabulary.canonical(one) is not None for one in other)
    return other.filter(~known)


def _distinct(texts: pl.Series) -> pl.Series:
    return texts.unique().drop_nulls()


def _among(cells: pl.Series, wrong: pl.Series) -> pl.Series:
    return _none_of(cells) if wrong.is_empty() else cells.is_in(wrong.unique().implode())


def _none_of(cells: pl.Series) -> pl.Series:
    return pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(cells))


def _truths(flags: Iterable[bool]) -> pl.Series:
    return pl.Series(list(flags), dtype=pl.Boolean)
