"""A document whose functions are live: what it read, what it answered, and who shows it.

Everything here runs in the thread that holds the office's lock, except for `Work`, which is pure.
PyUNO gives up Python's lock while it waits for the office's in a call, but not when it lets go of
an object of the office's: a second thread that held such objects would block both for ever.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlcrm.hosts.libreoffice.answers import Answer, Answers
from xlcrm.hosts.libreoffice.journal import note
from xlcrm.hosts.libreoffice.results import LiveResult
from xlcrm.hosts.libreoffice.state import State
from xlcrm.hosts.libreoffice.tables import CalcTables
from xlcrm.hosts.libreoffice.watching import Watcher
from xlcrm.udfs.catalogue import Function


@dataclass(frozen=True)
class Work:
    """What is to be computed after tables were read; it holds nothing of the office's.

    Attributes:
        generation: of a later state of the document it is a greater number.
        state: what was read.
        before: the answers that are shown.
        calls: those that cells show.
        formulas: those that cells will ask for.
    """

    generation: int
    state: State
    before: Answers | None
    calls: Sequence[tuple[Function, tuple[Any, ...]]]
    formulas: Sequence[str]

    def done(self) -> Answers:
        """Computes; the answers to all calls are then known."""
        answers = Answers(self.state, self.before)
        for function, arguments in self.calls:
            answers.of(function, arguments)
        for formula in self.formulas:
            answers.prepare(formula)
        return answers


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
        self._results: dict[tuple[str, tuple[Any, ...]], tuple[Function, LiveResult]] = {}
        document.addModifyListener(Watcher(on_edit, on_gone, itertools.count()))

    def result(self, function: Function, arguments: Sequence[Any]) -> LiveResult:
        """The live result of a call; the same object for the same call."""
        key = function.name, tuple(arguments)
        if key not in self._results:
            if self._answers is None:
                self.catch_up()
            assert self._answers is not None  # catching up made them
            answer = self._answers.of(function, arguments)
            self._note(key, answer)
            self._results[key] = function, LiveResult(answer)
        return self._results[key][1]

    def catch_up(self) -> None:
        """Reads, computes and shows at once what has changed."""
        work = self.read()
        if work is not None:
            self.show(work.generation, work.done())

    def read(self, formulas: Iterable[str] = ()) -> Work | None:
        """Reads what has changed; None where nothing has and the figures are of today.

        Args:
            formulas: those that cells will ask for.
        """
        tables = self._tables.read()
        state = State(self.document.Title, tables, date.today(), self._tables.epoch_1904)
        if not formulas and self._answers and _same(state, self._read):
            return None
        self._read = state
        calls = [(function, key[1]) for key, (function, _) in self._results.items()]
        return Work(next(self._generations), state, self._answers, calls, list(formulas))

    def show(self, generation: int, answers: Answers) -> int:
        """Tells Calc which results are others now.

        Args:
            generation: of the work; what is overtaken by later work is not shown.
            answers: what it gave.

        Returns:
            How many results are others.
        """
        if generation < self._generation:
            return 0
        self._generation, self._answers = generation, answers
        told = 0
        for key, (function, result) in list(self._results.items()):
            answer = answers.of(function, key[1])
            if result.update(answer):
                told += 1
                self._note(key, answer)
        return told

    def close(self) -> None:
        """Lets go of the document, in the thread that may."""
        self._tables.close()
        self._results.clear()
        self.document = None

    def _note(self, key: tuple[str, tuple[Any, ...]], answer: Answer) -> None:
        if answer.error:
            note(f"{self.document.Title}: {key[0]}{key[1]}: {answer.error}")


def _same(state: State, known: State | None) -> bool:
    """Whether nothing that bears upon a figure has changed since a state that is known."""
    if known is None or state.today != known.today or list(state.tables) != list(known.tables):
        return False
    return all(table is known.tables[name] for name, table in state.tables.items())
