"""Edits and appended rows of the user's tables, planned: where each value goes, and what blocks."""

from collections.abc import Iterable

from xlcrm.cells import MAX_COLUMN, MAX_ROW, Address, Extent, Value
from xlcrm.errors import BookWriteError, TableBlockedError
from xlcrm.opc.cell_text import TEXT_LENGTH
from xlcrm.opc.growth import Growth, overlap
from xlcrm.opc.splice import Edit
from xlcrm.opc.tables import TablePart
from xlcrm.patches import AppendRows, EditCells
from xlcrm.workbook.sheet_edits import SheetEdits


class TableEdits:
    """What patches do to one table.

    Args:
        table: the table as it stands in the file.
        sheet: the edits of its sheet.
        neighbours: the other tables of that sheet.
    """

    def __init__(
        self, table: TablePart, sheet: SheetEdits, neighbours: Iterable[TablePart]
    ) -> None:
        self.table = table
        self._sheet = sheet
        self._neighbours = list(neighbours)
        self._new: list[str] = []
        self._last_row = table.place.extent.last.row

    def edit(self, patch: EditCells) -> None:
        """Sets cells of one column.

        Raises:
            TableBlockedError: a row lies outside of the table, or a new column has no room.
            BookWriteError: a text is longer than a cell may hold.
        """
        column = self._column(patch.header)
        for row, value in patch.values.items():
            if not self.table.place.first_row <= row <= self._last_row:
                raise self._blocked("table.row_outside", Address(max(row, 1), column).a1)
            self._set(row, column, value, max(row - 1, self.table.place.extent.first.row))

    def append(self, patch: AppendRows) -> None:
        """Sets new rows below the last filled one.

        Raises:
            TableBlockedError: rows or columns have no room.
            BookWriteError: a text is longer than a cell may hold.
        """
        if not patch.height:
            return
        columns = {header: self._column(header) for header in patch.columns}
        place = self.table.place
        width = place.extent.width + len(self._new)
        area = Extent.of(place.first_row, place.extent.first.column, 1, width)
        area = Extent(area.first, Address(self._last_row, area.last.column))
        above = self._sheet.last_filled(area, self.table.calculated)
        self._make_room(above + patch.height)
        for header, column in columns.items():
            for index, value in enumerate(patch.columns[header]):
                self._set(above + 1 + index, column, value, above)
        self._calculate(range(above + 1, above + 1 + patch.height), above)

    def _calculate(self, rows: range, above: int) -> None:
        """Fills calculated columns of new rows where no value was given."""
        first = self.table.place.extent.first.column
        for column in sorted(self.table.calculated):
            formula = self.table.simple_formula(column - first)
            if not formula:
                continue
            look = self._look(above, column)
            for row in rows:
                given = self._sheet.edited(row, column)
                if given is None or given.value is None:
                    self._sheet.put(row, column, Edit(formula=formula, look=look))

    def _column(self, header: str) -> int:
        """The sheet column under a header, which becomes a new column where the table lacks it."""
        place = self.table.place
        headers = [*place.headers, *self._new]
        if header in headers:
            return place.extent.first.column + headers.index(header)
        column = place.extent.last.column + len(self._new) + 1
        top = place.extent.first.row
        last = Address(self._last_row + place.totals, column)
        if not self.table.has_header or self.table.linked or column > MAX_COLUMN:
            raise self._blocked("table.blocked", Address(max(top, 1), min(column, MAX_COLUMN)).a1)
        self._refuse_filled(Extent(Address(top, column), last))
        self._new.append(header)
        self._sheet.put(top, column, Edit(header, look=Address(top, column - 1)))
        return column

    def _make_room(self, last_row: int) -> None:
        """Makes the table reach down to a row."""
        if last_row <= self._last_row:
            return
        place = self.table.place
        first, right = place.extent.first.column, place.extent.last.column + len(self._new)
        if place.totals:
            raise self._blocked("table.totals", Address(self._last_row + 1, first).a1)
        if last_row > MAX_ROW:
            raise self._blocked("table.blocked", Address(MAX_ROW, first).a1)
        self._refuse_filled(Extent(Address(self._last_row + 1, first), Address(last_row, right)))
        self._last_row = last_row

    def _refuse_filled(self, area: Extent) -> None:
        cell = self._sheet.in_the_way(area)
        for other in self._neighbours:
            if not cell and overlap(other.place.extent, area):
                cell = other.place.extent.first.a1
        if cell:
            raise self._blocked("table.blocked", cell)

    def _look(self, above: int, column: int) -> Address:
        """The cell whose format a new cell takes: the data cell above, else the column (row 0)."""
        known = (
            self.table.place.first_row <= above and column <= self.table.place.extent.last.column
        )
        return Address(above if known else 0, column)

    def _set(self, row: int, column: int, value: Value, above: int) -> None:
        if isinstance(value, str) and len(value) > TEXT_LENGTH:
            raise BookWriteError(
                "cell.too_long",
                sheet=self.table.place.sheet,
                cell=Address(row, column).a1,
                limit=TEXT_LENGTH,
            )
        self._sheet.put(row, column, Edit(value, look=self._look(above, column)))

    def _blocked(self, code: str, cell: str) -> TableBlockedError:
        place = self.table.place
        return TableBlockedError(code, table=place.name, sheet=place.sheet, cell=cell)

    def finish(self) -> None:
        """Grows the table's part and what covered its last row."""
        place = self.table.place
        extent = place.extent
        if self._last_row > self.table.last_row:
            columns = (extent.first.column, extent.last.column + len(self._new))
            self._sheet.grow(Growth(columns, self.table.last_row, self._last_row))
        filled_insert_row = self.table.root.get("insertRow") is not None
        if self._last_row > self.table.last_row or self._new or filled_insert_row:
            self.table.grow(self._last_row - extent.first.row, self._new)
            self._sheet.book.draft.touch(self.table.part)
