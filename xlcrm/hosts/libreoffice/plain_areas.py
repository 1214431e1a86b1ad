"""The sheets on which plain lists stand that the table "Columns" speaks of."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from xlcrm.hosts.adopted import SHEET
from xlcrm.hosts.libreoffice.areas import Area
from xlcrm.workbook.columns_table import parse_place

_FORMULAS = 16


def plain_areas(document: Any, tables: Sequence[Area], stands: Collection[str]) -> Iterator[Area]:
    """The used cells of the sheets with plain lists.

    Where such a sheet is gone, it may have another title now: its list is looked for on all sheets
    that may be it, those without tables and formulas.

    Args:
        document: a Calc document.
        tables: its database ranges.
        stands: where the table "Columns" says that tables stand.
    """
    named = {place[0].casefold() for place in map(parse_place, stands) if place is not None}
    titles = document.Sheets.ElementNames
    lost = named - {title.casefold() for title in titles}
    taken = {area.sheet for area in tables}
    for index, title in enumerate(titles):
        sheet = document.Sheets.getByIndex(index)
        if title.casefold() in named or (lost and index not in taken and not _computes(sheet)):
            yield _used(sheet, index, title)


def _computes(sheet: Any) -> bool:
    return bool(sheet.queryContentCells(_FORMULAS).Count)


def _used(sheet: Any, index: int, title: str) -> Area:
    cursor = sheet.createCursor()
    cursor.gotoStartOfUsedArea(False)  # noqa: FBT003 - the office's methods take no names
    cursor.gotoEndOfUsedArea(True)  # noqa: FBT003 - the same
    at = cursor.RangeAddress
    bottom, right = at.EndRow, at.EndColumn
    return Area(SHEET + title, index, at.StartRow, bottom, at.StartColumn, right, totals=False)
