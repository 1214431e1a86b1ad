"""Dates that have not come yet, and dates in the wrong order."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from xlcrm.frames import ROW, Frames
from xlcrm.problems import Problem
from xlcrm.sheets import label
from xlcrm.validation.findings import findings

HAPPENED: Mapping[str, tuple[str, ...]] = {
    "Inquiries": ("date", "replied_at", "closed_on", "converted_on"),
    "Leads": ("first_inquiry", "last_inquiry", "status_on", "closed_on", "converted_on"),
    "Customers": ("customer_since",),
    "Orders": ("date",),
    "Activities": ("date",),
    "Prospects": ("verified_on",),
    "Touchpoints": ("date", "resolved_on"),
    "Surveys": ("date", "closed_on"),
}
"""Dates of what has happened; the others may lie ahead."""

ORDERED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Inquiries": (
        ("date", "replied_at"),
        ("date", "closed_on"),
        ("date", "next_step_date"),
        ("date", "converted_on"),
    ),
    "Leads": (("first_inquiry", "last_inquiry"), ("first_inquiry", "closed_on")),
    "Activities": (("date", "next_step_date"),),
    "Touchpoints": (("date", "due_on"), ("date", "resolved_on")),
    "Surveys": (("date", "due_on"), ("date", "closed_on")),
}
"""Pairs of which the first cannot be the later one."""


def date_problems(frames: Frames, as_of: date) -> list[Problem]:
    """Dates after as_of, and dates in the wrong order."""
    problems: list[Problem] = []
    for table in frames.grids:
        for field in HAPPENED.get(table, ()):
            problems += _future(frames, table, field, as_of)
        for first, second in ORDERED.get(table, ()):
            wrong = _wrong_order(frames, table, first, second)
            other = frames.header(table, first) or label(first, frames.language)
            problems += findings(frames, table, second, "date.order", wrong, other=other)
    converted = _wrong_order(frames, "Leads", "first_inquiry", "converted_on")
    problems += findings(frames, "Leads", "converted_on", "converted.before_inquiry", converted)
    return problems


def _future(frames: Frames, table: str, field: str, as_of: date) -> list[Problem]:
    late = frames[table].select(ROW, value=field).filter(pl.col("value").cast(pl.Date) > as_of)
    return findings(frames, table, field, "date.future", late, as_of=str(as_of))


def _wrong_order(frames: Frames, table: str, first: str, second: str) -> pl.DataFrame:
    """Rows whose second date lies before the first: by day, or by time where both carry one."""
    pairs = frames[table].select(ROW, value=second, other_value=first)
    later, earlier = (pl.col(name).cast(pl.Datetime) for name in ("value", "other_value"))
    timed = (later.dt.time() != pl.time(0)) & (earlier.dt.time() != pl.time(0))
    return pairs.filter((later.dt.date() < earlier.dt.date()) | (timed & (later < earlier)))
