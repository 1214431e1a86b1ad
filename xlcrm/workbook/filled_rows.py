"""The filled rows of a sheet, whatever keeps them, and where another list begins among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from xlcrm.cells import Value
from xlcrm.opc.plain_tables import joined, like_headers

TITLED = 5
"""Header rows stand so close below the title of their table."""

_ABOVE, _BELOW, _TOP = 40, 5, 20
_FEWEST, _AT_ODDS, _MOSTLY = 2, 2, 0.5


class Rows(Protocol):
    """The filled rows of one sheet."""

    @property
    def title(self) -> str:
        """The sheet's title."""

    def runs(self, first: int = 1) -> Iterable[tuple[int, int]]:
        """The runs of filled rows from a row on, as first and last row."""

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row by column."""


class Within:
    """The rows of a sheet, of which only some columns are seen: what stands beside is left out.

    Args:
        sheet: the sheet.
        columns: those that are seen.
        last: the last row that is seen.
        filled: the rows in which any of the columns is filled, where they are known.
    """

    def __init__(
        self, sheet: Rows, columns: range, last: int, filled: Sequence[int] | None = None
    ) -> None:
        self._sheet, self.columns, self._last, self._known = sheet, columns, last, filled

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self._sheet.title

    def runs(self, first: int = 1) -> Iterator[tuple[int, int]]:
        """The runs of rows from a row on in which any of the columns is filled."""
        return joined((row, row) for row in self._filled if row >= first)

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row in the columns."""
        return _under(self.columns, self._sheet.cells(row)) if row <= self._last else {}

    @cached_property
    def _filled(self) -> Sequence[int]:
        if self._known is not None:
            return self._known
        spans = (range(start, end + 1) for start, end in self._sheet.runs())
        return [row for rows in spans for row in rows if self.cells(row)]


def side_by_side(sheet: Rows, stripes: Sequence[range], first: int, last: int) -> list[Within]:
    """The rows under each of some columns; every row is read once.

    Args:
        sheet: the sheet.
        stripes: the columns of each.
        first: the first row that is looked at.
        last: the last one.
    """
    filled: list[list[int]] = [[] for _ in stripes]
    for start, end in sheet.runs(first):
        for row in range(start, min(end, last) + 1):
            cells = sheet.cells(row)
            for columns, rows in zip(stripes, filled, strict=True):
                if any(at in columns for at in cells):
                    rows.append(row)
    return [Within(sheet, *one) for one in zip(stripes, [last] * len(stripes), filled, strict=True)]


def titled_row(sheet: Rows, row: int) -> int:
    """The next row that is no title: itself, or one close below a row of one cell."""
    if len(sheet.cells(row)) != 1:
        return row
    below = (at for at in range(row + 1, row + TITLED) if sheet.cells(at))
    return next(below, row)


def begins_other_list(sheet: Rows, row: int, start: int, columns: range | None = None) -> bool:
    """Whether a row is the header row of a list of another kind than the rows above it.

    It may be headers, and with the row below it is at odds with the columns above: texts stand
    under dates and numbers, or dates and numbers under texts. One such column is not enough, since
    a cell may be missing or wrong, unless several rows below agree on it and no header is a value
    that stands above it.

    Args:
        sheet: the sheet.
        row: a row that follows a blank one, or the title below it.
        start: the first row of the list above.
        columns: those of the list above; all if left out.
    """
    texts, below = (_under(columns, sheet.cells(number)) for number in (row, row + 1))
    if not like_headers(texts, below) or _said_above(sheet, texts, start, row):
        return False
    rows = (_under(columns, sheet.cells(at)) for at in range(max(start, row - _ABOVE), row))
    typed = [cells for cells in rows if any(map(_is_typed, cells.values()))]
    at_odds = set[int]()
    for column in {*texts, *below}:
        above = [_is_typed(cells[column]) for cells in typed if column in cells]
        if len(above) >= _FEWEST and (
            (all(above) and column in texts)
            or (not any(above) and column in below and _is_typed(below[column]))
        ):
            at_odds.add(column)
    return len(at_odds) >= _AT_ODDS or (
        any(_agreed(sheet, row, column, typed) for column in at_odds) and not _valued(texts, typed)
    )


def _agreed(sheet: Rows, row: int, column: int, above: Sequence[Mapping[int, Value]]) -> bool:
    """Whether the rows below headers all have in a column what no row above has there.

    Args:
        sheet: the sheet.
        row: that of the headers.
        column: where one cell is at odds with those above.
        above: the rows of the list above that hold a date or a number.
    """
    kind = not _is_typed(next(cells[column] for cells in above if column in cells))
    held = [sheet.cells(at).get(column) for at in range(row + 1, row + 1 + _BELOW)]
    filled = [_is_typed(cell) for cell in held if cell is not None]
    return column in sheet.cells(row) and len(filled) >= _FEWEST and set(filled) == {kind}


def _valued(texts: Mapping[int, Value], above: Sequence[Mapping[int, Value]]) -> bool:
    """Whether some header is no header: a word for nothing, or a value of the list above."""
    return any(
        not any(map(str.isalpha, str(text))) or any(cells.get(at) == text for cells in above)
        for at, text in texts.items()
    )


def other_list(
    sheet: Rows, runs: Sequence[tuple[int, int]], header: int, columns: range, until: int
) -> int:
    """The header row of the first list of another kind below a table, after a blank row.

    Args:
        sheet: the sheet.
        runs: the runs of filled rows from the header row on.
        header: the header row of the table.
        columns: those of the table.
        until: the last row that may be the table's.

    Returns:
        0 where there is none.
    """
    for first, last in runs:
        if first > until:
            break
        # A run of one row holds no headers with something below them.
        if first > header and last > first:
            row = titled_row(sheet, first)
            if row < last and begins_other_list(sheet, row, header, columns):
                return row
    return 0


def _said_above(sheet: Rows, texts: Mapping[int, Value], start: int, row: int) -> bool:
    """Whether the headers above are mostly the same: then they go on with the table."""
    wanted = set(texts.values())
    above = (wanted & {*sheet.cells(at).values()} for at in range(start, min(start + _TOP, row)))
    return any(len(same) >= _MOSTLY * len(wanted) for same in above)


def _under(columns: range | None, cells: Mapping[int, Value]) -> Mapping[int, Value]:
    if columns is None:
        return cells
    return {at: value for at, value in cells.items() if at in columns}


def _is_typed(value: Value) -> bool:
    return not isinstance(value, str)
