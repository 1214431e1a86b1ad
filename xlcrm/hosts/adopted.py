"""The user's own tables of an adopted workbook, found among what a program handed over.

A program hands over the tables that the table "Columns" speaks of, and the sheets with the plain
lists of which it speaks. Where on its sheet a list stands now is found as it is in a file.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from xlcrm.cells import Address, Extent, Grid, TablePlace, Value, typed
from xlcrm.opc.plain_tables import joined
from xlcrm.workbook.columns_table import NAME, OTHER, WIDTH, Named, read_named
from xlcrm.workbook.plain_ranges import Found, ranges_found

SHEET = "!"
"""So begins the name under which a sheet with plain lists is handed over."""


def under_their_names(handed: Mapping[str, Grid]) -> dict[str, Grid]:
    """The tables of a workbook by the names that they go by, in the order of the sheets.

    Args:
        handed: what a program handed over, by name.

    Returns:
        What goes by its own name is the same object as it was handed over.
    """
    named = _named(handed.get(NAME))
    told = {one.stands: one for one in named if one.range is None and one.name != OTHER}
    found: dict[str, Grid] = {}
    for own, grid in handed.items():
        if not own.startswith(SHEET):
            one = told.get(own)
            if one is None:
                found[own] = grid
            else:
                place = grid.place._replace(name=one.name, meanings=one.meanings)
                found[one.name] = grid._replace(place=place)
    sheets = [grid for own, grid in handed.items() if own.startswith(SHEET)]
    ranges = [one for one in named if one.range is not None and one.name not in found]
    standing = {
        index: [one.place.extent for one in found.values() if one.place.sheet == sheet.place.sheet]
        for index, sheet in enumerate(sheets)
    }
    for index, there in ranges_found([SheetRows(sheet) for sheet in sheets], ranges, standing):
        found[there.named.name] = _cut(sheets[index], there)
    return found


def _named(listed: Grid | None) -> list[Named]:
    if listed is None or len(listed.columns) < WIDTH:
        return []
    return read_named([list(column) for column in listed.columns[:WIDTH]])


def _cut(sheet: Grid, there: Found) -> Grid:
    """A list as a table, out of the sheet on which it stands."""
    top, left = sheet.place.extent.first
    first, width = there.first, len(there.headers)
    last = Address(there.last_row, first.column + width - 1)
    place = TablePlace(
        there.named.name,
        sheet.place.sheet,
        Extent(first, last),
        there.headers,
        meanings=there.named.meanings,
        below=there.below,
    )
    # The first row of the sheet's cells is no data row of its grid.
    start, end = first.row - top, there.last_row - top
    columns = sheet.columns[first.column - left : last.column - left + 1]
    return Grid(place, tuple(typed(list(column[start:end])) for column in columns))


class SheetRows:
    """The filled rows of a sheet; see `workbook.filled_rows.Rows`.

    Args:
        sheet: its cells as a grid; what stands in their first row are the headers of it.
    """

    def __init__(self, sheet: Grid) -> None:
        self.title = sheet.place.sheet
        self._sheet = sheet

    @cached_property
    def _rows(self) -> Mapping[int, Mapping[int, Value]]:
        place = self._sheet.place
        left = place.extent.first.column
        rows = [place.headers, *zip(*self._sheet.columns, strict=True)]
        filled = (
            {at: cell for at, cell in enumerate(row, left) if cell is not None and cell != ""}
            for row in rows
        )
        return {at: cells for at, cells in enumerate(filled, place.extent.first.row) if cells}

    def runs(self, first: int = 1) -> Iterator[tuple[int, int]]:
        """The runs of filled rows from a row on, as first and last row."""
        return joined((row, row) for row in self._rows if row >= first)

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row by column."""
        return self._rows.get(row, {})
