"""What cells show for calls of worksheet functions, over one state of a document's tables."""

import contextlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlcrm.errors import FormulaError, XlcrmError
from xlcrm.hosts.libreoffice.consulted import Consulted
from xlcrm.hosts.libreoffice.state import State
from xlcrm.language import DEFAULT
from xlcrm.macros.outcome import explain
from xlcrm.opc.serials import to_serial
from xlcrm.udfs.catalogue import FUNCTIONS, Function
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Result, Table, call
from xlcrm.udfs.formula import Call, bind, parse

_APART = frozenset({"conversion"})
"""Modules of functions that hardly look at orders. In a context of their own it shows which tables
they look at, so that an edit of an order, the most frequent one, leaves them alone."""

_ALWAYS = {"Lists", "Settings"}
"""What words mean and the settings bear upon every figure."""

_ABOUT_ANOTHER = "detail"
_NAME = re.compile(r"\s*=?\s*(\w+)")

Shown = float | str | tuple[tuple[float | str, ...], ...]
"""One value, or the rows of a table with its header row; blank is ""."""


@dataclass(frozen=True)
class Answer:
    """What a cell shows, or why it shows an error.

    Attributes:
        shown: None where it is an error.
        error: a sentence for people; "" for none.
    """

    shown: Shown | None
    error: str = ""


class Answers:
    """Answers calls of worksheet functions over one state; each is worked out once.

    Calls may come from several threads. Nothing in here waits for the office, so that whoever
    holds its lock may safely wait for an answer. A state that cannot be computed from has its
    error for every answer.

    Args:
        state: the state.
        before: the answers over an earlier one: those that rest on no table that has changed
            since are taken over.
    """

    def __init__(self, state: State, before: "Answers | None" = None) -> None:
        self.state = state
        self._lock = threading.Lock()
        self._known: dict[_Key, tuple[Answer, set[str]]] = {}
        self._contexts: dict[bool, tuple[Context, Consulted]] = {}
        self._failure = ""
        self._language = DEFAULT
        try:
            context = self._context(apart=False)[0]
            self._language = context.settings.language
        except XlcrmError as error:
            self._failure = explain(error)
        if before is not None and not self._failure:
            self._take_over(before)

    def of(self, function: Function, arguments: Sequence[Any]) -> Answer:
        """The answer to a call.

        Args:
            function: of the catalogue.
            arguments: as Calc passes them: numbers, texts, None for what was left out, and rows
                of cells for a range.
        """
        try:
            bound = bind(function, [_one_value(function, value) for value in arguments])
        except FormulaError as error:
            return Answer(None, explain(error, self._language))
        return self._answer(_Key(function, tuple(bound.values())))

    def prepare(self, formula: str) -> None:
        """Works out the answer to a formula text, so that it is there when a cell asks for it."""
        with contextlib.suppress(FormulaError):
            parsed = parse(formula, self.state.today)
            self._answer(_Key(parsed.function, tuple(parsed.arguments.values())))

    def _answer(self, key: "_Key") -> Answer:
        if self._failure:
            return Answer(None, self._failure)
        with self._lock:
            if key not in self._known:
                context, consulted = self._context(apart=key.apart)
                self._known[key] = self._compute(key, context), consulted.names
            return self._known[key][0]

    def _context(self, *, apart: bool) -> tuple[Context, Consulted]:
        if apart not in self._contexts:
            self._contexts[apart] = self.state.context()
        return self._contexts[apart]

    def _compute(self, key: "_Key", context: Context) -> Answer:
        names = (argument.name for argument in key.function.arguments)
        try:
            parsed = Call(key.function, dict(zip(names, key.values, strict=True)))
            return Answer(self._shown(call(parsed, context)))
        except XlcrmError as error:
            return Answer(None, explain(error, self._language))

    def _take_over(self, before: "Answers") -> None:
        if before._failure or self._day != before._day:  # noqa: SLF001 - of the same class
            return
        tables, earlier = self.state.tables, before.state.tables
        changed = {
            name
            for name in tables.keys() | earlier.keys()
            if tables.get(name) is not earlier.get(name)
        }
        for key, (answer, consulted) in list(before._known.items()):  # noqa: SLF001 - the same
            if not changed & (consulted | _ALWAYS):
                self._known[key] = answer, consulted

    @property
    def _day(self) -> tuple[date, date]:
        context = self._context(apart=False)[0]
        return context.as_of, context.today

    def _shown(self, result: Result) -> Shown:
        if isinstance(result, Table):
            rows = (result.headers, *result.rows)
            return tuple(tuple(self._cell(value) for value in row) for row in rows)
        return self._cell(result.value)

    def _cell(self, value: Any) -> float | str:
        if value is None:
            return ""
        if isinstance(value, date):
            serial = to_serial(value, epoch_1904=self.state.epoch_1904)
            return value.isoformat() if serial is None else float(serial)
        return value if isinstance(value, str) else float(value)


@dataclass(frozen=True)
class _Key:
    """A call with its arguments in order, each of its kind; what was left out is None."""

    function: Function
    values: tuple[Any, ...]

    @property
    def apart(self) -> bool:
        """Whether it is computed in a context of its own, see `_APART`."""
        module = self.function.module
        if module == _ABOUT_ANOTHER:
            match = _NAME.match(str(self.values[0]))
            inner = FUNCTIONS.get(match[1].upper()) if match else None
            module = inner.module if inner else ""
        return module in _APART


def _one_value(function: Function, value: Any) -> Any:
    """An argument as one value; a range of one cell is its cell.

    Raises:
        FormulaError: it is a range of several cells.
    """
    if not isinstance(value, tuple):
        return value
    cells = [cell for row in value for cell in row]
    if len(cells) != 1:
        raise FormulaError("formula.not_one_cell", function=function.name, n=len(cells))
    return cells[0]
