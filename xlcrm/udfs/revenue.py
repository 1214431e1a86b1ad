"""Worksheet functions on money."""

from datetime import date

from xlcrm.metrics import revenue
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context


def revenue_total(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """REVENUE_TOTAL."""
    return revenue.revenue_total(context.history(where), from_date, to_date)


def average_order(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """AVERAGE_ORDER."""
    return revenue.average_order(context.history(where), from_date, to_date)
