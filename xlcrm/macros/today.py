"""Today: the one sheet that says what waits for me, made anew by itself."""

from datetime import date

from xlcrm.crm.history_lines import Stamp
from xlcrm.macros.outcome import Ask, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.writing import write
from xlcrm.report.today import today_sheet
from xlcrm.report.waiting import Group, waiting
from xlcrm.udfs.context import Context
from xlcrm.workbook.base import Workbook

_WAITS = tuple(group for group in Group if group not in {Group.LATER, Group.TOMORROW})


def show_today(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    as_of: date | None = None,
) -> Outcome:
    """Writes the sheet Today, and says how much waits.

    Who waits is a matter of the day, however old the newest order is: nothing is refused here.

    Args:
        book: the workbook.
        ask: not used; nothing of the user's changes.
        progress: told what is done.
        today: the day.
        stamp: not used; nothing of the user's changes.
        as_of: the day for which it is made, if it is not that of the settings or today.

    Raises:
        TableMissingError: the workbook lacks a table that is needed.
    """
    del ask
    frames = read_frames(book, progress, BOXES)
    context = Context(frames, effective_day(frames, as_of, today), today)
    sheet = today_sheet(context)
    groups = waiting(context)
    progress("progress.writing", book=book.name)
    write(book, frames, [sheet], stamp)
    n = sum(len(groups[group]) for group in _WAITS)
    language = frames.settings.language
    counted = say("command.today.waits", n=n) if n else say("command.today.nothing")
    written = say("command.today.done", sheet=book.sheet_title(sheet.key), as_of=context.as_of)
    return Outcome((counted, written), language=language)
