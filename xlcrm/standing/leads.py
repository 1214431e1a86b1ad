"""Which leads are open at the end of a day, with the status and the next step that stand."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.sheets import MODELS, columns
from xlcrm.standing.log import Told
from xlcrm.standing.status import ENDED, Log, Said, decide, told_by
from xlcrm.standing.steps import NO_STEP, Step, left_to_do, standing_step

_CONVERTED = "converted"
_CLOSED = ENDED | {_CONVERTED}
_OPEN = {
    "status": pl.String(),
    "next_step": pl.String(),
    "next_step_date": pl.Date(),
    "since": pl.Date(),
}


class _Own(NamedTuple):
    """What a row of Leads says of where the lead stands."""

    lead_id: str | None
    first_inquiry: date | None
    status: str | None
    status_on: date | None
    closed_on: date | None
    next_step: str | None
    next_step_date: date | None


def open_leads(frames: Frames, told: Mapping[str, Told], as_of: date) -> pl.DataFrame:
    """The leads that are open at the end of a day.

    Definition: docs/definitions.md. Status and step are those that sorting writes into the row
    (`decide`, `standing_step`), but a step that is done stands no more. What is dated after the
    day has not happened on it: a lead that was lost, bought or converted later is still open.

    Args:
        frames: the workbook's tables.
        told: what the log tells by lead, up to the day (`log.told_by_log`).
        as_of: the day.

    Returns:
        The declared columns of Leads, in which `status`, `next_step` and `next_step_date` are
        those that stand (null = none, or not known), and `since`, the day from which the lead is
        known (null = not known).
    """
    declared = [ROW, *(name for name in columns(MODELS["Leads"]) if name not in _OPEN)]
    leads = frames["Leads"].filter(~converted_by(as_of))
    # Column by column: a small frame takes longer to ask for its rows than to read them.
    cells = zip(*(leads[name].to_list() for name in _Own._fields), strict=True)
    own_rows = map(_Own._make, cells)
    found = [_standing(own, told.get(own.lead_id or ""), as_of) for own in own_rows]
    there = pl.Series([standing is not None for standing in found], dtype=pl.Boolean)
    rows = pl.DataFrame([one for one in found if one is not None], schema=_OPEN, orient="row")
    return pl.DataFrame([*(leads[name].filter(there) for name in declared), *rows])


def converted_by(as_of: date) -> pl.Expr:
    """Whether a row of Leads was converted up to a day; one without a date was, whenever."""
    converted = (pl.col("status") == _CONVERTED) | pl.col("converted_on").is_not_null()
    later = (pl.col("converted_on") > as_of).fill_null(value=False)
    return (converted & ~later).fill_null(value=False)


def _standing(own: _Own, told: Told | None, as_of: date) -> tuple[Any, ...] | None:
    """One row of `_OPEN`; None for a lead that is closed, or not known yet."""
    asked = told.asked_first(own.first_inquiry) if told else own.first_inquiry
    known = asked or own.status_on
    if known and known > as_of:
        return None
    step = Step(own.next_step, own.next_step_date)
    now = Said(own.status, own.status_on, own.closed_on)
    log = told.log if told else None
    if (now.on and now.on > as_of) or now.status == _CONVERTED:
        now, step = Said(None), NO_STEP
    said = decide(now, log, as_of)
    if said.status in _CLOSED:
        if said.closed_on is None or said.closed_on <= as_of:
            return None
        now, said = Said(None), _before_the_end(log)
    note = standing_step(step, now, said, told.notes if told else ())
    left = left_to_do(note, log.worked_on if log else None)
    return said.status, *left, asked or said.on


def _before_the_end(log: Log | None) -> Said:
    """What is known of a lead that was closed later: an open status that the log tells, or none."""
    told = told_by(log) if log else Said(None)
    return Said(None) if told.status in _CLOSED else told
