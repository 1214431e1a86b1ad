"""The open workbooks as the server knows them: tables as they were handed over, and answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PureWindowsPath
from typing import Any, cast

from xlcrm.cells import Grid, TablePlace
from xlcrm.errors import FormulaError, TableMissingError, XlcrmError
from xlcrm.macros.outcome import explain
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.opc.serials import to_serial
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Result, Table, call
from xlcrm.udfs.formula import Call, bind, find
from xlcrm.workbook.base import Workbook

Shown = float | str | bool | tuple[tuple[float | str | bool, ...], ...]
"""What a cell shows: one value, or the rows of a table with its header row; blank is ""."""


class OpenBook:
    """One workbook in one state of its tables.

    Args:
        name: its full name.
        version: which state it is.
        grids: its tables by name, in the order of the sheets.
        epoch_1904: whether its day 0 is 1904-01-01.
    """

    def __init__(
        self, name: str, version: str, grids: Mapping[str, Grid], *, epoch_1904: bool
    ) -> None:
        self.name = PureWindowsPath(name).name
        self.version = version
        self.grids = grids
        self._epoch_1904 = epoch_1904
        self._known: dict[date, Context] = {}

    def tables(self) -> Mapping[str, TablePlace]:
        """All tables by name."""
        return {name: grid.place for name, grid in self.grids.items()}

    def read(self, table: str) -> Grid:
        """The cells of a table.

        Raises:
            TableMissingError: there is no such table.
        """
        if table not in self.grids:
            raise TableMissingError("table.missing", path=self.name, table=table)
        return self.grids[table]

    def answer(self, name: str, arguments: Sequence[Any], today: date) -> tuple[str, Any]:
        """What a call of a function shows.

        Args:
            name: the function's.
            arguments: in order: numbers, texts, truth values, None for what was left out, rows of
                cells for a range.
            today: the day.

        Returns:
            "value" and what the cell shows, or "error" and a sentence that says why.
        """
        language = "en"
        try:
            context = self._context(today)
            language = context.settings.language
            function = find(name)
            bound = bind(function, [_one_value(name, value) for value in arguments])
            return "value", self._shown(call(Call(function, bound), context))
        except XlcrmError as error:
            return "error", explain(error, language)

    def _context(self, today: date) -> Context:
        if today not in self._known:
            # Of a workbook, reading asks only for its name, its tables and their cells.
            book = cast("Workbook", self)
            frames = read_frames(book, _silent, BOXES)
            context = Context(frames, effective_day(frames, None, today), today)
            self._known = {today: context}
        return self._known[today]

    def _shown(self, result: Result) -> Shown:
        if isinstance(result, Table):
            rows = (result.headers, *result.rows)
            return tuple(tuple(self._cell(value) for value in row) for row in rows)
        return self._cell(result.value)

    def _cell(self, value: Any) -> float | str | bool:
        if value is None:
            return ""
        if isinstance(value, date):
            serial = to_serial(value, epoch_1904=self._epoch_1904)
            return value.isoformat() if serial is None else float(serial)
        if isinstance(value, bool | str):
            return value
        return float(value)


def _silent(key: str, **parameters: Any) -> None:
    """A cell waits: nothing can be shown in between."""
    del key, parameters


def _one_value(name: str, value: Any) -> Any:
    """The value of an argument; a range of one cell is its cell.

    Raises:
        FormulaError: it is a range of several cells.
    """
    if isinstance(value, tuple | list):
        cells = [cell for row in value for cell in (row if isinstance(row, tuple) else (row,))]
        if len(cells) != 1:
            raise FormulaError("formula.not_one_cell", function=name, n=len(cells))
        value = cells[0]
    # A whole number is an error value; every number of a cell is a float.
    if isinstance(value, int) and not isinstance(value, bool):
        raise FormulaError("formula.error_given", function=name)
    return value
