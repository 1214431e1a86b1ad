"""The range of a table of an open book while patches change it: its last row and its columns."""

from collections.abc import Iterable

from xlcrm.cells import MAX_COLUMN, MAX_ROW, Address, Extent
from xlcrm.errors import TableBlockedError
from xlcrm.opc.growth import overlap
from xlcrm.workbook.live.plan import SheetPlan
from xlcrm.workbook.live.tables import LiveTable


class LiveShape:
    """Where one table is to end.

    Args:
        table: the table as it stands.
        sheet: the edits of its sheet.
        neighbours: the other tables of that sheet.

    Attributes:
        last_row: its last data row.
        headers: the headers that it is to have.
    """

    def __init__(self, table: LiveTable, sheet: SheetPlan, neighbours: Iterable[LiveTable]) -> None:
        self.table = table
        self.sheet = sheet
        self.last_row = table.place.extent.last.row
        self.headers = list(table.place.headers)
        self._neighbours = list(neighbours)

    @property
    def columns(self) -> tuple[int, int]:
        """Its first and its last sheet column."""
        first = self.table.place.extent.first.column
        return first, first + len(self.headers) - 1

    def rows(self, first: int, last: int) -> Extent:
        """The cells under its columns from a sheet row to a sheet row."""
        left, right = self.columns
        return Extent(Address(first, left), Address(last, right))

    @property
    def whole(self) -> Extent:
        """The range that the program is told: with the header row and a totals row."""
        place = self.table.place
        top = place.extent.first.row + (not self.table.has_header)
        return self.rows(top, self.last_row + place.totals)

    def column(self, header: str) -> int:
        """The sheet column under a header, which becomes a new column where the table lacks it.

        Raises:
            TableBlockedError: a new column has no room.
        """
        place = self.table.place
        if header in self.headers:
            return place.extent.first.column + self.headers.index(header)
        column, top = self.columns[1] + 1, place.extent.first.row
        if not self.table.has_header or column > MAX_COLUMN:
            cell = Address(max(top, 1), min(column, MAX_COLUMN)).a1
            raise self.blocked("table.blocked", cell)
        last = Address(self.last_row + place.totals, column)
        self._refuse_filled(Extent(Address(top, column), last))
        self.headers.append(header)
        self.sheet.put(top, column, header)
        return column

    def drop_column(self) -> None:
        """Lets the last column go; its header cell becomes blank."""
        self.sheet.put(self.table.place.extent.first.row, self.columns[1], None)
        self.headers.pop()

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

    def refused(self, code: str, **named: str) -> TableBlockedError:
        """The error for a change of a column."""
        place = self.table.place
        return TableBlockedError(code, table=place.name, sheet=place.sheet, **named)
