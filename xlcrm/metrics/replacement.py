"""How many new customers hold revenue level.

Definition: docs/definitions.md, "NEW_CUSTOMERS_NEEDED". The interval comes from drawing the
customers anew (B. Efron, Annals of Statistics 7, 1979), always with the same numbers.
"""

from dataclasses import dataclass
from datetime import date
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from xlcrm.errors import FormulaError
from xlcrm.metrics.activity import activity
from xlcrm.metrics.figure import COUNT, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.ledger import ledger
from xlcrm.metrics.revenue_churn import weights
from xlcrm.metrics.window import FIRST_DAY, Window, day_number, day_of, resolve, year_before

Floats = NDArray[np.float64]
FIRST_YEAR_DAYS = 365
OLDEST_DAYS = 1460
_DRAWS = 400
_SEED = 1979
_MOST_AT_ONCE = 1_000_000
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
        before: how many customers churn rests on.
        draws: (d, 2) churn and newcomer, drawn anew.
    """

    active_revenue: int
    revenue: int
    churn: float | None
    newcomer: float | None
    newcomers: int
    before: int
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
        A count with its interval; `n` counts the customers on whose first year it rests, or those
        on whom revenue churn rests where they are fewer. None where revenue churn is not known, or
        nobody's first year is.

    Raises:
        FormulaError: `growth` is no number above -1, or the day lies after the history's end.
    """
    if not isfinite(growth) or growth <= -1:
        raise FormulaError("argument.growth", value=growth)
    day = day_of(at, history.as_of)
    parts = needed(history, day)
    n = min(parts.newcomers, parts.before)
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
    money = ledger(history)
    active = activity(history).on(day_number(day))
    whole, median = weight.sum(), float(np.median(worth)) if worth.size else 0.0
    sound = whole > 0 and median > 0
    return Needed(
        active_revenue=int(money.earned(year)[active].sum()),
        revenue=int(money.cents[money.within(year)].sum()),
        churn=float(weight[left].sum() / whole) if whole > 0 else None,
        newcomer=median if median > 0 else None,
        newcomers=worth.size,
        before=weight.size,
        draws=_drawn(weight, left, worth) if sound else np.empty((0, 2)),
    )


def first_years(history: OrderHistory, day: date) -> Floats:
    """Net revenue, in cents, of the first 365 days of each customer who came 1 to 4 years ago."""
    last, known, money = day_number(day), activity(history), ledger(history)
    came = known.first_day
    young = (came <= last - FIRST_YEAR_DAYS) & (came >= last - OLDEST_DAYS)
    inside = money.within(Window(FIRST_DAY, day))
    mine = money.owner[inside] >= 0
    owner, since = money.owner[inside][mine], money.day[inside][mine]
    first = (since >= came[owner]) & (since < came[owner] + FIRST_YEAR_DAYS)
    summed = np.zeros(came.size, dtype=np.int64)
    np.add.at(summed, owner[first], money.cents[inside][mine][first])
    return np.sort(summed[young]).astype(np.float64)


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
    at_once = max(1, _MOST_AT_ONCE // max(weight.size, worth.size))
    blocks = [min(at_once, _DRAWS - done) for done in range(0, _DRAWS, at_once)]
    found = np.vstack([_block(random, draws, weight, left, worth) for draws in blocks])
    sound = np.isfinite(found[:, 0]) & (found[:, 1] > 0)
    return found[sound]


def _block(
    random: np.random.Generator, draws: int, weight: Floats, left: NDArray[np.bool_], worth: Floats
) -> Floats:
    mine, again = (
        random.integers(0, amounts.size, (draws, amounts.size), dtype=np.int32)
        for amounts in (weight, worth)
    )
    # Whole cents: their sums are exact, in whatever order.
    total, lost = weight[mine].sum(axis=1), (weight * left)[mine].sum(axis=1)
    share = np.divide(lost, total, out=np.full(draws, np.nan), where=total > 0)
    # As `worth` ascends, the middle places hold the middle amounts.
    middle = [(worth.size - 1) // 2, worth.size // 2]
    halves = worth[np.partition(again, middle, axis=1)[:, middle]]
    return np.column_stack([share, (halves[:, 0] + halves[:, 1]) / 2])
