"""The rows of Leads as the log would have them: what commands fill, and what they may fill."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlcrm.crm.edits import Edits
from xlcrm.crm.log import LOST_REASON
from xlcrm.frames import Frames
from xlcrm.standing.log import Told
from xlcrm.standing.status import Said, decide
from xlcrm.standing.steps import Step, standing_step

_NEXT_STEP = ("next_step", "next_step_date")
_COMMANDS = frozenset(
    {"status", "status_on", "closed_on", "first_inquiry", "last_inquiry", "inquiries", *_NEXT_STEP}
)
"""The columns that are brought up to date; all others are only filled where they are blank."""


def wanted(
    own: Mapping[str, Any], told: Told | None, facts: Mapping[str, Any], as_of: date
) -> dict[str, Any]:
    """What a lead's row should hold.

    `inquiries` and `last_inquiry` are the log's. `first_inquiry` is never moved forward: the log
    may begin later than the lead. What the manager fills (name, phone, need, owner, ...) is taken
    from the log where the row is blank.

    Args:
        own: the row by column; an empty mapping for a new lead.
        told: what the log tells about where the lead stands; None for nothing.
        facts: what its inquiries say about the lead, by column (`log.facts_by_log`).
        as_of: today, for the run.

    Returns:
        Values by column, for every column that this says anything about.
    """
    now = Said(own.get("status"), own.get("status_on"), own.get("closed_on"))
    said = decide(now, told.log if told else None, as_of)
    row: dict[str, Any] = {
        "status": said.status,
        "status_on": said.on,
        "closed_on": said.closed_on,
    }
    if told is None:
        return row
    step = Step(*(own.get(name) for name in _NEXT_STEP))
    note = standing_step(step, now, said, told.notes)
    row |= dict(zip(_NEXT_STEP, note.step, strict=True))
    if told.inquiries:
        first = told.asked_first(own.get("first_inquiry"))
        row |= {"first_inquiry": first, "inquiries": told.inquiries}
        row["last_inquiry"] = told.last or own.get("last_inquiry")
    lost = said.status == "lost"
    return row | {name: facts[name] for name in facts if lost or name != LOST_REASON}


def edit_row(edits: Edits, row: int, own: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Writes what differs into a row of Leads.

    Args:
        edits: takes the cells.
        row: the sheet row.
        own: what the row holds.
        values: what it should hold, from `wanted`.

    Returns:
        Whether anything was written.
    """
    changed = False
    for name, value in values.items():
        known = own.get(name)
        if known == value or (known is not None and name not in _COMMANDS):
            continue
        if known is None:
            changed |= edits.fill("Leads", name, row, value)
        else:
            edits.write("Leads", name, row, value)
            changed = True
    return changed


def converted_row(own: Mapping[str, Any], told: Told) -> dict[str, Any]:
    """What a converted lead's row should hold: it stays as it is, but for blank figures."""
    return {
        name: value
        for name, value in (
            ("first_inquiry", told.first),
            ("last_inquiry", told.last),
            ("inquiries", told.inquiries),
        )
        if own[name] is None and value
    }


def lead_rows(frames: Frames) -> list[dict[str, Any]]:
    """The rows of Leads by column, the manager's own columns included."""
    return frames["Leads"].to_dicts()
