"""Whether customers buy again.

Definition: docs/definitions.md, "REPEAT_PROBABILITY" and "REPEAT_RATE".
"""

from datetime import date

import numpy as np
import polars as pl

from xlcrm.metrics.activity import activity, count
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.survival import Curve, ended_by, kaplan_meier
from xlcrm.metrics.wilson import share
from xlcrm.metrics.window import day_number, resolve


@remembered
def second_orders(history: OrderHistory) -> Curve:
    """The survival curve of "has not bought again", from the first to the second order day."""
    rows = history.spell_rows.filter(pl.col("i") == 1)
    second = rows["next_day"].is_not_null().to_numpy()
    last = rows["next_day"].fill_null(day_number(history.as_of)).to_numpy()
    return kaplan_meier(last - rows["day"].to_numpy(), second)


def repeat_probability(history: OrderHistory, days: int) -> Figure:
    """The probability that a customer buys again within so many days of the first order day.

    Args:
        history: the orders.
        days: 0 or more.

    Returns:
        A share with its interval; None beyond the longest follow-up. `n` counts customers.

    Raises:
        FormulaError: `days` is negative.
    """
    return ended_by(second_orders(history), days, history.as_of, "figure.no_customers")


def repeat_rate(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """The share of a window's buyers who have two or more order days in it.

    Args:
        history: the orders.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A share with its Wilson interval; None where nobody bought. `n` counts the buyers.

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    known = activity(history)
    inside = (known.starts >= window.first) & (known.starts <= window.last)
    orders = np.bincount(known.owner[inside])
    again, n = count(orders > 1), count(orders > 0)
    return share(again, n, "figure.no_orders").over(window, history.as_of)
