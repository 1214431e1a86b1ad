"""What is selected, which may be several separate areas of cells."""

from collections.abc import Sequence
from typing import Any

from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.ranges import Range


class Areas(Range):
    """Several areas of a sheet: the first of them, whose address names all, as Excel's does.

    Args:
        sheet: the sheet.
        places: the areas, two at least.
    """

    def __init__(self, sheet: Any, places: Sequence[Place]) -> None:
        super().__init__(sheet, places[0])
        self._places = tuple(places)

    @property
    def address(self) -> str:
        """The addresses of all areas with dollars, divided by commas; never cut."""
        return ",".join(place.a1() for place in self._places)


def selection_on(sheet: Any, selected: Any) -> Range | None:
    """The selected cells of a sheet; None where something else is selected.

    Args:
        sheet: the sheet.
        selected: what the office says is selected in its window.
    """
    if hasattr(selected, "getRangeAddresses"):
        found = selected.getRangeAddresses()
    elif hasattr(selected, "getRangeAddress"):
        found = (selected.getRangeAddress(),)
    else:
        found = ()
    places = [from_office(one) for one in found if one.Sheet == sheet.position]
    if not places:
        return None
    return Range(sheet, places[0]) if len(places) == 1 else Areas(sheet, places)
