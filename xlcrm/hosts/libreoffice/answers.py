"""What cells show for calls of worksheet functions, over one state of a document's tables."""

import contextlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlcrm.cells import Cells, Grid
from xlcrm.errors import FormulaError, XlcrmError
from xlcrm.hosts.answers import Shown, one_value, shown
from xlcrm.hosts.libreoffice.consulted import Consulted
from xlcrm.hosts.libreoffice.state import State
from xlcrm.language import DEFAULT
from xlcrm.macros.outcome import explain
from xlcrm.udfs.catalogue import FUNCTIONS, Function
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import call
from xlcrm.udfs.formula import Call, bind, parse

_APART = frozenset({"conversion"})
"""Modules of functions that hardly look at orders. In a context of their own it shows which tables
they look at, so that an edit of an order, the most frequent one, leaves them alone."""

_ALWAYS = {"Lists", "Settings"}
"""What words mean and the settings bear upon every figure."""

_ABOUT_ANOTHER = "detail"
_NAME = re.compile(r"\s*=?\s*(\w+)")


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
            self._failure = explain(error, self.state.language)
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
            bound = bind(function, [one_value(function.name, value) for value in arguments])
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
            result = call(parsed, context)
            return Answer(shown(result, epoch_1904=self.state.epoch_1904, truths=False))
        except XlcrmError as error:
            return Answer(None, explain(error, self._language))

    def _take_over(self, before: "Answers") -> None:
        if before._failure or self._day != before._day:  # noqa: SLF001 - of the same class
            return
        tables, earlier = self.state.grids, before.state.grids
        changed = {
            name
            for name in tables.keys() | earlier.keys()
            if not _same(tables.get(name), earlier.get(name))
        }
        for key, (answer, consulted) in list(before._known.items()):  # noqa: SLF001 - the same
            if not changed & (consulted | _ALWAYS):
                self._known[key] = answer, consulted

    @property
    def _day(self) -> tuple[date, date]:
        context = self._context(apart=False)[0]
        return context.as_of, context.today


def _same(one: Grid | None, other: Grid | None) -> bool:
    """Whether two states of a table hold the same; one that goes by another name is made anew."""
    if one is None or other is None or one is other:
        return one is other
    return one.place == other.place and all(map(_same_cells, one.columns, other.columns))


def _same_cells(one: Cells, other: Cells) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return isinstance(one, list) and isinstance(other, list) and one == other
    return one is other or (one.dtype == other.dtype and one.equals(other))


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
