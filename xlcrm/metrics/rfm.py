"""RFM scores: how lately, how often and for how much each customer buys, against all others.

Definition: docs/definitions.md, "RFM"; after A. M. Hughes, "Strategic Database Marketing", with
equal customers scored alike.
"""

from datetime import date

import numpy as np
import polars as pl

from xlcrm.metrics.activity import Integers, activity
from xlcrm.metrics.figure import CODE, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.ledger import ledger
from xlcrm.metrics.status import newest, place_of
from xlcrm.metrics.window import FIRST_DAY, Window, day_number, day_of

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
    rows = newest(history, at)
    # Both have the customers in the order of the spells, the second those of later days, too.
    bought = activity(history).first_day <= day_number(at)
    cents = ledger(history).earned(Window(FIRST_DAY, at))[bought]
    ids = rows["customer"].cast(pl.String).alias("customer_id")
    classes = CLASSES if rows.height >= FEW else CLASSES_OF_FEW
    known = (rows["day"].to_numpy(), rows["i"].to_numpy(), cents)
    lately, often, much = scores = [_scores(column, classes) for column in known]
    digits = pl.Series("score", 100 * lately + 10 * often + much).cast(pl.String)
    named = zip(("r_score", "f_score", "m_score"), scores, strict=True)
    columns = [
        ids,
        rows["day"].cast(pl.Int32).cast(pl.Date).alias("last_day"),
        rows["i"].alias("orders"),
        pl.Series("cents", cents),
        *(pl.Series(name, column) for name, column in named),
        digits,
    ]
    return pl.DataFrame(columns)[ids.arg_sort()]


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


def _scores(values: Integers, classes: int) -> Integers:
    """By value: how many lie below it, as one of so many classes."""
    below = np.searchsorted(np.sort(values), values)
    return below.astype(np.int64) * classes // max(values.size, 1) + 1
