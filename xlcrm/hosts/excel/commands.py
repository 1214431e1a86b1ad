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

Speaker = Callable[[xw.App, str], Talk]
"""How the user of an Excel is spoken with, in a language."""


def boxes(app: xw.App, language: str) -> Boxes:
    """Boxes over Excel's window.

    Args:
        app: the Excel.
        language: of what stands in them besides what is said.
    """
    mac = sys.platform == "darwin"
    return Boxes(app, MacBoxes() if mac else ExcelsOwn(app.api, language), language)


def press(
    name: str,
    pid: int,
    book_name: str,
    *,
    now: datetime,
    speaker: Speaker = boxes,
    reader: str = "",
) -> tuple[str, str]:
    """Runs a command on an open workbook; the user is asked and told all in boxes.

    Args:
        name: the command's.
        pid: the process of the Excel; 0 where there is one only.
        book_name: the workbook's name.
        now: the moment.
        speaker: how the user is spoken with.
        reader: the language where the workbook remembers none; "" for English.

    Returns:
        "done" or "stopped", and nothing; or "error", and why nobody could be told.
    """
    try:
        book = find_book(pid, book_name)
    except XlcrmError as error:
        return "error", explain(error, reader)
    talk = speaker(book.app, reader)
    with quiet_after(book), in_window():
        done = _told(name, book, talk, now, reader)
    return ("done" if done else "stopped"), ""


def _told(name: str, book: xw.Book, talk: Talk, now: datetime, reader: str) -> bool:
    """Whether the command was done; what stopped it is told."""
    of_excel = book.app.pid
    # One of before the command, such as that which closed a box, stops nothing.
    escape_pressed(of_excel)
    label = text(f"command.{name}.label", reader)
    document = Document(book, label, lambda: escape_pressed(of_excel), language=reader)
    pressed = Pressed(
        COMMANDS[name], document, talk, now, lambda: _about(book.app, document.language), reader
    )
    language = reader
    try:
        language = document.language = pressed.language
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


def _about(app: xw.App, language: str) -> str:
    """What About says besides."""
    return text("excel.about", language, excel=str(app.version), log=str(journal_path()))
