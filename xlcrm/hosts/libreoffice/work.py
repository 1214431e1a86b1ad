"""What is to be computed after an edit; the thread in the background does it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event

from xlcrm.errors import FormulaError
from xlcrm.hosts.libreoffice.answers import Answers
from xlcrm.hosts.libreoffice.asked import Asked
from xlcrm.hosts.libreoffice.state import State

Question = Asked | FormulaError
"""A call of a cell, or what is wrong with its arguments."""


@dataclass(frozen=True)
class Work:
    """What is to be computed after tables were read; it holds nothing of the office's.

    Attributes:
        generation: of a later state of the document it is a greater number.
        state: what was read.
        before: the answers that are shown.
        in_sight: the calls of the cells on the sheets that windows show.
        calls: those of all cells.
        formulas: those that cells will ask for.
        overtaken: set when there is later work: what nobody looks at is then left to that.
    """

    generation: int
    state: State
    before: Answers | None
    in_sight: Sequence[Question]
    calls: Sequence[Question]
    formulas: Sequence[str]
    overtaken: Event = field(default_factory=Event)

    @cached_property
    def answers(self) -> Answers:
        """The answers; each is worked out when somebody asks for it."""
        return Answers(self.state, self.before)

    def do_in_sight(self) -> bool:
        """Computes what the user sees; returns whether there is anything in sight."""
        for asked in self.in_sight:
            self.answers.answer(asked)
        return bool(self.in_sight)

    def do_all(self) -> bool:
        """Computes all; returns whether it did, and was not overtaken."""
        for asked in self.calls:
            # What waits for formulas waits for this work.
            if self.overtaken.is_set() and not self.formulas:
                return False
            self.answers.answer(asked)
        for formula in self.formulas:
            self.answers.prepare(formula)
        return True
