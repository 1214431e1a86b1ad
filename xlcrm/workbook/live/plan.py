"""The edits of one sheet of an open book, gathered before any of them is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import xlwings as xw

from xlcrm.cells import Address, Extent, Value
from xlcrm.opc.growth import overlap
from xlcrm.workbook.live.blocks import cells, extent_of
from xlcrm.workbook.live.program import Program

_WINDOW, _WIDEST = 256, 1 << 15


@dataclass(frozen=True)
class NewBlock:
    """New rows of one table.

    Attributes:
        first: the sheet row of the first values.
        height: how many rows there are.
        columns: values by sheet column; missing ones at the end are blank.
    """

    first: int
    height: int
    columns: Mapping[int, Sequence[Value]]

    @property
    def last(self) -> int:
        """The last sheet row."""
        return self.first + self.height - 1

    def values(self, column: int) -> list[Value]:
        """All values of one of its columns."""
        given = list(self.columns[column])
        return given + [None] * (self.height - len(given))


class SheetPlan:
    """What one sheet's cells become.

    Args:
        program: the program.
        sheet: the sheet.

    Attributes:
        cells: edited cells by row and column; they come after the blocks.
        blocks: new rows.
    """

    def __init__(self, program: Program, sheet: xw.Sheet) -> None:
        self.program = program
        self.sheet = sheet
        self.cells: dict[int, dict[int, Value]] = {}
        self.blocks: list[NewBlock] = []
        self._used: Extent | None = None

    @property
    def used(self) -> Extent:
        """The cells that the sheet uses."""
        if self._used is None:
            self._used = extent_of(self.sheet.used_range)
        return self._used

    def put(self, row: int, column: int, value: Value) -> None:
        """Sets what a cell becomes."""
        self.cells.setdefault(row, {})[column] = value

    def append(self, block: NewBlock) -> None:
        """Sets new rows; what was to become of their cells before is forgotten."""
        for row in [row for row in self.cells if block.first <= row <= block.last]:
            for column in block.columns:
                self.cells[row].pop(column, None)
        self.blocks.append(block)

    def clear(self, area: Extent, formulas: frozenset[int]) -> None:
        """Makes the cells of an area blank; those of some columns only where no formula stands."""
        kept = [column for column in _columns(area) if column in formulas]
        texts = self._formulas(area) if kept else {}
        for row in range(area.first.row, area.last.row + 1):
            for column in _columns(area):
                if column not in formulas or not texts.get((row, column), "").startswith("="):
                    self.put(row, column, None)

    def last_filled(self, area: Extent, formulas: frozenset[int]) -> int:
        """The last row of an area in which a cell is filled; the row above it when none is.

        Args:
            area: rows and columns to look at.
            formulas: columns whose formulas do not count.
        """
        found = max((row for row, _ in self._staged(area)), default=area.first.row - 1)
        return max(found, self._last_in_sheet(area, found, formulas))

    def _staged(self, area: Extent) -> Iterator[Address]:
        """The cells of an area that edits fill."""
        for block in self.blocks:
            for column, given in block.columns.items():
                last = next((i for i in reversed(range(len(given))) if _fills(given[i])), None)
                place = None if last is None else Address(block.first + last, column)
                if place is not None and _holds(area, place):
                    later = self.cells.get(place.row, {})
                    if column not in later or _fills(later[column]):
                        yield place
        for row, edits in self.cells.items():
            for column, value in edits.items():
                place = Address(row, column)
                if _fills(value) and _holds(area, place):
                    yield place

    def _last_in_sheet(self, area: Extent, found: int, formulas: frozenset[int]) -> int:
        bottom, height = min(area.last.row, self.used.last.row), _WINDOW
        while bottom > found:
            top = max(found + 1, area.first.row, bottom - height + 1)
            window = Extent(Address(top, area.first.column), Address(bottom, area.last.column))
            filled = [
                row
                for (row, column), text in self._formulas(window).items()
                if column not in self.cells.get(row, {})
                and not (column in formulas and text.startswith("="))
            ]
            if filled:
                return max(filled)
            bottom, height = top - 1, min(2 * height, _WIDEST)
            if top == area.first.row:
                break
        return found

    def in_the_way(self, area: Extent) -> str:
        """The address of a filled or merged cell in an area; "" when nothing is there."""
        staged = min(self._staged(area), default=None)
        if staged is not None:
            return staged.a1
        for block in self.blocks:
            rows = Extent.of(block.first, min(block.columns), block.height, len(block.columns))
            if overlap(rows, area):
                return rows.first.a1
        within = _within(area, self.used)
        if within is None:
            return ""
        for row, column in sorted(self._formulas(within)):
            if column not in self.cells.get(row, {}):
                return Address(row, column).a1
        return self.program.merged(cells(self.sheet, within))

    def _formulas(self, area: Extent) -> dict[tuple[int, int], str]:
        """What stands in the filled cells of an area, by row and column."""
        within = _within(area, self.used)
        if within is None:
            return {}
        rows = self.program.formulas(cells(self.sheet, within))
        return {
            (row, column): text
            for row, texts in enumerate(rows, within.first.row)
            for column, text in enumerate(texts, within.first.column)
            if text
        }


def _fills(value: Value) -> bool:
    return value is not None and value != ""


def _columns(area: Extent) -> range:
    return range(area.first.column, area.last.column + 1)


def _holds(area: Extent, place: Address) -> bool:
    return area.first.row <= place.row <= area.last.row and place.column in _columns(area)


def _within(area: Extent, other: Extent) -> Extent | None:
    """What two ranges share; None for nothing."""
    if not overlap(area, other):
        return None
    first = Address(
        max(area.first.row, other.first.row), max(area.first.column, other.first.column)
    )
    last = Address(min(area.last.row, other.last.row), min(area.last.column, other.last.column))
    return Extent(first, last)
