"""New: a workbook from the template, with the sample firm if it is asked for."""

import contextlib
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from xlcrm.errors import BookMissingError, BookWriteError
from xlcrm.language import DEFAULT
from xlcrm.macros.outcome import Message, Outcome, Progress, say
from xlcrm.macros.reading import read_frames
from xlcrm.patches import AppendRows
from xlcrm.sample import sample_firm
from xlcrm.template import drop_downs_of, template_content
from xlcrm.template.places import START, usual_title
from xlcrm.workbook.closed import ClosedWorkbook

_LONGEST_NAME = 200


def new(
    progress: Progress,
    *,
    today: date,
    book: Path,
    sample: bool = False,
    as_of: date | None = None,
    lang: str = DEFAULT,
) -> Outcome:
    """Makes a new workbook.

    Args:
        progress: told what is done.
        today: the day.
        book: the file, which must not exist yet.
        sample: whether it is filled with the sample firm.
        as_of: the day on which the sample firm's story ends; today if left out.
        lang: the workbook's language, which it remembers.

    Raises:
        BookWriteError: the file exists, is no .xlsx by name, or cannot be written.
        BookMissingError: its folder does not exist.
    """
    if book.suffix.casefold() != ".xlsx":
        raise BookWriteError("book.not_xlsx", path=str(book))
    if len(book.name.encode()) > _LONGEST_NAME:
        raise BookWriteError("book.name_too_long", path=str(book), most=_LONGEST_NAME)
    if not book.parent.is_dir():
        raise BookMissingError("book.no_folder", path=str(book.parent))
    progress("progress.building")
    start = usual_title(START, lang)
    content, told = template_content(lang), say("command.new.done", book=str(book), start=start)
    if not sample:
        _place(book, content)
        return Outcome((told,), language=lang)
    content, sampled = _with_sample(content, as_of or today, progress, lang)
    _place(book, content)
    return Outcome((told, sampled), language=lang)


def _with_sample(
    content: bytes, as_of: date, progress: Progress, language: str
) -> tuple[bytes, Message]:
    patches = sample_firm(as_of=as_of, language=language).patches()
    rows = {patch.table: patch.height for patch in patches if isinstance(patch, AppendRows)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.xlsx"
        path.write_bytes(content)
        workbook = ClosedWorkbook.open(path)
        workbook.apply(patches)
        sheet = drop_downs_of(read_frames(workbook, progress), language)
        workbook.apply([sheet] if sheet else [])
        filled = path.read_bytes()
    counts = {name: rows[name.capitalize()] for name in ("inquiries", "customers", "orders")}
    return filled, say("command.new.sampled", as_of=as_of, **counts)


def _place(book: Path, content: bytes) -> None:
    """Writes a file that must not exist yet; half a file is none."""
    try:
        file = book.open("xb")
    except FileExistsError:
        raise BookWriteError("book.exists", path=str(book)) from None
    except OSError as error:
        raise BookWriteError("book.unwritable", path=str(book), why=error.strerror) from None
    try:
        with file:
            file.write(content)
    except OSError as error:
        with contextlib.suppress(OSError):
            book.unlink()
        raise BookWriteError("book.unwritable", path=str(book), why=error.strerror) from None
