"""How each customer stands on a day: active, at risk, just lapsed or lapsed.

Definition: docs/definitions.md, "Active / lapsed" and "At risk".
"""

from bisect import bisect_left
from datetime import date, timedelta
from math import floor
from typing import Any

import numpy as np
import polars as pl

from xlcrm.metrics.figure import CODE, DATE, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import picked
from xlcrm.metrics.window import day_number, day_of

ACTIVE, AT_RISK, JUST_LAPSED, LAPSED = "active", "at_risk", "just_lapsed", "lapsed"
_WORDS = (ACTIVE, AT_RISK, JUST_LAPSED, LAPSED)
SILENT_SHARE = 0.75
"""An active customer is at risk after more than this share of the limit."""
JUST_LAPSED_DAYS = 90


def newest(history: OrderHistory, at: date) -> pl.DataFrame:
    """The newest order day of each customer up to the end of a day: one row of `spells` each."""
    rows, day = history.spell_rows, day_number(at)
    # What does not follow is no number here, and no number is up to another.
    followed = rows["next_day"].to_numpy() <= day
    return picked(rows, (rows["day"].to_numpy() <= day) & ~followed)


@remembered
def statuses(history: OrderHistory, at: date | None = None) -> pl.DataFrame:
    """How all customers stand at the end of a day.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        One row per customer, by id: `customer_id`, `orders` (order days), `first_day`,
        `last_day`, `cadence` and `limit` (days), `silent_days` since the last order day,
        `lapses_on` (the day on which they lapse or lapsed) and `status`: "active", "at_risk",
        "just_lapsed" or "lapsed".

    Raises:
        FormulaError: the day lies after the history's end.
    """
    at = day_of(at, history.as_of)
    day = day_number(at)
    rows = newest(history, at)
    ids = rows["customer"].cast(pl.String).alias("customer_id")
    last, until, limit = (rows[name].to_numpy() for name in ("day", "until", "limit"))
    silent, passed = day - last, day - until
    gone = np.where(passed <= JUST_LAPSED_DAYS, _WORDS.index(JUST_LAPSED), _WORDS.index(LAPSED))
    risky = silent > limit * SILENT_SHARE
    there = np.where(risky, _WORDS.index(AT_RISK), _WORDS.index(ACTIVE))
    found = pl.DataFrame(
        [
            ids,
            rows["i"].alias("orders"),
            _dates("first_day", rows["first_day"]),
            _dates("last_day", rows["day"]),
            rows["cadence"],
            rows["limit"],
            pl.Series("silent_days", silent),
            _dates("lapses_on", pl.Series(until + 1)),
            pl.Series("status", _WORDS)[np.where(passed > 0, gone, there)],
        ]
    )
    return found[ids.arg_sort()]


def _dates(name: str, days: pl.Series) -> pl.Series:
    return days.cast(pl.Int32).cast(pl.Date).alias(name)


def customer_status(history: OrderHistory, customer: str, at: date | None = None) -> Figure:
    """How one customer stands at the end of a day.

    Args:
        history: the orders.
        customer: the customer's id.
        at: the day; by default the history's last.

    Returns:
        "active", "at_risk", "just_lapsed" or "lapsed"; None where they had not bought yet.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    row = _row(history, customer, at)
    day = day_of(at, history.as_of)
    if row is None:
        return Figure(None, CODE, as_of=day, note="figure.not_bought_yet")
    return Figure(row["status"], CODE, n=row["orders"], as_of=day)


def next_order_due(history: OrderHistory, customer: str, at: date | None = None) -> Figure:
    """The day on which one customer's next order is due: the last one plus their cadence.

    Args:
        history: the orders.
        customer: the customer's id.
        at: the day as of which it is asked; by default the history's last.

    Returns:
        A date, the cadence rounded half-up to whole days; None where they had not bought yet.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    row = _row(history, customer, at)
    day = day_of(at, history.as_of)
    if row is None:
        return Figure(None, DATE, as_of=day, note="figure.not_bought_yet")
    due = row["last_day"] + timedelta(days=floor(row["cadence"] + 0.5))
    return Figure(due, DATE, n=row["orders"], as_of=day)


def _row(history: OrderHistory, customer: str, at: date | None) -> dict[str, Any] | None:
    rows = statuses(history, at)
    place = place_of(rows["customer_id"], customer)
    return None if place is None else rows.row(place, named=True)


def place_of(ids: pl.Series, customer: str) -> int | None:
    """Where a customer stands among ids in order; None where they are not among them."""
    place = bisect_left(ids, customer)
    return place if place < len(ids) and ids[place] == customer else None
