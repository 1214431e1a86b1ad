"""How many new customers hold revenue level.

Definition: docs/definitions.md, "NEW_CUSTOMERS_NEEDED". The interval comes from drawing the
customers anew (B. Efron, Annals of Statistics 7, 1979), always with the same numbers.
"""

from dataclasses import dataclass
from datetime import date
from math import isfinite

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.errors import FormulaError
from xlcrm.metrics.activity import activity
from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import collected
from xlcrm.metrics.revenue import revenue_by_customer, within
from xlcrm.metrics.revenue_churn import weights
from xlcrm.metrics.window import FIRST_DAY, Window, day_number, day_of, resolve, year_before

Floats = NDArray[np.float64]
FIRST_YEAR_DAYS = 365
OLDEST_DAYS = 1460
_DRAWS = 400
_SEED = 1979
_MIDDLE = (2.5, 97.5)
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Needed:
    """What the number is made of; money in cents.

    Attributes:
        active_revenue: of the customers active on the day, in the last 12 months.
        revenue: of everybody, in the last 12 months.
        churn: the share of revenue that goes with those who leave; None where it is not known.
        newcomer: the median net revenue of a new customer's first 365 days; None likewise.
        newcomers: how many that median rests on.
        draws: (d, 2) churn and newcomer, drawn anew.
    """

    active_revenue: int
    revenue: int
    churn: float | None
    newcomer: float | None
    newcomers: int
    draws: Floats

    def customers(self, growth: float) -> tuple[int, int, int]:
        """The number of new customers with the ends of its interval; never below 0."""
        assert self.churn is not None
        assert self.newcomer is not None
        churns = np.append(self.draws[:, 0], self.churn)
        newcomers = np.append(self.draws[:, 1], self.newcomer)
        missing = self.active_revenue * churns + growth * self.revenue
        found = np.maximum(np.ceil(missing / newcomers - _ROUNDING), 0).astype(np.int64)
        low, high = np.percentile(found[:-1], _MIDDLE, method="inverted_cdf")
        value = int(found[-1])
        return value, min(int(low), value), max(int(high), value)


def new_customers_needed(
    history: OrderHistory, growth: float = 0.0, at: date | None = None
) -> Figure:
    """How many new customers make up for the revenue that leaves within a year, and for growth.

    Args:
        history: the orders.
        growth: the growth that is wanted, as a fraction of a year's revenue: 0.1 is 10 %.
        at: the day; by default the history's last.

    Returns:
        A count with its interval; `n` counts the customers on whose first year it rests. None
        where revenue churn is not known, or nobody's first year is.

    Raises:
        FormulaError: `growth` is no number above -1, or the day lies after the history's end.
    """
    if not isfinite(growth) or growth <= -1:
        raise FormulaError("argument.growth", value=growth)
    day = day_of(at, history.as_of)
    parts = needed(history, day)
    n = parts.newcomers
    if parts.churn is None:
        return Figure(None, COUNT, n=n, as_of=day, note="figure.no_revenue_before")
    if parts.newcomer is None:
        return Figure(None, COUNT, n=n, as_of=day, note="figure.no_first_years")
    value, low, high = parts.customers(growth)
    return Figure(value, COUNT, n=n, low=low, high=high, as_of=day)


@remembered
def needed(history: OrderHistory, day: date) -> Needed:
    """The parts of the number on a day."""
    weight, left = _churning(history, day)
    worth = first_years(history, day)
    year = Window(year_before(day), day)
    rows = collected(revenue_by_customer(history, year))
    known = activity(history)
    active = known.customers.filter(pl.Series(known.on(day_number(day))))
    total = collected(within(history.days, year).select(nw.col("cents").sum())).item()
    whole, median = weight.sum(), float(np.median(worth)) if worth.size else 0.0
    sound = whole > 0 and median > 0
    return Needed(
        active_revenue=int(rows.filter(pl.col("customer").is_in(active.implode()))["cents"].sum()),
        revenue=int(total or 0),
        churn=float(weight[left].sum() / whole) if whole > 0 else None,
        newcomer=median if median > 0 else None,
        newcomers=worth.size,
        draws=_drawn(weight, left, worth) if sound else np.empty((0, 2)),
    )


def first_years(history: OrderHistory, day: date) -> Floats:
    """Net revenue, in cents, of the first 365 days of each customer who came 1 to 4 years ago."""
    last = day_number(day)
    firsts = history.spells.filter(
        (nw.col("i") == 1)
        & (nw.col("day") <= last - FIRST_YEAR_DAYS)
        & (nw.col("day") >= last - OLDEST_DAYS)
    )
    lines = within(history.days, Window(FIRST_DAY, day)).select("customer", "day", "cents")
    both = firsts.select("customer", "first_day").join(lines, on="customer", how="inner")
    young = both.filter(
        (nw.col("day") >= nw.col("first_day"))
        & (nw.col("day") < nw.col("first_day") + FIRST_YEAR_DAYS)
    )
    summed = collected(young.group_by("customer").agg(nw.col("cents").sum()))
    return np.sort(summed["cents"].to_numpy()).astype(np.float64)


def _churning(history: OrderHistory, day: date) -> tuple[Floats, NDArray[np.bool_]]:
    """The weights of those active before the last 12 complete months, and who of them left.

    In an order that does not depend on that of the rows, so that draws are the same.
    """
    weight, before, left = weights(history, resolve(None, None, day))
    amounts, gone = weight[before].astype(np.float64), left[before]
    order = np.lexsort((gone, amounts))
    return amounts[order], gone[order]


def _drawn(weight: Floats, left: NDArray[np.bool_], worth: Floats) -> Floats:
    random = np.random.default_rng(_SEED)
    lost, found = weight * left, np.empty((_DRAWS, 2))
    for draw in found:
        mine = random.integers(0, weight.size, weight.size)
        again = np.sort(worth[random.integers(0, worth.size, worth.size)])
        total = float(weight[mine].sum())
        draw[0] = float(lost[mine].sum()) / total if total > 0 else np.nan
        draw[1] = (again[(worth.size - 1) // 2] + again[worth.size // 2]) / 2
    sound = np.isfinite(found[:, 0]) & (found[:, 1] > 0)
    return found[sound]
