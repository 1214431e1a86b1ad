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
from xlcrm.metrics.intake import Frame, collected, lazily

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


def gaps(order_days: Frame) -> Frame:
    """Numbers each customer's order days, and looks back and ahead from each.

    Args:
        order_days: `customer`, `day` and whatever else, one row per order day.

    Returns:
        The same rows with `i` (from 1), `first_day` and `next_day` (null at the end).
    """
    rows = collected(order_days)
    codes, days = rows["customer"].to_physical().to_numpy(), rows["day"].to_numpy()
    order = np.lexsort((days, codes))
    codes, days = codes[order], days[order]
    first = np.append(True, codes[1:] != codes[:-1])[: days.size]
    start = np.flatnonzero(first)[np.cumsum(first) - 1]
    following = pl.Series("next_day", np.append(days[1:], 0)[: days.size])
    last = pl.Series(np.append(first[1:], True)[: days.size])
    numbered = rows[order].hstack(
        [
            pl.Series("first_day", days[start]),
            pl.Series("i", np.arange(1, days.size + 1) - start),
            following.set(last, None),
        ]
    )
    return lazily(numbered.lazy())


def pooled_prior(gaps: Frame) -> float:
    """The mean gap between consecutive order days of all customers, in days, unrounded.

    Args:
        gaps: as `gaps` makes them.

    Returns:
        Total days in all gaps / number of gaps; 90 where there is no gap.
    """
    rows = collected(gaps)
    between = rows["next_day"] - rows["day"]
    n = between.count()
    return float(between.sum()) / float(n) if n else NO_GAP_DAYS


def spells(gaps: Frame, rule: LapseRule, prior: float) -> Frame:
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
    rows = collected(gaps)
    day, first, number = (rows[name].to_numpy() for name in ("day", "first_day", "i"))
    cadence = (rule.m * prior + day - first) / (rule.m + number - 1)
    limit = np.maximum(rule.k * cadence, float(rule.floor_days))
    until = pl.Series("until", day + np.floor(limit).astype(np.int64))
    promised = [pl.Series("cadence", cadence), pl.Series("limit", limit), until]
    ends = pl.Series("active_to", _cut(rows["next_day"], until))
    return lazily(rows.hstack([*promised, ends]).lazy())


def cut(spells: Frame) -> Frame:
    """Spells with `active_to`: they end before the next order day.

    Args:
        spells: `next_day` and `until`.
    """
    rows = collected(spells)
    ends = pl.Series("active_to", _cut(rows["next_day"], rows["until"]))
    return lazily(rows.with_columns(ends).lazy())


def _cut(following: pl.Series, until: pl.Series) -> NDArray[np.int64]:
    # What is null is no number here, and no number is up to another.
    last, days = until.to_numpy(), following.to_numpy().astype(np.float64)
    return np.where(days <= last, days - 1, last).astype(np.int64)
