"""Tables: the office calls them database ranges."""

from collections.abc import Sequence
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.autofilters import AutoFilter
from xlcrm.hosts.libreoffice.engine.collected import Collected
from xlcrm.hosts.libreoffice.engine.errors import OfficeError
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.table_parts import TableColumns, TableRows, shift


class Table(Guarded, base_classes.Table):
    """A table.

    The office keeps no table styles: asking for one raises NotImplementedError.

    Args:
        sheet: the sheet that it stands on.
        key: its name.
    """

    def __init__(self, sheet: Any, key: str) -> None:
        self._sheet = sheet
        self._key = key

    @property
    def api(self) -> Any:
        """The database range as the office knows it."""
        return _areas(self._sheet).getByName(self._key)

    @property
    def parent(self) -> Any:
        """The sheet."""
        return self._sheet

    @property
    def place(self) -> Place:
        """Where it stands, with the header row and the totals row."""
        return from_office(self.api.getDataArea())

    @property
    def body(self) -> Place:
        """Where its data rows stand."""
        api, place = self.api, self.place
        head = 1 if api.ContainsHeader else 0
        foot = 1 if api.TotalsRow else 0
        return place.part(head, 0, place.height - head - foot, place.width)

    @property
    def is_empty(self) -> bool:
        """Whether it has no data but one blank row, to be typed into."""
        body = self.body
        if body.height > 1:
            return False
        return body.height < 1 or not any(self._sheet.cells_at(body).getFormulaArray()[0])

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, from left to right."""
        if not self.api.ContainsHeader:
            return tuple(f"Column{number}" for number in range(1, self.place.width + 1))
        place = self.place
        row = self._sheet.cells_at(place.part(0, 0, 1, place.width)).getFormulaArray()[0]
        return tuple(text.removeprefix("'") for text in row)

    @property
    def name(self) -> str:
        """Its name."""
        return self._key

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._key = value

    display_name = name

    @property
    def range(self) -> Any:
        """All its cells."""
        return self._sheet.area(self.place)

    @property
    def data_body_range(self) -> Any:
        """Its data rows; None where it has no data."""
        return None if self.is_empty else self._sheet.area(self.body)

    @property
    def insert_row_range(self) -> Any:
        """The blank row of a table without data; None where it has data."""
        return self._sheet.area(self.body) if self.is_empty and self.body.height == 1 else None

    @property
    def header_row_range(self) -> Any:
        """The header row; None where it shows none."""
        place = self.place
        shown = self.api.ContainsHeader
        return self._sheet.area(place.part(0, 0, 1, place.width)) if shown else None

    @property
    def totals_row_range(self) -> Any:
        """The totals row; None where it shows none."""
        place = self.place
        last = place.part(place.height - 1, 0, 1, place.width)
        return self._sheet.area(last) if self.api.TotalsRow else None

    @property
    def show_headers(self) -> bool:
        """Whether it has a header row; without one the texts stay, outside of the table."""
        return bool(self.api.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if value == self.show_headers:
            return
        place = self.place
        step = -1 if value else 1
        self._resize(place.part(step, 0, place.height - step, place.width))
        self.api.ContainsHeader = value

    @property
    def show_totals(self) -> bool:
        """Whether it has a totals row; adding one moves the cells below down."""
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if value == self.show_totals:
            return
        place = self.place
        row = place.part(place.height if value else place.height - 1, 0, 1, place.width)
        shift(self._sheet, row, insert=value, down=True)
        self._resize(place.part(0, 0, place.height + (1 if value else -1), place.width))
        self.api.TotalsRow = value
        if value:
            self._sheet.cell_at(row).setString("Total")

    @property
    def show_autofilter(self) -> bool:
        """Whether the headers offer filters."""
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = value

    @property
    def autofilter(self) -> AutoFilter:
        """Which rows are shown."""
        return AutoFilter(self._sheet, lambda: self.api)

    @property
    def rows(self) -> TableRows:
        """The data rows."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """The columns."""
        return TableColumns(self)

    def resize(self, range: Any) -> None:  # noqa: A002 - xlwings' name of the argument
        """Gives the table other cells; the header row must stay where it is."""
        place = getattr(range, "impl", range).place
        if self.show_headers and place.row != self.place.row:
            raise OfficeError("The header row of a table must stay in its row.")
        self._resize(place)

    def _resize(self, place: Place) -> None:
        self.api.setDataArea(place.office(self._sheet.position))

    def insert_row(self, number: int) -> None:
        """Makes room for a data row before that number, counted from 1."""
        place, body = self.place, self.body
        shift(self._sheet, body.part(number - 1, 0, 1, body.width), insert=True, down=True)
        self._resize(place.part(0, 0, place.height + 1, place.width))

    def remove_row(self, row: Place) -> None:
        """Takes a data row out; the last one is only emptied."""
        place = self.place
        if self.body.height == 1:
            self._sheet.area(row).clear_contents()
            return
        shift(self._sheet, row, insert=False, down=True)
        self._resize(place.part(0, 0, place.height - 1, place.width))

    def insert_column(self, number: int, header: str) -> None:
        """Makes room for a column before that number, counted from 1."""
        place = self.place
        column = place.part(0, number - 1, place.height)
        shift(self._sheet, column, insert=True, down=False)
        self._resize(place.part(0, 0, place.height, place.width + 1))
        if self.show_headers:
            self._sheet.cell_at(column).setString(header)

    def remove_column(self, number: int) -> None:
        """Takes a column out, counted from 1."""
        place = self.place
        shift(self._sheet, place.part(0, number - 1, place.height), insert=False, down=False)
        self._resize(place.part(0, 0, place.height, place.width - 1))

    def sort(self, keys: Sequence[int], ascending: Sequence[bool]) -> None:
        """Sorts the data rows by columns, counted from 1."""
        body = self.data_body_range
        if body is not None:
            body.sort(keys, ascending, False)


class Tables(Collected, base_classes.Tables):
    """The tables of a sheet; the parent is the sheet."""

    def listed(self) -> list[Table]:
        """All tables of the sheet, from top to bottom and left to right."""
        areas, position = _areas(self._parent), self._parent.position
        found = [
            Table(self._parent, key)
            for key in areas.getElementNames()
            if areas.getByName(key).getDataArea().Sheet == position
        ]
        return sorted(found, key=lambda table: table.place)

    def at(self, cell: Place) -> Table | None:
        """The table that a cell lies in, or None."""
        return next((table for table in self.listed() if table.place.meets(cell)), None)

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool | None = None,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """Makes cells a table; its look stays, for the office keeps no table styles.

        Raises:
            OfficeError: a cell is in another table, or the name is taken.
        """
        del source_type, link_source, destination, table_style_name
        place = getattr(source, "impl", source).place
        areas = _areas(self._parent)
        if any(table.place.meets(place) for table in self.listed()):
            raise OfficeError(f"A table cannot overlap another table: {place.a1()}")
        key = name or _free_name(areas.getElementNames())
        if areas.hasByName(key):
            raise OfficeError(f"A table named {key!r} is there already.")
        if not has_headers:
            header = place.part(0, 0, 1, place.width)
            shift(self._parent, header, insert=True, down=True)
            place = place.part(0, 0, place.height + 1, place.width)
        elif place.height == 1:
            place = place.part(0, 0, 2, place.width)
        self._fill_headers(place)
        areas.addNewByName(key, place.office(self._parent.position))
        area = areas.getByName(key)
        area.ContainsHeader = True
        area.AutoFilter = True
        return Table(self._parent, key)

    def _fill_headers(self, place: Place) -> None:
        cells = self._parent.cells_at(place.part(0, 0, 1, place.width))
        row = cells.getFormulaArray()[0]
        for at, text in enumerate(row):
            if not text:
                header = f"Column{at + 1}"
                self._parent.cell_at(place.part(0, at)).setString(header)


def copy_all(source: Any, target: Any) -> None:
    """Gives a copied sheet the tables that its original has."""
    for table in Tables(source).listed():
        areas, old = _areas(target), table.api
        key = _free_name(areas.getElementNames(), table.name)
        areas.addNewByName(key, table.place.office(target.position))
        new = areas.getByName(key)
        for name in ("ContainsHeader", "TotalsRow", "AutoFilter"):
            setattr(new, name, getattr(old, name))


def _free_name(taken: Sequence[str], stem: str = "Table") -> str:
    used = {name.casefold() for name in taken}
    number = 1
    while f"{stem}{number}".casefold() in used:
        number += 1
    return f"{stem}{number}"


def _areas(sheet: Any) -> Any:
    return sheet.document.model.DatabaseRanges
