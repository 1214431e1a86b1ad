"""RFM scores: how lately, how often and for how much each customer buys, against all others.

Definition: docs/definitions.md, "RFM"; after A. M. Hughes, "Strategic Database Marketing", with
equal customers scored alike.
"""

from datetime import date

import polars as pl

from xlcrm.metrics.figure import CODE, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.revenue import by_buyer
from xlcrm.metrics.status import as_date, newest, place_of
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
    worth = by_buyer(history, Window(FIRST_DAY, at))
    rows = newest(history, at).select("customer", as_date("day").alias("last_day"), orders="i")
    found = rows.join(worth, on="customer", how="inner").select(
        pl.col("customer").cast(pl.String).alias("customer_id"), "last_day", "orders", "cents"
    )
    classes = CLASSES if found.height >= FEW else CLASSES_OF_FEW
    scored = found.sort("customer_id").with_columns(
        _score("last_day", classes, found.height).alias("r_score"),
        _score("orders", classes, found.height).alias("f_score"),
        _score("cents", classes, found.height).alias("m_score"),
    )
    digits = (pl.col(name).cast(pl.String) for name in ("r_score", "f_score", "m_score"))
    return scored.with_columns(score=pl.concat_str(*digits))


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
    place = place_of(scores["customer_id"], customer)
    if place is None:
        return Figure(None, CODE, n=scores.height, as_of=day, note="figure.not_bought_yet")
    return Figure(scores["score"][place], CODE, n=scores.height, as_of=day)


def _score(column: str, classes: int, n: int) -> pl.Expr:
    rank = pl.col(column).rank("min").cast(pl.Int64)
    return (rank - 1) * classes // n + 1
