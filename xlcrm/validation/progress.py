"""Leads and inquiries said by halves: open and no next step, lost and no reason, no customer."""

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.validation.findings import findings

OPEN = ("new", "working", "open", "offer", "postponed")
_HAS_STEP, _HAS_DATE = "has_step", "has_date"


def progress_problems(frames: Frames) -> list[Problem]:
    """What is left open or said by halves about leads and inquiries."""
    problems = []
    for table, found in (("Inquiries", _open_inquiries(frames)), ("Leads", _open_leads(frames))):
        if frames.header(table, "next_step") or frames.header(table, "next_step_date"):
            problems += _without_step(frames, table, found)
    return [*problems, *_lost(frames), *_converted(frames)]


def _open_leads(frames: Frames) -> pl.DataFrame:
    """Open leads; a lead's next step may stand in its newest inquiry or activity as well."""
    leads = frames["Leads"].filter(_is_open())
    inquiries = frames["Inquiries"].rename({"lead_id": "party"})
    return _with_steps(frames, leads, pl.col("lead_id"), [_newest_steps(inquiries)])


def _open_inquiries(frames: Frames) -> pl.DataFrame:
    """Open inquiries that are not sorted into leads yet; of the others the lead speaks."""
    waiting = (
        frames["Inquiries"]
        .filter(_is_open(), pl.col("converted_on").is_null())
        .join(frames["Leads"].select("lead_id").drop_nulls(), on="lead_id", how="anti")
        .sort(ROW)
    )
    return _with_steps(frames, waiting, pl.col("customer_id"), [])


def _is_open() -> pl.Expr:
    return pl.col("status").is_null() | pl.col("status").is_in(OPEN)


def _with_steps(
    frames: Frames, rows: pl.DataFrame, party: pl.Expr, more: list[pl.DataFrame]
) -> pl.DataFrame:
    """Rows with whether they, or what is newest about their party, name a step and its day."""
    activities = frames["Activities"].rename({"party_id": "party"})
    newest = pl.concat([_newest_steps(activities), *more])
    steps = newest.group_by("party").agg(pl.col(_HAS_STEP).any(), pl.col(_HAS_DATE).any())
    return (
        rows.select(ROW, "next_step", "next_step_date", party=party)
        .join(steps, on="party", how="left", maintain_order="left")
        .select(
            ROW,
            pl.col("next_step").alias("value"),
            pl.col("next_step").is_not_null() | pl.col(_HAS_STEP).fill_null(value=False),
            pl.col("next_step_date").is_not_null() | pl.col(_HAS_DATE).fill_null(value=False),
        )
        .rename({"next_step": _HAS_STEP, "next_step_date": _HAS_DATE})
    )


def _newest_steps(events: pl.DataFrame) -> pl.DataFrame:
    """What the newest dated event of each party says about a next step."""
    return (
        events.drop_nulls(["party", "date"])
        .sort("date", ROW)
        .group_by("party")
        .agg(
            pl.col("next_step").last().is_not_null().alias(_HAS_STEP),
            pl.col("next_step_date").last().is_not_null().alias(_HAS_DATE),
        )
    )


def _without_step(frames: Frames, table: str, rows: pl.DataFrame) -> list[Problem]:
    undated = rows.filter(~pl.col(_HAS_DATE))
    none = undated.filter(~pl.col(_HAS_STEP)).select(ROW)
    no_day = undated.filter(pl.col("value").is_not_null()).select(ROW, "value")
    return [
        *findings(frames, table, "next_step", "open.no_next_step", none),
        *findings(frames, table, "next_step_date", "open.no_next_step_date", no_day),
    ]


def _lost(frames: Frames) -> list[Problem]:
    lost = pl.col("status") == "lost"
    inquiries = frames["Inquiries"].filter(lost)
    leads = frames["Leads"].filter(lost).join(inquiries, on="lead_id", how="anti").sort(ROW)
    problems = []
    for table, rows in (("Inquiries", inquiries), ("Leads", leads)):
        unsaid = rows.filter(pl.col("lost_reason").is_null()).select(ROW)
        problems += findings(frames, table, "lost_reason", "lost.no_reason", unsaid)
    undated = inquiries.filter(pl.col("closed_on").is_null()).select(ROW)
    return [*problems, *findings(frames, "Inquiries", "closed_on", "lost.no_date", undated)]


def _converted(frames: Frames) -> list[Problem]:
    leads = frames["Leads"].filter(pl.col("status") == "converted")
    inquiries = frames["Inquiries"].filter(pl.col("converted_on").is_not_null())
    problems = []
    for table, rows in (("Inquiries", inquiries), ("Leads", leads)):
        nobody = rows.filter(pl.col("customer_id").is_null()).select(ROW)
        problems += findings(frames, table, "customer_id", "converted.no_customer", nobody)
    undated = leads.filter(pl.col("converted_on").is_null()).select(ROW)
    return [*problems, *findings(frames, "Leads", "converted_on", "converted.no_date", undated)]
