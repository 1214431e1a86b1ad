"""What cells show for calls of worksheet functions, over one state of a document's tables."""

from collections.abc import Sequence
from typing import Any

from xlcrm.errors import FormulaError, XlcrmError
from xlcrm.hosts.libreoffice.asked import Asked, asked_in_cell, asked_in_text
from xlcrm.hosts.libreoffice.consulted import NotToBeSeenError
from xlcrm.hosts.libreoffice.parts import Answer, Part
from xlcrm.hosts.libreoffice.state import State
from xlcrm.language import DEFAULT
from xlcrm.macros.outcome import explain
from xlcrm.udfs.catalogue import Function

_EDITED_MOST = "Orders"
"""What does not look at this table is computed from a context of its own, in which it cannot be
seen: so it is known for sure that an edit of an order, the most frequent one, leaves it alone."""


class Answers:
    """Answers calls of worksheet functions over one state; each is worked out once.

    Calls may come from several threads. Nothing in here waits for the office, so that whoever
    holds its lock may safely wait for an answer. A state that cannot be computed from has its
    error for every answer.

    Args:
        state: the state.
        before: the answers over an earlier one: those that rest on no table that has changed
            since are taken over. What it is asked for the first time from now on, it may answer
            by the later state.
    """

    def __init__(self, state: State, before: "Answers | None" = None) -> None:
        self.state = state
        self._parts: dict[str, Part] = {}
        self._given: dict[Asked | FormulaError, Answer] = {}
        self._failure = ""
        self._language = DEFAULT
        self._seen: set[Asked] = set()
        self._wholes: dict[str, Asked | None] = {}
        if before is not None:
            self._seen = before._seen  # noqa: SLF001 - of the same class
            if before.state.today == state.today:
                self._wholes = before._wholes  # noqa: SLF001 - the same
        try:
            if before is not None:
                state.keep_frames(before.state)
            for hidden in ("", _EDITED_MOST):
                self._parts[hidden] = self._part(hidden, before)
            self._language = self._parts[""].context.settings.language
        except XlcrmError as error:
            self._failure = explain(error, self.state.language)

    def of(self, function: Function, arguments: Sequence[Any]) -> Answer:
        """The answer to a call as a cell makes it, see `asked_in_cell`."""
        return self.answer(asked_in_cell(function, arguments))

    def answer(self, asked: Asked | FormulaError) -> Answer:
        """The answer to a call.

        Args:
            asked: the call, or what is wrong with it.
        """
        # The window's thread asks for thousands at a time: what is known costs it next to nothing.
        found = self._given.get(asked)
        if found is None:
            found = self._given[asked] = self._find(asked)
        return found

    def prepare(self, formula: str) -> None:
        """Works out the answer to a formula text, so that it is there when a cell asks for it."""
        asked = asked_in_text(formula, self.state.today)
        if asked is not None:
            self.answer(asked)

    def _find(self, asked: Asked | FormulaError) -> Answer:
        if isinstance(asked, FormulaError):
            return Answer(None, explain(asked, self._language))
        if self._failure:
            return Answer(None, self._failure)
        whole = self._whole(asked)
        if whole not in self._seen:
            try:
                return self._parts[_EDITED_MOST].answer(asked, whole)
            except NotToBeSeenError:
                self._seen.add(whole)
        return self._parts[""].answer(asked, whole)

    def _whole(self, asked: Asked) -> Asked:
        about = asked.about
        if not about:
            return asked
        if about not in self._wholes:
            self._wholes[about] = asked_in_text(about, self.state.today)
        return self._wholes[about] or asked

    def _part(self, hidden: str, before: "Answers | None") -> Part:
        known = before._parts.get(hidden) if before else None  # noqa: SLF001 - the same
        if known is not None and known.carry_on(self.state):
            return known
        return Part(self.state, hidden, known.known() if known else {})
