"""Pivot tables: the office calls them DataPilot tables."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.collected import Collected
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.pivot_fields import PivotFields, PivotValueFields

_TABLE_PART = 1
_DATA_PART = 2


class PivotTable(Guarded, base_classes.PivotTable):
    """A pivot table.

    Args:
        sheet: the sheet.
        key: its name.
    """

    def __init__(self, sheet: Any, key: str) -> None:
        self._sheet = sheet
        self._key = key

    @property
    def api(self) -> Any:
        """The pivot table as the office knows it."""
        return self._sheet.xl.getDataPilotTables().getByName(self._key)

    @property
    def parent(self) -> Any:
        """The sheet."""
        return self._sheet

    @property
    def name(self) -> str:
        """Its name."""
        return self._key

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._key = value

    @property
    def field_names(self) -> list[str]:
        """The headers of its source."""
        source = self.source
        return [str(text) for text in source[0].cells_at(source[1]).getDataArray()[0]]

    @property
    def source(self) -> tuple[Any, Place]:
        """The sheet and the place of its source."""
        address = self.api.getSourceRange()
        return self._sheet.book.sheets(address.Sheet + 1), from_office(address)

    @property
    def rows(self) -> PivotFields:
        """The fields whose values stand at the left."""
        return PivotFields(self, "rows")

    @property
    def columns(self) -> PivotFields:
        """The fields whose values stand at the top."""
        return PivotFields(self, "columns")

    @property
    def filters(self) -> PivotFields:
        """The fields that choose what is counted."""
        return PivotFields(self, "filters")

    @property
    def values(self) -> PivotValueFields:
        """What is computed."""
        return PivotValueFields(self)

    @property
    def layout(self) -> str:
        """How it is laid out: the office always gives each field a column of its own."""
        return "tabular"

    @layout.setter
    def layout(self, value: str) -> None:
        if value != "tabular":
            raise NotImplementedError(f"LibreOffice has no pivot layout {value!r}.")

    @property
    def show_row_grand_totals(self) -> bool:
        """Whether each row has a total."""
        return bool(self.api.RowGrand)

    @show_row_grand_totals.setter
    def show_row_grand_totals(self, value: bool) -> None:
        self.api.RowGrand = value

    @property
    def show_column_grand_totals(self) -> bool:
        """Whether each column has a total."""
        return bool(self.api.ColumnGrand)

    @show_column_grand_totals.setter
    def show_column_grand_totals(self, value: bool) -> None:
        self.api.ColumnGrand = value

    @property
    def range(self) -> Any:
        """Its cells, without the filters."""
        return self._sheet.area(from_office(self.api.getOutputRangeByType(_TABLE_PART)))

    @property
    def data_body_range(self) -> Any:
        """The computed cells; None where nothing is computed."""
        if len(self.values) == 0:
            return None
        return self._sheet.area(from_office(self.api.getOutputRangeByType(_DATA_PART)))

    def refresh(self) -> None:
        """Computes it anew from its source."""
        self.api.refresh()

    def delete(self) -> None:
        """Takes it away."""
        self._sheet.xl.getDataPilotTables().removeByName(self._key)


class PivotTables(Collected, base_classes.PivotTables):
    """The pivot tables of a sheet; the parent is the sheet."""

    def listed(self) -> list[PivotTable]:
        """All pivot tables."""
        names = self._parent.xl.getDataPilotTables().getElementNames()
        return [PivotTable(self._parent, name) for name in names]

    def add(self, source: Any, destination: Any, name: str | None = None) -> PivotTable:
        """Puts an empty pivot table on the sheet.

        Args:
            source: a range with headers, or a table.
            destination: its upper left cell.
            name: its name; None makes one.
        """
        tables = self._parent.xl.getDataPilotTables()
        place = source.place
        owner = source.sheet if hasattr(source, "sheet") else source.parent
        descriptor = tables.createDataPilotDescriptor()
        descriptor.setSourceRange(place.office(owner.position))
        descriptor.ShowFilterButton = False
        number = 1
        while tables.hasByName(f"PivotTable{number}"):
            number += 1
        key = name or f"PivotTable{number}"
        where = destination.place.office_cell(self._parent.position)
        tables.insertNewByName(key, where, descriptor)
        return PivotTable(self._parent, key)
