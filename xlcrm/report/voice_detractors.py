"""Who was unhappy, what they said, and who of us answers by when."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from xlcrm.metrics.surveys import DETRACTOR
from xlcrm.report import theme
from xlcrm.report.actions import Action
from xlcrm.report.journey_actions import answer_by
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.parties import parties
from xlcrm.report.span import Span
from xlcrm.udfs.context import Context

UNSATISFIED = 2
"""Who gives no score is unhappy with that satisfaction of 5, or less."""
MOST_SAID, MOST_TO_DO = 15, 30
_COMMENT_COLUMNS = 5
_FIELDS = ("who", "day", "score", "satisfaction", "comment", "owner", "due", "closed", "where")


@dataclass(frozen=True)
class Unhappy:
    """One unhappy answer.

    Attributes:
        row: its row of Surveys, by field.
        open: whether nobody has settled it.
        late: whether it is open and the day by which it was to be answered is over.
    """

    row: dict[str, Any]
    open: bool
    late: bool


def detractors(context: Context) -> list[Unhappy]:
    """All unhappy answers up to the day, the newest first.

    Args:
        context: the workbook's frames and the day.
    """
    as_of = context.as_of
    low = pl.coalesce(pl.col("score") <= DETRACTOR, pl.col("satisfaction") <= UNSATISFIED)
    rows = context.frames["Surveys"].filter((pl.col("date") <= as_of) & low)
    found = []
    for row in rows.sort("date", "row", descending=True).iter_rows(named=True):
        unsettled = row["closed_on"] is None or row["closed_on"] > as_of
        late = unsettled and row["due_on"] is not None and row["due_on"] < as_of
        found.append(Unhappy(row, unsettled, late))
    return found


def said_table(page: Page, row: int, span: Span) -> int:
    """What they said within the days of the sheet, the newest first.

    Args:
        page: the sheet, whose comment takes five narrow columns.
        row: of the heading.
        span: the days.

    Returns:
        The first free row.
    """
    width = len(_FIELDS) + _COMMENT_COLUMNS - 2
    row = page.heading(row, FIRST_COLUMN, width, "voice.said")
    start, end = span.figure.start, span.figure.end
    assert start is not None
    assert end is not None
    found = [one for one in detractors(page.context) if start <= one.row["date"] <= end]
    if not found:
        return page.note(row, FIRST_COLUMN, width, "voice.none_said") + 1
    if len(found) > MOST_SAID:
        told = {"shown": MOST_SAID, "n": len(found)}
        row = page.note(row, FIRST_COLUMN, width, "voice.more_said", **told)
    named = [name for name in _FIELDS if name != "where"]
    _line(page, row, [page.text(f"voice.column.{name}") for name in named], header=True)
    known = parties(page.context, [one.row["customer_id"] for one in found[:MOST_SAID]])
    for one in found[:MOST_SAID]:
        row += 1
        party = known.get(one.row["customer_id"] or "")
        who = party.who if party else page.text("voice.anonymous")
        fields = ("date", "score", "satisfaction", "comment", "owner", "due_on", "closed_on")
        _line(page, row, [who, *(one.row[name] for name in fields)], late=one.late)
    return row + 2


def _line(
    page: Page, row: int, values: list[Any], *, header: bool = False, late: bool = False
) -> None:
    """One row; the comment takes several columns."""
    day, count = theme.day(theme.CELL), theme.number(theme.CELL, theme.COUNT)
    styles = [theme.CELL_WRAP._replace(bold=True), day, count, count]
    styles += [theme.CELL_WRAP._replace(indent=1), theme.CELL_WRAP, day, day]
    if late:
        styles[6] = day._replace(fill=theme.BAD_FILL, color=theme.BAD)
    column = FIRST_COLUMN
    for place, (value, style) in enumerate(zip(values, styles, strict=True)):
        width = _COMMENT_COLUMNS - 1 if place == 4 else 1  # noqa: PLR2004 - the comment
        page.span(row, column, width, value, theme.header(style) if header else style)
        column += width


def voice_actions(page: Page) -> list[Action]:
    """The list: unhappy answers that nobody has settled, those overdue first.

    Args:
        page: the sheet.
    """
    waiting = [one for one in detractors(page.context) if one.open]
    waiting.sort(key=lambda one: (not one.late, str(one.row["due_on"] or "9"), one.row["row"]))
    waiting = waiting[:MOST_TO_DO]
    known = parties(page.context, [one.row["customer_id"] for one in waiting])
    made = []
    for one in waiting:
        row = one.row
        party = known.get(row["customer_id"] or "")
        scored = row["score"] is not None
        told = page.text(
            "voice.do.score" if scored else "voice.do.satisfaction",
            score=row["score"] if scored else row["satisfaction"],
            day=page.wording.day(row["date"]),
            by=answer_by(page, row["owner"], row["due_on"]),
        )
        if row["comment"]:
            told = page.text("voice.do.said", comment=row["comment"], told=told)
        who = party.who if party else page.text("voice.anonymous")
        made.append(Action(who, told, "Surveys", row["row"]))
    return made
