"""Churn weighed by money: what the customers who left had brought in.

Definition: docs/definitions.md, "REVENUE_CHURN". Effective number: L. Kish, "Survey Sampling",
Wiley 1965, section 8.2.
"""

from datetime import date, timedelta

import numpy as np

from xlcrm.metrics.activity import Bits, Integers, activity, count
from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.ledger import ledger
from xlcrm.metrics.wilson import interval
from xlcrm.metrics.window import Window, resolve, year_before


def revenue_churn(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> Figure:
    """The churn rate, each customer weighed by net revenue in the 12 months before the window.

    Args:
        history: the orders.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A share; customers whose returns outweigh their purchases weigh nothing. None where the
        active ones brought in nothing. `n` counts the customers active before the window; the
        interval rests on their effective number.

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    weight, before, left = weights(history, window)
    n, total, gone = count(before), int(weight[before].sum()), int(weight[left].sum())
    if not total:
        note = "figure.no_revenue_before" if n else "figure.nobody_at_start"
        return Figure(None, SHARE, n=n, note=note).over(window, history.as_of)
    low, high = _interval(weight[before], gone / total)
    return Figure(gone / total, SHARE, n=n, low=low, high=high).over(window, history.as_of)


def _interval(weight: Integers, share: float) -> tuple[float, float]:
    """Wilson's interval at Kish's effective number of customers, (sum w)^2 / sum w^2.

    With equal weights it is the interval of the churn rate.
    """
    weights = weight.astype(np.float64)
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    return interval(share * effective, effective)


def weights(history: OrderHistory, window: Window) -> tuple[Integers, Bits, Bits]:
    """Each customer's weight, and who was active before a window and who of them left in it.

    Returns:
        (c,) net revenue in the 12 months before, in cents, 0 or more; (c,) who was active; (c,)
        who of them is not active at the window's end. In the order of `activity`.
    """
    eve = window.start - timedelta(days=1)
    weight = ledger(history).earned(Window(year_before(eve), eve)).clip(min=0)
    known = activity(history)
    before = known.on(window.first - 1)
    return weight, before, before & ~known.on(window.last)
