"""Churn weighed by money: what the customers who left had brought in.

Definition: DESIGN section 5, "REVENUE_CHURN".
"""

from datetime import date, timedelta

import narwhals as nw

from xlcrm.metrics.churn import leavers
from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.intake import collected
from xlcrm.metrics.revenue import revenue_by_customer
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
        active ones brought in nothing. `n` counts the customers active before the window.

    Raises:
        FormulaError: the window is wrong.
    """
    window = resolve(start, end, history.as_of)
    eve = window.start - timedelta(days=1)
    worth = revenue_by_customer(history, Window(year_before(eve), eve))
    weighed = leavers(history, window).join(worth, on="customer", how="left")
    weight = nw.when(nw.col("cents") > 0).then(nw.col("cents"))
    left = nw.when(nw.col("left")).then(weight)
    sums = weighed.select(all=weight.sum(), left=left.sum(), n=nw.len())
    total, gone, n = collected(sums).row(0)
    if not total:
        note = "figure.no_revenue_before" if n else "figure.nobody_at_start"
        return Figure(None, SHARE, n=n, note=note).over(window, history.as_of)
    return Figure((gone or 0) / total, SHARE, n=n).over(window, history.as_of)
