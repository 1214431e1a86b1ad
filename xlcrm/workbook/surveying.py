"""Looking for tables in a closed workbook: Excel tables, and plain ranges that may be some."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from xlcrm.cells import Address, Extent, Grid, TablePlace, Value
from xlcrm.opc.book import OWN_NAME, Book, SheetEntry, title_of
from xlcrm.opc.draft import Draft
from xlcrm.opc.growth import overlap
from xlcrm.opc.package import Package
from xlcrm.opc.plain_tables import GAP, filled_runs, header_texts
from xlcrm.opc.sheet_xml import SheetError
from xlcrm.opc.tables import TablePart
from xlcrm.workbook.blocks import Block
from xlcrm.workbook.fast_reading import FastFile
from xlcrm.workbook.named_tables import Ranges, find_tables
from xlcrm.workbook.reading import read_columns

_TOP, _SPREAD = 20, 40
_LEAST = 2


def survey(path: Path) -> list[Block]:
    """All that may be a table, in the order of the sheets; generated sheets left aside.

    Args:
        path: the workbook.

    Raises:
        BookDamagedError: it cannot be read.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        tables = list(find_tables(book).values())
        ranges = Ranges(book, tables)
        own = {title_of(book.name(name)) for name in book.names() if name.startswith(OWN_NAME)}
        found: list[Block] = []
        for entry in book.sheets():
            if entry.title in own or entry.part not in book.draft:
                continue
            theirs = [table for table in tables if table.sheet.part == entry.part]
            found += [_block(table) for table in theirs]
            try:
                found += _plain(ranges, entry, theirs)
            except SheetError:
                continue  # a chart's sheet has no cells
        return found


def read_block(path: Path, place: TablePlace) -> Grid:
    """The data cells of a block, once it is known where its headers stand.

    Args:
        path: the workbook.
        place: where it stands.

    Raises:
        BookDamagedError: the sheet cannot be read.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        part = next(entry.part for entry in book.sheets() if entry.title == place.sheet)
        return Grid(place, read_columns(FastFile(path), book, place, part))


def range_place(block: Block, row: int) -> TablePlace:
    """Where a plain block stands as a table whose headers are in a row.

    Columns without a header at either side are no part of it.
    """
    cells = block.top[row]
    first, last = min(cells), max(cells)
    headers = header_texts([cells.get(column) for column in range(first, last + 1)])
    extent = Extent(Address(row, first), Address(block.extent.last.row, last))
    return TablePlace("", block.sheet, extent, headers)


def _block(table: TablePart) -> Block:
    place = table.place
    return Block(place.sheet, place.extent, table=place)


def _plain(ranges: Ranges, entry: SheetEntry, tables: Sequence[TablePart]) -> Iterator[Block]:
    for first, last in _stretches(ranges, entry):
        rows = _some(ranges, entry, first, last)
        top = {row: cells for row, cells in rows.items() if row < first + _TOP}
        for left, right in _stripes(rows.values()):
            extent = Extent(Address(first, left), Address(last, right))
            if any(overlap(table.place.extent, extent) for table in tables):
                continue
            own = {
                row: {at: value for at, value in cells.items() if left <= at <= right}
                for row, cells in top.items()
            }
            if right - left + 1 >= _LEAST and last > first:
                yield Block(
                    entry.title, extent, {row: cells for row, cells in own.items() if cells}
                )


def _stretches(ranges: Ranges, entry: SheetEntry) -> Iterator[tuple[int, int]]:
    """Runs of filled rows, those of one table taken together."""
    start = end = 0
    for first, last in filled_runs(ranges.sheet(entry)):
        far = first - end - 1 > GAP
        if start and (far or (end > start and ranges.begins(entry, first))):
            yield start, end
            start = 0
        start, end = start or first, last
    if start:
        yield start, end


def _some(
    ranges: Ranges, entry: SheetEntry, first: int, last: int
) -> dict[int, Mapping[int, Value]]:
    """The first rows of a stretch, and some from all over it."""
    step = max(1, (last - first) // _SPREAD)
    numbers = sorted({*range(first, min(first + _TOP, last + 1)), *range(first, last + 1, step)})
    found = {row: ranges.cells(entry, row) for row in numbers}
    return {row: cells for row, cells in found.items() if cells}


def _stripes(rows: Iterable[Mapping[int, Value]]) -> Iterator[tuple[int, int]]:
    """Columns that are filled side by side, rows with one cell (titles) left aside."""
    filled = sorted({at for cells in rows if len(cells) >= _LEAST for at in cells})
    start = end = 0
    for at in filled:
        if start and at > end + 1:
            yield start, end
            start = 0
        start, end = start or at, at
    if start:
        yield start, end
