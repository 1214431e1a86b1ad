"""RFM scores: how lately, how often and for how much each customer buys, against all others.

Definition: docs/definitions.md, "RFM"; after A. M. Hughes, "Strategic Database Marketing", with
equal customers scored alike.
"""

from datetime import date

import narwhals as nw
import polars as pl

from xlcrm.metrics.figure import CODE, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import collected
from xlcrm.metrics.revenue import revenue_by_customer
from xlcrm.metrics.status import standing
from xlcrm.metrics.window import FIRST_DAY, Window, day_of

CLASSES, CLASSES_OF_FEW, FEW = 5, 3, 25
"""Scores run from 1 to 5 (the best), and from 1 to 3 under 25 customers."""


@remembered
def rfm_scores(history: OrderHistory, at: date | None = None) -> pl.DataFrame:
    """The scores of all customers, over everything up to the end of a day.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        One row per customer, by id: `customer_id`, `last_day`, `orders` (order days), `cents`
        (net revenue), `r_score`, `f_score`, `m_score` (1 = worst) and `score`, such as "543".

    Raises:
        FormulaError: the day lies after the history's end.
    """
    at = day_of(at, history.as_of)
    worth = revenue_by_customer(history, Window(FIRST_DAY, at))
    rows = standing(history, at).join(worth, on="customer", how="inner")
    named = rows.select(
        nw.col("customer").cast(nw.String).alias("customer_id"),
        nw.col("day").alias("last_day"),
        nw.col("i").alias("orders"),
        nw.col("cents"),
    )
    found = collected(named.sort("customer_id"))
    classes = CLASSES if found.height >= FEW else CLASSES_OF_FEW
    scored = nw.from_native(found.lazy()).with_columns(
        _score("last_day", classes, found.height).alias("r_score"),
        _score("orders", classes, found.height).alias("f_score"),
        _score("cents", classes, found.height).alias("m_score"),
    )
    digits = (nw.col(name).cast(nw.String) for name in ("r_score", "f_score", "m_score"))
    made = collected(scored.with_columns(score=nw.concat_str(*digits)))
    return made.with_columns(pl.col("last_day").cast(pl.Int32).cast(pl.Date))


def rfm_score(history: OrderHistory, customer: str, at: date | None = None) -> Figure:
    """The scores of one customer, as text such as "543".

    Args:
        history: the orders.
        customer: the customer's id.
        at: the day; by default the history's last.

    Returns:
        A code; None where they had not bought yet. `n` counts all customers.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    day = day_of(at, history.as_of)
    scores = rfm_scores(history, day)
    mine = scores.filter(pl.col("customer_id") == customer)
    if not mine.height:
        return Figure(None, CODE, n=scores.height, as_of=day, note="figure.not_bought_yet")
    return Figure(mine["score"].item(), CODE, n=scores.height, as_of=day)


def _score(column: str, classes: int, n: int) -> nw.Expr:
    rank = nw.col(column).rank("min").cast(nw.Int64)
    return (rank - 1) * classes // n + 1
