"""A table as Calc handed it over, and the grid that it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlcrm.cells import Cells, Extent, Grid, TablePlace, typed
from xlcrm.errors import TableMissingError
from xlcrm.hosts.adopted import under_their_names
from xlcrm.hosts.libreoffice.areas import Area
from xlcrm.hosts.libreoffice.cell_kinds import CellKind, Run, cell_value


@dataclass(frozen=True)
class RawTable:
    """A table as it was read: plain values, so that any thread may work on it.

    Attributes:
        area: where its database range stands.
        sheet: the title of its sheet.
        rows: the cells, header row first, with rows that were typed directly below; of a table
            that is none of ours, by no name, the header row alone.
        kinds: what the numbers of each column are, counted from the first data row.
        epoch_1904: whether the document's day 0 is 1904-01-01.
    """

    area: Area
    sheet: str
    rows: Sequence[Sequence[Any]]
    kinds: Sequence[Sequence[Run]]
    epoch_1904: bool

    @property
    def last(self) -> int:
        """The last row that belongs to it, on the sheet, from 0."""
        return max(self.area.top + len(self.rows) - 1, self.area.bottom)

    @cached_property
    def grid(self) -> Grid:
        """The table as the commands know it; without rows where it is not ours."""
        area, headers = self.area, tuple(map(_header, self.rows[0]))
        height = self.last - area.top + 1
        extent = Extent.of(area.top + 1, area.left + 1, height, len(headers))
        place = TablePlace(area.name, self.sheet, extent, headers, area.totals)
        columns = list(zip(*self.rows[1:], strict=True)) or [()] * len(headers)
        return Grid(place, tuple(map(self._column, columns, self.kinds)))

    def _column(self, cells: Sequence[Any], runs: Sequence[Run]) -> Cells:
        kinds = [CellKind.NUMBER] * len(cells)
        for first, last, kind in runs:
            kinds[first : last + 1] = [kind] * (last - first + 1)
        return typed(
            [
                cell_value(cell, kind, epoch_1904=self.epoch_1904)
                for cell, kind in zip(cells, kinds, strict=True)
            ]
        )


def _header(cell: Any) -> str:
    """A header as text: a year is a number in its cell."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


class TablesAsRead:
    """Tables that were read before, as the commands look at a workbook.

    Args:
        name: the document's title.
        tables: by the names under which they were handed over; see `hosts.adopted`.
    """

    def __init__(self, name: str, tables: Mapping[str, RawTable]) -> None:
        self.name = name
        self._tables = tables

    @cached_property
    def grids(self) -> Mapping[str, Grid]:
        """The tables by the names that they go by."""
        return under_their_names({name: table.grid for name, table in self._tables.items()})

    def tables(self) -> Mapping[str, TablePlace]:
        """Where all tables stand, by name."""
        return {name: grid.place for name, grid in self.grids.items()}

    def read(self, table: str) -> Grid:
        """The cells of a table.

        Raises:
            TableMissingError: there is no such table.
        """
        if table not in self.grids:
            raise TableMissingError("table.missing", path=self.name, table=table)
        return self.grids[table]
