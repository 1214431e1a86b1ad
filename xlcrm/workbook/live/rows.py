"""The filled rows of a sheet of an open book, read at once when they are first asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import xlwings as xw

from xlcrm.cells import Value
from xlcrm.opc.plain_tables import joined
from xlcrm.workbook.live.blocks import extent_of
from xlcrm.workbook.live.program import Program


class LiveRows:
    """The filled rows of a sheet; dates are numbers in them.

    Args:
        program: the program.
        sheet: the sheet.
    """

    def __init__(self, program: Program, sheet: xw.Sheet) -> None:
        self._program, self.sheet = program, sheet

    @cached_property
    def title(self) -> str:
        """The sheet's title."""
        return str(self.sheet.name)

    @cached_property
    def _rows(self) -> Mapping[int, Mapping[int, Value]]:
        area = self.sheet.used_range
        first = extent_of(area).first
        rows = {
            number: {
                column: value
                for column, value in enumerate(cells, first.column)
                if value is not None and value != ""
            }
            for number, cells in enumerate(self._program.raw(area), first.row)
        }
        return {number: cells for number, cells in rows.items() if cells}

    def runs(self, first: int = 1) -> Iterator[tuple[int, int]]:
        """The runs of filled rows from a row on, as first and last row."""
        return joined((row, row) for row in self._rows if row >= first)

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row by column."""
        return self._rows.get(row, {})
