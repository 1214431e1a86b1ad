"""Who was active and is not any more: churn, retention, and the customers behind them.

Definition: docs/definitions.md, "CHURN_RATE".
"""

from datetime import date

import polars as pl

from xlcrm.metrics.activity import Activity, activity, count
from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.wilson import share
from xlcrm.metrics.window import Window, day_number, day_of, resolve

_NOBODY = "figure.nobody_at_start"


def churn_rate(history: OrderHistory, start: date | None = None, end: date | None = None) -> Figure:
    """The share of the customers active before a window who are not active at its end.

    Args:
        history: the orders.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A share with its Wilson interval; `n` counts the customers active at the end of the day
        before `start`. None where there is none.

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    active, left = _left(history, window)
    return share(left, active, _NOBODY).over(window, history.as_of)


def retention_rate(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """The share of the customers active before a window who are active at its end: 1 - churn.

    Args, result and errors are those of `churn_rate`.
    """
    window = resolve(start, end, history.as_of)
    active, left = _left(history, window)
    return share(active - left, active, _NOBODY).over(window, history.as_of)


def customers_lost(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """How many customers active before a window are not active at its end.

    Args, errors and `n` are those of `churn_rate`; the result is a count, and None where nobody was
    active before: nobody could be lost.
    """
    window = resolve(start, end, history.as_of)
    active, left = _left(history, window)
    found = Figure(left, COUNT, n=active) if active else Figure(None, COUNT, n=0, note=_NOBODY)
    return found.over(window, history.as_of)


def customers_new(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """How many customers had their first order day in a window.

    Args and errors are those of `churn_rate`; the result is a count.
    """
    window = resolve(start, end, history.as_of)
    new = count(activity(history).new(window.first, window.last))
    return Figure(new, COUNT, n=new).over(window, history.as_of)


def customers_active(history: OrderHistory, at: date | None = None) -> Figure:
    """How many customers are active at the end of a day.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        A count; `n` counts the customers who had bought by then.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    day = day_of(at, history.as_of)
    known, last = activity(history), day_number(day)
    bought = count(known.first_day <= last)
    return Figure(count(known.on(last)), COUNT, n=bought, as_of=day)


def churn_by_month(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> pl.DataFrame:
    """How the number of active customers moved, month by month.

    `start + new + reactivated - lost = end` in each row. A customer whose limit is under a month
    can come and go within one: they are in `new` and in `lost`, though not in `rate`, which is
    the churn rate of the month and looks only at those active before it.

    Args:
        history: the orders.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day; a month that the window cuts is counted as far as it goes.

    Returns:
        One row per calendar month: `month` (its first day), `start`, `new`, `reactivated`,
        `lost`, `end` (counts), `rate`, `low`, `high` (shares; null where nobody was active).

    Raises:
        FormulaError: the window is wrong.
    """
    months = list(resolve(start, end, history.as_of).months())
    rows = [_flow(activity(history), month) for month in months]
    rates = [share(row[-1], row[0], _NOBODY) for row in rows]
    schema = dict.fromkeys(("start", "new", "reactivated", "lost", "end"), pl.Int64)
    columns = [
        pl.Series("month", [month.start.replace(day=1) for month in months], dtype=pl.Date),
        *pl.DataFrame([row[:-1] for row in rows], schema=schema, orient="row"),
        pl.Series("rate", [rate.value for rate in rates], dtype=pl.Float64),
        pl.Series("low", [rate.low for rate in rates], dtype=pl.Float64),
        pl.Series("high", [rate.high for rate in rates], dtype=pl.Float64),
    ]
    return pl.DataFrame(columns)


def _left(history: OrderHistory, window: Window) -> tuple[int, int]:
    known = activity(history)
    before = known.on(window.first - 1)
    return count(before), count(before & ~known.on(window.last))


def _flow(known: Activity, month: Window) -> tuple[int, ...]:
    """Start, new, reactivated, lost, end, and those lost from the start."""
    before, new, after = (
        known.on(month.first - 1),
        known.new(month.first, month.last),
        known.on(month.last),
    )
    back, gone = ~before & ~new & after, (before | new) & ~after
    return tuple(count(bits) for bits in (before, new, back, gone, after, before & ~after))
