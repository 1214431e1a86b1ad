"""The range of a user's table while patches change it: its last row and its columns."""

from collections.abc import Iterable

from xlcrm.cells import MAX_COLUMN, MAX_ROW, Address, Extent
from xlcrm.errors import TableBlockedError
from xlcrm.opc.cell_edits import Edit
from xlcrm.opc.growth import Growth, overlap
from xlcrm.opc.tables import TablePart
from xlcrm.workbook.sheet_edits import SheetEdits


class TableShape:
    """Where one table is to end.

    Args:
        table: the table as it stands in the file.
        sheet: the edits of its sheet.
        neighbours: the other tables of that sheet.

    Attributes:
        last_row: its last data row.
    """

    def __init__(
        self, table: TablePart, sheet: SheetEdits, neighbours: Iterable[TablePart]
    ) -> None:
        self.table = table
        self.sheet = sheet
        self.last_row = table.place.extent.last.row
        self._neighbours = list(neighbours)
        self._headers = list(table.place.headers)
        self._kept = len(self._headers)

    @property
    def headers(self) -> list[str]:
        """The headers that it is to have."""
        return list(self._headers)

    @property
    def columns(self) -> tuple[int, int]:
        """Its first and its last sheet column."""
        first = self.table.place.extent.first.column
        return first, first + len(self._headers) - 1

    def rows(self, first: int, last: int) -> Extent:
        """The cells under its columns from a sheet row to a sheet row."""
        left, right = self.columns
        return Extent(Address(first, left), Address(last, right))

    def column(self, header: str) -> int:
        """The sheet column under a header, which becomes a new column where the table lacks it.

        Raises:
            TableBlockedError: a new column has no room.
        """
        place = self.table.place
        if header in self._headers:
            return place.extent.first.column + self._headers.index(header)
        column = self.columns[1] + 1
        top = place.extent.first.row
        last = Address(self.last_row + place.totals, column)
        if not self.table.has_header or self.table.linked or column > MAX_COLUMN:
            cell = Address(max(top, 1), min(column, MAX_COLUMN)).a1
            raise self.blocked("table.blocked", cell)
        self._refuse_filled(Extent(Address(top, column), last))
        self._headers.append(header)
        self.sheet.put(top, column, Edit(header, look=Address(top, column - 1)))
        return column

    def drop_column(self) -> None:
        """Lets the last column go; its header cell becomes blank."""
        top = self.table.place.extent.first.row
        self.sheet.put(top, self.columns[1], Edit())
        self._headers.pop()
        self._kept = min(self._kept, len(self._headers))

    def make_room(self, last_row: int) -> None:
        """Makes the table reach down to a row.

        Raises:
            TableBlockedError: something is in the way.
        """
        if last_row <= self.last_row:
            return
        place = self.table.place
        left = place.extent.first.column
        if place.totals:
            raise self.blocked("table.totals", Address(self.last_row + 1, left).a1)
        if last_row > MAX_ROW:
            raise self.blocked("table.blocked", Address(MAX_ROW, left).a1)
        self._refuse_filled(self.rows(self.last_row + 1, last_row))
        self.last_row = last_row

    def _refuse_filled(self, area: Extent) -> None:
        cell = self.sheet.in_the_way(area)
        for other in self._neighbours:
            if not cell and overlap(other.place.extent, area):
                cell = other.place.extent.first.a1
        if cell:
            raise self.blocked("table.blocked", cell)

    def blocked(self, code: str, cell: str) -> TableBlockedError:
        """The error for a change that a cell is in the way of."""
        place = self.table.place
        return TableBlockedError(code, table=place.name, sheet=place.sheet, cell=cell)

    def finish(self) -> None:
        """Changes the table's part and what covered its last row."""
        table = self.table
        left, right = self.columns
        if self.last_row != table.last_row:
            right = max(right, table.place.extent.last.column)
            self.sheet.grow(Growth((left, right), table.last_row, self.last_row))
        filled_insert_row = table.root.get("insertRow") is not None
        same = self._headers == list(table.place.headers)
        if self.last_row != table.last_row or not same or filled_insert_row:
            table.resize(self.last_row, self._kept, self._headers[self._kept :])
            if table.part:  # a plain range has no part of its own
                self.sheet.book.draft.touch(table.part)
