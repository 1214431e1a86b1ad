"""Where each lead stands on a day: its status and next step are what is dated last.

Definition: docs/definitions.md. The newest inquiry that says something decides, or the lead's own
row where that is as new; what was closed later than the day was still open on it. A step that is
followed by an activity on or after its day is done.
"""

from datetime import date

import polars as pl

from xlcrm.frames import Frames

CLOSED = ("bought", "lost", "converted")
CONVERTED = "converted"
_STEP = ("next_step", "next_step_date")


def open_leads(frames: Frames, as_of: date) -> pl.DataFrame:
    """The leads that are open at the end of a day.

    Args:
        frames: the workbook's tables.
        as_of: the day; what is dated later is ignored.

    Returns:
        The rows of Leads, with `status`, `next_step`, `next_step_date` as they are dated last,
        and `since`, the day from which the newest of it is known (null = unknown).
    """
    leads = frames["Leads"].with_columns(known=_known_on())
    leads = leads.filter(pl.col("known").is_null() | (pl.col("known") <= as_of))
    leads = leads.filter(~_gone(as_of)).drop(_STEP)
    told = statuses(frames, as_of)
    steps = next_steps(frames, as_of)
    keyed = leads.rename({"status": "own_status"}).join(
        told, left_on="lead_id", right_on="party", how="left"
    )
    keyed = keyed.join(steps, left_on="lead_id", right_on="party", how="left")
    status = pl.coalesce("status", "own_status")
    closed = status.is_in(CLOSED) & ~(pl.col("ended") > as_of).fill_null(value=False)
    return keyed.with_columns(status=status, since=pl.col("known")).filter(
        ~closed.fill_null(value=False)
    )


def _known_on() -> pl.Expr:
    return pl.coalesce("first_inquiry", "status_on")


def _gone(as_of: date) -> pl.Expr:
    """Converted leads are gone, whatever their inquiries say."""
    converted = (pl.col("status") == CONVERTED) | pl.col("converted_on").is_not_null()
    later = pl.col("converted_on") > as_of
    return (converted & ~later.fill_null(value=False)).fill_null(value=False)


def statuses(frames: Frames, as_of: date) -> pl.DataFrame:
    """Each party's newest status: `party`, `status`, `ended` (when that closed it, if it did)."""
    own = frames["Leads"].select(
        party="lead_id",
        on=pl.coalesce("status_on", "last_inquiry", "first_inquiry"),
        rank=pl.lit(1),
        status="status",
        ended=pl.coalesce("closed_on", "converted_on", "status_on"),
    )
    asked = frames["Inquiries"].select(
        party="lead_id",
        on=pl.col("date").dt.date(),
        rank=pl.lit(0),
        status="status",
        ended=pl.coalesce("closed_on", "converted_on"),
    )
    told = pl.concat([own, asked]).drop_nulls(["party", "status"])
    return _newest(told, as_of).select("party", "status", "ended")


def next_steps(frames: Frames, as_of: date) -> pl.DataFrame:
    """Each party's next step that is not done: `party`, `next_step`, `next_step_date`."""
    own = frames["Leads"].select(
        *_STEP,
        party="lead_id",
        on=pl.coalesce("status_on", "last_inquiry", "first_inquiry"),
        rank=pl.lit(2),
    )
    asked = frames["Inquiries"].select(
        *_STEP, party="lead_id", on=pl.col("date").dt.date(), rank=pl.lit(1)
    )
    acted = frames["Activities"].select(
        *_STEP, party="party_id", on=pl.col("date").dt.date(), rank=pl.lit(0)
    )
    named = pl.col("next_step").is_not_null() | pl.col("next_step_date").is_not_null()
    steps = pl.concat([own, asked, acted]).drop_nulls("party").filter(named)
    newest = _newest(steps, as_of).join(last_activities(frames, as_of), on="party", how="left")
    later = pl.col("acted_on") > pl.col("on")
    same = (pl.col("acted_on") == pl.col("on")) & (pl.col("rank") > 0)
    reached = pl.col("next_step_date").is_null() | (pl.col("acted_on") >= pl.col("next_step_date"))
    done = ((later | same) & reached).fill_null(value=False)
    return newest.filter(~done).select("party", *_STEP)


def last_activities(frames: Frames, as_of: date) -> pl.DataFrame:
    """The day of each party's last activity: `party`, `acted_on`."""
    acted = frames["Activities"].select(party="party_id", acted_on=pl.col("date").dt.date())
    acted = acted.drop_nulls().filter(pl.col("acted_on") <= as_of)
    return acted.group_by("party").agg(pl.col("acted_on").max())


def _newest(events: pl.DataFrame, as_of: date) -> pl.DataFrame:
    past = events.filter(pl.col("on").is_null() | (pl.col("on") <= as_of))
    ordered = past.sort("on", "rank", nulls_last=False, maintain_order=True)
    return ordered.unique("party", keep="last", maintain_order=True)


def open_inquiries(frames: Frames, as_of: date) -> pl.DataFrame:
    """The inquiries that are open at the end of a day: the rows of Inquiries.

    An inquiry without a status is open; one without a date is left out.
    """
    inquiries = frames["Inquiries"].filter(pl.col("date").dt.date() <= as_of)
    ended = pl.coalesce("closed_on", "converted_on")
    closed = pl.col("status").is_in(CLOSED) & ~(ended > as_of).fill_null(value=False)
    return inquiries.filter(~closed.fill_null(value=False))


def unanswered(frames: Frames, as_of: date) -> pl.DataFrame:
    """The open inquiries that nobody has replied to: no reply noted, no offer, no activity since.

    Returns:
        Their rows, oldest first.
    """
    asked = open_inquiries(frames, as_of)
    silent = pl.col("replied_at").is_null() | (pl.col("replied_at").dt.date() > as_of)
    waiting = pl.col("status").is_null() | (pl.col("status") == "open")
    acted = last_activities(frames, as_of)
    party = pl.coalesce("lead_id", "customer_id")
    asked = asked.filter(silent & waiting).with_columns(party=party)
    asked = asked.join(acted, on="party", how="left")
    touched = (pl.col("acted_on") >= pl.col("date").dt.date()).fill_null(value=False)
    return asked.filter(~touched).sort("date", "row")
