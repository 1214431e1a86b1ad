"""Worksheet functions on the customer's journey: its stages, and the moments at them."""

from datetime import date
from typing import Any

import polars as pl

from xlcrm.metrics import moments
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.groups import holds
from xlcrm.metrics.journey import journey
from xlcrm.metrics.status import JUST_LAPSED, LAPSED, statuses
from xlcrm.metrics.window import resolve
from xlcrm.udfs.choosing import counted, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import labelled
from xlcrm.udfs.evaluate import Table

_MOMENTS = {"good": "good", "neutral": "neutral", "bad": "bad", "balance": "balance"}
TABLES = ("Touchpoints", "Customers")
_SPELLED = "spelled"
_NO_MOMENTS = {"good": 0, "bad": 0, "balance": None}
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
    felt = context.touching("Touchpoints", where)
    felt = felt.with_columns(party_id=context.as_customer("party_id"))
    frame, by = labelled(context, felt, rows or "stage", tables=TABLES)
    window = (context.as_of, from_date, to_date, context.settings.moments_ratio)
    found = moments.moments_by(frame, by, *window)
    first = rows or context.label("stage")
    return counted(context, first, found, _MOMENTS, moments.moments_by(frame, None, *window))


def journey_table(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """JOURNEY_TABLE: the stages in order."""
    window = resolve(from_date, to_date, context.as_of)
    stages, told = context.once("stages of the journey", lambda: _stages(context))
    steps = context.once(f"steps of {where or ''}", lambda: _steps(context, stages, where))
    gone = _gone(context, window.end)
    found = journey(steps, stages, gone, context.as_of, from_date, to_date)
    ratio = context.settings.moments_ratio
    felt = moments.moments_by(steps, "stage", context.as_of, from_date, to_date, ratio)
    judged = {row["label"]: row for row in felt.iter_rows(named=True)}
    rows = (
        {**row, **told[row["stage"]], "left_share": row["share"]}
        | judged.get(row["stage"], _NO_MOMENTS)
        for row in found.iter_rows(named=True)
    )
    return listed(context, rows, _COLUMNS)


def _stages(context: Context) -> tuple[pl.DataFrame, dict[str, dict[str, Any]]]:
    """The stages with their spelling among the touchpoints, and what is told of each."""
    stages, by = labelled(context, context.frames["Stages"], "stage", tables=("Stages",))
    told = stages.unique("stage", keep="first", maintain_order=True)
    rows = context.in_words("Stages", told).select("stage", "ours_to_control", "owner", "obstacle")
    return stages.rename({by: _SPELLED}), {row["stage"]: row for row in rows.to_dicts()}


def _steps(context: Context, stages: pl.DataFrame, where: str | None) -> pl.DataFrame:
    """The touchpoints, their stages as the sheet of stages spells them, each person once."""
    steps, by = labelled(context, context.touching("Touchpoints", where), "stage", tables=TABLES)
    names = zip(stages["stage"], stages[_SPELLED], strict=True)
    spelled = {name: own for own, name in names if name}
    party = context.as_customer("party_id")
    return steps.with_columns(stage=pl.col(by).replace(spelled), party_id=party)


def _gone(context: Context, day: date) -> set[str]:
    """Lapsed customers, and leads that are neither open nor converted at the end of a day."""
    rows, then = statuses(context.whole, day), context.on(day)
    lapsed = rows["customer_id"].filter(pl.Series(holds(rows["status"], (JUST_LAPSED, LAPSED))))
    leads = then.frames["Leads"]
    told = (leads[name].to_list() for name in ("lead_id", "status", "converted_on"))
    known = {
        lead for lead, status, on in zip(*told, strict=True) if status == "lost" and on is None
    } - {None}
    if known:
        known -= set(then.open_leads(day)["lead_id"].to_list())
    # What a lead that became a customer does now is told by the customer's own status.
    return set(lapsed.to_list()) | known - context.became.keys()
