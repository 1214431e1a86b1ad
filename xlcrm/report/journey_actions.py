"""What to do about the journey: answer complaints, mend the worst stage, win back the annoyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from xlcrm.report.actions import Action
from xlcrm.report.counts import number
from xlcrm.report.journey_stages import Stage, compared
from xlcrm.report.page import Page, table_of
from xlcrm.report.parties import parties
from xlcrm.report.span import Span
from xlcrm.udfs.context import Context

COMPLAINT = "complaint"
MOST_COMPLAINTS, MOST_ANNOYED = 30, 5
_REPEATED = 2


@dataclass(frozen=True)
class Complaint:
    """One that nobody has settled.

    Attributes:
        row: its row of Touchpoints, by field.
        late: whether the day by which it was to be answered is over.
    """

    row: dict[str, Any]
    late: bool


def complaints(context: Context) -> list[Complaint]:
    """What waits for an answer on the day: complaints, and other moments with a day.

    The longest due come first, those without a day last.

    Args:
        context: the workbook's frames and the day.
    """
    as_of = context.as_of
    rows = context.frames["Touchpoints"].filter(pl.col("date").cast(pl.Date) <= as_of)
    asked = (pl.col("kind") == COMPLAINT) | pl.col("due_on").is_not_null()
    unsettled = pl.col("resolved_on").is_null() | (pl.col("resolved_on") > as_of)
    rows = rows.filter(asked.fill_null(value=False) & unsettled)
    rows = rows.sort("due_on", "date", "row", nulls_last=True)
    return [
        Complaint(row, row["due_on"] is not None and row["due_on"] < as_of)
        for row in rows.iter_rows(named=True)
    ]


def worst_off(page: Page, span: Span) -> list[tuple[str, int, int, int, float]]:
    """Parties whose bad moments outweigh: the id, good, neutral and bad ones, and the balance."""
    table = table_of(span.call("MOMENTS_TABLE", "party_id"), page.context)
    totals = {page.context.label(name) for name in ("total", "blank")}
    found = []
    for label, *counts in table.rows:
        good, neutral, bad, balance = (number(one) for one in counts)
        if label not in totals and balance < 0:
            found.append((str(label), int(good), int(neutral), int(bad), balance))
    return found


def journey_actions(page: Page, span: Span, found: Sequence[Stage]) -> list[Action]:
    """The list, most urgent first.

    Args:
        page: the sheet.
        span: the days that it looks at.
        found: the stages.
    """
    return [*_complaints(page), *_stage(page, found), *_annoyed(page, span)]


def _complaints(page: Page) -> list[Action]:
    waiting = complaints(page.context)
    known = parties(page.context, [one.row["party_id"] for one in waiting])
    made = []
    for one in waiting[:MOST_COMPLAINTS]:
        row = one.row
        party = known.get(row["party_id"] or "")
        what = about(page, row)
        told = page.text(
            "journey.do.complaint",
            what=what,
            day=page.wording.day(row["date"]),
            by=answer_by(page, row["owner"], row["due_on"]),
        )
        who = party.who if party else page.text("today.nobody")
        made.append(Action(who, told, "Touchpoints", row["row"]))
    return made


def about(page: Page, row: dict[str, Any]) -> str:
    """What a moment was about: the note, else the touchpoint, else its kind.

    Args:
        page: the sheet.
        row: of Touchpoints, by field.
    """
    kind = page.context.frames.word("Touchpoints", "kind", row["kind"])
    return str(row["note"] or row["touchpoint"] or kind or page.text("today.no_text"))


def answer_by(page: Page, owner: str | None, due: date | None) -> str:
    """Who answers by when, and how late it is.

    Args:
        page: the sheet.
        owner: who of us; None for nobody.
        due: the day; None where there is none.
    """
    who = owner or page.text("journey.do.no_owner")
    if due is None:
        return page.text("journey.do.no_day", owner=who)
    days = (page.context.as_of - due).days
    day = page.wording.day(due)
    if days > 0:
        return page.text("journey.do.late", owner=who, day=day, n=days)
    return page.text("journey.do.due", owner=who, day=day)


def _stage(page: Page, found: Sequence[Stage]) -> list[Action]:
    worst, _ = compared(found)
    if worst is None or not worst.left:
        return []
    name = "mend" if worst.obstacle else "find"
    told = page.text(f"journey.do.{name}", obstacle=worst.obstacle)
    charge = "in_charge" if worst.owner else "no_charge"
    in_charge = page.text(f"journey.do.{charge}", owner=worst.owner)
    return [Action(worst.name, f"{told} {in_charge}")]


def _annoyed(page: Page, span: Span) -> list[Action]:
    """Parties with several bad moments that the good ones do not outweigh."""
    rows = [one for one in worst_off(page, span) if one[3] >= _REPEATED][:MOST_ANNOYED]
    known = parties(page.context, [one[0] for one in rows])
    made = []
    for key, good, _, bad, _ in rows:
        party = known[key]
        told = page.text("journey.do.annoyed", n=bad, good=good)
        made.append(Action(party.who, told, party.table, party.row))
    return made
