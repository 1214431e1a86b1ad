"""The answers that are worked out from one context, each once, and kept while they stand."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xlcrm.errors import XlcrmError
from xlcrm.hosts.answers import Shown, shown
from xlcrm.hosts.libreoffice.asked import Asked
from xlcrm.hosts.libreoffice.state import State
from xlcrm.macros.outcome import explain
from xlcrm.udfs.detail import row_of
from xlcrm.udfs.evaluate import Result, Table, call

_TABLE_CELL = "TABLE_CELL"


@dataclass(frozen=True)
class Answer:
    """What a cell shows, or why it shows an error.

    Attributes:
        shown: None where it is an error.
        error: a sentence for people; "" for none.
    """

    shown: Shown | None
    error: str = ""


class Known(NamedTuple):
    """An answer, and what it is a part of, or all of; None where that is an error."""

    answer: Answer
    whole: Result | None


class Part:
    """Some of the answers over a state: all that rest on orders, or all that do not.

    Args:
        state: the state.
        hidden: the table that nobody is to look at; "" for none.
        earlier: answers over an earlier state. One that is still the same is the same object, so
            that nobody has to compare what thousands of cells show.

    Raises:
        XlcrmError: the state cannot be computed from.
    """

    def __init__(self, state: State, hidden: str, earlier: Mapping[Asked, Known]) -> None:
        self.context, self._consulted = state.context(hidden)
        self._state = state
        self._earlier = earlier
        self._known: dict[Asked, Known] = {}
        self._results: dict[Asked, Result] = {}
        self._lock = threading.Lock()

    def answer(self, asked: Asked, whole: Asked) -> Answer:
        """The answer to a call.

        Args:
            asked: the call.
            whole: the call of which it shows a part; the same one where it stands by itself.

        Raises:
            NotToBeSeenError: it rests on a table that is hidden here.
        """
        with self._lock:
            if asked not in self._known:
                self._known[asked] = self._find(asked, whole)
            return self._known[asked].answer

    def carry_on(self, state: State) -> bool:
        """Whether all of it is true of a later state, too; it then goes by that one."""
        with self._lock:
            if not state.carries_on(self._consulted, self._state):
                return False
            self._state = state
            return True

    def known(self) -> dict[Asked, Known]:
        """All answers that are known, those over earlier states among them."""
        with self._lock:
            return {**self._earlier, **self._known}

    def _find(self, asked: Asked, whole: Asked) -> Known:
        earlier = self._earlier.get(asked)
        result = self._result(whole)
        if earlier and _same_part(asked, earlier.whole, result):
            return Known(earlier.answer, result)
        answer = self._compute(asked, whole, result)
        # What cells show is compared once, here; from now on the same is the same object.
        return Known(earlier.answer if earlier and earlier.answer == answer else answer, result)

    def _result(self, whole: Asked) -> Result | None:
        """What a call gives as a whole, worked out once; None where it gives an error."""
        if whole not in self._results:
            try:
                self._results[whole] = call(whole.call, self.context)
            except XlcrmError:
                return None
        return self._results[whole]

    def _compute(self, asked: Asked, whole: Asked, result: Result | None) -> Answer:
        try:
            if result is not None and asked.about:
                self.context.once(asked.about, lambda: result)
            if result is None or asked != whole:
                result = call(asked.call, self.context)
            return Answer(shown(result, epoch_1904=self._state.epoch_1904, truths=False))
        except XlcrmError as error:
            return Answer(None, explain(error, self.context.settings.language))


def _same_part(asked: Asked, earlier: Result | None, now: Result | None) -> bool:
    """Whether a cell of a table shows the same as before, since its whole row is the same."""
    if asked.name != _TABLE_CELL or not isinstance(earlier, Table) or not isinstance(now, Table):
        return False
    row = asked.values[1]
    return earlier is now or row_of(earlier, row) == row_of(now, row)
