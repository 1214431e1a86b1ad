"""Giving the cells of a document that was opened their functions.

Calc reads `CHURN_RATE()` in an .xlsx file as a name that it does not know, and shows the value that
was kept with it; in its own format it knows the function, but shows the kept value as well until
the cell is computed. Setting each such formula anew does both: it is known, and it is live.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import inf
from typing import Any, NamedTuple

from xlcrm.cells import Address
from xlcrm.hosts.libreoffice.formulas import calls_ours
from xlcrm.workbook.rectangles import rectangles

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
        yield from calls_on(sheets.getByIndex(index))


def calls_on(sheet: Any, most: float = inf) -> Iterator[Place]:
    """The cells of a sheet that call functions of ours.

    Args:
        sheet: the sheet.
        most: of so many cells with formulas none is looked at.
    """
    places = sheet.queryContentCells(_FORMULAS).RangeAddresses
    if sum(map(_size, places)) >= most:
        return
    for place in places:
        cells = sheet.getCellRangeByPosition(
            place.StartColumn, place.StartRow, place.EndColumn, place.EndRow
        )
        for row, line in enumerate(cells.getFormulaArray(), place.StartRow):
            for column, formula in enumerate(line, place.StartColumn):
                if calls_ours(formula):
                    yield Place(place.Sheet, column, row, formula)


def _size(place: Any) -> int:
    width, height = place.EndColumn - place.StartColumn + 1, place.EndRow - place.StartRow + 1
    return int(width * height)


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
            _set_anew(document.Sheets, cells)
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


def _set_anew(sheets: Any, cells: Sequence[Place]) -> None:
    """Sets formulas anew: those of single cells area by area, since each call takes its time."""
    single: dict[int, dict[tuple[int, int], str]] = {}
    done: set[tuple[int, int, int]] = set()
    for sheet, column, row, formula in cells:
        if not formula.startswith("{"):
            single.setdefault(sheet, {})[row, column] = formula
        elif (sheet, column, row) not in done:
            done |= _set_block(sheets.getByIndex(sheet).getCellByPosition(column, row), formula)
    for index, formulas in single.items():
        sheet = sheets.getByIndex(index)
        for first, last in rectangles(formulas):
            area = sheet.getCellRangeByPosition(first.column, first.row, last.column, last.row)
            _set_area(area, first, formulas)


def _set_area(area: Any, first: Address, formulas: Mapping[tuple[int, int], str]) -> None:
    """Sets the formulas of an area anew, without the cells that hold something else by now."""
    found = area.getFormulaArray()
    wanted = tuple(
        tuple(formulas[row, column] for column, _ in enumerate(line, first.column))
        for row, line in enumerate(found, first.row)
    )
    if found == wanted:
        area.setFormulaArray(wanted)
        return
    for row, (line, expected) in enumerate(zip(found, wanted, strict=True)):
        for column, formula in enumerate(expected):
            if line[column] == formula:
                area.getCellByPosition(column, row).Formula = formula


def _set_block(cell: Any, formula: str) -> set[tuple[int, int, int]]:
    """Sets a formula that fills a block anew.

    Returns:
        The cells that are done: sheet, column and row.
    """
    if cell.Formula != formula:
        return set()
    cursor = cell.Spreadsheet.createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    place, block = cursor.RangeAddress, cursor.ArrayFormula
    cursor.ArrayFormula = block.strip("{}")
    return {
        (place.Sheet, column, row)
        for row in range(place.StartRow, place.EndRow + 1)
        for column in range(place.StartColumn, place.EndColumn + 1)
    }
