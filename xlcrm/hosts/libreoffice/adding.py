"""A document that is no CRM workbook is offered the CRM's sheets.

They are added to the file, by the command that does so on a closed one: it keeps all that the file
has, byte by byte. The window shows an empty document meanwhile.
"""

from datetime import date
from pathlib import Path
from typing import Any

from xlcrm.errors import XlcrmError
from xlcrm.hosts.buttons.telling import told
from xlcrm.hosts.libreoffice.desk import Desk
from xlcrm.hosts.libreoffice.door import Door
from xlcrm.hosts.libreoffice.far import FarTalk
from xlcrm.language import text
from xlcrm.macros.add import add
from xlcrm.macros.outcome import explain
from xlcrm.workbook.closed import ClosedWorkbook


def offer(door: Door[Desk], talk: FarTalk, said: str) -> None:
    """Says what is missing, and adds it after a yes.

    Args:
        door: leads to the office's thread.
        talk: speaks with the user.
        said: what is missing.
    """
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
