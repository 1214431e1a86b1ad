"""Rows and columns of a user's table that go again: the reverse of what a command had added."""

from xlcrm.cells import Address, Extent
from xlcrm.errors import TableBlockedError
from xlcrm.opc.table_formulas import part_that_uses
from xlcrm.patches import RemoveColumns, RemoveRows
from xlcrm.workbook.table_shape import TableShape


def remove_rows(shape: TableShape, patch: RemoveRows) -> None:
    """Empties the cells of rows, and lets the table end where it did before.

    Raises:
        TableBlockedError: a row is not one of the table's, and something stands there.
    """
    table, sheet = shape.table, shape.sheet
    first = table.place.first_row
    ends = shape.last_row if patch.last_row is None else max(patch.last_row, first)
    for row in sorted(set(patch.rows)):
        cells = shape.rows(row, row)
        if first <= row <= shape.last_row:
            # A row that stays keeps its formulas, as Excel gives them to each row of a table.
            sheet.clear(cells, table.calculated if row <= ends else set())
        elif row < first or sheet.in_the_way(cells):
            raise shape.blocked("table.row_outside", cells.first.a1)
    if ends < shape.last_row and not table.place.totals:
        below = shape.rows(ends + 1, shape.last_row)
        if sheet.last_filled(below, set()) == ends:
            shape.last_row = ends


def remove_columns(shape: TableShape, patch: RemoveColumns) -> None:
    """Lets blank columns at the table's right end go.

    Raises:
        TableBlockedError: a column is not blank, is not the last one, is used by formulas, or
            belongs to a table that something outside fills.
    """
    going = {header for header in patch.headers if header in shape.headers}
    while going and shape.headers[-1] in going:
        _refuse_use(shape, shape.headers[-1])
        going.discard(shape.headers[-1])
        shape.drop_column()
    for header in going:
        raise _refused(shape, "table.column_inside", header=header)


def _refuse_use(shape: TableShape, header: str) -> None:
    table = shape.table
    column, first = shape.columns[1], table.place.first_row
    if table.linked or not table.has_header or len(shape.headers) == 1:
        raise shape.blocked("table.blocked", Address(max(first - 1, 1), column).a1)
    last = shape.last_row + table.place.totals
    data = Extent(Address(first, column), Address(last, column))
    filled = shape.sheet.last_filled(data, set())
    if filled >= first:
        cell = Address(filled, column).a1
        raise _refused(shape, "table.column_filled", header=header, cell=cell)
    if header in table.place.headers:
        part = part_that_uses(shape.sheet.book, header)
        if part:
            raise _refused(shape, "table.column_used", header=header, part=part)


def _refused(shape: TableShape, code: str, **named: str) -> TableBlockedError:
    place = shape.table.place
    return TableBlockedError(code, table=place.name, sheet=place.sheet, **named)
