"""The fields of a pivot table: what stands at its edges, and what it computes."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.collected import Collected
from xlcrm.hosts.libreoffice.engine.errors import OfficeError
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_AREAS = {"rows": "ROW", "columns": "COLUMN", "filters": "PAGE"}
_FUNCTIONS = {
    "sum": "SUM",
    "count": "COUNT",
    "average": "AVERAGE",
    "max": "MAX",
    "min": "MIN",
    "product": "PRODUCT",
    "count_numbers": "COUNTNUMS",
    "stdev": "STDEV",
    "stdevp": "STDEVP",
    "var": "VAR",
    "varp": "VARP",
}
_ORIENTATION = "sheet.DataPilotFieldOrientation"


class PivotField(Guarded, base_classes.PivotField):
    """A field at an edge.

    Args:
        pivot: the pivot table.
        key: the header of its column.
    """

    def __init__(self, pivot: Any, key: str) -> None:
        self._pivot = pivot
        self._key = key

    @property
    def api(self) -> Any:
        """The field as the office knows it."""
        return self._pivot.api.getDataPilotFields().getByName(self._key)

    @property
    def parent(self) -> Any:
        """The pivot table."""
        return self._pivot

    @property
    def name(self) -> str:
        """The header of its column."""
        return self._key

    def remove(self) -> None:
        """Takes it out of the pivot table."""
        self.api.Orientation = enum(_ORIENTATION, "HIDDEN")


class PivotFields(Collected, base_classes.PivotFields):
    """The fields at one edge; the parent is the pivot table.

    Args:
        parent: the pivot table.
        area: "rows", "columns" or "filters".
    """

    def __init__(self, parent: Any, area: str) -> None:
        super().__init__(parent)
        self._area = area

    @property
    def area(self) -> str:
        """Which edge."""
        return self._area

    def listed(self) -> list[PivotField]:
        """All fields of the edge."""
        return [PivotField(self._parent, key) for key in _keys(self._parent, _AREAS[self._area])]

    def add(self, name: str) -> PivotField:
        """Puts a field at the edge.

        Raises:
            OfficeError: the source has no such header.
        """
        field = PivotField(self._parent, _known(self._parent, name))
        field.api.Orientation = enum(_ORIENTATION, _AREAS[self._area])
        return field


class PivotValueField(Guarded, base_classes.PivotValueField):
    """A computed field.

    Args:
        pivot: the pivot table.
        key: the header of its column.
    """

    def __init__(self, pivot: Any, key: str) -> None:
        self._pivot = pivot
        self._key = key

    @property
    def api(self) -> Any:
        """The field as the office knows it."""
        return self._pivot.api.getDataPilotFields().getByName(self._key)

    @property
    def parent(self) -> Any:
        """The pivot table."""
        return self._pivot

    @property
    def name(self) -> str:
        """What it is called in the pivot table: "Sum - amount"."""
        return f"{self.function.title()} - {self._key}"

    @name.setter
    def name(self, value: str) -> None:
        raise NotImplementedError(f"A computed field cannot be called {value!r} in LibreOffice.")

    @property
    def source_field(self) -> str:
        """The header of its column."""
        return self._key

    @property
    def function(self) -> str:
        """How it is computed."""
        found = self.api.Function.value
        return next((name for name, office in _FUNCTIONS.items() if office == found), "sum")

    @function.setter
    def function(self, value: str) -> None:
        self.api.Function = enum("sheet.GeneralFunction", _FUNCTIONS[value])

    @property
    def number_format(self) -> str:
        """How its numbers are written."""
        return str(self._pivot.parent.document.formats.code(self.api.NumberFormat))

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.api.NumberFormat = self._pivot.parent.document.formats.key(value)

    def remove(self) -> None:
        """Takes it out of the pivot table."""
        self.api.Orientation = enum(_ORIENTATION, "HIDDEN")


class PivotValueFields(Collected, base_classes.PivotValueFields):
    """What is computed; the parent is the pivot table."""

    def listed(self) -> list[PivotValueField]:
        """All computed fields."""
        return [PivotValueField(self._parent, key) for key in _keys(self._parent, "DATA")]

    def add(
        self,
        field: str,
        function: str | None = None,
        name: str | None = None,
        number_format: str | None = None,
    ) -> PivotValueField:
        """Computes a field.

        Raises:
            NotImplementedError: it is to have a name of its own.
            OfficeError: the source has no such header.
        """
        added = PivotValueField(self._parent, _known(self._parent, field))
        if name is not None:
            added.name = name
        added.api.Orientation = enum(_ORIENTATION, "DATA")
        added.function = function or "sum"
        if number_format is not None:
            added.number_format = number_format
        return added


def _keys(pivot: Any, orientation: str) -> list[str]:
    fields = pivot.api.getDataPilotFields()
    found = []
    for index in range(fields.getCount()):
        field = fields.getByIndex(index)
        if field.Orientation.value == orientation and field.getName() in pivot.field_names:
            found.append(field.getName())
    return found


def _known(pivot: Any, name: str) -> str:
    if name not in pivot.field_names:
        raise OfficeError(f"The pivot table's source has no column {name!r}.")
    return name
