"""Worksheet functions on the customer's journey: its stages, and the moments at them."""

from datetime import date

import polars as pl

from xlcrm.metrics import moments
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.journey import journey
from xlcrm.metrics.status import JUST_LAPSED, LAPSED, statuses
from xlcrm.metrics.window import resolve
from xlcrm.udfs.choosing import counted, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import labelled
from xlcrm.udfs.evaluate import Table

_MOMENTS = {"good": "good", "neutral": "neutral", "bad": "bad", "balance": "balance"}
_COLUMNS = (
    "stage",
    "ours_to_control",
    "owner",
    "obstacle",
    "reached",
    "left",
    "back",
    "left_share",
    "low",
    "high",
    "good",
    "bad",
    "balance",
)


def moments_balance(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """MOMENTS_BALANCE."""
    rows = context.touching("Touchpoints", where)
    ratio = context.settings.moments_ratio
    return moments.moments_balance(rows, context.as_of, from_date, to_date, ratio)


def moments_table(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """MOMENTS_TABLE: by stage, or by another column of Touchpoints."""
    frame, by = labelled(context, context.touching("Touchpoints", where), rows or "stage")
    window = (context.as_of, from_date, to_date, context.settings.moments_ratio)
    found = moments.moments_by(frame, by, *window)
    first = rows or context.label("stage")
    return counted(context, first, found, _MOMENTS, moments.moments_by(frame, None, *window))


def journey_table(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """JOURNEY_TABLE: the stages in order."""
    window = resolve(from_date, to_date, context.as_of)
    steps, by = labelled(context, context.touching("Touchpoints", where), "stage")
    stages, _ = labelled(context, context.frames["Stages"], "stage")
    spelled = {name: own for own, name in zip(stages["stage"], stages[by], strict=True) if name}
    steps = steps.with_columns(stage=pl.col(by).replace(spelled))
    gone = _gone(context, window.end)
    found = journey(steps, stages, gone, context.as_of, from_date, to_date)
    ratio = context.settings.moments_ratio
    felt = moments.moments_by(steps, "stage", context.as_of, from_date, to_date, ratio)
    told = stages.unique("stage", keep="first", maintain_order=True)
    told = told.select("stage", "ours_to_control", "owner", "obstacle")
    rows = found.rename({"share": "left_share"}).join(told, on="stage", how="left")
    rows = rows.join(felt.rename({"label": "stage"}), on="stage", how="left")
    rows = rows.with_columns(pl.col("good", "bad").fill_null(0)).sort("position", "stage")
    return listed(context, rows.iter_rows(named=True), _COLUMNS)


def _gone(context: Context, day: date) -> set[str]:
    """Lapsed customers, and leads that are neither open nor converted at the end of a day."""
    rows = statuses(context.whole, day).filter(pl.col("status").is_in([JUST_LAPSED, LAPSED]))
    leads = context.frames["Leads"]
    lost = leads.filter((pl.col("status") == "lost") & pl.col("converted_on").is_null())
    known = set(lost["lead_id"].drop_nulls()) - set(context.open_leads(day)["lead_id"].drop_nulls())
    return set(rows["customer_id"]) | known
