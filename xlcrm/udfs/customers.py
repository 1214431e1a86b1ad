"""Worksheet functions on single customers, and the list of those to call."""

from dataclasses import replace
from datetime import date
from typing import Any

from xlcrm.language import text
from xlcrm.metrics import rfm, status
from xlcrm.metrics.at_risk import at_risk as ranked_at_risk
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.status import AT_RISK
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table

_RISK_COLUMNS = ("customer_id", "customer", "status", "reason", "last_order", "revenue_12_months")


def rfm_score(context: Context, customer_id: str, on_date: date | None) -> Figure:
    """RFM_SCORE."""
    return rfm.rfm_score(context.whole, customer_id.strip(), on_date)


def customer_status(context: Context, customer_id: str, on_date: date | None) -> Figure:
    """CUSTOMER_STATUS, in the workbook's language."""
    figure = status.customer_status(context.whole, customer_id.strip(), on_date)
    if not isinstance(figure.value, str):
        return figure
    return replace(figure, value=_status(context, figure.value))


def at_risk(context: Context, on_date: date | None, where: str | None) -> Table:
    """AT_RISK: with the reason in words, such as "usually every 31 days; now 74"."""
    frame = ranked_at_risk(context.history(where), on_date)
    names = context.customer_names
    rows = [
        (
            row["customer_id"],
            names.get(row["customer_id"], ""),
            _status(context, row["status"]),
            _reason(context, row),
            row["last_day"],
            row["cents"] / 100,
        )
        for row in frame.iter_rows(named=True)
    ]
    return Table([context.label(name) for name in _RISK_COLUMNS], rows)


def _reason(context: Context, row: dict[str, Any]) -> str:
    quiet = "risk" if row["status"] == AT_RISK else "lapsed"
    known = "once" if row["orders"] == 1 else "usually"
    return text(
        f"column.reason_{known}_{quiet}",
        context.settings.language,
        cadence=max(1, round(row["cadence"])),
        silent=row["silent_days"],
        lapses_on=row["lapses_on"],
    )


def _status(context: Context, word: str) -> str:
    return text(f"column.status_{word}", context.settings.language)
