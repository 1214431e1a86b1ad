"""A document that is no CRM workbook is offered to become one.

The tables that it has are adopted where they stand, under their own headers. Where none looks like
one of ours, the CRM's sheets are added to the file, by the command that does so on a closed one:
it keeps all that the file has, byte by byte. The window shows an empty document meanwhile.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlcrm.errors import TableMissingError, XlcrmError
from xlcrm.hosts.buttons.stamps import stamp_of
from xlcrm.hosts.buttons.telling import told
from xlcrm.hosts.libreoffice.desk import Desk
from xlcrm.hosts.libreoffice.door import Door
from xlcrm.hosts.libreoffice.far import FarBook, FarTalk
from xlcrm.language import text
from xlcrm.macros.add import add
from xlcrm.macros.adopt import adopt
from xlcrm.macros.outcome import Outcome, explain
from xlcrm.workbook.closed import ClosedWorkbook

OFFERED = {"table.none", "adopt.nothing"}
"""The errors of a document that is no CRM workbook."""


def offer(door: Door[Desk], talk: FarTalk, said: str, code: str) -> None:
    """Says what is missing, and shows what could be done about it; does it after a yes.

    Args:
        door: leads to the office's thread.
        talk: speaks with the user.
        said: what is missing.
        code: of the error; one of `OFFERED`.

    Raises:
        CancelledError: the user stopped it.
    """
    try:
        if code == "adopt.nothing" or not _adopted(FarBook(door), talk, said):
            _offer_sheets(door, talk, said)
    except XlcrmError as error:
        talk.tell(explain(error), worry=True)


def _adopted(book: FarBook, talk: FarTalk, said: str) -> bool:
    """Whether there is anything to adopt; it is adopted after a yes."""
    try:
        seen = _adopt(book, talk, apply=False)
    except TableMissingError:
        return False
    question = text("office.adopt", seen.language, book=book.name)
    if talk.ask(f"{said}\n\n{told(seen)}\n\n{question}"):
        talk.tell(told(_adopt(book, talk, apply=True)))
    return True


def _adopt(book: FarBook, talk: FarTalk, *, apply: bool) -> Outcome:
    def ask(key: str, *, language: str = "", **parameters: Any) -> bool:
        return talk.ask(text(key, language, **parameters))

    now = datetime.now()
    stamp = stamp_of("adopt", now)
    return adopt(book, ask, book.progress, today=now.date(), stamp=stamp, map={}, apply=apply)


def _offer_sheets(door: Door[Desk], talk: FarTalk, said: str) -> None:
    path = door.ask(lambda desk: desk.window.file())
    if path is None or path.suffix.casefold() != ".xlsx":
        talk.tell(f"{said}\n\n{text('office.add_how')}", worry=True)
    elif talk.ask(f"{said}\n\n{text('office.add', book=path.name)}"):
        _add(door, talk, path)


def _add(door: Door[Desk], talk: FarTalk, path: Path) -> None:
    door.ask(lambda desk: desk.window.put_away())
    worry = True
    try:
        book = ClosedWorkbook.open(path)
        outcome = add(book, _yes, talk.progress, today=date.today())
        worry, result = outcome.found, told(outcome)
    except XlcrmError as error:
        result = explain(error)
    finally:
        door.ask(lambda desk: desk.window.take_out(path))
    talk.tell(result, worry=worry)


def _yes(key: str, **parameters: Any) -> bool:
    """The offer was the question."""
    del key, parameters
    return True
