"""Blocks of cell values, written at once."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from xlcrm.hosts.libreoffice.engine import formulas
from xlcrm.hosts.libreoffice.engine.addresses import Place
from xlcrm.hosts.libreoffice.engine.kinds import kinds
from xlcrm.hosts.libreoffice.engine.number_formats import (
    BOOLEAN_CODE,
    DATE_CODE,
    MOMENT_CODE,
    TIME_CODE,
    Kind,
)

_CELLS_PER_CALL = 600_000


def write(sheet: Any, place: Place, rows: Sequence[Sequence[Any]]) -> None:
    """Writes a block of values; its shape is the rectangle's.

    A text that starts with "=" is a formula, unless the cell is formatted as text; a leading
    apostrophe is dropped and what follows it is text. Other texts stay texts, whatever they look
    like. A day, a moment, a time or a boolean gets a number format where the cell has none of
    that kind. None and "" empty the cell.

    Raises:
        ValueError: the rows are not all as long as the rectangle is wide.
        TypeError: a value is of no type that a cell holds.
    """
    if len(rows) != place.height or any(len(row) != place.width for row in rows):
        raise ValueError("All rows must have the same number of values.")
    special = _Special(sheet.document.calendar)
    plain = [
        [
            value
            if type(value) is float or (type(value) is str and value[:1] not in {"=", "'"})
            else special.plain(value, row, column)
            for column, value in enumerate(values)
        ]
        for row, values in enumerate(rows)
    ]
    if special.formulas:
        texts = _text_cells(sheet, place)
        entered = {at: text for at, text in special.formulas.items() if at not in texts}
        for row, column in entered:
            # A text that looks like a formula would format its cell as text.
            plain[row][column] = ""
    else:
        entered = {}
    step = max(1, _CELLS_PER_CALL // place.width)
    for start in range(0, place.height, step):
        chunk = plain[start : start + step]
        part = place.part(start, 0, len(chunk), place.width)
        sheet.cells_at(part).setDataArray(tuple(map(tuple, chunk)))
    _enter(sheet, place, entered)
    special.give_formats(sheet, place)


def _enter(sheet: Any, place: Place, entered: dict[tuple[int, int], str]) -> None:
    for run in _runs(list(entered)):
        block = tuple(
            tuple(
                formulas.to_office(entered[run.row + row, run.column + column])
                for column in range(run.width)
            )
            for row in range(run.height)
        )
        part = place.part(run.row, run.column, run.height, run.width)
        sheet.cells_at(part).setFormulaArray(block)


def _text_cells(sheet: Any, place: Place) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row - place.row, column - place.column)
        for kind, part in kinds(sheet, place)
        if kind is Kind.TEXT
        for row in range(part.row, part.last_row + 1)
        for column in range(part.column, part.last_column + 1)
    )


class _Special:
    """The values of a block that need more than to be put into their cells."""

    def __init__(self, calendar: Any) -> None:
        self._calendar = calendar
        self.formulas: dict[tuple[int, int], str] = {}
        self._formats: dict[str, list[tuple[int, int]]] = {}

    def plain(self, value: Any, row: int, column: int) -> str | float:
        """What the office takes for a value: a float or a text."""
        if value is None:
            return ""
        if isinstance(value, str):
            if value.startswith("'"):
                return str(value[1:])
            if value.startswith("=") and len(value) > 1:
                self.formulas[row, column] = str(value)
            return str(value)
        if isinstance(value, bool):
            self._formats.setdefault(BOOLEAN_CODE, []).append((row, column))
            return float(value)
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, dt.date | dt.time | dt.timedelta):
            self._formats.setdefault(_code(value), []).append((row, column))
            return float(self._calendar.number(value))
        raise TypeError(f"A cell cannot hold a {type(value).__name__}.")

    def give_formats(self, sheet: Any, place: Place) -> None:
        """Gives a number format to the dates and booleans whose cell has none of that kind."""
        if not self._formats:
            return
        present = {Kind.DATE: _Cover(), Kind.BOOLEAN: _Cover(), Kind.TEXT: _Cover()}
        for kind, part in kinds(sheet, place):
            if kind in present:
                present[kind].add(part, place)
        for code, cells in self._formats.items():
            covered = present[Kind.BOOLEAN if code == BOOLEAN_CODE else Kind.DATE]
            wanting = [at for at in cells if not covered.holds(at)]
            for run in _runs(wanting):
                part = place.part(run.row, run.column, run.height, run.width)
                sheet.cells_at(part).NumberFormat = sheet.document.formats.key(code)


class _Cover:
    """Which cells of a block lie in a set of rectangles."""

    def __init__(self) -> None:
        self._parts: list[Place] = []

    def add(self, part: Place, block: Place) -> None:
        """Adds a rectangle of the sheet; the block says where its own first cell lies."""
        place = Place(part.row - block.row, part.column - block.column, part.height, part.width)
        self._parts.append(place)

    def holds(self, at: tuple[int, int]) -> bool:
        """Whether a cell of the block, counted from 0, lies in one of them."""
        row, column = at
        return any(
            part.row <= row <= part.last_row and part.column <= column <= part.last_column
            for part in self._parts
        )


def _code(value: Any) -> str:
    if isinstance(value, dt.time):
        return TIME_CODE
    if isinstance(value, dt.timedelta):
        return "[h]:mm:ss"
    whole_day = not isinstance(value, dt.datetime) or value.time() == dt.time()
    return DATE_CODE if whole_day else MOMENT_CODE


def _runs(cells: list[tuple[int, int]]) -> Iterator[Place]:
    """Cells as few rectangles; rows and columns count from 0, as they came."""
    growing: dict[tuple[int, int], Place] = {}
    for run in _columns(cells):
        key = run.row, run.height
        left = growing.pop(key, None)
        if left is not None and left.last_column == run.column - 1:
            growing[key] = left._replace(width=left.width + 1)
            continue
        if left is not None:
            yield left
        growing[key] = run
    yield from growing.values()


def _columns(cells: list[tuple[int, int]]) -> Iterator[Place]:
    """Cells as vertical runs, from left to right."""
    ordered = sorted(cells, key=lambda at: (at[1], at[0]))
    for _, group in groupby(
        enumerate(ordered), key=lambda pair: (pair[1][1], pair[1][0] - pair[0])
    ):
        run = [at for _, at in group]
        yield Place(run[0][0], run[0][1], len(run))
