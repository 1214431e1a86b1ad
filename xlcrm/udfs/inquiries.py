"""Worksheet functions on who asks, for what, how fast they are answered, and why they are lost."""

from datetime import date

from xlcrm.metrics import benefit, conversion, demand, losses, portrait, response, revenue
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.window import resolve
from xlcrm.udfs.choosing import choice, counted
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import labelled
from xlcrm.udfs.evaluate import Table
from xlcrm.udfs.outcomes import inquiries_with_outcomes

_TABLES = ("Inquiries", "Customers")
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
_LET_DOWN = {"unanswered": "replied_at=", "unhappy": "unhappy=yes"}
"""Whom we let down, and whom somebody else had: which inquiries are meant."""
_WINS = {"won": "won", "share": "won_share", "low": "low", "high": "high"}


def portrait_table(
    context: Context, rows: str, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """PORTRAIT_TABLE."""
    frame, by = labelled(context, context.inquiries(where), rows, tables=_TABLES)
    window = (context.as_of, from_date, to_date)
    found = portrait.portrait(frame, by, *window)
    return counted(context, rows, found, _PORTRAIT, portrait.portrait(frame, None, *window))


def demand_table(
    context: Context, rows: str, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """DEMAND_TABLE."""
    asked = inquiries_with_outcomes(context, where)
    frame, by = labelled(context, asked, rows, tables=_TABLES)
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
    asked = context.inquiries(where)
    frame, by = labelled(context, asked, wanted, day="closed_on", tables=_TABLES)
    window = (context.as_of, from_date, to_date)
    found = losses.loss_reasons(frame, by, *window)
    first = rows or context.label("lost_reason")
    return counted(context, first, found, _LOSSES, losses.loss_reasons(frame, None, *window))


def benefit_lost(
    context: Context, what: str, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """BENEFIT_LOST.

    Raises:
        FormulaError: there is no such kind of inquiry, the window is wrong, or the `where` text.
    """
    kind = choice(what, list(_LET_DOWN), "BENEFIT_LOST", "what", "unanswered")
    window = resolve(from_date, to_date, context.as_of)
    days = (context.as_of, window.start, window.end)
    mine = ";".join(part for part in (where, _LET_DOWN[kind]) if part)
    lost = losses.loss_reasons(context.inquiries(mine), None, *days)
    won = conversion.win_rate(context.inquiries(where), *days)
    order = revenue.average_order(context.whole, window.start, window.end)
    return benefit.benefit_lost(int(lost["n"].sum()), won, order)


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
    frame, by = labelled(context, frame, rows, tables=_TABLES)
    columns = {"n": "inquiries", "answered": "answered", "hours": "hours", **_WINS}
    total = response.response_by(frame, None, *window)
    return counted(context, rows, response.response_by(frame, by, *window), columns, total)
