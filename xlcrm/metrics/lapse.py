"""When a customer without a contract counts as lapsed: by their own rhythm, as known at the time.

Definition: docs/definitions.md, "Active / lapsed". After a customer's i-th order day
`cadence = (m * prior + day_i - day_1) / (m + i - 1)` and `limit = max(k * cadence, floor)`; they
stay active up to and with day `day_i + floor(limit)`, unless a later order day comes first. As
each limit uses only what lay behind it, later orders never change the past.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.errors import FormulaError

NO_GAP_DAYS = 90.0
"""The prior of a book in which nobody has bought twice yet."""


@dataclass(frozen=True)
class LapseRule:
    """The settings of the rule.

    Attributes:
        k: a customer lapses after this many of their own cadences.
        floor_days: but never sooner than this.
        prior_days: the cadence expected of a new customer; None is estimated from the book.
        m: how many gaps the prior weighs as much as.

    Raises:
        FormulaError: a setting that makes no rule.
    """

    k: float = 2.0
    floor_days: float = 30.0
    prior_days: float | None = None
    m: float = 2.0

    def __post_init__(self) -> None:
        prior = 1.0 if self.prior_days is None else self.prior_days
        for name, value in (("k", self.k), ("prior_days", prior), ("m", self.m)):
            if not 0 < value < float("inf"):
                raise FormulaError("lapse.out_of_range", setting=name, value=value)
        if not 0 <= self.floor_days < float("inf"):
            raise FormulaError("lapse.out_of_range", setting="floor_days", value=self.floor_days)


def gaps(order_days: pl.DataFrame) -> pl.DataFrame:
    """Numbers each customer's order days, and looks back and ahead from each.

    Args:
        order_days: `customer` (no null), `day` and whatever else, one row per order day.

    Returns:
        The same rows by customer and day, with `i` (from 1), `first_day` and `next_day` (null at
        the end).
    """
    codes = order_days["customer"].to_physical().to_numpy()
    order = _by_customer_and_day(codes, order_days["day"].to_numpy())
    rows = order_days[order]
    codes, days = codes[order], rows["day"].to_numpy()
    first = np.append(True, codes[1:] != codes[:-1])[: days.size]
    start = np.flatnonzero(first)[np.cumsum(first) - 1]
    following = pl.Series("next_day", np.append(days[1:], 0)[: days.size])
    last = pl.Series(np.append(first[1:], True)[: days.size])
    first_day = pl.Series("first_day", days[start])
    number = pl.Series("i", np.arange(1, days.size + 1) - start)
    return rows.hstack([first_day, number, following.set(last, None)])


def _by_customer_and_day(codes: NDArray[np.uint32], days: NDArray[np.int64]) -> NDArray[np.intp]:
    """The order of rows by two numbers, as one: sorting by one is twice as fast."""
    if not days.size:
        return np.arange(0)
    first = days.min()
    return np.argsort(codes.astype(np.int64) * (days.max() - first + 1) + (days - first))


def pooled_prior(gaps: pl.DataFrame) -> float:
    """The mean gap between consecutive order days of all customers, in days, unrounded.

    Args:
        gaps: as `gaps` makes them.

    Returns:
        Total days in all gaps / number of gaps; 90 where there is no gap.
    """
    between = gaps["next_day"] - gaps["day"]
    n = between.count()
    return float(between.sum()) / float(n) if n else NO_GAP_DAYS


def spells(gaps: pl.DataFrame, rule: LapseRule, prior: float) -> pl.DataFrame:
    """What each order day promised: from that day on, how long its customer counts as active.

    Args:
        gaps: as `gaps` makes them.
        rule: the settings.
        prior: the cadence expected of a new customer, in days.

    Returns:
        The same rows with `cadence` and `limit` (days), `until` (the last active day if no order
        day follows) and `active_to` (the last day on which this spell keeps the customer active:
        `until`, or the day before the next order day). A customer is active on day t if one of
        their spells has `day <= t <= active_to`; no two of them do.
    """
    day, first, number = (gaps[name].to_numpy() for name in ("day", "first_day", "i"))
    cadence = (rule.m * prior + day - first) / (rule.m + number - 1)
    limit = np.maximum(rule.k * cadence, float(rule.floor_days))
    until = day + np.floor(limit).astype(np.int64)
    promised = {"cadence": cadence, "limit": limit, "until": until}
    ends = {"active_to": _cut(gaps["next_day"], until)}
    return gaps.hstack([pl.Series(name, values) for name, values in (promised | ends).items()])


def cut(spells: pl.DataFrame) -> pl.DataFrame:
    """Spells with `active_to`: they end before the next order day.

    Args:
        spells: `next_day` and `until`.
    """
    ends = pl.Series("active_to", _cut(spells["next_day"], spells["until"].to_numpy()))
    return spells.with_columns(ends)


def _cut(following: pl.Series, last: NDArray[np.int64]) -> NDArray[np.int64]:
    # What is null is no number here, and no number is up to another.
    days = following.to_numpy().astype(np.float64)
    return np.where(days <= last, days - 1, last).astype(np.int64)
