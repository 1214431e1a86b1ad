"""What the log tells about each lead: inquiries and activities, summed up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from xlcrm.crm.status import Log
from xlcrm.frames import Frames

NEWEST = ("name", "company", "phone", "email", "sex", "age", "need", "owner")
"""What a lead takes from its newest inquiry that says it."""

FIRST = ("source",)
"""What a lead takes from its first inquiry that says it."""

_CLOSING = ("bought", "lost", "postponed")
_SPOKEN = ("offer", *_CLOSING)


class Step(NamedTuple):
    """A next step: what, and by when."""

    text: str | None
    due: date | None


@dataclass(frozen=True)
class Told:
    """What the log tells about one lead.

    Attributes:
        log: for its status; None when only activities are known.
        first, last: the days of the first and the last inquiry.
        inquiries: their number.
        facts: what the inquiries say about the lead, by column.
        lost_reason: of the newest inquiry.
        steps: the next steps that were noted, with the days of the notes, the newest last.
    """

    log: Log
    first: date | None = None
    last: date | None = None
    inquiries: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    lost_reason: str | None = None
    steps: list[tuple[date | None, Step]] = field(default_factory=list)


def known_by(frame: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The rows of a dated table that are not dated after as_of; those without a date stay."""
    day = pl.col("date").cast(pl.Date)
    return frame.filter(day.is_null() | (day <= as_of))


def told_by_log(frames: Frames, leads: pl.Series, as_of: date) -> dict[str, Told]:
    """Sums up the log.

    Args:
        frames: the workbook's tables.
        leads: the lead of each row of Inquiries; null for none.
        as_of: rows and days after it are not known yet.

    Returns:
        What is told, by lead id, for all leads with an inquiry or an activity.
    """
    shared = [name for name in frames.own("Leads") if name in frames.own("Inquiries")]
    inquiries = known_by(frames["Inquiries"].with_columns(leads.alias("lead")), as_of)
    inquiries = _dated(inquiries.filter(pl.col("lead").is_not_null()), as_of)
    activities = known_by(frames["Activities"], as_of).sort("date", "row").drop_nulls("party_id")
    asked = {row["lead"]: row for row in _asked(inquiries, shared).iter_rows(named=True)}
    worked = {row["party_id"]: row for row in _worked(activities).iter_rows(named=True)}
    steps = _steps(inquiries, activities)
    return {
        lead: _told(asked.get(lead, {}), worked.get(lead, {}), steps.get(lead, []), shared)
        for lead in asked.keys() | worked.keys()
    }


def _dated(inquiries: pl.DataFrame, as_of: date) -> pl.DataFrame:
    def known(day: pl.Expr) -> pl.Expr:
        return pl.when(day.cast(pl.Date) <= as_of).then(day.cast(pl.Date))

    status = pl.col("status")
    return (
        inquiries.sort("date", "row")
        .with_columns(day=pl.col("date").cast(pl.Date), replied=known(pl.col("replied_at")))
        .with_columns(ended=pl.when(status.is_in(_CLOSING)).then(known(pl.col("closed_on"))))
        .with_columns(asked_on=pl.max_horizontal("day", "replied", "ended"))
    )


def _asked(inquiries: pl.DataFrame, shared: list[str]) -> pl.DataFrame:
    status = pl.col("status")
    return inquiries.group_by("lead").agg(
        pl.col("day").min().alias("first_day"),
        pl.col("day").max().alias("last_day"),
        pl.len().alias("inquiries"),
        status.last().alias("last_status"),
        pl.col("asked_on").last(),
        pl.col("ended").last(),
        (status.is_in(_SPOKEN) | pl.col("replied").is_not_null()).any().alias("answered"),
        (status == "bought").any().alias("bought"),
        pl.col("ended").filter(status == "bought").min().alias("bought_on"),
        pl.col("lost_reason").last(),
        *(pl.col(name).drop_nulls().last() for name in (*NEWEST, *shared)),
        *(pl.col(name).drop_nulls().first() for name in FIRST),
    )


def _worked(activities: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("date").cast(pl.Date)
    return activities.group_by("party_id").agg(
        day.max().alias("worked_on"),
        day.filter(pl.col("kind") == "offer").max().alias("offered_on"),
        day.filter(pl.col("result") == "offer requested").max().alias("resumed_on"),
    )


def _steps(
    inquiries: pl.DataFrame, activities: pl.DataFrame
) -> dict[str, list[tuple[date | None, Step]]]:
    columns = (pl.col("date").cast(pl.Date), pl.col("next_step", "next_step_date", "row"))
    noted = pl.concat(
        table.select(pl.col(party).alias("lead"), *columns, pl.lit(order).alias("order"))
        for order, (table, party) in enumerate(((inquiries, "lead"), (activities, "party_id")))
    )
    noted = noted.filter(pl.any_horizontal(pl.col("next_step", "next_step_date").is_not_null()))
    steps: dict[str, list[tuple[date | None, Step]]] = defaultdict(list)
    for lead, day, text, due, _, _ in noted.sort("date", "order", "row").iter_rows():
        steps[lead].append((day, Step(text, due)))
    return steps


def _told(
    asked: Mapping[str, Any],
    worked: Mapping[str, Any],
    steps: list[tuple[date | None, Step]],
    shared: list[str],
) -> Told:
    log = Log(
        status=asked.get("last_status"),
        asked_on=asked.get("asked_on"),
        closed_on=asked.get("ended"),
        answered=asked.get("answered") or False,
        bought=asked.get("bought") or False,
        bought_on=asked.get("bought_on"),
        worked_on=worked.get("worked_on"),
        offered_on=worked.get("offered_on"),
        resumed_on=worked.get("resumed_on"),
    )
    return Told(
        log,
        asked.get("first_day"),
        asked.get("last_day"),
        asked.get("inquiries") or 0,
        {name: asked.get(name) for name in (*NEWEST, *FIRST, *shared)},
        asked.get("lost_reason"),
        steps,
    )
