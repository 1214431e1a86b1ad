"""RFM scores as named segments, by last order day and number of orders.

Definition: docs/definitions.md, "CUSTOMER_SEGMENT": the usual grid of ten names over the scores
R and F, in which every pair has exactly one. Scores compare customers with each other: "new", the
usual name of the last beside the fewest, is untrue of somebody with a few orders over years.
"""

from dataclasses import replace
from datetime import date

import polars as pl

from xlcrm.metrics.figure import Figure
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.rfm import CLASSES, FEW, rfm_score, rfm_scores

_GRID = (
    "hibernating hibernating about_to_sleep promising recent",
    "hibernating hibernating about_to_sleep potential potential",
    "slipping slipping attention potential potential",
    "slipping slipping loyal loyal champions",
    "cannot_lose cannot_lose loyal loyal champions",
)
"""One line per F from 1, one name per R from 1."""
CELLS = tuple(tuple(names.split()) for names in _GRID)
SEGMENTS = (
    "champions",
    "loyal",
    "potential",
    "recent",
    "promising",
    "attention",
    "about_to_sleep",
    "slipping",
    "cannot_lose",
    "hibernating",
)
"""All names, the best first."""


def segment_of(score: str, customers: int) -> str:
    """The name of a score.

    Args:
        score: such as "543".
        customers: over how many the scores were made: of fewer than 25 they run to 3, and stand
            for 1, 3 and 5.
    """
    recent, often = (int(digit) for digit in score[:2])
    if customers < FEW:
        recent, often = 2 * recent - 1, 2 * often - 1
    return CELLS[min(often, CLASSES) - 1][min(recent, CLASSES) - 1]


def customer_segment(history: OrderHistory, customer: str, at: date | None = None) -> Figure:
    """The segment of one customer.

    Args:
        history: the orders.
        customer: the customer's id.
        at: the day; by default the history's last.

    Returns:
        A code of `SEGMENTS`; None where they had not bought yet. `n` counts all customers.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    figure = rfm_score(history, customer, at)
    if not isinstance(figure.value, str):
        return figure
    return replace(figure, value=segment_of(figure.value, figure.n or 0))


def segments(history: OrderHistory, at: date | None = None) -> pl.DataFrame:
    """All customers with their scores and segments: the rows of `rfm_scores` with `segment`.

    Args, order and errors are those of `rfm_scores`.
    """
    scores = rfm_scores(history, at)
    told = scores["score"].to_list()
    kinds = {score: segment_of(score, scores.height) for score in set(told)}
    named = pl.Series("segment", [kinds[score] for score in told], dtype=pl.String)
    return scores.hstack([named])


def sizes(rows: pl.DataFrame) -> pl.DataFrame:
    """How many customers and how much revenue are in each segment, the best first.

    Args:
        rows: of `segments`, all or some.

    Returns:
        One row per name of `SEGMENTS`: `segment`, `customers`, `cents` (net, of all time),
        `share` of the customers and `revenue_share` (null where there are none, or no revenue).
    """
    counts = rows.group_by("segment").agg(
        customers=pl.len().cast(pl.Int64), cents=pl.col("cents").sum()
    )
    every = pl.DataFrame({"segment": SEGMENTS})
    found = every.join(counts, on="segment", how="left", maintain_order="left")
    found = found.with_columns(pl.col("customers", "cents").fill_null(0))
    return found.with_columns(
        share=_share_of_sum("customers"), revenue_share=_share_of_sum("cents")
    )


def _share_of_sum(column: str) -> pl.Expr:
    whole = pl.col(column).sum()
    return pl.when(whole > 0).then(pl.col(column) / whole)
