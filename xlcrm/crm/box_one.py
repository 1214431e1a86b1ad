"""The rows of Leads as the log would have them: what commands fill, and what they may fill."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlcrm.crm.edits import Edits
from xlcrm.crm.log import Step, Told
from xlcrm.crm.status import ENDED, Said, after, decide
from xlcrm.frames import Frames

_NEXT_STEP = ("next_step", "next_step_date")
_COMMANDS = frozenset(
    {"status", "status_on", "closed_on", "first_inquiry", "last_inquiry", "inquiries", *_NEXT_STEP}
)
"""The columns that are brought up to date; all others are only filled where they are blank."""


def wanted(own: Mapping[str, Any], told: Told | None, as_of: date) -> dict[str, Any]:
    """What a lead's row should hold.

    `inquiries` and `last_inquiry` are the log's. `first_inquiry` is never moved forward: the log
    may begin later than the lead. What the manager fills (name, phone, need, owner, ...) is taken
    from the log where the row is blank.

    Args:
        own: the row by column; an empty mapping for a new lead.
        told: what the log tells about the lead; None for nothing.
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
    step = _next_step(Step(*(own.get(name) for name in _NEXT_STEP)), now, said, told)
    row |= dict(zip(_NEXT_STEP, step, strict=True))
    if told.inquiries:
        first = [day for day in (own.get("first_inquiry"), told.first) if day]
        row |= {"first_inquiry": min(first, default=None), "inquiries": told.inquiries}
        row["last_inquiry"] = told.last or own.get("last_inquiry")
    if said.status == "lost":
        row["lost_reason"] = told.lost_reason
    return row | dict(told.facts)


def _next_step(own: Step, now: Said, said: Said, told: Told) -> Step:
    """The newest step of the log, unless the row's is the manager's own and still ahead."""
    if not told.steps or (said.status in ENDED):
        return own
    noted_on, newest = told.steps[-1]
    if own == Step(None, None) or own in (step for _, step in told.steps):
        return newest
    passed = noted_on is not None and own.due is not None and own.due <= noted_on
    return newest if passed and not after(now.on, noted_on) else own


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
