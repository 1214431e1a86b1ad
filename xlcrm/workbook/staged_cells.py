"""The edited cells of one sheet; long columns are taken as they are given, not cell by cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import groupby

from xlcrm.cells import Address
from xlcrm.opc.cell_edits import ColumnEdits, Edit
from xlcrm.opc.new_rows import NewRows

# From so many cells on, looking them up costs less than holding each as an edit.
MANY = 256


@dataclass(frozen=True)
class _Rows:
    """The first rows of a block, which the sheet has already."""

    block: NewRows
    numbers: range


class StagedCells(Mapping[int, Mapping[int, Edit]]):
    """Edits by row and column; of two for one cell the later one holds."""

    def __init__(self) -> None:
        self._single: dict[int, dict[int, Edit]] = {}
        self._layers: list[ColumnEdits | _Rows] = []
        self._order: list[int] = []

    def put(self, row: int, column: int, edit: Edit) -> None:
        """Sets what one cell becomes."""
        self._single.setdefault(row, {})[column] = edit

    def put_column(self, edits: ColumnEdits) -> None:
        """Sets what cells of a column become; their values are not copied."""
        if len(edits.numbers) < MANY:
            for row in edits.numbers:
                self.put(row, edits.column, edits.edit(row))
            return
        for row, cells in self._single.items():
            if row in edits.values:
                cells.pop(edits.column, None)
        self._layers.append(edits)

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
            if isinstance(layer, ColumnEdits) and layer.column in columns:
                kept = [row for row in layer.numbers if row not in rows]
                if len(kept) < len(layer.numbers):
                    values = {row: layer.values[row] for row in kept}
                    self._layers[number] = ColumnEdits(layer.column, values, kept, layer.first)
        for row in [row for row in self._single if row in rows]:
            for column in columns:
                self._single[row].pop(column, None)

    def __getitem__(self, row: int) -> dict[int, Edit]:
        found: dict[int, Edit] = {}
        for layer in self._layers:
            found |= _at(layer, row)
        found |= self._single.get(row, {})
        if not found and row not in self._single:
            raise KeyError(row)
        return found

    def between(self, first: int, last: int) -> Iterator[int]:
        """The rows with edits from a row to a row, both included, in order."""
        held = [self._rows_apart(first, last)]
        held += [_part(layer.numbers, first, last) for layer in self._layers]
        filled = [numbers for numbers in held if numbers]
        if len(filled) == 1:
            yield from filled[0]
            return
        for row, _ in groupby(merge(*filled)):
            yield row

    def columns(self, first: int, last: int) -> tuple[list[ColumnEdits], set[int]]:
        """What is edited from a row to a row, both included, by columns, in their order.

        Returns:
            The columns, and the rows in which there is more than they say.
        """
        apart = {row for row in self._rows_apart(first, last) if self._single[row]}
        found: dict[int, list[ColumnEdits]] = {}
        for layer in self._layers:
            rows = _part(layer.numbers, first, last)
            if isinstance(layer, _Rows):
                apart.update(rows)
            elif rows:
                for other in found.get(layer.column, ()):
                    apart.update(row for row in rows if row in other.values)
                found.setdefault(layer.column, []).append(layer)
        return [layer for column in sorted(found) for layer in found[column]], apart

    def _rows_apart(self, first: int, last: int) -> list[int] | range:
        """The rows from one to one that have cells of their own, in order."""
        if len(self._order) != len(self._single):  # rows come, and never go
            self._order = sorted(self._single)
        return _part(self._order, first, last)

    def texts(self) -> Iterator[str]:
        """All texts that cells become, some of them more than once."""
        for cells in self._single.values():
            yield from (edit.value for edit in cells.values() if isinstance(edit.value, str))
        for layer in self._layers:
            values: Iterable[object] = ()
            if isinstance(layer, ColumnEdits):
                values = layer.values.values()
            else:
                made = layer.block.columns.values()
                values = (value for column in made for value in column.values[: len(layer.numbers)])
            yield from (value for value in values if isinstance(value, str))

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


def _part(numbers: list[int] | range, first: int, last: int) -> list[int] | range:
    """Those from a number to a number, both included."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _at(layer: ColumnEdits | _Rows, row: int) -> dict[int, Edit]:
    """What a layer says of a row."""
    if isinstance(layer, ColumnEdits):
        return {layer.column: layer.edit(row)} if row in layer.values else {}
    return layer.block.edits(row) if row in layer.numbers else {}


def _first_filled(layer: ColumnEdits | _Rows, rows: list[int] | range) -> Iterator[Address]:
    """The first filled cell of each column of a layer, going through rows in an order."""
    left = {layer.column} if isinstance(layer, ColumnEdits) else set(layer.block.columns)
    for row in rows:
        filled = {column for column, edit in _at(layer, row).items() if not edit.blank} & left
        yield from (Address(row, column) for column in filled)
        left -= filled
        if not left:
            return
