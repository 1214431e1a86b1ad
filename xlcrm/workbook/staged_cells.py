"""The edited cells of one sheet; long columns are taken as they are given, not cell by cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby

from xlcrm.cells import Address, Value
from xlcrm.opc.cell_edits import Edit
from xlcrm.opc.new_rows import NewRows

# From so many cells on, looking them up costs less than holding each as an edit.
MANY = 256


@dataclass(frozen=True)
class _Column:
    """Many cells of one column: their values by row, and which cell's format each takes."""

    column: int
    values: Mapping[int, Value]
    numbers: list[int]
    look: Callable[[int], Address]

    def at(self, row: int) -> dict[int, Edit]:
        if row not in self.values:
            return {}
        return {self.column: Edit(self.values[row], look=self.look(row))}


@dataclass(frozen=True)
class _Rows:
    """The first rows of a block, which the sheet has already."""

    block: NewRows
    numbers: range

    def at(self, row: int) -> dict[int, Edit]:
        return self.block.edits(row) if row in self.numbers else {}


class StagedCells(Mapping[int, Mapping[int, Edit]]):
    """Edits by row and column; of two for one cell the later one holds."""

    def __init__(self) -> None:
        self._single: dict[int, dict[int, Edit]] = {}
        self._layers: list[_Column | _Rows] = []

    def put(self, row: int, column: int, edit: Edit) -> None:
        """Sets what one cell becomes."""
        self._single.setdefault(row, {})[column] = edit

    def put_column(
        self, column: int, values: Mapping[int, Value], look: Callable[[int], Address]
    ) -> None:
        """Sets what cells of a column become.

        Args:
            column: the sheet column.
            values: by sheet row; they are not copied.
            look: the cell whose format a cell takes that has none of its own, by row.
        """
        if len(values) < MANY:
            for row, value in values.items():
                self.put(row, column, Edit(value, look=look(row)))
            return
        for row, cells in self._single.items():
            if row in values:
                cells.pop(column, None)
        self._layers.append(_Column(column, values, sorted(values), look))

    def put_rows(self, block: NewRows, end: int) -> None:
        """Sets what the rows of a block become from its first one up to a row, not included."""
        numbers = range(block.first, end)
        for row in [row for row in self._single if row in numbers]:
            for column in block.columns:
                self._single[row].pop(column, None)
        if numbers:
            self._layers.append(_Rows(block, numbers))

    def drop(self, rows: range, columns: Mapping[int, object]) -> None:
        """Forgets what was set in some rows under some columns."""
        for number, layer in enumerate(self._layers):
            if isinstance(layer, _Column) and layer.column in columns:
                kept = [row for row in layer.numbers if row not in rows]
                if len(kept) < len(layer.numbers):
                    values = {row: layer.values[row] for row in kept}
                    self._layers[number] = _Column(layer.column, values, kept, layer.look)
        for row in [row for row in self._single if row in rows]:
            for column in columns:
                self._single[row].pop(column, None)

    def __getitem__(self, row: int) -> dict[int, Edit]:
        found: dict[int, Edit] = {}
        for layer in self._layers:
            found |= layer.at(row)
        found |= self._single.get(row, {})
        if not found and row not in self._single:
            raise KeyError(row)
        return found

    def between(self, first: int, last: int) -> Iterator[int]:
        """The rows with edits from a row to a row, both included, in order."""
        numbers: list[Sequence[int]] = [sorted(r for r in self._single if first <= r <= last)]
        for layer in self._layers:
            start, end = bisect_left(layer.numbers, first), bisect_right(layer.numbers, last)
            numbers.append(layer.numbers[start:end])
        for row, _ in groupby(merge(*numbers)):
            yield row

    def __iter__(self) -> Iterator[int]:
        yield from self.between(0, 1 << 31)

    def __len__(self) -> int:
        return sum(1 for _ in self) if self._layers else len(self._single)

    def corners(self) -> Iterator[Address]:
        """Addresses of filled cells, among them the outermost ones."""
        for row, cells in self._single.items():
            yield from (Address(row, column) for column, edit in cells.items() if not edit.blank)
        for layer in self._layers:
            for rows in (layer.numbers, layer.numbers[::-1]):
                yield from _first_filled(layer, rows)


def _first_filled(layer: _Column | _Rows, rows: list[int] | range) -> Iterator[Address]:
    """The first filled cell of each column of a layer, going through rows in an order."""
    left = {layer.column} if isinstance(layer, _Column) else set(layer.block.columns)
    for row in rows:
        filled = {column for column, edit in layer.at(row).items() if not edit.blank} & left
        yield from (Address(row, column) for column in filled)
        left -= filled
        if not left:
            return
