"""Net revenue: all of it, by customer, and per order.

Sums are whole cents; a figure is money. Returns are netted. Orders of unknown customers count in
the total and nowhere else (docs/definitions.md).
"""

from dataclasses import replace
from datetime import date

import narwhals as nw

from xlcrm.metrics.figure import MONEY, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.intake import Frame, collected
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
    unknown = nw.when(nw.col("customer").is_null()).then(nw.col("cents"))
    sums = within(history.days, window).select(
        cents=nw.col("cents").sum(), unknown=unknown.sum(), n=nw.len()
    )
    total, nobodys, n = collected(sums).row(0)
    figure = Figure((total or 0) / 100, MONEY, n=n).over(window, history.as_of)
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
        Money; None where the window has no order day. `n` counts the order days.

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    known = within(history.days, window).filter(~nw.col("customer").is_null())
    sums = known.select(cents=nw.col("cents").sum(), n=nw.col("ordered").cast(nw.Int64).sum())
    total, n = collected(sums).row(0)
    if not n:
        return Figure(None, MONEY, n=0, note="figure.no_orders").over(window, history.as_of)
    return Figure(total / n / 100, MONEY, n=n).over(window, history.as_of)


def revenue_by_customer(history: OrderHistory, window: Window) -> Frame:
    """Net revenue of each known customer with a line in the window: `customer`, `cents`."""
    known = within(history.days, window).filter(~nw.col("customer").is_null())
    return known.group_by("customer").agg(nw.col("cents").sum())


def within(rows: Frame, window: Window) -> Frame:
    """The rows whose `day` lies in a window."""
    return rows.filter((nw.col("day") >= window.first) & (nw.col("day") <= window.last))
