"""Worksheet functions on churn: who was active, who came, who left."""

from datetime import date

from xlcrm.metrics import churn
from xlcrm.metrics import revenue_churn as by_revenue
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, table


def churn_rate(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """CHURN_RATE."""
    return churn.churn_rate(context.history(where), from_date, to_date)


def retention_rate(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """RETENTION_RATE."""
    return churn.retention_rate(context.history(where), from_date, to_date)


def churn_by_month(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """CHURN_BY_MONTH."""
    frame = churn.churn_by_month(context.history(where), from_date, to_date)
    return table(context, frame)


def customers_active(context: Context, on_date: date | None, where: str | None) -> Figure:
    """CUSTOMERS_ACTIVE."""
    return churn.customers_active(context.history(where), on_date)


def customers_new(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """CUSTOMERS_NEW."""
    return churn.customers_new(context.history(where), from_date, to_date)


def customers_lost(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """CUSTOMERS_LOST."""
    return churn.customers_lost(context.history(where), from_date, to_date)


def revenue_churn(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """REVENUE_CHURN."""
    return by_revenue.revenue_churn(context.history(where), from_date, to_date)
