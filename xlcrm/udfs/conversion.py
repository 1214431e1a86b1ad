"""Worksheet functions on leads becoming customers."""

from datetime import date

from xlcrm.metrics import conversion
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context


def conversion_rate(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """CONVERSION_RATE."""
    return conversion.conversion_rate(context.leads(where), context.as_of, from_date, to_date)


def converted_within(context: Context, days: int, where: str | None) -> Figure:
    """CONVERTED_WITHIN."""
    return conversion.converted_within(context.leads(where), context.as_of, days)
