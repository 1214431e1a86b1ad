"""What the log tells about each lead: inquiries and activities, summed up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from xlcrm.crm.status import Log
from xlcrm.frames import ROW, Frames
from xlcrm.sheets import MODELS, columns

NEWEST = ("name", "company", "phone", "email", "sex", "age", "need", "owner")
"""What a lead takes from its newest inquiry that says it."""

FIRST = ("source",)
"""What a lead takes from its first inquiry that says it."""

_OWN = "own: "
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
        log: for its status.
        first, last: the days of the first and the last inquiry.
        inquiries: their number; None or 0 when only activities are known.
        facts: what the inquiries say about the lead, by column.
        lost_reason: of the newest inquiry.
        steps: the next steps that were noted, with the days of the notes, the newest last.
    """

    log: Log
    first: date | None = None
    last: date | None = None
    inquiries: int | None = 0
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
    inquiries = _inquiries(frames, leads, shared, as_of)
    activities = known_by(frames["Activities"], as_of).sort("date", "row").drop_nulls("party_id")
    steps = _steps(inquiries, activities)
    rows = _asked(inquiries, shared).join(_worked(activities), on="lead", how="full", coalesce=True)
    facts = (*NEWEST, *FIRST, *shared)
    logs = rows.select(pl.col(Log._fields)).iter_rows()
    told = rows.select("lead", "first_day", "last_day", "inquiries", "lost_reason").iter_rows()
    said = rows.select(*NEWEST, *FIRST, *(_OWN + name for name in shared)).iter_rows()
    return {
        lead: Told(Log(*log), first, last, n, dict(zip(facts, values, strict=True)), why, noted)
        for log, (lead, first, last, n, why), values in zip(logs, told, said, strict=True)
        for noted in (steps.get(lead, []),)
    }


def _inquiries(frames: Frames, leads: pl.Series, shared: list[str], as_of: date) -> pl.DataFrame:
    """The inquiries that have a lead, oldest first; own columns under names of their own."""

    def known(column: str) -> pl.Expr:
        day = pl.col(column).cast(pl.Date)
        return pl.when(day <= as_of).then(day)

    frame = frames["Inquiries"]
    declared = [ROW, *columns(MODELS["Inquiries"])]
    own = [pl.col(name).alias(_OWN + name) for name in shared]
    inquiries = frame.select(*declared, *own, leads.alias("lead")).drop_nulls("lead")
    closing = pl.col("status").is_in(_CLOSING)
    return (
        known_by(inquiries, as_of)
        .sort("date", "row")
        .with_columns(
            day=pl.col("date").cast(pl.Date),
            replied=known("replied_at"),
            ended=pl.when(closing).then(known("closed_on")),
        )
        .with_columns(asked_on=pl.max_horizontal("day", "replied", "ended"))
    )


def _asked(inquiries: pl.DataFrame, shared: list[str]) -> pl.DataFrame:
    status = pl.col("status")
    return inquiries.group_by("lead").agg(
        pl.col("day").min().alias("first_day"),
        pl.col("day").max().alias("last_day"),
        pl.len().alias("inquiries"),
        status.last(),
        pl.col("asked_on").last(),
        pl.col("ended").last().alias("closed_on"),
        (status.is_in(_SPOKEN) | pl.col("replied").is_not_null()).any().alias("answered"),
        (status == "bought").any().alias("bought"),
        pl.col("ended").filter(status == "bought").min().alias("bought_on"),
        pl.col("lost_reason").last(),
        *(pl.col(name).drop_nulls().last() for name in NEWEST),
        *(pl.col(_OWN + name).drop_nulls().last() for name in shared),
        *(pl.col(name).drop_nulls().first() for name in FIRST),
    )


def _worked(activities: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("date").cast(pl.Date)
    return activities.group_by(pl.col("party_id").alias("lead")).agg(
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
