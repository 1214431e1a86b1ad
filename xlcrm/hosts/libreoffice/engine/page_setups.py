"""What of a sheet is printed."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import from_office, parse
from xlcrm.hosts.libreoffice.engine.guard import Guarded


class PageSetup(Guarded, base_classes.PageSetup):
    """The printed page of a sheet.

    Args:
        sheet: the sheet.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The sheet as the office knows it."""
        return self._sheet.xl

    @property
    def print_area(self) -> str | None:
        """The printed ranges, such as "$A$1:$B$2"; None is the whole sheet."""
        areas = self._sheet.xl.getPrintAreas()
        return ",".join(from_office(area).a1() for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        places = [parse(part.strip()) for part in (value or "").split(",") if part.strip()]
        if None in places:
            raise ValueError(f"{value!r} is no address.")
        position = self._sheet.position
        self._sheet.xl.setPrintAreas(tuple(place.office(position) for place in places if place))
