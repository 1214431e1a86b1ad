"""Worksheet functions on leads becoming customers."""

from datetime import date

from xlcrm.metrics import conversion, demand
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


def days_to_convert(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """DAYS_TO_CONVERT."""
    return conversion.days_to_convert(context.leads(where), context.as_of, from_date, to_date)


def win_rate(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """WIN_RATE."""
    return conversion.win_rate(context.inquiries(where), context.as_of, from_date, to_date)


def inquiries_total(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """INQUIRIES_TOTAL."""
    return demand.inquiries_total(context.inquiries(where), context.as_of, from_date, to_date)
