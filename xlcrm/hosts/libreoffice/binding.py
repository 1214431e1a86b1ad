"""Giving the cells of a document that was opened their functions.

Calc reads `CHURN_RATE()` in an .xlsx file as a name that it does not know, and shows the value that
was kept with it; in its own format it knows the function, but shows the kept value as well until
the cell is computed. Setting each such formula anew does both: it is known, and it is live.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from xlcrm.hosts.libreoffice.formulas import calls_ours

_FORMULAS = 16


class Place(NamedTuple):
    """A cell with a formula; sheet, column and row count from 0."""

    sheet: int
    column: int
    row: int
    formula: str


def cells_to_bind(document: Any) -> Iterator[Place]:
    """The cells that call functions of ours.

    Args:
        document: a Calc document.
    """
    sheets = document.Sheets
    for index in range(sheets.Count):
        sheet = sheets.getByIndex(index)
        for place in sheet.queryContentCells(_FORMULAS).RangeAddresses:
            cells = sheet.getCellRangeByPosition(
                place.StartColumn, place.StartRow, place.EndColumn, place.EndRow
            )
            for row, line in enumerate(cells.getFormulaArray(), place.StartRow):
                for column, formula in enumerate(line, place.StartColumn):
                    if calls_ours(formula):
                        yield Place(index, column, row, formula)


def bind(document: Any, cells: Sequence[Place]) -> None:
    """Sets formulas anew, each in its place; the document counts as unchanged by that.

    Args:
        document: a Calc document.
        cells: as `cells_to_bind` found them; what has changed since is left alone.
    """
    if not cells:
        return
    changed = document.isModified()
    with _without_undo(document.UndoManager):
        document.addActionLock()
        document.lockControllers()
        try:
            done: set[tuple[int, int, int]] = set()
            for sheet, column, row, formula in cells:
                if (sheet, column, row) not in done:
                    cell = document.Sheets.getByIndex(sheet).getCellByPosition(column, row)
                    done |= _bind(cell, formula)
        finally:
            document.unlockControllers()
            document.removeActionLock()
    if not changed:
        _count_as_unchanged(document, {cell.sheet for cell in cells})


@contextmanager
def _without_undo(undo: Any) -> Iterator[None]:
    """Keeps what is done out of the list of what the user can undo.

    To lock that list is of no use: Calc unlocks it while a function of an add-in is computed. What
    somebody did in the moment since the document was opened must stay in it.
    """
    begun = undo.isUndoPossible()
    if begun:
        undo.enterHiddenUndoContext()
    try:
        yield
    finally:
        if begun:
            undo.leaveUndoContext()
        else:
            undo.clear()


def _count_as_unchanged(document: Any, sheets: set[int]) -> None:
    """Has a document count as saved; a chart that was drawn anew counts as a change of its own."""
    for index in sheets:
        charts = document.Sheets.getByIndex(index).Charts
        for number in range(charts.Count):
            charts.getByIndex(number).EmbeddedObject.setModified(False)
    document.setModified(False)


def _bind(cell: Any, formula: str) -> set[tuple[int, int, int]]:
    """Sets a cell's formula anew, with its whole block where it fills one.

    Returns:
        The cells that are done.
    """
    if cell.Formula != formula:
        return set()
    cursor = cell.Spreadsheet.createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    place, block = cursor.RangeAddress, cursor.ArrayFormula
    if not block:
        cell.Formula = formula
        return set()
    cursor.ArrayFormula = block.strip("{}")
    return {
        (place.Sheet, column, row)
        for row in range(place.StartRow, place.EndRow + 1)
        for column in range(place.StartColumn, place.EndColumn + 1)
    }
