"""About: the versions, where the log is, and what is known of the workbook."""

from datetime import date
from importlib.metadata import version
from platform import platform, python_version

from platformdirs import user_log_path

from xlcrm.crm.history_batches import newest, read_batches
from xlcrm.errors import TableMissingError
from xlcrm.frames import Frames
from xlcrm.language.writing import tally
from xlcrm.macros.outcome import Ask, Message, Outcome, Progress, say
from xlcrm.macros.reading import read_frames
from xlcrm.sheets import MODELS
from xlcrm.workbook.base import Workbook


def about(book: Workbook, ask: Ask, progress: Progress, *, today: date) -> Outcome:
    """Says what somebody who helps wants to know first.

    Args:
        book: the workbook; any will do.
        ask: not used; nothing is written.
        progress: told what is read.
        today: not used.
    """
    del ask, today
    program = say(
        "command.about.program",
        version=version("xlcrm"),
        python=python_version(),
        system=platform(terse=True),
    )
    log = say("command.about.log", folder=str(user_log_path("xlcrm", appauthor=False)))
    try:
        frames = read_frames(book, progress, lenient=True, tolerant=True)
    except TableMissingError:
        return Outcome((program, log, say("command.about.no_book", book=book.name)))
    return Outcome((program, log, *_book(book, frames)), language=frames.settings.language)


def _book(book: Workbook, frames: Frames) -> list[Message]:
    places = {name: grid.place for name, grid in frames.grids.items() if name in MODELS}
    rows = [(place.sheet, frames[name].height) for name, place in places.items()]
    held = tally(rows, frames.settings.language) or "-"
    lines = [say("command.about.book", book=book.name, n=len(rows), rows=held)]
    batches = read_batches(frames)
    last = newest(batches)
    if last is not None:
        one = batches[last]
        lines.append(
            say("command.about.last", number=last, command=one.command, when=one.when or "-")
        )
    return lines
