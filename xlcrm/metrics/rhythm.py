"""What is left of today's customers in a year, by how often they order.

Definition: docs/definitions.md, "LEFT_IN_A_YEAR". The interval of the weighted sum of shares is
put together from their Wilson intervals: Zou and Donner, Statistics in Medicine 27, 2008.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import hypot

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.status import newest
from xlcrm.metrics.wilson import interval
from xlcrm.metrics.window import day_number, day_of

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
YEAR_DAYS = 365
FEWEST = 10
"""A class with fewer customers a year ago takes the share of all classes together."""
ONCE, RARER = "once", "rarer"
LONGEST_CADENCE = {"monthly": 45.0, "quarterly": 135.0, "yearly": 500.0}
RHYTHMS = (*LONGEST_CADENCE, RARER, ONCE)


@dataclass(frozen=True)
class _Past:
    """How many were active in a class a year ago, and how many of them ordered since."""

    active: int
    ordered: int


def left_in_a_year(history: OrderHistory, at: date | None = None) -> Figure:
    """The share of today's active customers who are expected to order in the coming year.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        A share with its interval; `n` counts the active customers. None where nobody is active,
        or nobody was a year before.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    day = day_of(at, history.as_of)
    now, past = _now(history, day), _past(history, day)
    n = sum(now.values())
    if not n:
        return Figure(None, SHARE, n=0, as_of=day, note="figure.nobody_active")
    if not past:
        return Figure(None, SHARE, n=n, as_of=day, note="figure.no_year_of_history")
    weights: dict[_Past, int] = {}
    for rhythm in RHYTHMS:
        source = _source(past, rhythm)
        weights[source] = weights.get(source, 0) + now[rhythm]
    share, below, above = 0.0, 0.0, 0.0
    for source, customers in weights.items():
        weight, kept = customers / n, source.ordered / source.active
        low, high = interval(source.ordered, source.active)
        share += weight * kept
        below, above = hypot(below, weight * (kept - low)), hypot(above, weight * (high - kept))
    low, high = max(0.0, share - below), min(1.0, share + above)
    return Figure(min(share, 1.0), SHARE, n=n, low=low, high=high, as_of=day)


def left_by_rhythm(history: OrderHistory, at: date | None = None) -> pl.DataFrame:
    """Today's active customers by rhythm, and what is expected to be left of them in a year.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        One row per class of `RHYTHMS` that anybody is or was in: `rhythm`, `customers` (active
        now), `year_ago` (active then), `ordered` (of those, in the year since), `share` with
        `low` and `high` (of the class, or of all where it had under 10; null without a past), and
        `left` (expected customers).

    Raises:
        FormulaError: the day lies after the history's end.
    """
    day = day_of(at, history.as_of)
    now, past = _now(history, day), _past(history, day)
    rows = []
    for rhythm in RHYTHMS:
        customers, own = now[rhythm], past.get(rhythm, _Past(0, 0))
        if not customers and not own.active:
            continue
        known: tuple[float | None, ...] = (None, None, None, None)
        if past:
            source = _source(past, rhythm)
            share = source.ordered / source.active
            known = (share, *interval(source.ordered, source.active), customers * share)
        rows.append((rhythm, customers, own.active, own.ordered, *known))
    schema = {"rhythm": pl.String, "customers": pl.Int64, "year_ago": pl.Int64, "ordered": pl.Int64}
    numbers = dict.fromkeys(("share", "low", "high", "left"), pl.Float64)
    return pl.DataFrame(rows, schema={**schema, **numbers}, orient="row")


def rhythms_of(orders: NDArray[np.int64], cadence: Floats) -> Places:
    """The classes of customers, as places in `RHYTHMS`.

    Args:
        orders: (c,) order days.
        cadence: (c,) days.
    """
    found = np.searchsorted(list(LONGEST_CADENCE.values()), cadence)
    return np.where(orders == 1, RHYTHMS.index(ONCE), found)


def _source(past: dict[str, _Past], rhythm: str) -> _Past:
    own = past.get(rhythm)
    if own is not None and own.active >= FEWEST:
        return own
    return _Past(sum(p.active for p in past.values()), sum(p.ordered for p in past.values()))


def _now(history: OrderHistory, day: date) -> dict[str, int]:
    rhythms, _ = _active(history, day)
    return dict(zip(RHYTHMS, _counted(rhythms), strict=True))


def _past(history: OrderHistory, day: date) -> dict[str, _Past]:
    rhythms, following = _active(history, day - timedelta(YEAR_DAYS))
    ordered = _counted(rhythms[following <= day_number(day)])
    counts = zip(RHYTHMS, _counted(rhythms), ordered, strict=True)
    return {rhythm: _Past(active, back) for rhythm, active, back in counts if active}


def _counted(rhythms: Places) -> list[int]:
    """How many customers are in each of `RHYTHMS`."""
    return [int(n) for n in np.bincount(rhythms, minlength=len(RHYTHMS))]


def _active(history: OrderHistory, day: date) -> tuple[Places, Floats]:
    """The customers active on a day: their rhythms, and the next order day (none: no number)."""
    rows = newest(history, day)
    there = rows["until"].to_numpy() >= day_number(day)
    rhythms = rhythms_of(rows["i"].to_numpy()[there], rows["cadence"].to_numpy()[there])
    return rhythms, rows["next_day"].to_numpy()[there].astype(np.float64)
