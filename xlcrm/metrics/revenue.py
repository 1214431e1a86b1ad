"""Net revenue: all of it, by customer, and per order.

Sums are whole cents; a figure is money. Returns are netted. Orders of unknown customers count in
the total and nowhere else (docs/definitions.md).
"""

from dataclasses import replace
from datetime import date

import polars as pl

from xlcrm.metrics.activity import activity
from xlcrm.metrics.figure import MONEY, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.intake import Frame, lazily
from xlcrm.metrics.ledger import NO_BUYER, UNKNOWN, ledger
from xlcrm.metrics.window import Window, resolve


def revenue_total(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """Net revenue of a window, unknown customers included (and said).

    Args:
        history: the orders.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        Money; 0 where nothing was sold. `n` counts the days on which a customer had a line.

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    known = ledger(history)
    inside = known.within(window)
    cents = known.cents[inside]
    nobodys = int(cents[known.owner[inside] == UNKNOWN].sum())
    figure = Figure(int(cents.sum()) / 100, MONEY, n=cents.size).over(window, history.as_of)
    if not nobodys:
        return figure
    return replace(
        figure, note="figure.unknown_included", note_parameters={"amount": nobodys / 100}
    )


def average_order(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """Net revenue per order day of a window, over known customers.

    Args:
        history: the orders.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        Money; None where the window has no order day. `n` counts the order days. Returns are
        netted, those of customers without any order day, too (and said).

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    known = ledger(history)
    inside = known.within(window)
    of_somebody = known.owner[inside] != UNKNOWN
    total = int(known.cents[inside][of_somebody].sum())
    n = int((known.ordered[inside] & of_somebody).sum())
    if not n:
        return Figure(None, MONEY, n=0, note="figure.no_orders").over(window, history.as_of)
    figure = Figure(total / n / 100, MONEY, n=n).over(window, history.as_of)
    returned = int(known.cents[inside][known.owner[inside] == NO_BUYER].sum())
    if not returned:
        return figure
    named = {"amount": returned / 100}
    return replace(figure, note="figure.only_returns_included", note_parameters=named)


def revenue_by_customer(history: OrderHistory, window: Window) -> Frame:
    """Net revenue of each known customer with a line in the window: `customer`, `cents`."""
    inside = pl.col("day").is_between(window.first, window.last)
    known = history.day_rows.lazy().filter(inside & pl.col("customer").is_not_null())
    return lazily(known.group_by("customer").agg(pl.col("cents").sum()))


def by_buyer(history: OrderHistory, window: Window) -> pl.DataFrame:
    """Net revenue of each customer with an order day: `customer`, `cents` (0 without a line)."""
    cents = pl.Series("cents", ledger(history).earned(window))
    return pl.DataFrame([activity(history).customers, cents])
