"""Undo: the former cells and rows put back, by the record in History."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from xlcrm.crm.history_batches import Batch, newest, next_batch, read_batches, undo_command
from xlcrm.crm.history_lines import Stamp
from xlcrm.crm.undo import plan_undo
from xlcrm.crm.undo_plan import UndoPlan
from xlcrm.errors import UsageError
from xlcrm.frames import Frames
from xlcrm.language import text
from xlcrm.macros.outcome import Ask, Listing, Message, Outcome, Progress, say
from xlcrm.macros.reading import read_frames
from xlcrm.macros.writing import write
from xlcrm.problems import Problem
from xlcrm.workbook.base import Workbook

_HEADERS = ("number", "when", "who", "command", "cells", "rows", "state")


def undo(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    stamp: Stamp,
    batch: str | None = None,
    list: bool = False,  # noqa: A002 - the option's name
    dry_run: bool = False,
) -> Outcome:
    """Undoes what a command changed, all or nothing.

    Args:
        book: the workbook.
        ask: not used; the options say everything.
        progress: told what is done.
        today: not used.
        stamp: who does it, and when.
        batch: the number of what is undone; the newest that is in force, and no undo, if left out.
        list: whether all that was done is listed, and nothing else happens.
        dry_run: whether nothing is written.

    Raises:
        TableMissingError: the workbook has no table of ours.
        UsageError: there is no such number.
    """
    del ask, today
    frames = read_frames(book, progress, lenient=True)
    batches = read_batches(frames)
    language = frames.settings.language
    if list:
        return _listed(batches, language)
    number = newest(batches) if batch is None else _number(batch, batches)
    if number is None:
        return Outcome((say("undo.nothing"),), data={"undone": None}, language=language)
    by = batches[number].undone_by
    if by is not None:
        done = say("undo.already", number=number, by=by)
        return Outcome((done,), data={"undone": None}, language=language)
    progress("progress.undoing", number=number)
    plan = plan_undo(frames, batches, number, next_batch(frames))
    outcome = _outcome(plan, frames, dry_run=dry_run)
    if plan.patches and not dry_run:
        progress("progress.writing", book=book.name)
        write(book, frames, plan.patches, replace(stamp, command=undo_command(number)))
    return outcome


def _number(batch: str, batches: Mapping[int, Batch]) -> int:
    number = int(batch) if batch.isascii() and batch.isdigit() and len(batch) < 10 else 0  # noqa: PLR2004 - more would be no number of a batch
    if number not in batches:
        if not batches:
            raise UsageError("usage.no_batches", batch=batch)
        known = ", ".join(str(one) for one in sorted(batches)[-10:])
        raise UsageError("usage.batch", batch=batch, known=known)
    return number


def _outcome(plan: UndoPlan, frames: Frames, *, dry_run: bool) -> Outcome:
    language, batch = frames.settings.language, plan.batch
    named = {"number": batch.number, "command": batch.command, "when": batch.when or "-"}
    data: dict[str, Any] = {
        "batch": batch.number,
        "undone": None if dry_run or plan.refusals else batch.number,
        "refusals": [_described(problem, language) for problem in plan.refusals],
    }
    if plan.refusals:
        rows = [
            (f"{one.sheet}!{one.cell}" if one.cell else one.sheet, _reason(one, language))
            for one in plan.refusals
        ]
        listing = Listing(say("undo.reasons", n=len(rows)), ("", ""), rows, most=50)
        refused = say("undo.refused", **named)
        return Outcome((refused,), (listing,), found=True, data=data, language=language)
    lines = [say("undo.would", **named) if dry_run else say("undo.done", **named)]
    lines += _told(plan, frames)
    if batch.command == "adopt":
        lines.append(say("undo.sheets_stay"))
    if dry_run:
        lines.append(say("command.import.dry"))
    return Outcome(tuple(lines), data=data, language=language)


def _told(plan: UndoPlan, frames: Frames) -> list[Message]:
    lines = []
    for table, taken in plan.tables.items():
        place = frames.place(table)
        parts = [
            text(f"undo.{name}", frames.settings.language, n=n)
            for name, n in vars(taken).items()
            if n
        ]
        if parts and place:
            lines.append(say("undo.table", sheet=place.sheet, parts=", ".join(parts)))
    return lines


def _reason(problem: Problem, language: str) -> str:
    return text(problem.code, language, **problem.parameters)


def _described(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "table": problem.table,
        "field": problem.field,
        "code": problem.code,
        "reason": _reason(problem, language),
    }


def _listed(batches: Mapping[int, Batch], language: str) -> Outcome:
    if not batches:
        return Outcome((say("undo.none"),), data=[], language=language)
    newest_first = [batches[number] for number in sorted(batches, reverse=True)]
    rows = [
        (
            one.number,
            one.when,
            one.who,
            one.command,
            one.cells,
            one.whole_rows,
            _state(one, language),
        )
        for one in newest_first
    ]
    data = [
        {
            "batch": one.number,
            "when": one.when,
            "who": one.who,
            "command": one.command,
            "cells": one.cells,
            "rows": one.whole_rows,
            "undone_by": one.undone_by,
        }
        for one in newest_first
    ]
    titles = [text(f"undo.header.{name}", language) for name in _HEADERS]
    listing = Listing(say("undo.batches"), titles, rows, most=50)
    return Outcome(listings=(listing,), data=data, language=language)


def _state(batch: Batch, language: str) -> str:
    if batch.undone_by is None:
        return ""
    return text("undo.undone_by", language, by=batch.undone_by)
