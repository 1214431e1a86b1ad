"""The rows and columns of a table."""

from collections.abc import Sequence
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import Place
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.collected import Collected
from xlcrm.hosts.libreoffice.engine.guard import Guarded


class TableRow(Guarded, base_classes.TableRow):
    """One data row of a table.

    Args:
        table: the table.
        index: its number, from 1.
    """

    def __init__(self, table: Any, index: int) -> None:
        self._table = table
        self._index = index

    @property
    def index(self) -> int:
        """Its number among the data rows, from 1."""
        return self._index

    @property
    def place(self) -> Place:
        """Where it stands."""
        body: Place = self._table.body
        return body.part(self._index - 1, 0, 1, body.width)

    @property
    def range(self) -> Any:
        """Its cells."""
        return self._table.parent.area(self.place)

    def delete(self) -> None:
        """Takes it out; the cells below move up."""
        self._table.remove_row(self.place)


class TableRows(Collected, base_classes.TableRows):
    """The data rows of a table; the parent is the table."""

    @property
    def column_count(self) -> int:
        """How many values a row has."""
        return int(self._parent.place.width)

    def listed(self) -> list[TableRow]:
        """All data rows."""
        count = 0 if self._parent.is_empty else self._parent.body.height
        return [TableRow(self._parent, number) for number in range(1, count + 1)]

    def add(self, values: Sequence[Any] | None, index: int | None) -> TableRow:
        """Adds a row before that number, or at the end; cells below the table move down."""
        number = index or len(self) + 1
        if not self._parent.is_empty:
            self._parent.insert_row(number)
        row = TableRow(self._parent, number)
        if values is not None:
            row.range.raw_value = [list(values)]
        return row


class TableColumn(Guarded, base_classes.TableColumn):
    """One column of a table.

    Args:
        table: the table.
        index: its number, from 1.
    """

    def __init__(self, table: Any, index: int) -> None:
        self._table = table
        self._index = index

    @property
    def name(self) -> str:
        """Its header; "Column2" where the table shows none."""
        return str(self._table.headers[self._index - 1])

    @property
    def index(self) -> int:
        """Its number, from 1."""
        return self._index

    @property
    def range(self) -> Any:
        """Its cells, with the header and the total."""
        place = self._table.place
        return self._table.parent.area(place.part(0, self._index - 1, place.height))

    @property
    def data_body_range(self) -> Any:
        """Its data cells; None in a table without data."""
        body = self._table.body
        if self._table.is_empty:
            return None
        return self._table.parent.area(body.part(0, self._index - 1, body.height))

    def delete(self) -> None:
        """Takes it out; the cells to the right move left.

        Raises:
            ValueError: it is the only one.
        """
        if self._table.place.width == 1:
            raise ValueError("Cannot delete the last table column")
        self._table.remove_column(self._index)


class TableColumns(Collected, base_classes.TableColumns):
    """The columns of a table; the parent is the table."""

    def listed(self) -> list[TableColumn]:
        """All columns."""
        width = self._parent.place.width
        return [TableColumn(self._parent, number) for number in range(1, width + 1)]

    def add(self, name: str, index: int | None) -> TableColumn:
        """Adds a column before that number, or at the end; cells to the right move."""
        number = index or len(self) + 1
        self._parent.insert_column(number, name)
        return TableColumn(self._parent, number)


def shift(sheet: Any, place: Place, *, insert: bool, down: bool) -> None:
    """Makes room for cells, or closes the gap where they were taken out."""
    office = place.office(sheet.position)
    if insert:
        sheet.xl.insertCells(office, enum("sheet.CellInsertMode", "DOWN" if down else "RIGHT"))
    else:
        sheet.xl.removeRange(office, enum("sheet.CellDeleteMode", "UP" if down else "LEFT"))
        sheet.document.removals += 1
