"""When a customer without a contract counts as lapsed: by their own rhythm, as known at the time.

Definition: docs/definitions.md, "Active / lapsed". After a customer's i-th order day
`cadence = (m * prior + day_i - day_1) / (m + i - 1)` and `limit = max(k * cadence, floor)`; they
stay active up to and with day `day_i + floor(limit)`, unless a later order day comes first. As
each limit uses only what lay behind it, later orders never change the past.
"""

from dataclasses import dataclass

import narwhals as nw

from xlcrm.errors import FormulaError
from xlcrm.metrics.intake import Frame, collected

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
    return order_days.with_columns(
        nw.col("day").min().over("customer").alias("first_day"),
        nw.col("day").rank("ordinal").over("customer").cast(nw.Int64).alias("i"),
        nw.col("day").shift(-1).over("customer", order_by="day").alias("next_day"),
    )


def pooled_prior(gaps: Frame) -> float:
    """The mean gap between consecutive order days of all customers, in days, unrounded.

    Args:
        gaps: as `gaps` makes them.

    Returns:
        Total days in all gaps / number of gaps; 90 where there is no gap.
    """
    found = gaps.filter(~nw.col("next_day").is_null())
    sums = found.select(days=(nw.col("next_day") - nw.col("day")).sum(), n=nw.len())
    total, n = collected(sums).row(0)
    return float(total) / float(n) if n else NO_GAP_DAYS


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
    weighed = rule.m * prior + nw.col("day") - nw.col("first_day")
    rows = gaps.with_columns(cadence=weighed / (rule.m + nw.col("i") - 1))
    own = rule.k * nw.col("cadence")
    floor = nw.lit(float(rule.floor_days))
    rows = rows.with_columns(limit=nw.when(own > floor).then(own).otherwise(floor))
    rows = rows.with_columns(until=nw.col("day") + nw.col("limit").floor().cast(nw.Int64))
    cut = nw.when(nw.col("next_day") <= nw.col("until")).then(nw.col("next_day") - 1)
    return rows.with_columns(active_to=cut.otherwise(nw.col("until")))
