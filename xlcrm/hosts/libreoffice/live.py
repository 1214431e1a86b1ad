"""A document whose functions are live: what it read, what it answered, and who shows it.

Everything here runs in the thread that holds the office's lock, except for `Work`, which is pure.
PyUNO gives up Python's lock while it waits for the office's in a call, but not when it lets go of
an object of the office's: a second thread that held such objects would block both for ever.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from xlcrm.hosts.libreoffice.answers import Answers
from xlcrm.hosts.libreoffice.asked import Asked, asked_in_cell, asked_in_text
from xlcrm.hosts.libreoffice.formulas import unprefixed
from xlcrm.hosts.libreoffice.in_sight import formulas_in_sight
from xlcrm.hosts.libreoffice.journal import note
from xlcrm.hosts.libreoffice.parts import Answer
from xlcrm.hosts.libreoffice.results import LiveResult
from xlcrm.hosts.libreoffice.state import State
from xlcrm.hosts.libreoffice.tables import CalcTables
from xlcrm.hosts.libreoffice.watching import Watcher
from xlcrm.hosts.libreoffice.work import Question, Work
from xlcrm.udfs.catalogue import Function

_Call = tuple[str, tuple[Any, ...]]
"""A call as Calc makes it: the function's name and the arguments."""


class _Shown(NamedTuple):
    """A call that cells make, and the result that they show."""

    asked: Question
    result: LiveResult


class LiveDocument:
    """One open document.

    Args:
        document: a Calc document.
        on_edit: called after each edit.
        on_gone: called when the document closes.
    """

    def __init__(
        self, document: Any, on_edit: Callable[[], None], on_gone: Callable[[], None]
    ) -> None:
        self.document = document
        self._tables = CalcTables(document, on_edit)
        self._generations = itertools.count(1)
        self._read: State | None = None
        self._answers: Answers | None = None
        self._generation = 0
        self._results: dict[_Call, _Shown] = {}
        self._unfinished: Work | None = None
        self._formulas: dict[str, Asked | None] = {}
        document.addModifyListener(Watcher(on_edit, on_gone, itertools.count()))

    def result(self, function: Function, arguments: Sequence[Any]) -> LiveResult:
        """The live result of a call; the same object for the same call."""
        call = function.name, tuple(arguments)
        if call not in self._results:
            if self._answers is None:
                self.catch_up()
            assert self._answers is not None  # catching up made them
            asked = asked_in_cell(function, arguments)
            answer = self._answers.answer(asked)
            self._note(call, answer)
            self._results[call] = _Shown(asked, LiveResult(answer))
        return self._results[call].result

    def catch_up(self) -> None:
        """Reads, computes and shows at once what has changed."""
        work = self.read() or self._unfinished
        if work is not None:
            self.show(work)

    def read(self, formulas: Iterable[str] = ()) -> Work | None:
        """Reads what has changed; None where nothing has and the figures are of today.

        Args:
            formulas: those that cells will ask for.
        """
        tables = self._tables.read()
        state = State(self.document.Title, tables, date.today(), self._tables.epoch_1904)
        if not formulas and self._answers and _same(state, self._read):
            return None
        if self._read is None or state.today != self._read.today:
            self._formulas.clear()
        self._read = state
        if self._unfinished is not None:
            self._unfinished.overtaken.set()
        calls = [shown.asked for shown in self._results.values()]
        self._unfinished = Work(
            next(self._generations),
            state,
            self._answers,
            self._in_sight(set(calls)),
            calls,
            list(formulas),
        )
        return self._unfinished

    def show(self, work: Work, *, all_of_it: bool = True) -> int:
        """Tells Calc which results are others now.

        Args:
            work: what was computed; what is overtaken by later work is not shown.
            all_of_it: whether more is shown than what is in sight.

        Returns:
            How many results are others.
        """
        if work.generation < self._generation:
            return 0
        self._generation, self._answers = work.generation, work.answers
        if all_of_it and self._unfinished is work:
            self._unfinished = None
        seen = None if all_of_it else set(work.in_sight)
        told = 0
        for call, (asked, result) in list(self._results.items()):
            if seen is None or asked in seen:
                answer = work.answers.answer(asked)
                if result.update(answer):
                    told += 1
                    self._note(call, answer)
        return told

    def _in_sight(self, calls: Collection[Question]) -> list[Question]:
        """The calls among some that the user sees; one whose arguments are cells is not found."""
        found: dict[Question, None] = {}
        for formula in formulas_in_sight(self.document):
            if formula not in self._formulas:
                self._formulas[formula] = asked_in_text(unprefixed(formula), date.today())
            asked = self._formulas[formula]
            if asked is not None and asked in calls:
                found[asked] = None
        return list(found)

    def close(self) -> None:
        """Lets go of the document, in the thread that may."""
        self._tables.close()
        self._results.clear()
        self._unfinished = None
        self.document = None

    def _note(self, call: _Call, answer: Answer) -> None:
        if answer.error:
            note(f"{self.document.Title}: {call[0]}{call[1]}: {answer.error}")


def _same(state: State, known: State | None) -> bool:
    """Whether nothing that bears upon a figure has changed since a state that is known."""
    if known is None or state.today != known.today or list(state.tables) != list(known.tables):
        return False
    return all(table is known.tables[name] for name, table in state.tables.items())
