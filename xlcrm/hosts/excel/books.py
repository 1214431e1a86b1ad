"""The open workbooks as the server knows them: tables as they were handed over, and answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PureWindowsPath
from typing import Any, cast

from xlcrm.cells import Grid, TablePlace
from xlcrm.errors import FormulaError, TableMissingError, XlcrmError
from xlcrm.hosts.adopted import under_their_names
from xlcrm.hosts.answers import one_value, shown
from xlcrm.language import in_window
from xlcrm.macros.outcome import explain
from xlcrm.macros.reading import BOXES, effective_day, language_of, read_frames
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import call
from xlcrm.udfs.formula import Call, bind, find
from xlcrm.workbook.base import Workbook


class OpenBook:
    """One workbook in one state of its tables.

    Args:
        name: its full name.
        version: which state it is.
        handed: what VBA handed over, by name, in the order of the sheets.
        epoch_1904: whether its day 0 is 1904-01-01.
        language: in which errors are told where it remembers none.
    """

    def __init__(
        self,
        name: str,
        version: str,
        handed: Mapping[str, Grid],
        *,
        epoch_1904: bool,
        language: str = "",
    ) -> None:
        self.name = PureWindowsPath(name).name
        self.version = version
        self.handed = handed
        self.grids = under_their_names(handed)
        self._epoch_1904 = epoch_1904
        self._language = language
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
        try:
            context = self._context(today)
            function = find(name)
            bound = bind(function, [_argument(name, value) for value in arguments])
            result = call(Call(function, bound), context)
            return "value", shown(result, epoch_1904=self._epoch_1904)
        except XlcrmError as error:
            with in_window():  # the button "Why the error?" shows it
                language = language_of(cast("Workbook", self)) or self._language
                return "error", explain(error, language)

    def _context(self, today: date) -> Context:
        if today not in self._known:
            # Of a workbook, reading asks only for its name, its tables and their cells.
            book = cast("Workbook", self)
            frames = read_frames(book, _silent, BOXES)
            context = Context(frames, effective_day(frames, None, today), today)
            self._known = {today: context}
        return self._known[today]


def _silent(key: str, **parameters: Any) -> None:
    """A cell waits: nothing can be shown in between."""
    del key, parameters


def _argument(name: str, value: Any) -> Any:
    """The value of an argument; a range of one cell is its cell.

    Raises:
        FormulaError: it is a range of several cells, or an error value.
    """
    value = one_value(name, value)
    # A whole number is an error value; every number of a cell is a float.
    if isinstance(value, int) and not isinstance(value, bool):
        raise FormulaError("formula.error_given", function=name)
    return value
