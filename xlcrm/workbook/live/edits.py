"""Patches of the tables of an open book, checked and planned: nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence

from xlcrm.cells import Address, Extent, Value
from xlcrm.errors import BookWriteError, TableBlockedError, TableMissingError
from xlcrm.opc.cell_text import TEXT_LENGTH
from xlcrm.patches import AppendRows, EditCells, RemoveColumns, RemoveRows, TablePatch
from xlcrm.workbook.live.blocks import cells
from xlcrm.workbook.live.plan import NewBlock, SheetPlan
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.shape import LiveShape
from xlcrm.workbook.live.tables import LiveTable

_NONE: frozenset[int] = frozenset()


def plan(
    program: Program, tables: Mapping[str, LiveTable], patches: Sequence[TablePatch]
) -> list[LiveShape]:
    """Plans patches, in order.

    Args:
        program: the program.
        tables: the tables of its book.
        patches: what is to change.

    Returns:
        The tables that change, with the plans of their sheets.

    Raises:
        TableMissingError: a patch names a table that is not there.
        TableBlockedError: a table cannot be changed so.
        BookWriteError: a sheet is protected, or a text is longer than a cell may hold.
    """
    sheets: dict[str, SheetPlan] = {}
    shapes: dict[str, LiveShape] = {}
    for patch in patches:
        table = tables.get(patch.table)
        if table is None:
            raise TableMissingError("table.missing", table=patch.table, path=program.book.name)
        if patch.table not in shapes:
            title = table.place.sheet
            if title not in sheets:
                refuse_protected(program, table)
                sheets[title] = SheetPlan(program, table.sheet)
            others = [t for t in tables.values() if t is not table and t.place.sheet == title]
            shapes[patch.table] = LiveShape(table, sheets[title], others)
        _change(shapes[patch.table], patch)
    for sheet in sheets.values():
        _refuse_blocks(sheet)
    return list(shapes.values())


def refuse_protected(program: Program, table: LiveTable) -> None:
    """Refuses to write on a protected sheet.

    Raises:
        BookWriteError: it is protected.
    """
    if program.protected(table.sheet):
        title = table.place.sheet
        raise BookWriteError("book.sheet_protected", sheet=title, book=program.book.name)


def _change(shape: LiveShape, patch: TablePatch) -> None:
    if isinstance(patch, EditCells):
        _edit_cells(shape, patch)
    elif isinstance(patch, AppendRows):
        _append_rows(shape, patch)
    elif isinstance(patch, RemoveRows):
        _remove_rows(shape, patch)
    else:
        _remove_columns(shape, patch)


def _edit_cells(shape: LiveShape, patch: EditCells) -> None:
    column = shape.column(patch.header)
    first = shape.table.place.first_row
    for row, value in patch.values.items():
        if not first <= row <= shape.last_row:
            raise shape.blocked("table.row_outside", Address(max(row, 1), column).a1)
        _refuse_long(shape, Address(row, column), [value])
        shape.sheet.put(row, column, value)


def _append_rows(shape: LiveShape, patch: AppendRows) -> None:
    if not patch.height:
        return
    table = shape.table
    columns = {shape.column(header): given for header, given in patch.columns.items()}
    above = shape.sheet.last_filled(
        shape.rows(table.place.first_row, shape.last_row), table.calculated
    )
    shape.make_room(above + patch.height)
    for column, given in columns.items():
        _refuse_long(shape, Address(above + 1, column), given)
    shape.sheet.append(NewBlock(above + 1, patch.height, columns))


def _remove_rows(shape: LiveShape, patch: RemoveRows) -> None:
    table, sheet = shape.table, shape.sheet
    first = table.place.first_row
    ends = shape.last_row if patch.last_row is None else max(patch.last_row, first)
    for row in sorted(set(patch.rows)):
        area = shape.rows(row, row)
        if first <= row <= shape.last_row:
            # A row that stays keeps its formulas, as Excel gives them to each row of a table.
            sheet.clear(area, table.calculated if row <= ends else _NONE)
        elif row < first or sheet.in_the_way(area):
            raise shape.blocked("table.row_outside", area.first.a1)
    if ends < shape.last_row and not table.place.totals:
        below = shape.rows(ends + 1, shape.last_row)
        if sheet.last_filled(below, _NONE) == ends:
            shape.last_row = ends


def _remove_columns(shape: LiveShape, patch: RemoveColumns) -> None:
    going = {header for header in patch.headers if header in shape.headers}
    while going and shape.headers[-1] in going:
        _refuse_use(shape, shape.headers[-1])
        going.discard(shape.headers[-1])
        shape.drop_column()
    for header in going:
        raise shape.refused("table.column_inside", header=header)


def _refuse_use(shape: LiveShape, header: str) -> None:
    table, column = shape.table, shape.columns[1]
    first = table.place.first_row
    if not table.has_header or len(shape.headers) == 1:
        raise shape.blocked("table.blocked", Address(max(first - 1, 1), column).a1)
    last = shape.last_row + table.place.totals
    data = Extent(Address(first, column), Address(last, column))
    filled = shape.sheet.last_filled(data, _NONE)
    if filled >= first:
        cell = Address(filled, column).a1
        raise shape.refused("table.column_filled", header=header, cell=cell)
    part = shape.sheet.program.sheet_that_uses(table.place.name, header)
    if header in table.place.headers and part:
        raise shape.refused("table.column_used", header=header, part=part)


def _refuse_blocks(sheet: SheetPlan) -> None:
    """Refuses to write into a block that one formula fills.

    Raises:
        TableBlockedError: a cell that is written lies in one.
    """
    columns = {column for edits in sheet.cells.values() for column in edits}
    for column in columns:
        rows = [row for row, edits in sheet.cells.items() if column in edits]
        around = Extent(Address(min(rows), column), Address(max(rows), column))
        for place in sorted(sheet.program.array_cells(cells(sheet.sheet, around))):
            if column in sheet.cells.get(place.row, {}):
                title = sheet.sheet.name
                raise TableBlockedError("table.formula_block", sheet=title, cell=place.a1)


def _refuse_long(shape: LiveShape, first: Address, values: Iterable[Value]) -> None:
    for row, value in enumerate(values, first.row):
        if isinstance(value, str) and len(value) > TEXT_LENGTH:
            cell, title = Address(row, first.column).a1, shape.table.place.sheet
            raise BookWriteError("cell.too_long", sheet=title, cell=cell, limit=TEXT_LENGTH)
