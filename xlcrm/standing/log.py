"""What the log tells about where each lead stands: inquiries and activities, summed up."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.queries import AS_WRITTEN, run
from xlcrm.sheets import MODELS, columns
from xlcrm.standing.status import Log
from xlcrm.standing.steps import Note, Step

_CLOSING = ("bought", "lost", "postponed")
_SPOKEN = ("offer", *_CLOSING)
_STEP = [ROW, "date", "next_step", "next_step_date"]
_ASKED = [*_STEP, "status", "replied_at", "closed_on", "converted_on"]
_DONE = [*_STEP, "kind", "result"]


class Told(NamedTuple):
    """What the log tells about one lead.

    Attributes:
        log: for its status.
        first, last: the days of the first and the last inquiry.
        inquiries: their number; None or 0 when only activities are known.
        notes: the next steps that were noted, the newest last.
    """

    log: Log
    first: date | None = None
    last: date | None = None
    inquiries: int | None = 0
    notes: Sequence[Note] = ()

    def asked_first(self, own: date | None) -> date | None:
        """The first inquiry's day, never later than the row's: the log may begin after the lead."""
        if not self.inquiries or self.first is None:
            return own
        return self.first if own is None else min(own, self.first)


def known_by(frame: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The rows of a dated table that are not dated after as_of; those without a date stay."""
    return frame.filter(_not_after(as_of))


def _not_after(as_of: date) -> pl.Expr:
    day = pl.col("date").cast(pl.Date)
    return day.is_null() | (day <= as_of)


def inquiries_of_leads(
    frames: Frames, leads: pl.Series, as_of: date, *more: pl.Expr
) -> pl.DataFrame:
    """The inquiries that have a lead, the newest last.

    Args:
        frames: the workbook's tables.
        leads: the lead of each row of Inquiries; null for none.
        as_of: inquiries after it are left out.
        more: further columns, under names that no field has.

    Returns:
        `row`, the declared columns, `more`, and `lead`.
    """
    declared = [ROW, *columns(MODELS["Inquiries"])]
    inquiries = frames["Inquiries"].lazy().select(*declared, *more, leads.alias("lead"))
    known = inquiries.drop_nulls("lead").filter(_not_after(as_of)).sort("date", ROW)
    return run(known)


def told_by_log(frames: Frames, leads: pl.Series, as_of: date) -> dict[str, Told]:
    """Sums up the log.

    Args:
        frames: the workbook's tables.
        leads: the lead of each row of Inquiries; null for none.
        as_of: rows and days after it are not known yet.

    Returns:
        What is told, by id, for all leads with an inquiry and for everybody with an activity.
    """
    inquiries = _told(frames["Inquiries"], _ASKED, leads.alias("lead"), as_of)
    activities = _told(frames["Activities"], _DONE, frames["Activities"]["party_id"], as_of)
    if not (inquiries.height or activities.height):
        return {}
    asked = _asked(_dated(inquiries.lazy(), as_of))
    rows = asked.join(_worked(activities.lazy()), on="lead", how="full", coalesce=True)
    told = ("lead", "first_day", "last_day", "inquiries")
    # All at once: on a small log asking costs more than counting.
    summed, noted = pl.collect_all(
        [rows.select(*told, *Log._fields), _noted(inquiries.lazy(), activities.lazy())],
        optimizations=AS_WRITTEN,
        engine="in-memory",
    )
    notes: dict[str, list[Note]] = defaultdict(list)
    for lead, day, text, due, acted in noted.iter_rows():
        notes[lead].append(Note(day, Step(text, due), acted))
    parties, first, last, number, *log = (column.to_list() for column in summed)
    logs = map(Log._make, zip(*log, strict=True))
    noted_by = (notes.get(party, ()) for party in parties)
    found = map(Told._make, zip(logs, first, last, number, noted_by, strict=True))
    return dict(zip(parties, found, strict=True))


def _told(table: pl.DataFrame, columns: list[str], parties: pl.Series, as_of: date) -> pl.DataFrame:
    """Some columns of the rows that have a party and are known by then, the newest last."""
    days = table["date"].cast(pl.Date)
    known = parties.is_not_null() & (days.is_null() | (days <= as_of))
    # Column by column: a small frame takes longer to ask for its rows than to find them.
    rows = pl.DataFrame([column.filter(known) for column in (*table[columns], parties)])
    return rows.sort("date", ROW) if rows.height else rows


def _dated(inquiries: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    def known(column: str) -> pl.Expr:
        day = pl.col(column).cast(pl.Date)
        return pl.when(day <= as_of).then(day)

    closing = pl.col("status").is_in(_CLOSING)
    closed_later = pl.coalesce("closed_on", "converted_on") > as_of
    return inquiries.with_columns(
        # What closed it has not happened yet.
        status=pl.when((closing & closed_later).fill_null(value=False))
        .then(pl.lit(None, pl.String))
        .otherwise("status"),
        day=pl.col("date").cast(pl.Date),
        replied=known("replied_at"),
        ended=pl.when(closing).then(known("closed_on")),
    ).with_columns(asked_on=pl.max_horizontal("day", "replied", "ended"))


def _asked(inquiries: pl.LazyFrame) -> pl.LazyFrame:
    status, bought = pl.col("status"), pl.col("status").eq_missing(pl.lit("bought"))
    return inquiries.group_by("lead").agg(
        pl.col("day").min().alias("first_day"),
        pl.col("day").max().alias("last_day"),
        pl.len().alias("inquiries"),
        status.last(),
        pl.col("asked_on").last(),
        pl.col("ended").last().alias("closed_on"),
        (status.is_in(_SPOKEN) | pl.col("replied").is_not_null()).any().alias("answered"),
        bought.any().alias("bought"),
        pl.col("ended").filter(bought).min().alias("bought_on"),
    )


def _worked(activities: pl.LazyFrame) -> pl.LazyFrame:
    day = pl.col("date").cast(pl.Date)
    return activities.group_by(pl.col("party_id").alias("lead")).agg(
        day.max().alias("worked_on"),
        day.filter(pl.col("kind") == "offer").max().alias("offered_on"),
        day.filter(pl.col("result") == "offer requested").max().alias("resumed_on"),
    )


def _noted(inquiries: pl.LazyFrame, activities: pl.LazyFrame) -> pl.LazyFrame:
    """The next steps that were noted: `lead`, `day`, the step, its day, and whether we acted."""
    cells = (pl.col("date").cast(pl.Date).alias("day"), pl.col("next_step", "next_step_date", ROW))
    noted = pl.concat(
        table.select(pl.col(party).alias("lead"), *cells, pl.lit(acted).alias("acted"))
        for table, party, acted in (
            (inquiries, "lead", False),
            (activities, "party_id", True),
        )
    )
    noted = noted.filter(pl.any_horizontal(pl.col("next_step", "next_step_date").is_not_null()))
    return noted.sort("day", "acted", ROW).drop(ROW)
