"""New: a workbook from the template, with the sample firm if it is asked for."""

from datetime import date
from pathlib import Path

from xlcrm.errors import BookMissingError, BookWriteError
from xlcrm.macros.outcome import Outcome, Progress, say
from xlcrm.macros.reading import read_frames
from xlcrm.patches import AppendRows
from xlcrm.sample import sample_firm
from xlcrm.template import drop_downs_of, template_file
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.saving import previous_path


def new(
    progress: Progress,
    *,
    today: date,
    book: Path,
    sample: bool = False,
    as_of: date | None = None,
) -> Outcome:
    """Makes a new workbook.

    Args:
        progress: told what is done.
        today: the day.
        book: the file, which must not exist yet.
        sample: whether it is filled with the sample firm.
        as_of: the day on which the sample firm's story ends; today if left out.

    Raises:
        BookWriteError: the file exists, is no .xlsx by name, or cannot be written.
        BookMissingError: its folder does not exist.
    """
    if book.suffix.casefold() != ".xlsx":
        raise BookWriteError("book.not_xlsx", path=str(book))
    if not book.parent.is_dir():
        raise BookMissingError("book.no_folder", path=str(book.parent))
    progress("progress.building")
    try:
        with book.open("xb") as file:
            file.write(template_file().read_bytes())
    except FileExistsError:
        raise BookWriteError("book.exists", path=str(book)) from None
    except OSError as error:
        raise BookWriteError("book.unwritable", path=str(book), why=error.strerror) from None
    done = say("command.new.done", book=str(book))
    if not sample:
        return Outcome((done,))
    day = as_of or today
    firm = sample_firm(as_of=day)
    patches = firm.patches()
    workbook = ClosedWorkbook.open(book)
    workbook.apply(patches)
    sheet = drop_downs_of(read_frames(workbook, progress))
    workbook.apply([sheet] if sheet else [])
    # The version before it was ours, too, and empty.
    previous_path(book).unlink(missing_ok=True)
    rows = {patch.table: patch.height for patch in patches if isinstance(patch, AppendRows)}
    told = say(
        "command.new.sampled",
        as_of=day,
        inquiries=rows["Inquiries"],
        customers=rows["Customers"],
        orders=rows["Orders"],
    )
    return Outcome((done, told))
