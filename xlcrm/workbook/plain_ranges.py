"""Where the user's plain ranges stand and end now, over the filled rows of whatever keeps them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from xlcrm.cells import Address, Value
from xlcrm.opc.plain_tables import GAP, header_texts, last_row_of, looks_like_headers
from xlcrm.workbook.columns_table import OTHER, Named

TITLED = 5
"""Header rows stand so close below the title of their table."""

_TOP = 400
"""Header rows are looked for in so many rows where something was inserted above them."""

IsWord = Callable[[str], bool]
"""Whether a text is one that people put over columns."""


class Rows(Protocol):
    """The filled rows of one sheet."""

    @property
    def title(self) -> str:
        """The sheet's title."""

    def runs(self, first: int = 1) -> Iterable[tuple[int, int]]:
        """The runs of filled rows from a row on, as first and last row."""

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row by column."""


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


def locate(sheets: Sequence[Rows], named: Sequence[Named]) -> dict[int, tuple[int, int]]:
    """Where the header rows of plain ranges stand now.

    Rows or columns may have been inserted before them, and their sheets may have other titles.

    Args:
        sheets: of the workbook, in order.
        named: the ranges; Excel tables among them are left aside.

    Returns:
        By index of `named` the index of the sheet and the header row; none that is nowhere.
    """
    found: dict[int, tuple[int, int]] = {}
    ranges = [
        (one.name == OTHER, *one.range, at) for at, one in enumerate(named) if one.range is not None
    ]
    for _, title, corner, at in sorted(ranges):
        one = named[at]
        order = sorted(range(len(sheets)), key=lambda index: sheets[index].title != title)
        for index in order:
            taken = {row for other, row in found.values() if other == index}
            row = _header_row(sheets[index], one, corner.row, taken)
            if row:
                found[at] = index, row
                break
    return found


def _header_row(sheet: Rows, one: Named, wished: int, taken: set[int]) -> int:
    if wished not in taken and one.fits(_texts(sheet.cells(wished))):
        return wished
    for first, last in sheet.runs():
        for row in range(first, min(last, _TOP) + 1):
            if row not in taken and one.fits(_texts(sheet.cells(row))):
                return row
        if last >= _TOP:
            break
    return 0


def _texts(cells: Mapping[int, Value]) -> list[str]:
    return [header_texts([cell])[0] for cell in cells.values()]


def standing(sheet: Rows, named: Named, row: int, starts: Iterable[int]) -> Found:
    """A plain range with a header row.

    Its rows end where another table begins, or a stretch of blank rows that is too long.

    Args:
        sheet: its sheet.
        named: what the table "Columns" says about it.
        row: its header row.
        starts: the header rows of the other tables on the sheet.
    """
    cells = sheet.cells(row)
    known = {meaning.header for meaning in named.meanings}
    at = [column for column, cell in cells.items() if header_texts([cell])[0] in known]
    first, last = min(at), max(at)
    while cells.get(last + 1) is not None:
        last += 1
    headers = header_texts([cells.get(column) for column in range(first, last + 1)])
    columns = range(first, last + 1)
    ends = {_beginning(sheet, start) for start in starts if start > row}
    runs = list(sheet.runs(row))
    end = last_row_of(runs, row, ends)
    last_row = _last_filled(sheet, row, end, columns)
    limit = min(ends, default=0)
    below = _first_filled(sheet, runs, end + 1, columns)
    return Found(
        named, Address(row, first), headers, last_row, below if below < (limit or below + 1) else 0
    )


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


def stretches(sheet: Rows, is_word: IsWord, top: int) -> Iterator[tuple[int, int]]:
    """Runs of filled rows, those of one table taken together.

    Another table begins below a blank row where words stand that people put over columns, other
    ones than over the rows above.

    Args:
        sheet: the sheet.
        is_word: what such words are.
        top: so many rows of a stretch may be its header row.
    """
    start = end = 0
    for first, last in sheet.runs():
        if start and (first - end - 1 > GAP or _begins(sheet, first, start, top, is_word)):
            yield start, end
            start = 0
        start, end = start or first, last
    if start:
        yield start, end


def _begins(sheet: Rows, row: int, start: int, top: int, is_word: IsWord) -> bool:
    """Whether a table of its own begins in a row that follows a blank one."""
    header = titled_row(sheet, row)
    texts = list(sheet.cells(header).values())
    if not looks_like_headers(texts, is_word):
        return False
    above = range(start, min(start + top, row))
    return all(list(sheet.cells(number).values()) != texts for number in above)


def titled_row(sheet: Rows, row: int) -> int:
    """The next row that is no title: itself, or one close below a row of one cell."""
    if len(sheet.cells(row)) != 1:
        return row
    below = (at for at in range(row + 1, row + TITLED) if sheet.cells(at))
    return next(below, row)
