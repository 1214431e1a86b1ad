"""Apply suggestions: what validation suggests is written into the cells, after a look at it."""

from datetime import date
from typing import Any

from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.suggestions import SuggestionsPlan, plan_suggestions
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import effective_day, read_frames
from xlcrm.macros.writing import write
from xlcrm.report.problems import message
from xlcrm.sheets import MODELS
from xlcrm.sheets.kinds import shown
from xlcrm.validation.everything import validate
from xlcrm.workbook.base import Workbook

_HEADERS = ("cell", "before", "after")


def apply_suggestions(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    as_of: date | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Writes what validation suggests into the cells that it is suggested for.

    Args:
        book: the workbook.
        ask: not used; the options say everything.
        progress: told what is done.
        today: the day.
        stamp: who does it, and when, for History.
        as_of: the day up to which dates are plausible, if it is not that of the settings or today.
        dry_run: whether nothing is written.

    Raises:
        TableMissingError: the workbook has no table of ours.
    """
    del ask
    frames = read_frames(book, progress, lenient=True)
    rows = sum(frames[table].height for table in frames.grids if table in MODELS)
    progress("progress.checking", rows=rows)
    problems = validate(frames, effective_day(frames, as_of, today))
    plan = plan_suggestions(frames, problems)
    outcome = _outcome(plan, frames.settings.language, dry_run=dry_run)
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        write(book, frames, plan.patches, stamp)
    return outcome


def _outcome(plan: SuggestionsPlan, language: str, *, dry_run: bool) -> Outcome:
    cells = [
        (f"{one.problem.sheet}!{one.problem.cell}", _shown(one.before), _shown(one.after))
        for one in plan.taken
    ]
    headers = [text(f"command.suggestions.header.{name}", language) for name in _HEADERS]
    left = [
        (f"{one.sheet}!{one.cell}", one.suggestion, message(one, language)) for one in plan.left
    ]
    listings = (
        Listing(say("command.suggestions.cells"), headers, cells, most=50),
        Listing(say("command.suggestions.left"), ("", "", ""), left),
    )
    data: dict[str, Any] = {
        "cells": [
            {"sheet": one.problem.sheet, "cell": one.problem.cell, "code": one.problem.code}
            | {"before": one.before, "after": one.after}
            for one in plan.taken
        ],
        "without": plan.without,
    }
    return Outcome(tuple(_messages(plan, dry_run)), listings, data=data, language=language)


def _messages(plan: SuggestionsPlan, dry_run: bool) -> list[Message]:
    if not plan.taken:
        lines = [say("command.suggestions.nothing")]
    elif dry_run:
        lines = [say("command.suggestions.would", n=len(plan.taken))]
    else:
        lines = [say("command.suggestions.done", n=len(plan.taken))]
    if plan.without:
        lines.append(say("command.suggestions.without", n=plan.without))
    if plan.taken and dry_run:
        lines.append(say("command.import.dry"))
    return lines


def _shown(value: Any) -> str:
    return "" if value is None else shown(value)
