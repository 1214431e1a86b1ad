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
    rows = _flows(history, [months[0].first - 1, *(month.last for month in months)])
    rates = [share(row[-1], row[0], _NOBODY) for row in rows]
    schema = dict.fromkeys(("start", "new", "reactivated", "lost", "end"), pl.Int64)
    return pl.DataFrame([row[:-1] for row in rows], schema=schema, orient="row").select(
        pl.Series("month", [month.start.replace(day=1) for month in months], dtype=pl.Date),
        pl.all(),
        pl.Series("rate", [rate.value for rate in rates], dtype=pl.Float64),
        pl.Series("low", [rate.low for rate in rates], dtype=pl.Float64),
        pl.Series("high", [rate.high for rate in rates], dtype=pl.Float64),
    )


def active(history: OrderHistory, at: date) -> Frame:
    """The customers active at the end of a day: their spells of that day, one row each."""
    day = day_number(at)
    return history.spells.filter((nw.col("day") <= day) & (nw.col("active_to") >= day))


def leavers(history: OrderHistory, window: Window) -> Frame:
    """The customers active before a window: `customer`, and whether they `left` by its end."""
    before = active(history, window.start - timedelta(days=1)).select("customer")
    after = active(history, window.end).select("customer", stayed=nw.lit(1))
    joined = before.join(after, on="customer", how="left")
    return joined.select("customer", left=nw.col("stayed").is_null())


def _left(history: OrderHistory, window: Window) -> tuple[int, int]:
    left = nw.col("left").cast(nw.Int64).sum()
    active, gone = collected(leavers(history, window).select(n=nw.len(), left=left)).row(0)
    return active, gone or 0


def _flows(history: OrderHistory, edges: list[int]) -> list[list[int]]:
    """Start, new, reactivated, lost, end, and those lost from the start, between the edges.

    Sets of customers as bits, because a query per month would cost more than the counting.
    """
    columns = ("customer", "day", "active_to", "first_day")
    rows = collected(history.spells.select(*columns))
    _, code = np.unique(rows["customer"].to_physical().to_numpy(), return_inverse=True)
    day, active_to, first_day = (rows[name].to_numpy() for name in columns[1:])
    size = int(code.max()) + 1 if code.size else 0
    first = np.zeros(size, dtype=np.int64)
    first[code] = first_day
    states = np.zeros((len(edges), size), dtype=np.bool_)
    for state, edge in zip(states, edges, strict=True):
        state[code[(day <= edge) & (active_to >= edge)]] = True
    flows = []
    for n, (before, after) in enumerate(pairwise(states)):
        new = (first > edges[n]) & (first <= edges[n + 1])
        back, gone = ~before & ~new & after, (before | new) & ~after
        sets = (before, new, back, gone, after, before & ~after)
        flows.append([int(np.count_nonzero(each)) for each in sets])
    return flows
