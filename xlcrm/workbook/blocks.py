"""What may be a table in a workbook that nobody has told us about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlcrm.cells import Address, Extent, TablePlace, Value
from xlcrm.opc.growth import overlap
from xlcrm.opc.plain_tables import header_texts, like_headers
from xlcrm.workbook.filled_rows import Rows, Within, side_by_side, titled_row
from xlcrm.workbook.plain_ranges import IsWord, stretches

_TOP, _SPREAD = 20, 40
_LEAST = 2


@dataclass(frozen=True)
class Block:
    """A rectangle of cells that may be a table, with whatever stands above its header row.

    Attributes:
        sheet: the title of its sheet.
        extent: its cells.
        top: the cells of its first rows, by sheet row and column; blank ones left out.
        table: the table that it is already; None for a plain range, whose header row is any of the
            first rows.
        doubtful: rows in it that may be the headers of another table, under words that are none
            of those that people usually put over columns.
    """

    sheet: str
    extent: Extent
    top: Mapping[int, Mapping[int, Value]] = field(default_factory=dict)
    table: TablePlace | None = None
    doubtful: tuple[int, ...] = ()


def blocks_of(sheet: Rows, tables: Sequence[TablePlace], is_word: IsWord) -> Iterator[Block]:
    """All that may be a table on a sheet: its tables, then its plain ranges.

    Args:
        sheet: the sheet.
        tables: those that it has.
        is_word: whether a text is one that people put over columns.
    """
    for place in tables:
        yield Block(place.sheet, place.extent, table=place)
    for first, last in stretches(sheet, is_word, _TOP):
        stripes = [range(a, b + 1) for a, b in _stripes(_some(sheet, first, last).values())]
        found: Iterable[Block] = (_block(sheet, first, last, columns) for columns in stripes)
        if len(stripes) > 1:
            beside = side_by_side(sheet, stripes, first, last)
            found = (block for one in beside for block in _one_below_another(one, last, is_word))
        for block in found:
            (top, left), (bottom, right) = block.extent
            apart = not any(overlap(place.extent, block.extent) for place in tables)
            if right > left and bottom > top and apart:
                yield block


def _one_below_another(within: Within, bottom: int, is_word: IsWord) -> Iterator[Block]:
    """The lists in some columns, where the rows between them are filled in the columns beside.

    However many blank rows come between two rows of such a list, they are of one, as its reader
    has it: the blank ones are no blank rows of the sheet.
    """
    starts = [first for first, _ in stretches(within, is_word, _TOP, gap=bottom)]
    for first, following in zip(starts, [*starts[1:], bottom + 1], strict=True):
        yield _block(within, first, following - 1, within.columns)


def _block(sheet: Rows, first: int, last: int, columns: range) -> Block:
    """The rectangle of some rows and columns."""
    top = {}
    for row, cells in _some(sheet, first, last).items():
        own = {at: value for at, value in cells.items() if at in columns}
        if row < first + _TOP and own:
            top[row] = own
    extent = Extent(Address(first, columns[0]), Address(last, columns[-1]))
    return Block(sheet.title, extent, top, doubtful=_doubtful(sheet, first, last))


def range_place(block: Block, row: int) -> TablePlace:
    """Where a plain block stands as a table whose headers are in a row.

    Columns without a header at either side are no part of it.
    """
    cells = block.top[row]
    first, last = min(cells), max(cells)
    headers = header_texts([cells.get(column) for column in range(first, last + 1)])
    extent = Extent(Address(row, first), Address(block.extent.last.row, last))
    return TablePlace("", block.sheet, extent, headers)


def _doubtful(sheet: Rows, first: int, last: int) -> tuple[int, ...]:
    found = []
    for start, until in sheet.runs(first):
        if start > last:
            break
        row = titled_row(sheet, start)
        texts, below = sheet.cells(row), sheet.cells(row + 1)
        if start > first and row <= until and like_headers(texts, below):
            found.append(row)
    return tuple(found)


def _some(sheet: Rows, first: int, last: int) -> dict[int, Mapping[int, Value]]:
    """The first rows of a stretch, and some from all over it."""
    step = max(1, (last - first) // _SPREAD)
    numbers = sorted({*range(first, min(first + _TOP, last + 1)), *range(first, last + 1, step)})
    found = {row: sheet.cells(row) for row in numbers}
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
