"""What a PivotTable shows before anybody refreshes it: its labels, its figures, its totals."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import fsum

from xlcrm.cells import Address, Extent, Value
from xlcrm.patches import Cell, PivotSpec, PivotValue, Style

_HEAD = Style(bold=True, border_bottom="#8EA9DB", fill="#D9E1F2")
_TOTAL = Style(bold=True, fill="#D9E1F2")


class PivotGrid:
    """The cells of a PivotTable.

    Args:
        spec: the PivotTable.
    """

    def __init__(self, spec: PivotSpec) -> None:
        self.spec = spec

    @cached_property
    def row_labels(self) -> list[str]:
        """The labels of the rows, ascending."""
        return labels(self.spec.columns[self.spec.rows])

    @cached_property
    def column_labels(self) -> list[str]:
        """The labels of the columns, ascending; none where nothing goes across."""
        return labels(self.spec.columns[self.spec.across]) if self.spec.across else []

    @property
    def extent(self) -> Extent:
        """Where it stands."""
        height = len(self.row_labels) + (3 if self.spec.across else 2)
        across = len(self.column_labels) + 1 if self.spec.across else len(self.spec.values)
        anchor = self.spec.anchor
        return Extent.of(anchor.row, anchor.column, height, across + 1)

    def cells(self) -> Iterator[tuple[Address, Cell]]:
        """The cells, as a program shows them after a refresh."""
        rows = [*self._head(), *self._body()]
        for down, row in enumerate(rows):
            last = down == len(rows) - 1
            for right, value in enumerate(row):
                place = Address(self.spec.anchor.row + down, self.spec.anchor.column + right)
                figure = isinstance(value, int | float)
                style = _HEAD if down < len(rows) - 1 - len(self.row_labels) else Style()
                style = _TOTAL if last else style
                if figure:
                    shown = self.spec.values[0 if self.spec.across else right - 1].number_format
                    style = Style(shown, bold=style.bold, fill=style.fill)
                yield place, Cell(value, style=style)

    def _head(self) -> list[list[Value]]:
        spec = self.spec
        if not spec.across:
            return [[spec.rows, *(value.caption for value in spec.values)]]
        blanks = [None] * len(self.column_labels)
        return [
            [spec.values[0].caption, spec.across, *blanks],
            [spec.rows, *self.column_labels, spec.total],
        ]

    def _body(self) -> Iterator[list[Value]]:
        total = (None,)
        across: Sequence[str | None] = (*self.column_labels, None) if self.spec.across else total
        for label in (*self.row_labels, None):
            figures = [
                self._figures[value].get((label, column))
                for value in self.spec.values
                for column in across
            ]
            yield [self.spec.total if label is None else label, *figures]

    @cached_property
    def _figures(self) -> dict[PivotValue, dict[tuple[str | None, str | None], float | None]]:
        """Each figure by row label and column label; None stands for all of them."""
        spec = self.spec
        down = [str(label) for label in spec.columns[spec.rows]]
        across = [str(label) for label in spec.columns[spec.across]] if spec.across else None
        keys = [*zip(down, across, strict=True)] if across else [(label, None) for label in down]
        found = {}
        for value in spec.values:
            groups: dict[tuple[str | None, str | None], list[Value]] = defaultdict(list)
            for key, cell in zip(keys, spec.columns[value.field], strict=True):
                groups[key].append(cell)
            for (row, column), cells in [*groups.items()]:
                for total in {(row, None), (None, column), (None, None)} - {(row, column)}:
                    groups[total] += cells
            found[value] = {key: _summed(value.kind, cells) for key, cells in groups.items()}
        return found


def labels(cells: Sequence[Value]) -> list[str]:
    """The different texts of a column, ascending."""
    return sorted({*map(str, cells)})


def _summed(kind: str, cells: Sequence[Value]) -> float | None:
    filled = [cell for cell in cells if cell is not None]
    if kind == "count":
        return len(filled)
    numbers = [cell for cell in filled if isinstance(cell, int | float)]
    if not numbers:
        return None
    # The order in which the rows come decides nothing, not even the last digit.
    total = fsum(numbers)
    return total / len(numbers) if kind == "average" else total
