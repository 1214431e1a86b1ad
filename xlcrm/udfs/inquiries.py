"""Worksheet functions on who asks, for what, how fast they are answered, and why they are lost."""

from datetime import date

from xlcrm.metrics import demand, losses, portrait, response
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.choosing import counted
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import labelled
from xlcrm.udfs.evaluate import Table
from xlcrm.udfs.outcomes import inquiries_with_outcomes

_SHARES = {"share": "share", "low": "low", "high": "high"}
_PORTRAIT = {"n": "inquiries", **_SHARES}
_DEMAND = {
    **_PORTRAIT,
    "before": "before",
    "ever": "ever",
    "new_people": "new_people",
    "bought": "bought",
    "quoted": "median_quoted",
}
_LOSSES = {"n": "lost", **_SHARES, "cumulative": "cumulative", "quoted": "lost_value"}
_WINS = {"won": "won", "share": "won_share", "low": "low", "high": "high"}


def portrait_table(
    context: Context, rows: str, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """PORTRAIT_TABLE."""
    frame, by = labelled(context, context.inquiries(where), rows)
    window = (context.as_of, from_date, to_date)
    found = portrait.portrait(frame, by, *window)
    return counted(context, rows, found, _PORTRAIT, portrait.portrait(frame, None, *window))


def demand_table(
    context: Context, rows: str, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """DEMAND_TABLE."""
    frame, by = labelled(context, inquiries_with_outcomes(context, where), rows)
    window = (context.as_of, from_date, to_date)
    found = demand.demand(frame, by, *window)
    return counted(context, rows, found, _DEMAND, demand.demand(frame, None, *window))


def loss_reasons(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """LOSS_REASONS: by reason, or by any other column of Inquiries."""
    wanted = rows or "lost_reason"
    frame, by = labelled(context, context.inquiries(where), wanted, day="closed_on")
    window = (context.as_of, from_date, to_date)
    found = losses.loss_reasons(frame, by, *window)
    first = rows or context.label("lost_reason")
    return counted(context, first, found, _LOSSES, losses.loss_reasons(frame, None, *window))


def response_hours(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """RESPONSE_HOURS."""
    return response.response_hours(context.inquiries(where), context.as_of, from_date, to_date)


def response_table(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """RESPONSE_TABLE: by how long the answer took, or by a column of Inquiries."""
    frame = inquiries_with_outcomes(context, where)
    window = (context.as_of, from_date, to_date)
    if rows is None:
        found = response.response_bands(frame, *window)
        words = {band: context.label(f"response_{band}") for band in response.ALL_BANDS}
        named = found.with_columns(found["label"].replace(words))
        return counted(context, context.label("answered_after"), named, {"n": "inquiries", **_WINS})
    frame, by = labelled(context, frame, rows)
    columns = {"n": "inquiries", "answered": "answered", "hours": "hours", **_WINS}
    total = response.response_by(frame, None, *window)
    return counted(context, rows, response.response_by(frame, by, *window), columns, total)
