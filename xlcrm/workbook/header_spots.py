"""Where the header rows of the user's plain ranges stand now, and over which columns."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xlcrm.cells import Address, Extent, Value
from xlcrm.opc.plain_tables import header_texts
from xlcrm.workbook.columns_table import OTHER, Named
from xlcrm.workbook.filled_rows import Rows

_TOP = 400
"""Header rows are looked for in so many rows where something was inserted above them."""

_FEWEST, _MOST = 2, 0.5
_AGAIN = re.compile(r"(.+) \([0-9]+\)$")
_BLANK = re.compile(r"\([A-Z]{1,3}\)$")


class Spot(NamedTuple):
    """Where the headers of a plain range stand.

    Attributes:
        sheet: its index.
        row: the header row.
        columns: from the first to the last header.
    """

    sheet: int
    row: int
    columns: range


Tables = Mapping[int, Sequence[Extent]]
"""By the index of a sheet where its own tables stand: no plain range has its headers in one."""


def header_spots(
    sheets: Sequence[Rows], named: Sequence[Named], tables: Tables = MappingProxyType({})
) -> dict[int, Spot]:
    """Where the headers of plain ranges stand now.

    Rows or columns may have been inserted before them, and their sheets may have other titles. A
    table that is none of ours has often only a few headers, such as the names of people, that our
    rows hold too: it counts as moved only with all of them.

    Args:
        sheets: of the workbook, in order.
        named: the ranges; Excel tables among them are left aside.
        tables: the sheets' own tables.

    Returns:
        By index of `named`; none that is nowhere. No two share a cell.
    """
    found: dict[int, Spot] = {}
    free = [_Free(sheet, tables.get(index, ())) for index, sheet in enumerate(sheets)]
    ranges = [
        (one.name == OTHER, *one.range, at) for at, one in enumerate(named) if one.range is not None
    ]
    for other, title, corner, at in sorted(ranges):
        order = sorted(range(len(sheets)), key=lambda index: sheets[index].title != title)
        seek = _other_spot if other else _own_spot
        spots = (seek(free[i], i, named[at], corner, found.values()) for i in order)
        spot = next((spot for spot in spots if spot is not None), None)
        if spot is not None:
            found[at] = spot
    return {at: _widened(free[spot.sheet], spot, found.values()) for at, spot in found.items()}


class _Free:
    """The rows of a sheet without the cells of its own tables."""

    def __init__(self, sheet: Rows, tables: Sequence[Extent]) -> None:
        self._sheet, self._tables = sheet, tables

    def runs(self) -> Iterable[tuple[int, int]]:
        """The runs of filled rows, tables included."""
        return self._sheet.runs()

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row by column."""
        cells = self._sheet.cells(row)
        for first, last in self._tables:
            if first.row <= row <= last.row:
                inside = range(first.column, last.column + 1)
                cells = {at: cell for at, cell in cells.items() if at not in inside}
        return cells


def _own_spot(
    sheet: _Free, index: int, one: Named, corner: Address, found: Collection[Spot]
) -> Spot | None:
    least = _MOST * len(one.meanings)
    there = _as_they_stood(one, _free(sheet, index, corner.row, found), corner.column)
    if there:
        return Spot(index, corner.row, there)
    for row in _rows(sheet, corner.row):
        at = header_columns(one, _free(sheet, index, row, found), corner.column)
        if at and len(at) >= least:
            return Spot(index, row, range(at[0], at[-1] + 1))
    return None


def _as_they_stood(one: Named, cells: Mapping[int, Value], first: int) -> range:
    """The columns of a range whose headers stand from the same column on, in the same order.

    Columns are listed before they are added: then all that stand there are the first ones. A
    column may have no header: the range goes on behind it, as it was listed.

    Args:
        one: the range.
        cells: the filled cells of the row by column.
        first: the column of its first header, when it was last written down.

    Returns:
        Empty where other headers stand there, or where those behind a blank one have moved.
    """
    listed = [meaning.header for meaning in one.meanings]
    texts = header_texts([cells.get(at) for at in range(first, first + len(listed))])
    count = len(widened(cells, range(first, first)))
    same = zip(texts, listed, strict=True)
    stand = [at for at, (text, header) in enumerate(same, first) if text == header and at in cells]
    if len(stand) < _FEWEST or count > len(listed) or list(texts[:count]) != listed[:count]:
        return range(0)
    there = range(first, stand[-1] + 1)
    behind = listed[len(there) : len(there) + 1]
    return range(0) if any(map(_BLANK.match, behind)) else there


def _other_spot(
    sheet: _Free, index: int, one: Named, corner: Address, found: Collection[Spot]
) -> Spot | None:
    shown = [meaning.header for meaning in one.meanings if not _BLANK.match(meaning.header)]
    for row in _rows(sheet, corner.row):
        at = header_columns(one, _free(sheet, index, row, found), corner.column)
        if at and len(at) == len(shown):
            return Spot(index, row, range(at[0], at[-1] + 1))
    cells = _free(sheet, index, corner.row, found)
    where = {one.header: at for at, one in enumerate(one.meanings, corner.column)}
    same = [
        at for at in header_columns(one, cells, corner.column) if where.get(_text(cells[at])) == at
    ]
    if len(same) >= max(_FEWEST, _MOST * len(shown)):
        return Spot(index, corner.row, range(corner.column, corner.column + len(one.meanings)))
    return None


def _rows(sheet: _Free, wished: int) -> Iterator[int]:
    """The rows in which headers are looked for: where they stood, then from the top."""
    yield wished
    for first, last in sheet.runs():
        yield from range(first, min(last, _TOP) + 1)
        if last >= _TOP:
            break


def _free(sheet: _Free, index: int, row: int, found: Collection[Spot]) -> dict[int, Value]:
    """The cells of a row that are no headers of another range."""
    taken = [spot.columns for spot in found if (spot.sheet, spot.row) == (index, row)]
    cells = sheet.cells(row)
    return {at: cell for at, cell in cells.items() if not any(at in columns for columns in taken)}


def header_columns(one: Named, cells: Mapping[int, Value], near: int) -> list[int]:
    """The columns in a row that have a range's headers, of several such places the best.

    A header that comes again begins another table beside it. The best place has the most headers,
    then the fewest columns between them, then the least distance.

    Args:
        one: the range.
        cells: the filled cells of the row by column.
        near: the column of its first header, when it was last written down.

    Returns:
        In order; empty where no header is there.
    """
    wanted = _wanted(one)
    matching = [at for at in sorted(cells) if _text(cells[at]) in wanted]
    best: list[int] = []
    for start in range(len(matching)):
        left, taken = wanted.copy(), []
        for at in matching[start:]:
            if not left[_text(cells[at])]:
                break
            left[_text(cells[at])] -= 1
            taken.append(at)
        best = min(best, taken, key=lambda at: _rank(at, near))
    return best


def _rank(at: Sequence[int], near: int) -> tuple[int, int, int]:
    return (-len(at), at[-1] - at[0], abs(at[0] - near)) if at else (0, 0, 0)


def _wanted(one: Named) -> Counter[str]:
    """How often each text stands over the columns: "Date (2)" is the second "Date"."""
    headers = [meaning.header for meaning in one.meanings]
    again = [(header, _AGAIN.match(header)) for header in headers]
    return Counter(match[1] if match and match[1] in headers else header for header, match in again)


def _text(cell: Value) -> str:
    return header_texts([cell])[0]


def _widened(sheet: _Free, spot: Spot, found: Collection[Spot]) -> Spot:
    """A range with the new headers to the right of it, up to the next range."""
    cells = _free(sheet, spot.sheet, spot.row, [one for one in found if one is not spot])
    return spot._replace(columns=widened(cells, spot.columns))


def widened(cells: Mapping[int, Value], columns: range) -> range:
    """Columns with those to the right of them whose cells are filled.

    Args:
        cells: the filled cells of the header row by column.
        columns: those of the known headers.
    """
    end = columns.stop
    while cells.get(end) is not None:
        end += 1
    return range(columns.start, end)
