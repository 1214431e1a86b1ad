"""Who was active and is not any more: churn, retention, and the customers behind them.

Definition: DESIGN section 5, "CHURN_RATE".
"""

from datetime import date

import narwhals as nw
import polars as pl

from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.intake import Frame, collected
from xlcrm.metrics.status import standing
from xlcrm.metrics.wilson import share
from xlcrm.metrics.window import Window, day_number, day_of, resolve

_NOBODY = "figure.nobody_at_start"
_FLOWS = ("start", "new", "reactivated", "lost", "end", "left")


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

    Args, errors and `n` are those of `churn_rate`; the result is a count.
    """
    window = resolve(start, end, history.as_of)
    active, left = _left(history, window)
    return Figure(left, COUNT, n=active).over(window, history.as_of)


def customers_new(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """How many customers had their first order day in a window.

    Args and errors are those of `churn_rate`; the result is a count.
    """
    window = resolve(start, end, history.as_of)
    first = nw.col("day") == nw.col("first_day")
    inside = (nw.col("day") >= window.first) & (nw.col("day") <= window.last)
    count = collected(history.spells.filter(first & inside).select(nw.len())).item()
    return Figure(count, COUNT, n=count).over(window, history.as_of)


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
    active = (nw.col("until") >= day_number(day)).cast(nw.Int64)
    counts = standing(history, day).select(active=active.sum(), n=nw.len())
    count, n = collected(counts).row(0)
    return Figure(count or 0, COUNT, n=n, as_of=day)


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
    edges = [months[0].first - 1, *(month.last for month in months)]
    states = states(history, edges)
    flows = {
        f"{name}{n}": flow.cast(nw.Int64).sum()
        for n in range(len(months))
        for name, flow in zip(_FLOWS, _flows(n, edges), strict=True)
    }
    counts = collected(states.select(**flows)).row(0, named=True)
    rows = [[counts[f"{name}{n}"] or 0 for name in _FLOWS] for n in range(len(months))]
    made = pl.DataFrame(rows, schema=dict.fromkeys(_FLOWS, pl.Int64), orient="row")
    rates = [share(row[-1], row[0], _NOBODY) for row in rows]
    return made.drop("left").select(
        pl.Series("month", [month.start.replace(day=1) for month in months], dtype=pl.Date),
        pl.all(),
        *(
            pl.Series(name, [getattr(rate, of) for rate in rates], dtype=pl.Float64)
            for name, of in (("rate", "value"), ("low", "low"), ("high", "high"))
        ),
    )


def _left(history: OrderHistory, window: Window) -> tuple[int, int]:
    states = states(history, [window.first - 1, window.last])
    before, after = nw.col("at0"), nw.col("at1")
    counts = states.select(
        active=before.cast(nw.Int64).sum(), left=(before & ~after).cast(nw.Int64).sum()
    )
    active, left = collected(counts).row(0)
    return active or 0, left or 0


def states(history: OrderHistory, days: list[int]) -> Frame:
    """One row per customer: `first`, and `at0`, `at1`, ...: active at the end of each day."""
    active = {
        f"at{n}": ((nw.col("start") <= day) & (nw.col("until") >= day)).any()
        for n, day in enumerate(days)
    }
    return history.stays.group_by("customer").agg(first=nw.col("start").min(), **active)


def _flows(n: int, edges: list[int]) -> list[nw.Expr]:
    before, after = nw.col(f"at{n}"), nw.col(f"at{n + 1}")
    new = (nw.col("first") > edges[n]) & (nw.col("first") <= edges[n + 1])
    return [
        before,
        new,
        ~before & ~new & after,
        (before | new) & ~after,
        after,
        before & ~after,
    ]
