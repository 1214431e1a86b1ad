"""The tables of an open book: ListObjects in Excel, database ranges in LibreOffice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import xlwings as xw
from xlwings.main import Table

from xlcrm.cells import Address, Extent, TablePlace
from xlcrm.workbook.live.blocks import Standing, cells
from xlcrm.workbook.live.program import Program

_WINDOW = 256


@dataclass(frozen=True)
class LiveTable:
    """A table of an open book.

    Attributes:
        sheet: its sheet.
        place: where it stands, with the rows that were typed directly below it.
        last_row: the last data row of its own range.
        has_header: whether the header row is shown; where not, the place counts the row above.
        calculated: the sheet columns that a formula fills from the first row to the last.
    """

    sheet: xw.Sheet
    place: TablePlace
    last_row: int
    has_header: bool
    calculated: frozenset[int]

    @property
    def handle(self) -> Table:
        """The program's own table."""
        return self.sheet.tables[self.place.name]


def find_tables(program: Program, only: str = "") -> dict[str, LiveTable]:
    """The tables of a book by name, in the order of the sheets.

    Args:
        program: the program.
        only: the one table that matters; "" for all of them.
    """
    found: dict[str, LiveTable] = {}
    for sheet, standing in program.tables(only):
        wanted = [one for one in standing if not only or one.name == only]
        bottom = sheet.used_range.last_cell.row if wanted else 0
        for one in wanted:
            others = [other.extent for other in standing if other is not one]
            found.setdefault(one.name, _whole(program, _table(sheet, one), others, bottom))
    return found


def _table(sheet: xw.Sheet, standing: Standing) -> LiveTable:
    """A table without what only its cells tell."""
    whole, shown = standing.extent, standing.has_header
    first = whole.first if shown else Address(whole.first.row - 1, whole.first.column)
    last = Address(whole.last.row - standing.totals, whole.last.column)
    if shown:
        row = Extent(first, Address(first.row, last.column))
        headers: Iterable[object] = cells(sheet, row).options(ndim=1).value
    else:
        headers = [column.name for column in sheet.tables[standing.name].columns]
    place = TablePlace(
        standing.name,
        sheet.name,
        Extent(first, last),
        tuple(map(_header, headers)),
        standing.totals,
    )
    return LiveTable(sheet, place, last.row, shown, frozenset())


def _header(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _whole(program: Program, table: LiveTable, others: Sequence[Extent], bottom: int) -> LiveTable:
    """A table with its calculated columns and the rows that were typed directly below it."""
    calculated = frozenset(_calculated(program, table))
    place = table.place
    first = place.extent.first.column
    last_row = place.extent.last.row
    if not place.totals:
        last_row = _last_row_below(program, table, others, bottom)
    place = place._replace(
        extent=Extent(place.extent.first, Address(last_row, place.extent.last.column)),
        calculated=tuple(place.headers[column - first] for column in sorted(calculated)),
    )
    return replace(table, place=place, calculated=calculated)


def _calculated(program: Program, table: LiveTable) -> Iterator[int]:
    place = table.place
    if table.last_row < place.first_row:
        return
    left, right = place.extent.first.column, place.extent.last.column
    ends = [
        program.formulas(cells(table.sheet, Extent(Address(row, left), Address(row, right))))[0]
        for row in {place.first_row, table.last_row}
    ]
    for column, texts in enumerate(zip(*ends, strict=True), left):
        if all(text.startswith("=") for text in texts):
            yield column


def _last_row_below(
    program: Program, table: LiveTable, others: Sequence[Extent], bottom: int
) -> int:
    """The last of the filled rows that follow a table without a gap; its own last row for none."""
    extent, last = table.place.extent, table.last_row
    tops = [
        other.first.row - 1
        for other in others
        if other.first.row > last
        and other.first.column <= extent.last.column
        and extent.first.column <= other.last.column
    ]
    end = min([bottom, *tops])
    while last < end:
        stop = min(last + _WINDOW, end)
        window = Extent(Address(last + 1, extent.first.column), Address(stop, extent.last.column))
        rows = program.formulas(cells(table.sheet, window))
        filled = next((at for at, row in enumerate(rows) if not any(row)), len(rows))
        last += filled
        if filled < len(rows):
            break
    return last
