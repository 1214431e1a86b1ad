"""Worksheet functions on what a customer is worth, and will order."""

from datetime import date

from xlcrm.metrics import expectation
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context


def expected_orders(context: Context, customer_id: str, days: int, on_date: date | None) -> Figure:
    """EXPECTED_ORDERS."""
    return expectation.expected_orders(context.history(None, on_date), customer_id.strip(), days)


def customer_value(
    context: Context, customer_id: str, on_date: date | None, ahead: int | None
) -> Figure:
    """CUSTOMER_VALUE: net revenue so far; with days ahead, what is to be expected in them."""
    history, customer = context.history(None, on_date), customer_id.strip()
    if ahead is None:
        return expectation.customer_value(history, customer)
    return expectation.predicted_value(history, customer, ahead)
