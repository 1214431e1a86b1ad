"""Whom to call first: customers gone quiet by their own rhythm, dearest first.

Definition: docs/definitions.md, "At risk".
"""

from datetime import date

import narwhals as nw
import polars as pl

from xlcrm.metrics.figure import MONEY, Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.intake import collected
from xlcrm.metrics.revenue import revenue_by_customer
from xlcrm.metrics.status import AT_RISK, JUST_LAPSED, statuses
from xlcrm.metrics.window import Window, day_of, year_before


def at_risk(history: OrderHistory, at: date | None = None) -> pl.DataFrame:
    """The customers at risk or just lapsed, ranked by net revenue of the last 12 months.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        The rows of `status.statuses` whose status is "at_risk" or "just_lapsed", with `cents`,
        net revenue of the 12 months up to the day; most first, then by id.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    day = day_of(at, history.as_of)
    quiet = statuses(history, day).filter(pl.col("status").is_in([AT_RISK, JUST_LAPSED]))
    worth = revenue_by_customer(history, Window(year_before(day), day))
    named = worth.select(nw.col("customer").cast(nw.String).alias("customer_id"), "cents")
    ranked = quiet.join(collected(named), on="customer_id", how="left")
    return ranked.with_columns(pl.col("cents").fill_null(0)).sort(
        "cents", "customer_id", descending=[True, False]
    )


def revenue_at_risk(history: OrderHistory, at: date | None = None) -> Figure:
    """Net revenue of the last 12 months of the customers at risk or just lapsed.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        Money; 0 where nobody is at risk. `n` counts the customers.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    rows = at_risk(history, at)
    total = int(rows["cents"].sum())
    return Figure(total / 100, MONEY, n=rows.height, as_of=day_of(at, history.as_of))
