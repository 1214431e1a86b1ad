"""From a workbook's tables to frames: what every command begins with."""

from collections.abc import Iterable
from datetime import date

from xlcrm.cells import Grid
from xlcrm.errors import TableMissingError, UsageError
from xlcrm.frames import Frames
from xlcrm.macros.outcome import Progress
from xlcrm.sheets import MODELS
from xlcrm.sheets.kinds import FIRST_DAY, LAST_DAY
from xlcrm.workbook.base import Workbook


def read_frames(book: Workbook, progress: Progress, needed: Iterable[str] = ()) -> Frames:
    """Reads all tables of ours that a workbook has.

    Args:
        book: the workbook.
        progress: told what is read.
        needed: tables without which the command cannot go on.

    Raises:
        TableMissingError: the workbook lacks a needed table, or has none of ours at all.
    """
    places = book.tables()
    ours = [table for table in MODELS if table in places]
    for table in needed:
        if table not in places:
            raise TableMissingError(
                "table.missing_here", table=table, book=book.name, tables=", ".join(places) or "-"
            )
    if not ours:
        raise TableMissingError("table.none", book=book.name)
    # Of other tables only the headers are of interest: one may be ours under another name.
    grids = {
        name: Grid(place, tuple([] for _ in place.headers))
        for name, place in places.items()
        if name not in MODELS
    }
    for table in ours:
        progress("progress.reading", table=table)
        grids[table] = book.read(table, {})
    return Frames(grids)


def effective_day(frames: Frames, as_of: date | None, today: date) -> date:
    """The day for which a command works: as asked, else as set in the workbook, else today.

    Raises:
        UsageError: the day lies outside of what a workbook's dates can be.
    """
    day = as_of or frames.settings.as_of or today
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UsageError("usage.as_of", as_of=day, first=FIRST_DAY, last=LAST_DAY)
    return day
