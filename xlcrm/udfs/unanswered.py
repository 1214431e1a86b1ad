"""Which inquiries are open at the end of a day, and which of them nobody has replied to."""

from datetime import date

import polars as pl

from xlcrm.frames import Frames

CLOSED = ("bought", "lost", "converted")


def open_inquiries(frames: Frames, day: date) -> pl.LazyFrame:
    """The inquiries that are open at the end of a day: the rows of Inquiries.

    An inquiry without a status is open; one without a date is left out.
    """
    ended = pl.coalesce("closed_on", "converted_on")
    closed = pl.col("status").is_in(CLOSED) & ~(ended > day).fill_null(value=False)
    asked = frames["Inquiries"].lazy().filter(pl.col("date").dt.date() <= day)
    return asked.filter(~closed.fill_null(value=False))


def unanswered(frames: Frames, day: date) -> pl.DataFrame:
    """The open inquiries that nobody has replied to: no reply noted, no offer, no activity since.

    Returns:
        Their rows, oldest first.
    """
    silent = pl.col("replied_at").is_null() | (pl.col("replied_at").dt.date() > day)
    waiting = pl.col("status").is_null() | (pl.col("status") == "open")
    party = pl.coalesce("lead_id", "customer_id")
    asked = open_inquiries(frames, day).filter(silent & waiting).with_columns(party=party)
    asked = asked.join(_last_activities(frames, day), on="party", how="left")
    touched = (pl.col("acted_on") >= pl.col("date").dt.date()).fill_null(value=False)
    return asked.filter(~touched).sort("date", "row").collect()


def _last_activities(frames: Frames, day: date) -> pl.LazyFrame:
    """The day of each party's last activity: `party`, `acted_on`."""
    acted = frames["Activities"].lazy()
    acted = acted.select(party="party_id", acted_on=pl.col("date").dt.date())
    acted = acted.drop_nulls().filter(pl.col("acted_on") <= day)
    return acted.group_by("party").agg(pl.col("acted_on").max())
