"""Worksheet functions on single customers, and the list of those to call."""

from dataclasses import replace
from datetime import date
from math import floor
from typing import Any

from xlcrm.language import text
from xlcrm.metrics import rfm, rfm_cells, status
from xlcrm.metrics.at_risk import at_risk as ranked_at_risk
from xlcrm.metrics.at_risk import revenue_at_risk as worth_at_risk
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.status import AT_RISK, statuses
from xlcrm.udfs.choosing import chosen, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table

_RISK_COLUMNS = ("customer_id", "customer", "status", "reason", "last_order", "revenue_12_months")


def rfm_score(context: Context, customer_id: str, on_date: date | None) -> Figure:
    """RFM_SCORE."""
    return rfm.rfm_score(context.whole, customer_id.strip(), on_date)


def next_order_due(context: Context, customer_id: str, on_date: date | None) -> Figure:
    """NEXT_ORDER_DUE."""
    return status.next_order_due(context.whole, customer_id.strip(), on_date)


def customer_segment(context: Context, customer_id: str, on_date: date | None) -> Figure:
    """CUSTOMER_SEGMENT, in the workbook's language."""
    figure = rfm_cells.customer_segment(context.whole, customer_id.strip(), on_date)
    if not isinstance(figure.value, str):
        return figure
    return replace(figure, value=context.label(f"segment_{figure.value}"))


def rfm_table(context: Context, on_date: date | None, where: str | None) -> Table:
    """RFM_TABLE: the scores are those among all customers, whichever are counted."""
    rows = rfm_cells.segments(context.whole, on_date)
    if where:
        mine = context.history(where, on_date)
        rows = rows.join(statuses(mine).select("customer_id"), on="customer_id", how="semi")
    found = []
    for row in rfm_cells.sizes(rows).iter_rows(named=True):
        named = {"segment": context.label(f"segment_{row['segment']}")}
        found.append({**row, **named, "revenue": row["cents"] / 100})
    return listed(context, found, ("segment", "customers", "share", "revenue", "revenue_share"))


def customer_status(context: Context, customer_id: str, on_date: date | None) -> Figure:
    """CUSTOMER_STATUS, in the workbook's language."""
    figure = status.customer_status(context.whole, customer_id.strip(), on_date)
    if not isinstance(figure.value, str):
        return figure
    return replace(figure, value=status_word(context, figure.value))


def at_risk(
    context: Context,
    on_date: date | None,
    where: str | None,
    top: int | None,
    fields: str | None,
) -> Table:
    """AT_RISK: with the reason in words, such as "usually every 31 days; now 74".

    Raises:
        FormulaError: one of the fields is none of the table's.
    """
    shown = chosen(fields, _RISK_COLUMNS, "AT_RISK")
    frame = ranked_at_risk(context.history(where), on_date)
    frame = frame if top is None else frame.head(top)
    names = context.customer_names(frame["customer_id"])
    rows = []
    for row in frame.iter_rows(named=True):
        made = {
            "customer_id": row["customer_id"],
            "customer": names.get(row["customer_id"], ""),
            "status": status_word(context, row["status"]),
            "reason": _reason(context, row),
            "last_order": row["last_day"],
            "revenue_12_months": row["cents"] / 100,
        }
        rows.append(made)
    return listed(context, rows, shown)


def revenue_at_risk(context: Context, on_date: date | None, where: str | None) -> Figure:
    """REVENUE_AT_RISK."""
    return worth_at_risk(context.history(where), on_date)


def _reason(context: Context, row: dict[str, Any]) -> str:
    quiet = "risk" if row["status"] == AT_RISK else "lapsed"
    known = "once" if row["orders"] == 1 else "usually"
    return text(
        f"column.reason_{known}_{quiet}",
        context.settings.language,
        cadence=max(1, floor(row["cadence"] + 0.5)),
        silent=row["silent_days"],
        lapses_on=row["lapses_on"],
    )


def status_word(context: Context, word: str) -> str:
    """A status in the workbook's language."""
    return text(f"column.status_{word}", context.settings.language)
