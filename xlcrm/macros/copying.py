"""Copy for sending: a copy beside the workbook whose generated sheets hold values only."""

import shutil
from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from xlcrm.errors import BookMissingError, BookWriteError, UsageError
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.patches import WriteSheet
from xlcrm.report.build import SHEETS, build, nothing_sheet
from xlcrm.report.page import values_only
from xlcrm.udfs.context import Context
from xlcrm.workbook.base import Workbook
from xlcrm.workbook.closed import ClosedWorkbook

_CARD = "client_card"
"""Shows somebody who was chosen in the workbook; a copy shows nobody."""


@runtime_checkable
class Open(Protocol):
    """A workbook that a program has open, and that it can save a copy of."""

    def file(self) -> Path | None:
        """Where it was saved last; None where it never was."""

    def save_copy(self, target: Path) -> None:
        """Saves it as it is now, as an .xlsx file beside its own."""


def copy(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    to: Path | None = None,
    as_of: date | None = None,
) -> Outcome:
    """Makes a copy for somebody without xlcrm; the workbook itself is not touched.

    Args:
        book: the workbook.
        ask: not used; nothing of the user's changes.
        progress: told what is done.
        today: the day.
        to: the copy, a file that does not exist yet; one beside the workbook if left out.
        as_of: the day of the figures, if it is not that of the settings or today.

    Raises:
        UsageError: the workbook was never saved, so that nobody knows where a copy would go.
        BookWriteError: the copy exists already, or cannot be written.
        TableMissingError: the workbook lacks a table that is needed.
    """
    del ask
    frames = read_frames(book, progress, BOXES)
    context = Context(frames, effective_day(frames, as_of, today), today)
    source = book.path if isinstance(book, ClosedWorkbook) else _file(book)
    target = to or _beside(source, context)
    _refuse_unwritable(target)
    progress("progress.copying", book=target.name)
    sheets = [
        values_only(sheet)
        for sheet in build(context, lambda title: progress("progress.computing", sheet=title))
    ]
    _copy(book, source, target)
    try:
        made = ClosedWorkbook.open(target, keep=0)
        made.apply([*sheets, *_others(made, {sheet.key for sheet in sheets}, context)])
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    done = say("command.copy.done", file=str(target), as_of=context.as_of)
    return Outcome((done, say("command.copy.whole")), language=frames.settings.language)


def _file(book: Workbook) -> Path:
    found = book.file() if isinstance(book, Open) else None
    if found is None:
        raise UsageError("usage.not_saved", book=book.name)
    return found


def _beside(source: Path, context: Context) -> Path:
    words = text("command.copy.name", context.settings.language, as_of=context.as_of)
    return source.with_name(f"{source.stem} {words}.xlsx")


def _refuse_unwritable(target: Path) -> None:
    if not target.parent.is_dir():
        raise BookMissingError("book.no_folder", path=str(target.parent))
    if target.suffix.lower() != ".xlsx":
        raise BookWriteError("book.not_xlsx", path=str(target))
    if target.exists():
        raise BookWriteError("book.exists", path=str(target))


def _copy(book: Workbook, source: Path, target: Path) -> None:
    if isinstance(book, Open):
        book.save_copy(target)
        return
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise BookWriteError("book.read_only", path=str(target)) from error


def _others(made: ClosedWorkbook, done: set[str], context: Context) -> list[WriteSheet]:
    """Sheets of the copy that hold functions, and that the figures of the day do not make anew."""
    old = [key for key in (*SHEETS, _CARD) if key not in done and made.sheet_title(key)]
    return [nothing_sheet(key, context) for key in old]
