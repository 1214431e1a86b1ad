"""How the user is spoken with: in boxes, or by answers that were given beforehand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Talk(Protocol):
    """Speaks with the user."""

    def tell(self, said: str, *, worry: bool = False) -> None:
        """Says something; with `worry` it is something to look at."""

    def ask(self, question: str) -> bool:
        """Whether the user says yes."""

    def choose(self, question: str, options: Sequence[str]) -> str | None:
        """One of some words; None for none."""

    def type_in(self, question: str) -> str | None:
        """A line of text; None for none."""

    def pick_file(self, title: str) -> Path | None:
        """A file that exists; None for none."""


class CancelledError(Exception):
    """The user went away from a question; nothing was done."""


class Scripted:
    """Answers questions with what was given beforehand, so that macros can press buttons.

    Args:
        answers: in the order of the questions: "yes" or "no", a word, a path; "" and what is
            missing stand for going away.

    Attributes:
        said: all that was said and asked, in order.
    """

    def __init__(self, answers: Sequence[str]) -> None:
        self._answers = iter(answers)
        self.said: list[str] = []

    def tell(self, said: str, *, worry: bool = False) -> None:
        """Says something."""
        del worry
        self.said.append(said)

    def ask(self, question: str) -> bool:
        """Whether the answer is "yes"."""
        return self.type_in(question) == "yes"

    def choose(self, question: str, options: Sequence[str]) -> str | None:
        """The answer, if it is one of the words."""
        answer = self.type_in(question)
        return answer if answer in options else None

    def type_in(self, question: str) -> str | None:
        """The next answer."""
        self.said.append(question)
        return next(self._answers, "") or None

    def pick_file(self, title: str) -> Path | None:
        """The next answer as a path."""
        answer = self.type_in(title)
        return Path(answer) if answer else None
