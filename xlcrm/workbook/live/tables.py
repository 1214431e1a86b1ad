"""The tables of an open book: ListObjects in Excel, database ranges in LibreOffice.

Those that the user had under other names go by the names that the table "Columns" gives them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import xlwings as xw
from xlwings.main import Table

from xlcrm.cells import Address, Extent, TablePlace
from xlcrm.workbook.columns_table import NAME, OTHER, WIDTH, Named, read_named
from xlcrm.workbook.live.blocks import Standing, cells
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.rows import LiveRows
from xlcrm.workbook.plain_ranges import ranges_found

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
        own_name: the name that the program knows; "" for a plain range, which it does not.
    """

    sheet: xw.Sheet
    place: TablePlace
    last_row: int
    has_header: bool
    calculated: frozenset[int]
    own_name: str

    @property
    def handle(self) -> Table:
        """The program's own table."""
        return self.sheet.tables[self.own_name]

    def resize(self, program: Program, area: xw.Range) -> None:
        """Gives the program's table another range; of a plain range the program knows none."""
        if self.own_name:
            program.resize(self.handle, area)


def find_tables(program: Program, only: str = "") -> dict[str, LiveTable]:
    """The tables of a book by the name that they go by, in the order of the sheets.

    Args:
        program: the program.
        only: the one table that matters; "" for all of them. There may be others in the answer.
    """
    named = _named(program)
    if named:
        return _renamed(program, named, only)
    return _listed(program, (only,) if only else ())


def _named(program: Program) -> list[Named]:
    """What the table "Columns" says; nothing where there is none."""
    listed = _listed(program, (NAME,)).get(NAME)
    if listed is None or listed.place.extent.width < WIDTH or not listed.place.extent.height > 1:
        return []
    first = Address(listed.place.first_row, listed.place.extent.first.column)
    area = Extent(first, Address(listed.place.extent.last.row, first.column + WIDTH - 1))
    return read_named([*zip(*program.raw(cells(listed.sheet, area)), strict=True)])


def _renamed(program: Program, named: Sequence[Named], only: str) -> dict[str, LiveTable]:
    told = {one.stands: one for one in named if one.range is None and one.name != OTHER}
    if only:
        meant = {only, *(own for own, one in told.items() if one.name == only)}
        found = _by_new_names(_listed(program, meant), told)
        if only in found:
            return found
    tables = _listed(program)
    found = _by_new_names(tables, told)
    ranges = [one for one in named if one.range is not None and one.name not in found]
    for plain in _plain_tables(program, list(tables.values()), ranges):
        found[plain.place.name] = plain
    return found


def _by_new_names(
    tables: Mapping[str, LiveTable], told: Mapping[str, Named]
) -> dict[str, LiveTable]:
    """Tables by the names that "Columns" gives them."""
    found = {}
    for own, table in tables.items():
        one = told.get(own)
        place = table.place._replace(name=one.name, meanings=one.meanings) if one else table.place
        found[place.name] = replace(table, place=place)
    return found


def _plain_tables(
    program: Program, tables: Sequence[LiveTable], ranges: Sequence[Named]
) -> Iterator[LiveTable]:
    sheets = [LiveRows(program, sheet) for sheet in program.book.sheets] if ranges else []
    own = {
        index: [one.place.extent for one in tables if one.place.sheet == rows.title]
        for index, rows in enumerate(sheets)
    }
    for index, there in ranges_found(sheets, ranges, own):
        one, rows = there.named, sheets[index]
        last = Address(there.last_row, there.first.column + len(there.headers) - 1)
        place = TablePlace(
            one.name,
            rows.title,
            Extent(there.first, last),
            there.headers,
            meanings=one.meanings,
            below=there.below,
        )
        yield LiveTable(
            rows.sheet, place, there.last_row, has_header=True, calculated=frozenset(), own_name=""
        )


def _listed(program: Program, only: Collection[str] = ()) -> dict[str, LiveTable]:
    """The tables that the program knows, by its own names for them; all, or some alone."""
    found: dict[str, LiveTable] = {}
    for sheet, standing in program.tables(only):
        wanted = [one for one in standing if not only or one.name in only]
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
    return LiveTable(sheet, place, last.row, shown, frozenset(), standing.name)


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
