"""When a customer without a contract counts as lapsed: by their own rhythm, as known at the time.

Definition: DESIGN section 5, "Active / lapsed". After a customer's i-th order day
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


def pooled_prior(order_days: Frame) -> float:
    """The mean gap between consecutive order days of all customers, in days, unrounded.

    Args:
        order_days: `customer`, `day`, one row per order day.

    Returns:
        Total days in all gaps / number of gaps; 90 where there is no gap.
    """
    spans = order_days.group_by("customer").agg(
        span=nw.col("day").max() - nw.col("day").min(), gaps=nw.len().cast(nw.Int64) - 1
    )
    total, gaps = collected(spans.select(nw.col("span", "gaps").sum())).row(0)
    return float(total) / float(gaps) if gaps else NO_GAP_DAYS


def spells(order_days: Frame, rule: LapseRule, prior: float) -> Frame:
    """What each order day promised: from that day on, how long its customer counts as active.

    Args:
        order_days: `customer`, `day`, `month`, one row per order day.
        rule: the settings.
        prior: the cadence expected of a new customer, in days.

    Returns:
        The same rows with `i` (from 1), `first_day`, `next_day` (null at the end), `cadence`,
        `limit` (days) and `until`, the last day on which the customer counts as active if no
        other order day comes.
    """
    rows = order_days.with_columns(
        nw.col("day").min().over("customer").alias("first_day"),
        nw.col("day").rank("ordinal").over("customer").cast(nw.Int64).alias("i"),
        nw.col("day").shift(-1).over("customer", order_by="day").alias("next_day"),
    )
    weighed = rule.m * prior + nw.col("day") - nw.col("first_day")
    rows = rows.with_columns(cadence=weighed / (rule.m + nw.col("i") - 1))
    own = rule.k * nw.col("cadence")
    rows = rows.with_columns(
        limit=nw.when(own > rule.floor_days).then(own).otherwise(nw.lit(float(rule.floor_days)))
    )
    return rows.with_columns(until=nw.col("day") + nw.col("limit").floor().cast(nw.Int64))


def stays(spells: Frame) -> Frame:
    """Unbroken stretches of days on which a customer was active.

    Args:
        spells: as `spells` makes them.

    Returns:
        `customer`, `stay` (from 1), `start` (its first order day) and `until` (its last active
        day if nothing follows; the stay is open as long as that day has not passed).
    """
    over = nw.col("day") - nw.col("day")  # zero, as a number of every engine
    ends = nw.col("next_day").is_null() | (nw.col("next_day") > nw.col("until") + 1)
    marked = spells.with_columns(ends=nw.when(ends).then(over + 1).otherwise(over))
    ended = nw.col("ends").cum_sum().over("customer", order_by="day")
    marked = marked.with_columns(stay=ended.cast(nw.Int64) - nw.col("ends") + 1)
    last = nw.when(nw.col("ends") == 1).then(nw.col("until"))
    return (
        marked.with_columns(last=last)
        .group_by("customer", "stay")
        .agg(start=nw.col("day").min(), until=nw.col("last").max())
    )
