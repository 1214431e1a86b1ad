"""The buttons of the ribbon: a command of the catalogue on the workbook that Excel has open."""

import sys
from collections.abc import Callable
from datetime import datetime

import xlwings as xw

from xlcrm.errors import XlcrmError
from xlcrm.hosts.buttons.running import Pressed, run
from xlcrm.hosts.buttons.talk import CancelledError, Talk
from xlcrm.hosts.excel.boxes import Boxes, ExcelsOwn
from xlcrm.hosts.excel.document import Document, find_book, quiet_after
from xlcrm.hosts.excel.journal import journal_path, note_failure
from xlcrm.hosts.excel.mac_boxes import MacBoxes
from xlcrm.hosts.excel.windows import escape_pressed
from xlcrm.language import in_window, text
from xlcrm.macros.catalogue import COMMANDS
from xlcrm.macros.outcome import explain

Speaker = Callable[[xw.App], Talk]
"""How the user of an Excel is spoken with."""


def boxes(app: xw.App) -> Boxes:
    """Boxes over Excel's window."""
    return Boxes(app, MacBoxes() if sys.platform == "darwin" else ExcelsOwn(app.api))


def press(
    name: str, pid: int, book_name: str, *, now: datetime, speaker: Speaker = boxes
) -> tuple[str, str]:
    """Runs a command on an open workbook; the user is asked and told all in boxes.

    Args:
        name: the command's.
        pid: the process of the Excel; 0 where there is one only.
        book_name: the workbook's name.
        now: the moment.
        speaker: how the user is spoken with.

    Returns:
        "done" or "stopped", and nothing; or "error", and why nobody could be told.
    """
    try:
        book = find_book(pid, book_name)
    except XlcrmError as error:
        return "error", explain(error)
    talk = speaker(book.app)
    with quiet_after(book), in_window():
        done = _told(name, book, talk, now)
    return ("done" if done else "stopped"), ""


def _told(name: str, book: xw.Book, talk: Talk, now: datetime) -> bool:
    """Whether the command was done; what stopped it is told."""
    escape_pressed()  # one of before the command, such as that which closed a box, stops nothing
    document = Document(book, text(f"command.{name}.label"), escape_pressed)
    pressed = Pressed(COMMANDS[name], document, talk, now, lambda: _about(book.app))
    language = ""
    try:
        language = pressed.language
        run(pressed)
    except CancelledError:
        return False
    except XlcrmError as error:
        talk.tell(explain(error, language), worry=True)
        return False
    except Exception:  # noqa: BLE001 - nobody is shown a traceback
        note_failure(name)
        talk.tell(text("error.run.unexpected", language, log=str(journal_path())), worry=True)
        return False
    return True


def _about(app: xw.App) -> str:
    """What About says besides."""
    return text("excel.about", excel=str(app.version), log=str(journal_path()))
