"""Worksheet functions on what is needed to hold revenue: new customers, and leads for them."""

from dataclasses import replace
from datetime import date
from math import ceil

from xlcrm.metrics.conversion import conversion_rate
from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.replacement import new_customers_needed as needed
from xlcrm.metrics.window import day_of
from xlcrm.udfs.context import Context

_ROUNDING = 1e-9


def new_customers_needed(
    context: Context, growth: float | None, on_date: date | None, where: str | None
) -> Figure:
    """NEW_CUSTOMERS_NEEDED."""
    return needed(context.history(where), growth or 0.0, on_date)


def leads_needed(
    context: Context, growth: float | None, on_date: date | None, where: str | None
) -> Figure:
    """LEADS_NEEDED: over the conversion rate of all leads of the last 12 complete months.

    The interval joins the ends of both: it is wider than 95 %; `n` is that of the part that rests
    on fewer.
    """
    customers = needed(context.history(where), growth or 0.0, on_date)
    day = day_of(on_date, context.as_of)
    rate = conversion_rate(context.leads(), day)
    if customers.value is None:
        return customers
    if not isinstance(rate.value, float) or not rate.value:
        note = rate.note or "figure.nobody_converted"
        return Figure(None, COUNT, n=rate.n, as_of=day, note=note)
    low = None if customers.low is None or not rate.high else customers.low / rate.high
    high = None if customers.high is None or not rate.low else customers.high / rate.low
    return replace(
        customers,
        value=ceil(float(str(customers.value)) / rate.value - _ROUNDING),
        n=min(customers.n or 0, rate.n or 0),
        low=None if low is None else ceil(low - _ROUNDING),
        high=None if high is None else ceil(high - _ROUNDING),
    )
