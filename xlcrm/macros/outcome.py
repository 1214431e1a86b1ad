"""What a command says when it is done: codes and rows; the edge turns them into sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from xlcrm.errors import XlcrmError
from xlcrm.language import has_text, text


@dataclass(frozen=True)
class Message:
    """One sentence: a key of `language` and what it names."""

    key: str
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, language: str) -> str:
        """The sentence."""
        return text(self.key, language, **self.parameters)


@dataclass(frozen=True)
class Listing:
    """Rows to show under a title.

    Attributes:
        title: what they are.
        headers: over the columns; blank ones are not shown.
        rows: what is shown; a `Message` is shown as its sentence.
        most: so many of them are shown, and the rest is counted.
        plain: whether they are figures in many columns, shown without lines and never folded.
        brief: all of it in a line or two, for where there is no room for the rows; "" for none.
    """

    title: Message
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]
    most: int = 20
    plain: bool = False
    brief: str = ""

    def told(self, language: str) -> list[list[Any]]:
        """The rows with their messages as sentences of a language."""
        return [
            [cell.text(language) if isinstance(cell, Message) else cell for cell in row]
            for row in self.rows
        ]


@dataclass(frozen=True)
class Outcome:
    """What a command did.

    Attributes:
        messages: what was done, in order.
        listings: rows to show.
        found: whether there is something that the user must look at (exit status 1).
        data: the same for programs, ready for JSON; None where a command has none.
        language: of the workbook, in which the user is spoken to; "" for the reader's own.
    """

    messages: tuple[Message, ...] = ()
    listings: tuple[Listing, ...] = ()
    found: bool = False
    data: Any = None
    language: str = ""


def say(key: str, **parameters: Any) -> Message:
    """A message."""
    return Message(key, parameters)


def explain(error: XlcrmError, language: str = "en") -> str:
    """An error as a sentence for people: what is wrong, where, and what to do."""
    key = f"error.{error.code}"
    # The rooms of `crm` have their errors' texts beside their other texts.
    return text(key if has_text(key) else error.code, language, **error.parameters)


class Progress(Protocol):
    """Tells the user what is going on."""

    def __call__(self, key: str, **parameters: Any) -> None:
        """Says that a step begins; the key is one of `language`."""


class Ask(Protocol):
    """Asks the user a question that is answered by yes or no."""

    def __call__(self, key: str, *, language: str = "", **parameters: Any) -> bool:
        """Whether the user said yes.

        Args:
            key: one of `language`.
            language: in which it is asked where the workbook remembers none yet; "" for the usual.
            parameters: what the text names.
        """
