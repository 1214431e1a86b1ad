"""What the inquiries say about each lead that its row may take over."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from xlcrm.frames import Frames
from xlcrm.standing.log import inquiries_of_leads

NEWEST = ("name", "company", "phone", "email", "sex", "age", "need", "owner")
"""What a lead takes from its newest inquiry that says it."""

FIRST = ("source",)
"""What a lead takes from its first inquiry that says it."""

LOST_REASON = "lost_reason"
"""What a lost lead takes from its newest inquiry."""

_OWN = "own: "


def facts_by_log(frames: Frames, leads: pl.Series, as_of: date) -> dict[str, Mapping[str, Any]]:
    """Collects what the inquiries say about each lead.

    Args:
        frames: the workbook's tables.
        leads: the lead of each row of Inquiries; null for none.
        as_of: inquiries after it are not known yet.

    Returns:
        Values by column of Leads, the manager's own included, by lead id.
    """
    shared = [name for name in frames.own("Leads") if name in frames.own("Inquiries")]
    own = [pl.col(name).alias(_OWN + name) for name in shared]
    rows = (
        inquiries_of_leads(frames, leads, as_of, *own)
        .group_by("lead")
        .agg(
            pl.col(LOST_REASON).last(),
            *(pl.col(name).drop_nulls().last() for name in NEWEST),
            *(pl.col(name).drop_nulls().first() for name in FIRST),
            *(pl.col(_OWN + name).drop_nulls().last() for name in shared),
        )
    )
    names = (LOST_REASON, *NEWEST, *FIRST, *shared)
    return {lead: dict(zip(names, said, strict=True)) for lead, *said in rows.iter_rows()}
