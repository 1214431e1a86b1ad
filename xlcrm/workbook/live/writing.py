"""Planned edits of the tables of an open book, written."""

from collections.abc import Sequence

import xlwings as xw

from xlcrm.cells import Address, Extent, Value
from xlcrm.workbook.live.blocks import cells
from xlcrm.workbook.live.plan import NewBlock, SheetPlan
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.shape import LiveShape
from xlcrm.workbook.live.tables import LiveTable
from xlcrm.workbook.live.values import column_runs, fitting_formats, made_ready, slabs
from xlcrm.workbook.rectangles import rectangles


def write(program: Program, shapes: Sequence[LiveShape]) -> None:
    """Writes what was planned: first the tables' ranges, then new rows, then single cells.

    Args:
        program: the program.
        shapes: the tables that change.
    """
    for shape in shapes:
        _grow(program, shape)
    sheets = {id(shape.sheet): shape.sheet for shape in shapes}
    for sheet in sheets.values():
        for block in sheet.blocks:
            _write_block(program, sheet, block, shapes)
        _write_cells(program, sheet)
    for shape in shapes:
        _shrink(program, shape)


def _grow(program: Program, shape: LiveShape) -> None:
    """Gives new rows and columns their looks, and takes them into the table."""
    table, sheet = shape.table, shape.sheet.sheet
    place = table.place
    old = place.extent.last
    if shape.last_row > old.row and _has_model(table):
        left, right = place.extent.first.column, old.column
        above = Extent(Address(table.last_row, left), Address(table.last_row, right))
        new = Extent(Address(old.row + 1, left), Address(shape.last_row, right))
        formulas = [column - left for column in sorted(table.calculated)]
        program.grow(cells(sheet, above), cells(sheet, new), formulas)
    for column in range(old.column + 1, shape.columns[1] + 1):
        top = place.extent.first.row
        beside = cells(sheet, Extent.of(top, column - 1, 1, 1))
        program.look_like(cells(sheet, Extent.of(top, column, 1, 1)), beside)
    grown = shape.last_row > table.last_row or shape.columns[1] > old.column
    if grown and shape.last_row >= table.last_row:
        table.resize(program, cells(sheet, shape.whole))


def _has_model(table: LiveTable) -> bool:
    """Whether a table has a row that new ones take after."""
    return table.last_row >= table.place.first_row


def _shrink(program: Program, shape: LiveShape) -> None:
    """Lets a table end where it is to end now."""
    table, sheet = shape.table, shape.sheet.sheet
    old = table.place.extent.last
    if shape.last_row >= table.last_row and shape.columns[1] >= old.column:
        return
    if shape.last_row < table.last_row:
        gone = Extent(
            Address(shape.last_row + 1, shape.columns[0]),
            Address(table.last_row, max(shape.columns[1], old.column)),
        )
        program.let_go(cells(sheet, gone))
    table.resize(program, cells(sheet, shape.whole))


def _write_block(
    program: Program, sheet: SheetPlan, block: NewBlock, shapes: Sequence[LiveShape]
) -> None:
    """Writes new rows; columns that nobody gave are left alone."""
    owner = next(shape for shape in shapes if shape.sheet is sheet and _owns(shape, block))
    old = owner.table.place.extent.last
    ready = range(old.row + 1, block.last + 1) if _has_model(owner.table) else range(0)
    columns = {column: block.values(column) for column in block.columns}
    for top, bottom in _halves(block, ready):
        # Rows are made ready under the columns that the table had, not under those that it gets.
        filled = {column for column in columns if top in ready and column <= old.column}
        for group in (filled, columns.keys() - filled):
            for extent in rectangles((top, column) for column in group):
                whole = Extent(extent.first, Address(bottom, extent.last.column))
                part = {
                    column: columns[column][top - block.first : bottom - block.first + 1]
                    for column in range(whole.first.column, whole.last.column + 1)
                }
                _write(program, sheet.sheet, whole, part, fresh=group is filled)


def _owns(shape: LiveShape, block: NewBlock) -> bool:
    first, last = shape.columns
    inside = first <= min(block.columns) and max(block.columns) <= last
    return inside and shape.table.place.first_row <= block.first <= shape.last_row


def _halves(block: NewBlock, ready: range) -> list[tuple[int, int]]:
    """The rows of a block that the table had, and those that it was grown by."""
    if not ready or block.first >= ready.start:
        return [(block.first, block.last)]
    return [(block.first, ready.start - 1), (ready.start, block.last)]


def _write_cells(program: Program, sheet: SheetPlan) -> None:
    places = [(row, column) for row, edits in sheet.cells.items() for column in edits]
    for extent in rectangles(places):
        rows = range(extent.first.row, extent.last.row + 1)
        columns = {
            column: [sheet.cells[row][column] for row in rows]
            for column in range(extent.first.column, extent.last.column + 1)
        }
        _write(program, sheet.sheet, extent, columns, fresh=False)


def _write(
    program: Program,
    sheet: xw.Sheet,
    extent: Extent,
    columns: dict[int, list[Value]],
    *,
    fresh: bool,
) -> None:
    """Writes a block; formats come first, since a program may make something else of a value."""
    top = extent.first.row
    formatted = {
        column: given
        for column, given in columns.items()
        if any(value is not None and not isinstance(value, str) for value in given)
    }
    runs = column_runs(program, sheet, extent) if formatted else {}
    for column, given in formatted.items():
        for first, last, code in fitting_formats(given, runs.get(column, ()), top):
            area = cells(sheet, Extent(Address(first, column), Address(last, column)))
            program.set_format(area, code)
    epoch = program.epoch_1904
    raw = [[made_ready(value, epoch_1904=epoch) for value in given] for given in columns.values()]
    put = program.put_new if fresh else program.put
    for slab in slabs(extent):
        first, last = slab.first.row - top, slab.last.row - top + 1
        rows = list(zip(*(column[first:last] for column in raw), strict=True))
        put(cells(sheet, slab), rows)
