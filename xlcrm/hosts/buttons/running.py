"""Running a command for a button: what it needs is asked for, it looks first, and says what it did.

Nothing here knows a program: the window comes as a `Talk`, the document as a `Workbook`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import Any, Protocol

from xlcrm.errors import ImportFileError, TableMissingError, XlcrmError
from xlcrm.hosts.buttons.remedies import remedy
from xlcrm.hosts.buttons.selection import ids_of, parties_of
from xlcrm.hosts.buttons.stamps import stamp_of
from xlcrm.hosts.buttons.talk import CancelledError, Talk
from xlcrm.hosts.buttons.telling import looks_ahead, told
from xlcrm.language import text
from xlcrm.macros.catalogue import Command, Kind, Parameter
from xlcrm.macros.outcome import Outcome
from xlcrm.macros.reading import language_of
from xlcrm.sheets import MODELS
from xlcrm.workbook.base import Workbook

_ABOUT = "about"
_SILENT: dict[Kind, Any] = {Kind.FLAG: False, Kind.PAIRS: {}, Kind.TEXTS: ()}
_LOOK: dict[str, bool] = {"dry_run": True, "apply": False, "yes": False}
"""How a command is told by a parameter that it is to look only."""


_WHO: dict[str, Sequence[str]] = {
    "card": ("customer_id", "party_id"),
    "erase": ("customer_id", "lead_id", "inquiry_id", "party_id"),
}
"""By which ids of the selected row a command knows whom it is about."""


class Book(Workbook, Protocol):
    """The document, and what is selected in its window."""

    def progress(self, key: str, **parameters: Any) -> None:
        """Says what is being done."""

    def rows(self) -> Mapping[str, Sequence[range]]:
        """The selected sheet rows by the title of their sheet; rows count from 1."""


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed.

    Attributes:
        command: what it runs.
        book: the document in its window.
        talk: speaks with whoever pressed it.
        now: the moment.
        program: what About says of the program that shows the document.
        reader: the language where the document remembers none; "" for English.
    """

    command: Command
    book: Book
    talk: Talk
    now: datetime
    program: Callable[[], str]
    reader: str = ""

    @cached_property
    def language(self) -> str:
        """The language that the document remembers, or the reader's; "" for none."""
        return language_of(self.book) or self.reader


def run(pressed: Pressed) -> None:
    """Runs a command; what can be looked at first is done after a yes only.

    Raises:
        CancelledError: the user did not answer.
        XlcrmError: as the command; "table.none" of a document that is no CRM workbook.
    """
    talk, command = pressed.talk, pressed.command
    if command.name == _ABOUT:
        _, outcome = _done(pressed, {})
        talk.tell(f"{told(outcome)}\n\n{pressed.program()}")
        return
    if not command.anywhere and not MODELS.keys() & pressed.book.tables().keys():
        raise TableMissingError("table.none", book=pressed.book.name)
    given = {one.name: _argument(one, pressed) for one in command.parameters}
    look = {one.name: _LOOK[one.name] for one in command.parameters if one.name in _LOOK}
    given, outcome = _done(pressed, given | look)
    if look and looks_ahead(outcome):
        question = text("office.do_it", outcome.language)
        if not talk.ask(f"{told(outcome)}\n\n{question}"):
            return
        _, outcome = _done(pressed, given | {name: not value for name, value in look.items()})
    talk.tell(told(outcome), worry=outcome.found)


def _argument(parameter: Parameter, pressed: Pressed) -> Any:
    if parameter.name == "lead_ids":
        return _leads(pressed)
    if not parameter.required:
        return _SILENT.get(parameter.kind)
    title = text(f"command.{pressed.command.name}.{parameter.name}", pressed.language)
    if parameter.kind is Kind.FILE:
        answer: Any = pressed.talk.pick_file(title)
    elif parameter.name == "table":
        answer = pressed.talk.choose(title, _tables(pressed.book))
    elif parameter.name == "who":
        answer = _who(pressed) or pressed.talk.type_in(title)
    else:
        answer = pressed.talk.type_in(title)
    if not answer:
        raise CancelledError
    return answer


def _who(pressed: Pressed) -> str:
    """Whom the selected row is about; "" where that is nobody, or more than one."""
    found = parties_of(pressed.book, _WHO[pressed.command.name], pressed.book.rows())
    return found[0] if len(found) == 1 else ""


def _tables(book: Workbook) -> list[str]:
    from xlcrm.crm.importing.mapping import check_table

    def takes_rows(table: str) -> bool:
        try:
            check_table(table)
        except ImportFileError:
            return False
        return True

    found = [table for table in book.tables() if takes_rows(table)]
    if not found:
        raise TableMissingError("table.none", book=book.name)
    return found


def _leads(pressed: Pressed) -> Sequence[str]:
    """The selected leads, if those are meant: the cursor may stand in Leads by chance."""
    picked = ids_of(pressed.book, "Leads", "lead_id", pressed.book.rows())
    if not picked:
        return ()
    ids = ", ".join(picked[:5]) + (" ..." if len(picked) > 5 else "")  # noqa: PLR2004 - a line
    asked = text("office.only_selected", pressed.language, n=len(picked), leads=ids)
    return tuple(picked) if pressed.talk.ask(asked) else ()


def _done(pressed: Pressed, given: dict[str, Any]) -> tuple[dict[str, Any], Outcome]:
    """Runs the command; where it stops over what the user can say, it is asked and run again."""
    while True:
        try:
            outcome = _call(pressed, given)
            return given, replace(outcome, language=outcome.language or pressed.language)
        except XlcrmError as error:
            said = remedy(error, pressed.talk, given, pressed.language)
            if said is None:
                raise
            given = given | said


def _call(pressed: Pressed, given: dict[str, Any]) -> Outcome:
    command = pressed.command
    module, _, name = command.function.rpartition(".")
    room = "xlcrm" if module.startswith("hosts.") else "xlcrm.macros"
    function = getattr(import_module(f"{room}.{module}"), name)
    stamp = {"stamp": stamp_of(command.name, pressed.now)} if command.writes else {}

    def ask(key: str, *, language: str = "", **parameters: Any) -> bool:
        return pressed.talk.ask(text(key, language or pressed.language, **parameters))

    outcome: Outcome = function(
        pressed.book, ask, pressed.book.progress, today=pressed.now.date(), **given, **stamp
    )
    return outcome
