"""Validate: every problem of every table, listed with links to the cells."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from xlcrm.crm.history_lines import Stamp
from xlcrm.errors import UsageError
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Outcome, Progress, say
from xlcrm.macros.reading import effective_day, never_calculated, read_frames
from xlcrm.macros.writing import write
from xlcrm.problems import Level, Problem
from xlcrm.report.problems import level_word, message, problems_sheet
from xlcrm.sheets import MODELS
from xlcrm.udfs.context import Context
from xlcrm.validation.everything import validate
from xlcrm.validation.uncalculated import with_uncalculated
from xlcrm.workbook.base import Workbook


def validate_book(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    as_of: date | None = None,
) -> Outcome:
    """Checks every table and writes the Problems sheet.

    Raises:
        TableMissingError: the workbook has no table of ours.
    """
    del ask
    frames = read_frames(book, progress, tolerant=True)
    rows = sum(frames[table].height for table in frames.grids if table in MODELS)
    progress("progress.checking", rows=rows)
    settled = _with_sound_settings(frames)
    day = effective_day(settled, as_of, today)
    problems = with_uncalculated(frames, validate(frames, day), never_calculated(book, frames))
    sheet = problems_sheet(problems, Context(settled, day, today))
    outcome = _outcome(problems, settled, rows, sheet.title)
    progress("progress.writing", book=book.name)
    write(book, frames, [sheet], stamp)
    return outcome


def _with_sound_settings(frames: Frames) -> Frames:
    """The same tables; a wrong setting is a finding here and must not stop the run."""
    try:
        _ = frames.settings
    except UsageError:
        return Frames({name: grid for name, grid in frames.grids.items() if name != "Settings"})
    return frames


def _outcome(problems: Sequence[Problem], frames: Frames, rows: int, title: str) -> Outcome:
    language = frames.settings.language
    data = {
        "rows": rows,
        "problems": [_described(problem, language) for problem in problems],
    }
    counted_rows = text("command.rows", language, n=rows)
    if not problems:
        tables = text("command.tables", language, n=len(frames.grids.keys() & MODELS.keys()))
        none = say("command.validate.none", rows=counted_rows, tables=tables)
        return Outcome((none,), data=data, language=language)
    levels = Counter(problem.level for problem in problems)
    counted = say(
        "command.validate.found",
        n=len(problems),
        rows=counted_rows,
        errors=levels[Level.ERROR],
        warnings=levels[Level.WARNING],
        hints=levels[Level.HINT],
    )
    written = say("command.validate.written", sheet=title)
    return Outcome(
        (counted, written),
        (_by_code(problems, language),),
        found=True,
        data=data,
        language=language,
    )


def _by_code(problems: Sequence[Problem], language: str) -> Listing:
    counts = Counter(problem.code for problem in problems)
    first = {problem.code: problem for problem in reversed(problems)}

    def worst_first(counted: tuple[str, int]) -> tuple[int, int]:
        return [*Level].index(first[counted[0]].level), -counted[1]

    rows = [
        (
            n,
            level_word(first[code], language),
            f"{first[code].sheet}!{first[code].cell}" if first[code].cell else first[code].sheet,
            message(first[code], language),
        )
        for code, n in sorted(counts.items(), key=worst_first)
    ]
    titles = [text(f"command.validate.{name}", language) for name in ("level", "first", "what")]
    headers = ("n", *titles)
    return Listing(say("command.validate.kinds"), headers, rows, most=len(rows))


def _described(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "level": problem.level.value,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "table": problem.table,
        "field": problem.field,
        "code": problem.code,
        "message": message(problem, language),
        "suggestion": problem.suggestion,
    }
