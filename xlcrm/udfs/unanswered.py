"""Which inquiries are open at the end of a day, and which of them nobody has replied to."""

from datetime import date

import polars as pl

from xlcrm.frames import AS_WRITTEN, Frames

CLOSED = ("bought", "lost", "converted")


def open_inquiries(frames: Frames, day: date) -> pl.DataFrame:
    """The inquiries that are open at the end of a day: the rows of Inquiries.

    An inquiry without a status is open; one without a date is left out. Whoever became a customer
    on the day of an inquiry or after it has been served: it waits no more, whatever its status.
    """
    ended = pl.coalesce("closed_on", "converted_on")
    closed = pl.col("status").is_in(CLOSED) & ~(ended > day).fill_null(value=False)
    asked_on = pl.col("date").dt.date()
    asked = frames["Inquiries"].lazy().filter(asked_on <= day)
    waiting = _with_conversions(frames, asked.filter(~closed.fill_null(value=False)))
    days = ("converted_on", "lead_converted", "customer_converted")
    served = (pl.col(name).is_between(asked_on, day) for name in days)
    waiting = waiting.filter(~pl.any_horizontal(one.fill_null(value=False) for one in served))
    found = waiting.drop("lead_converted", "customer_converted")
    return found.collect(optimizations=AS_WRITTEN)


def _with_conversions(frames: Frames, asked: pl.LazyFrame) -> pl.LazyFrame:
    """Inquiries with the days on which their lead, and the lead their customer was, converted."""
    leads = frames["Leads"].lazy().select("lead_id", lead_converted="converted_on").drop_nulls()
    leads = leads.unique("lead_id", keep="first", maintain_order=True)
    people = frames["Customers"].lazy().select("customer_id", "lead_id").drop_nulls()
    people = people.unique("customer_id", keep="first", maintain_order=True)
    bought = people.join(leads, on="lead_id", how="inner")
    bought = bought.select("customer_id", customer_converted="lead_converted")
    joined = asked.join(leads, on="lead_id", how="left", maintain_order="left")
    return joined.join(bought, on="customer_id", how="left", maintain_order="left")


def unanswered(frames: Frames, opened: pl.DataFrame, day: date) -> pl.DataFrame:
    """The open inquiries that nobody has replied to: no reply noted, no offer, no activity since.

    Args:
        frames: the workbook's tables.
        opened: the inquiries that are open at the end of the day, of `open_inquiries`.
        day: the day.

    Returns:
        Their rows, oldest first.
    """
    silent = pl.col("replied_at").is_null() | (pl.col("replied_at").dt.date() > day)
    waiting = pl.col("status").is_null() | (pl.col("status") == "open")
    party = pl.coalesce("lead_id", "customer_id")
    asked = opened.lazy().filter(silent & waiting).with_columns(party=party)
    asked = asked.join(_last_activities(frames, day), on="party", how="left")
    touched = (pl.col("acted_on") >= pl.col("date").dt.date()).fill_null(value=False)
    return asked.filter(~touched).sort("date", "row").collect(optimizations=AS_WRITTEN)


def _last_activities(frames: Frames, day: date) -> pl.LazyFrame:
    """The day of each party's last activity: `party`, `acted_on`."""
    acted = frames["Activities"].lazy()
    acted = acted.select(party="party_id", acted_on=pl.col("date").dt.date())
    acted = acted.drop_nulls().filter(pl.col("acted_on") <= day)
    return acted.group_by("party").agg(pl.col("acted_on").max())
