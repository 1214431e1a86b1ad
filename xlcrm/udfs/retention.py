"""Worksheet functions on how long customers stay and whether they come back."""

from datetime import date

from xlcrm.metrics import cohorts, repeat, retention
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, table

STEP_DAYS = 30
"""The curve has a row every so many days."""


def half_life(context: Context, on_date: date | None, where: str | None) -> Figure:
    """HALF_LIFE."""
    return retention.half_life(context.history(where, on_date))


def retention_curve(context: Context, on_date: date | None, where: str | None) -> Table:
    """RETENTION_CURVE."""
    return table(context, retention.retention_curve(context.history(where, on_date), STEP_DAYS))


def cohort_table(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """COHORT_TABLE: all cohorts, or those of the months from one day to another."""
    return table(context, cohorts.cohort_table(context.history(where), from_date, to_date))


def repeat_probability(context: Context, days: int, where: str | None) -> Figure:
    """REPEAT_PROBABILITY."""
    return repeat.repeat_probability(context.history(where), days)


def repeat_rate(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """REPEAT_RATE."""
    return repeat.repeat_rate(context.history(where), from_date, to_date)
