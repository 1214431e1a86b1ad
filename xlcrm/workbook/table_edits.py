"""Edits and appended rows of the user's tables, planned: where each value goes, and what blocks."""

from collections.abc import Mapping, Sequence

from xlcrm.cells import MAX_ROW, Address, Value
from xlcrm.errors import BookWriteError
from xlcrm.opc.cell_edits import ColumnEdits
from xlcrm.opc.cell_text import TEXT_LENGTH
from xlcrm.opc.new_rows import NewColumn, NewRows
from xlcrm.patches import AppendRows, EditCells
from xlcrm.workbook.table_shape import TableShape


def edit_cells(shape: TableShape, patch: EditCells) -> None:
    """Sets cells of one column.

    Raises:
        TableBlockedError: a row lies outside of the table, or a new column has no room.
        BookWriteError: a text is longer than a cell may hold.
    """
    column = shape.column(patch.header)
    place = shape.table.place
    rows = sorted(patch.values)
    for row in (*rows[:1], *rows[-1:]):
        if not place.first_row <= row <= shape.last_row:
            raise shape.blocked("table.row_outside", Address(max(row, 1), column).a1)
    for row, value in patch.values.items():
        if isinstance(value, str) and len(value) > TEXT_LENGTH:
            _refuse_long(shape, Address(row, column), [value])
    # A data row takes the looks of the one above it, but for the first and in new columns.
    known = column <= place.extent.last.column
    first = place.first_row + 1 if known else MAX_ROW + 1
    shape.sheet.put_column(ColumnEdits(column, patch.values, rows, first))


def append_rows(shape: TableShape, patch: AppendRows) -> None:
    """Sets new rows below the last filled one.

    Raises:
        TableBlockedError: rows or columns have no room.
        BookWriteError: a text is longer than a cell may hold.
    """
    if not patch.height:
        return
    columns = {header: shape.column(header) for header in patch.columns}
    area = shape.rows(shape.table.place.first_row, shape.last_row)
    above = shape.sheet.last_filled(area, shape.table.calculated)
    shape.make_room(above + patch.height)
    cells = {
        column: NewColumn(patch.columns[header], _look(shape, above, column))
        for header, column in columns.items()
    }
    for header, column in columns.items():
        _refuse_long(shape, Address(above + 1, column), patch.columns[header])
    cells |= _calculated(shape, cells, above)
    top = max(above, shape.sheet.sheet.last_row) + 1
    shape.sheet.append(NewRows(above + 1, patch.height, cells, top))


def _calculated(
    shape: TableShape, given: Mapping[int, NewColumn], above: int
) -> dict[int, NewColumn]:
    """The calculated columns of new rows, filled where no value is given."""
    first = shape.table.place.extent.first.column
    formulas = {
        column: shape.table.simple_formula(column - first) for column in shape.table.calculated
    }
    return {
        column: NewColumn(
            given[column].values if column in given else (), _look(shape, above, column), formula
        )
        for column, formula in formulas.items()
        if formula
    }


def _look(shape: TableShape, above: int, column: int) -> Address:
    """The cell whose format a new cell takes: the data cell above, else the column (row 0)."""
    place = shape.table.place
    known = place.first_row <= above and column <= place.extent.last.column
    return Address(above if known else 0, column)


def _refuse_long(shape: TableShape, first: Address, values: Sequence[Value]) -> None:
    """Refuses texts that no cell can hold.

    Raises:
        BookWriteError: one is too long.
    """
    if str not in set(map(type, values)):
        return
    lengths = [len(value) if isinstance(value, str) else 0 for value in values]
    if max(lengths) > TEXT_LENGTH:
        index = next(index for index, length in enumerate(lengths) if length > TEXT_LENGTH)
        raise BookWriteError(
            "cell.too_long",
            sheet=shape.table.place.sheet,
            cell=Address(first.row + index, first.column).a1,
            limit=TEXT_LENGTH,
        )
