"""What kinds of values the cells of a block show, by their number formats."""

from collections.abc import Iterator
from typing import Any

from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.number_formats import Kind


def kinds(sheet: Any, place: Place) -> Iterator[tuple[Kind, Place]]:
    """The rectangles of cells, within one, whose format shows no plain number."""
    formats = sheet.document.formats
    if place.cells == 1:
        yield formats.kind(sheet.cells_at(place).NumberFormat), place
        return
    groups = sheet.cells_at(place).getUniqueCellFormatRanges()
    for index in range(groups.getCount()):
        group = groups.getByIndex(index)
        kind = formats.kind(group.NumberFormat)
        if kind is not Kind.NUMBER:
            for address in group.getRangeAddresses():
                yield kind, from_office(address)
