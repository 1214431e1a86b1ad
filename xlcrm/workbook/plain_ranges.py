"""Where the user's plain ranges stand and end now, over the filled rows of whatever keeps them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from xlcrm.cells import Address, Extent
from xlcrm.opc.plain_tables import GAP, header_texts, last_row_of, looks_like_headers
from xlcrm.workbook.columns_table import OTHER, Named
from xlcrm.workbook.filled_rows import (
    TITLED,
    Rows,
    Within,
    begins_other_list,
    other_list,
    titled_row,
)
from xlcrm.workbook.header_spots import Spot, Tables, header_columns, header_spots, widened

IsWord = Callable[[str], bool]
"""Whether a text is one that people put over columns."""


@dataclass(frozen=True)
class Found:
    """A plain range as it stands now.

    Attributes:
        named: what the table "Columns" says about it.
        first: the cell of its first header.
        headers: the texts of its header row.
        last_row: its last filled row; the header row where there is none.
        below: the first filled row further down, under its columns, that no table has; 0 for none.
    """

    named: Named
    first: Address
    headers: tuple[str, ...]
    last_row: int
    below: int = 0


def ranges_found(
    sheets: Sequence[Rows], ranges: Sequence[Named], tables: Tables
) -> Iterator[tuple[int, Found]]:
    """The plain ranges that are tables of ours, where they stand now.

    Args:
        sheets: of the workbook, in order.
        ranges: what the table "Columns" says of plain ranges.
        tables: by the index of a sheet where its own tables stand.

    Yields:
        The index of the sheet, and the range; none that is nowhere.
    """
    found = header_spots(sheets, ranges, tables)
    for at, spot in found.items():
        if ranges[at].name == OTHER:
            continue
        beside = [(where, it) for where, it in found.items() if _shared(it, spot)]
        starts = [it.row for _, it in beside]
        starts += [
            extent.first.row
            for extent in tables.get(spot.sheet, ())
            if _under(extent, spot.columns)
        ]
        others = [it.row for where, it in beside if ranges[where].name == OTHER]
        sheet = sheets[spot.sheet]
        yield spot.sheet, standing(sheet, ranges[at], spot.row, starts, spot.columns, others)


def _shared(one: Spot, other: Spot) -> bool:
    """Whether two ranges share columns of a sheet."""
    return one.sheet == other.sheet and not (
        one.columns.stop <= other.columns.start or other.columns.stop <= one.columns.start
    )


def _under(extent: Extent, columns: range) -> bool:
    """Whether a table shares columns with a range."""
    return extent.first.column < columns.stop and columns.start <= extent.last.column


def standing(
    sheet: Rows,
    named: Named,
    row: int,
    starts: Collection[int],
    columns: range | None = None,
    others: Collection[int] = (),
) -> Found:
    """A plain range with a header row.

    Its rows end where another table begins, or a stretch of blank rows that is too long, or where
    a list of another kind follows a blank row, whatever its words.

    Args:
        sheet: its sheet.
        named: what the table "Columns" says about it.
        row: its header row.
        starts: the header rows of the other tables that share columns with it.
        columns: from its first to its last header; looked for if left out.
        others: the header rows of those that are none of ours.
    """
    cells = sheet.cells(row)
    if columns is None:
        near = named.range[1].column if named.range else 1
        at = header_columns(named, cells, near)
        columns = widened(cells, range(at[0], at[-1] + 1))
    headers = header_texts([cells.get(column) for column in columns])
    runs = list(sheet.runs(row))
    seen = Within(sheet, columns, max((row, *starts)))
    ends = {_beginning(seen, start): start for start in starts if start > row}
    end = last_row_of(runs, row, ends)
    stranger = other_list(sheet, runs, row, columns, min(end + GAP, min(ends, default=end + GAP)))
    if stranger:
        end = last_row_of(runs, row, {*ends, _beginning(sheet, stranger)})
    last_row = _last_filled(sheet, row, end, columns)
    # A stranger is told even where it is listed: nobody was asked whether it is one.
    limit = min((at for at, to in ends.items() if to != stranger or to not in others), default=0)
    below = _first_filled(sheet, runs, end + 1, columns)
    first = Address(row, columns.start)
    return Found(named, first, headers, last_row, below if below < (limit or below + 1) else 0)


def _beginning(sheet: Rows, header: int) -> int:
    """The first row of a table with its title: rows of one cell close above its header row.

    A row of one cell that follows the rows of the table above, with a blank one below it, is the
    last of that table.
    """
    highest = max(0, header - TITLED)
    last = header - 1
    while last > highest and not sheet.cells(last):
        last -= 1
    above = last
    while above > highest and len(sheet.cells(above)) == 1:
        above -= 1
    titled = above < last and (last == header - 1 or not sheet.cells(above))
    return above + 1 if titled else header


def _last_filled(sheet: Rows, header: int, last: int, columns: range) -> int:
    for number in range(last, header, -1):
        if any(column in columns for column in sheet.cells(number)):
            return number
    return header


def _first_filled(sheet: Rows, runs: Sequence[tuple[int, int]], first: int, columns: range) -> int:
    """The first row from a row on that has cells under some columns; 0 for none."""
    for start, until in runs:
        for number in range(max(start, first), until + 1):
            if any(column in columns for column in sheet.cells(number)):
                return number
    return 0


def stretches(sheet: Rows, is_word: IsWord, top: int, gap: int = GAP) -> Iterator[tuple[int, int]]:
    """Runs of filled rows, those of one table taken together.

    Another table begins below a blank row where words stand that people put over columns, other
    ones than over the rows above, or headers of any words that are at odds with those rows.

    Args:
        sheet: the sheet.
        is_word: what such words are.
        top: so many rows of a stretch may be its header row.
        gap: rows that are blank between two rows of one table, at most.
    """
    start = end = 0
    for first, last in sheet.runs():
        if start and (first - end - 1 > gap or _begins(sheet, first, start, top, is_word)):
            yield start, end
            start = 0
        start, end = start or first, last
    if start:
        yield start, end


def _begins(sheet: Rows, row: int, start: int, top: int, is_word: IsWord) -> bool:
    """Whether a table of its own begins in a row that follows a blank one."""
    header = titled_row(sheet, row)
    if begins_other_list(sheet, header, start):
        return True
    texts = list(sheet.cells(header).values())
    if not looks_like_headers(texts, is_word):
        return False
    above = range(start, min(start + top, row))
    return all(list(sheet.cells(number).values()) != texts for number in above)
