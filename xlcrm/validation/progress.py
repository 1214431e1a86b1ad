"""Leads and inquiries said by halves: open and no next step, lost and no reason, no customer."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.standing.leads import open_leads
from xlcrm.standing.log import Told, told_by_log
from xlcrm.standing.steps import left_to_do
from xlcrm.validation.findings import findings

OPEN = ("new", "working", "open", "offer", "postponed")
_STEP, _DUE = "next_step", "next_step_date"


def progress_problems(frames: Frames, as_of: date) -> list[Problem]:
    """What is left open or said by halves about leads and inquiries.

    Args:
        frames: the workbook's tables.
        as_of: the day on which a lead is open and its next step stands.
    """
    told = told_by_log(frames, frames["Inquiries"]["lead_id"], as_of)
    open_rows = {
        "Inquiries": _open_inquiries(frames, told),
        "Leads": _open_leads(frames, told, as_of),
    }
    problems = []
    for table, rows in open_rows.items():
        if frames.header(table, _STEP) or frames.header(table, _DUE):
            problems += _without_step(frames, table, rows)
    return [*problems, *_lost(frames), *_converted(frames)]


def _open_leads(frames: Frames, told: Mapping[str, Told], as_of: date) -> pl.DataFrame:
    """Open leads with the step that stands, else the one in their row.

    A step in the row may be done by now: that is for Today to say, where the cell is not blank.
    """
    is_open = pl.col("status").is_null() | pl.col("status").is_in(OPEN)
    own = frames["Leads"].filter(is_open).select(ROW, own=_STEP, own_due=_DUE)
    standing = open_leads(frames, told, as_of).select(ROW, _STEP, _DUE)
    return standing.join(own, on=ROW, maintain_order="left").select(
        ROW, pl.coalesce(_STEP, "own"), pl.coalesce(_DUE, "own_due")
    )


def _open_inquiries(frames: Frames, told: Mapping[str, Told]) -> pl.DataFrame:
    """Open inquiries that are not sorted into leads yet; of the others the lead speaks.

    The step of a customer's inquiry may be the one that was agreed with the customer.
    """
    is_open = pl.col("status").is_null() | pl.col("status").is_in(OPEN)
    return (
        frames["Inquiries"]
        .filter(is_open, pl.col("converted_on").is_null())
        .join(frames["Leads"].select("lead_id").drop_nulls(), on="lead_id", how="anti")
        .join(_agreed(told), on="customer_id", how="left")
        .sort(ROW)
        .select(ROW, pl.coalesce(_STEP, "agreed"), pl.coalesce(_DUE, "agreed_for"))
    )


def _agreed(told: Mapping[str, Told]) -> pl.DataFrame:
    steps = [
        (party, *left_to_do(one.notes[-1], one.log.worked_on))
        for party, one in told.items()
        if one.notes
    ]
    schema = {"customer_id": pl.String(), "agreed": pl.String(), "agreed_for": pl.Date()}
    return pl.DataFrame(steps, schema=schema, orient="row")


def _without_step(frames: Frames, table: str, rows: pl.DataFrame) -> list[Problem]:
    undated = rows.filter(pl.col(_DUE).is_null())
    none = undated.filter(pl.col(_STEP).is_null()).select(ROW)
    no_day = undated.drop_nulls(_STEP).select(ROW, value=_STEP)
    return [
        *findings(frames, table, _STEP, "open.no_next_step", none),
        *findings(frames, table, _DUE, "open.no_next_step_date", no_day),
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
