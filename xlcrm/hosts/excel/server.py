"""What Excel's VBA calls, in the one Python process that serves all open workbooks.

xlwings carries the calls (its COM server, under the BSD licence). Each function returns two things:
what it is, and the thing itself.
"""

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from xlcrm.hosts.excel.journal import journal_path, note_failure
from xlcrm.hosts.threads import settle_threads
from xlcrm.language import DEFAULT, text

Reply = tuple[str, Any]
RESEND: Reply = ("resend", "")
"""The server does not know the tables (it was started again): all of them are wanted."""

KEPT: Reply = ("kept", "")
_MOST_BOOKS = 16
_books: dict[str, Any] = {}
_reader = {"language": DEFAULT}


def serve(clsid: str, language: str = DEFAULT) -> None:
    """Waits for calls until Excel ends this process.

    Args:
        clsid: under which Excel finds it.
        language: in which it speaks where a workbook remembers none.
    """
    _reader["language"] = language
    # With these, xlwings would load parts of itself that are not under the BSD licence.
    for name in ("XLWINGS_ON_SERVER", "XLWINGS_LICENSE_KEY"):
        os.environ.pop(name, None)
    settle_threads()
    import xlwings

    wait: Any = xlwings.serve  # what it is depends on the system
    wait(clsid)


def load(
    book: str, version: str, epoch_1904: bool, names: Sequence[str], tables: Sequence[Sequence[Any]]
) -> Reply:
    """Takes the tables that changed.

    Args:
        book: the workbook's full name.
        version: the state of its tables.
        epoch_1904: whether its day 0 is 1904-01-01.
        names: of all of its tables, in the order of the sheets.
        tables: those that changed; see `value2.HandedOver`.

    Returns:
        `KEPT`; `RESEND` where a table is neither known nor among them; or an error.
    """
    return _safely(lambda: _load(book, version, epoch_1904, names, tables))


def _load(
    book: str, version: str, epoch_1904: bool, names: Sequence[str], tables: Sequence[Sequence[Any]]
) -> Reply:
    # What these load takes a second; the process is there by then.
    from xlcrm.hosts.excel.books import OpenBook
    from xlcrm.hosts.excel.value2 import HandedOver

    known = dict(_books[book].handed) if book in _books else {}
    known |= {one[0]: HandedOver(*one).grid(epoch_1904=epoch_1904) for one in tables}
    if any(name not in known for name in names):
        return RESEND
    _books.pop(book, None)
    if len(_books) >= _MOST_BOOKS:
        _books.pop(next(iter(_books)))
    grids = {name: known[name] for name in names}
    language = _reader["language"]
    _books[book] = OpenBook(book, version, grids, epoch_1904=epoch_1904, language=language)
    return KEPT


def answer(book: str, version: str, name: str, arguments: Sequence[Any]) -> Reply:
    """What a call of a worksheet function shows.

    Args:
        book: the workbook's full name.
        version: the state of its tables that the caller sees.
        name: the function's.
        arguments: in order; see `books.OpenBook.answer`.

    Returns:
        "value" and what the cell shows, "error" and why, or `RESEND`.
    """
    held = _books.get(book)
    if held is None or held.version != version:
        return RESEND
    return _safely(lambda: held.answer(name, arguments, date.today()))


def ready(caller: str) -> Reply:
    """Says that this process lives, before anything is begun that must not be done twice.

    Args:
        caller: comes back as it is.
    """
    return "ready", caller


def run(command: str, pid: float, book: str) -> Reply:
    """Runs a command on a workbook that Excel has open.

    Args:
        command: the command's name.
        pid: the process of that Excel, a whole number; 0 where there is one Excel only.
        book: the workbook's name.

    Returns:
        See `commands.press`.
    """

    def work() -> Reply:
        from xlcrm.hosts.excel.commands import press

        return press(command, int(pid), book, now=datetime.now(), reader=_reader["language"])

    return _safely(work)


def run_on_mac(command: str, book: str, language: str = DEFAULT) -> None:
    """Runs a command for a button of Excel on a Mac, which waits for nothing.

    Args:
        command: the command's name.
        book: the workbook's name.
        language: in which it speaks where the workbook remembers none.
    """
    from xlcrm.hosts.excel.mac_boxes import MacBoxes

    _reader["language"] = language
    kind, why = run(command, 0, book)
    if kind == "error":
        MacBoxes().tell(str(why))


def _safely(work: Callable[[], Reply]) -> Reply:
    try:
        return work()
    except Exception:  # noqa: BLE001 - the outermost edge: Excel can show a sentence, no traceback
        note_failure("a call from Excel failed")
        return "error", text("error.run.unexpected", _reader["language"], log=str(journal_path()))
