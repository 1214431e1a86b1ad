"""Check up: what broke in a workbook since it was in order."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlcrm.crm.checkup import check_up
from xlcrm.errors import XlcrmError
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import effective_day, never_calculated, read_frames
from xlcrm.macros.writing import show
from xlcrm.problems import Problem
from xlcrm.report.checkup import checkup_sheet
from xlcrm.report.problems import message
from xlcrm.sheets import MODELS
from xlcrm.udfs.context import Context
from xlcrm.validation.uncalculated import with_uncalculated
from xlcrm.workbook.base import Workbook
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.examining import Guard, examine
from xlcrm.workbook.versions import previous_path

_GONE = frozenset({"checkup.row_gone", "checkup.rules_gone", "checkup.formulas_gone"})
"""What only the version before still has."""


def check(
    book: Workbook, ask: Ask, progress: Progress, *, today: date, as_of: date | None = None
) -> Outcome:
    """Looks for what broke, and writes the Check-up sheet.

    The rows are compared with the version that was kept beside the file. Of a closed file the
    rules for entries and the formulas are looked at, too; where anything is gone that only the
    version before still has, no sheet is written: saving would put a newer version in its place.

    Args:
        book: the workbook.
        ask: not used; nothing of the user's changes.
        progress: told what is done.
        today: the day.
        as_of: the day of the run, if it is not that of the settings or today.

    Raises:
        TableMissingError: the workbook has no table of ours.
    """
    del ask
    frames = read_frames(book, progress, lenient=True, tolerant=True)
    rows = sum(frames[table].height for table in frames.grids if table in MODELS)
    progress("progress.checking", rows=rows)
    day = effective_day(frames, as_of, today)
    guards, before, guards_before = _of_file(book, progress)
    broken = check_up(frames, guards, before, day, guards_before)
    problems = with_uncalculated(frames, broken, never_calculated(book, frames))
    language = frames.settings.language
    lines = [_counted(problems, frames, rows)]
    if before is not None and book.path is not None:
        lines.append(say("command.checkup.compared", previous=previous_path(book.path).name))
    closed = isinstance(book, ClosedWorkbook)
    if closed and any(problem.code in _GONE for problem in problems):
        lines.append(say("command.checkup.unwritten"))
    else:
        progress("progress.writing", book=book.name)
        sheet = checkup_sheet(problems, Context(frames, day, today))
        show(book, frames, sheet)
        written = "command.checkup.written" if problems else "command.checkup.written_none"
        lines.append(say(written, sheet=book.sheet_title(sheet.key)))
    listings = (_listing(problems, language),)
    data = {"rows": rows, "problems": [_described(one, language) for one in problems]}
    return Outcome(tuple(lines), listings, found=bool(problems), data=data, language=language)


def _of_file(
    book: Workbook, progress: Progress
) -> tuple[Mapping[str, Guard], Frames | None, Mapping[str, Guard]]:
    """What guards a file's tables; the tables of the version that was kept, and their guards."""
    if isinstance(book, ClosedWorkbook):
        return examine(book.path), *_before(book.path, progress)
    # A program does not say what guards its cells: there is nothing to compare rules with.
    before = _before(book.path, progress)[0] if book.path is not None else None
    return {}, before, {}


def _before(path: Path, progress: Progress) -> tuple[Frames | None, Mapping[str, Guard]]:
    """The version that was kept; None where there is none that can be read."""
    previous = previous_path(path)
    if not previous.exists():
        return None, {}
    try:
        was = ClosedWorkbook.open(previous)
        frames = read_frames(was, progress, lenient=True, tolerant=True)
        return frames, examine(previous)
    except XlcrmError:
        return None, {}


def _counted(problems: Sequence[Problem], frames: Frames, rows: int) -> Message:
    if problems:
        return say("command.checkup.found", n=len(problems))
    language = frames.settings.language
    tables = sum(table in MODELS for table in frames.grids)
    return say(
        "command.checkup.none",
        rows=text("command.rows", language, n=rows),
        tables=text("command.tables", language, n=tables),
    )


def _listing(problems: Sequence[Problem], language: str) -> Listing:
    headers = [text(f"command.validate.{name}", language) for name in ("first", "what")]
    suggested = text("report.problems.try", language)
    rows = [
        (
            f"{one.sheet}!{one.cell}" if one.cell else one.sheet,
            message(one, language),
            one.suggestion,
        )
        for one in problems
    ]
    return Listing(say("command.checkup.found_title"), (*headers, suggested), rows, most=50)


def _described(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "table": problem.table,
        "code": problem.code,
        "message": message(problem, language),
        "suggestion": problem.suggestion,
    }
