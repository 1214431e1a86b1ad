"""The Kaplan-Meier curve with its log-log Greenwood interval.

Kaplan and Meier, JASA 53, 1958; interval: Kalbfleisch and Prentice, "The Statistical Analysis of
Failure Time Data", section 1.4.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xlcrm.errors import FormulaError
from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.metrics.wilson import Z

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ROUNDING = 1e-12
"""A product of fractions that is exactly one half may come out this much above it."""


@dataclass(frozen=True)
class Curve:
    """A survival curve: one point per distinct observed duration, ascending.

    Attributes:
        times: the durations, in whole days.
        share: the share that survives beyond each; 1 before the first.
        low: the lower end of the 95 % interval.
        high: the upper end.
        at_risk: how many were still observed just before each.
        events: how many ended at each.
    """

    times: Integers
    share: Floats
    low: Floats
    high: Floats
    at_risk: Integers
    events: Integers

    @property
    def n(self) -> int:
        """How many cases the curve rests on."""
        return int(self.at_risk[0]) if self.at_risk.size else 0

    @property
    def longest(self) -> int | None:
        """The longest observed duration; None where there is no case."""
        return int(self.times[-1]) if self.times.size else None

    def at(self, days: int) -> tuple[float, float, float]:
        """Share, low and high after so many days."""
        place = int(np.searchsorted(self.times, days, side="right")) - 1
        if place < 0:
            return 1.0, 1.0, 1.0
        return float(self.share[place]), float(self.low[place]), float(self.high[place])

    def risk_at(self, days: int) -> int:
        """How many were observed for at least so many days."""
        place = int(np.searchsorted(self.times, days, side="left"))
        return int(self.at_risk[place]) if place < self.times.size else 0


def kaplan_meier(durations: Integers, ended: NDArray[np.bool_]) -> Curve:
    """The curve of durations, some of them cut off by the end of observation.

    Args:
        durations: (n,) whole days, 0 or more.
        ended: (n,) whether the duration ended by itself; else it is censored.
    """
    times, place = np.unique(durations, return_inverse=True)
    leaving = np.bincount(place, minlength=times.size)
    events = np.bincount(place[ended], minlength=times.size)
    at_risk = leaving[::-1].cumsum()[::-1]
    share = np.cumprod(1 - events / at_risk)
    low, high = _interval(share, events, at_risk)
    return Curve(times.astype(np.int64), share, low, high, at_risk, events)


def first_at_or_below(times: Integers, shares: Floats, level: float) -> int | None:
    """The first time at which a falling curve is at `level` or under it; None if it never is."""
    under = np.flatnonzero(shares <= level + _ROUNDING)
    return int(times[under[0]]) if under.size else None


def survived(curve: Curve, days: int, as_of: date, empty: str) -> Figure:
    """The share that survives so many days, as a figure.

    Args:
        curve: the curve.
        days: 0 or more.
        as_of: the last day of observation.
        empty: the code of the note where there is no case.

    Returns:
        A share with its interval; None beyond the longest observed duration, unless everything
        has ended by then. Where all or none have ended, the interval is open at both ends:
        Greenwood's has no width there, however few the cases are.

    Raises:
        FormulaError: `days` is negative.
    """
    if days < 0:
        raise FormulaError("argument.negative", argument="days", value=days)
    if curve.longest is None:
        return Figure(None, SHARE, n=0, as_of=as_of, note=empty)
    if days > curve.longest and curve.share[-1] > 0:
        named = {"days": days, "longest": curve.longest}
        return Figure(
            None, SHARE, curve.n, as_of=as_of, note="figure.beyond_follow_up", note_parameters=named
        )
    share, low, high = curve.at(days)
    if not 0 < share < 1:
        return Figure(share, SHARE, n=curve.n, as_of=as_of)
    return Figure(share, SHARE, n=curve.n, low=low, high=high, as_of=as_of)


def ended_by(curve: Curve, days: int, as_of: date, empty: str) -> Figure:
    """The share that ended within so many days: 1 - `survived`, with the same arguments.

    Raises:
        FormulaError: `days` is negative.
    """
    figure = survived(curve, days, as_of, empty)
    if not isinstance(figure.value, float):
        return figure
    if figure.low is None or figure.high is None:
        return replace(figure, value=1 - figure.value)
    return replace(figure, value=1 - figure.value, low=1 - figure.high, high=1 - figure.low)


def _interval(share: Floats, events: Integers, at_risk: Integers) -> tuple[Floats, Floats]:
    inside = (share > 0) & (share < 1)
    left = at_risk - events
    terms = np.divide(events, at_risk * left, out=np.zeros(share.size), where=left > 0)
    log_share = np.log(share, out=np.full(share.size, -1.0), where=inside)
    spread = Z * np.sqrt(np.cumsum(terms)) / log_share
    low = np.where(inside, np.exp(log_share * np.exp(-spread)), share)
    high = np.where(inside, np.exp(log_share * np.exp(spread)), share)
    return low, high
