"""How many of the customers will still be there in years to come.

Definition: docs/definitions.md, "Projection".
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics import shifted_beta_geometric as model
from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.likelihood import Fit
from xlcrm.metrics.retention import lifetimes
from xlcrm.metrics.window import day_number

MONTH = "month"
PERIODS = {MONTH: 365.25 / 12, "year": 365.25}
"""The length of a period in days."""
FEWEST, FEWEST_LOST = 30, 10


@dataclass(frozen=True)
class Projection:
    """The projected curve, or why there is none.

    Attributes:
        rows: `period` (from 0), `observed` (the retention curve; null beyond the longest
            observation), `share` with `low` and `high` (shifted-beta-geometric) and `geometric`
            (one constant rate, that meets the observed curve where it ends).
        n: how many customers it rests on.
        note: why there are no rows; "" where there are.
    """

    rows: pl.DataFrame
    n: int
    note: str = ""


@dataclass(frozen=True)
class _Model:
    """A fit, or why there is none."""

    fit: Fit | None
    n: int
    note: str = ""
    lost: int = 0

    @property
    def named(self) -> dict[str, int]:
        """What there is, and what is needed."""
        needed = {"needed": FEWEST, "needed_lost": FEWEST_LOST}
        return {"n": self.n, "lost": self.lost, **needed}


@remembered
def projection(history: OrderHistory, period: str = MONTH, periods: int = 36) -> Projection:
    """Projects the retention curve.

    Lifetimes are those of the retention curve, in whole periods of each customer's own: who left
    in their third month lived through two.

    Args:
        history: the orders.
        period: "month" or "year".
        periods: how far.

    Raises:
        FormulaError: the period is none, or `periods` is not positive.
    """
    if period not in PERIODS:
        raise FormulaError("segment.unknown_value", value=period, known=", ".join(PERIODS))
    if periods < 1:
        raise FormulaError("argument.not_positive", argument="periods", value=periods)
    made = _model(history, period)
    end = _end(history, PERIODS[period])
    if made.fit is None or end is None:
        return Projection(_frame([]), made.n, made.note or "figure.fit_degenerates")
    curve = lifetimes(history)
    rows: list[tuple[float | None, ...]] = []
    for age in range(periods + 1):
        days = round(age * PERIODS[period])
        seen = curve.at(days)[0] if days <= (curve.longest or 0) else None
        found = made.fit.estimate(partial(_survival, age))
        share, low, high = found if found is not None else (None, None, None)
        top = None if high is None else min(1.0, high)
        rows.append((age, seen, share, low, top, model.geometric(*end, age)))
    return Projection(_frame(rows), made.n)


def projected_share(history: OrderHistory, days: int) -> Figure:
    """The share of customers who will still be there so many days after their first order day.

    By the model on monthly periods, also beyond the longest observation.

    Args:
        history: the orders.
        days: 0 or more.

    Returns:
        A share with its interval; None, with the reason, where there is no fit. `n` counts the
        customers.

    Raises:
        FormulaError: `days` is negative.
    """
    if days < 0:
        raise FormulaError("argument.negative", argument="days", value=days)
    made = _model(history, MONTH)
    found = made.fit and made.fit.estimate(partial(_survival, days / PERIODS[MONTH]))
    if not found:
        note = made.note or "figure.no_estimate"
        blank = Figure(None, SHARE, n=made.n, as_of=history.as_of, note=note)
        return replace(blank, note_parameters=made.named)
    share, low, high = found
    return Figure(share, SHARE, n=made.n, low=low, high=min(1.0, high), as_of=history.as_of)


@remembered
def _model(history: OrderHistory, period: str) -> _Model:
    lost, censored = _counts(history, PERIODS[period])
    n = sum(lost) + sum(censored)
    if n < FEWEST or sum(lost) < FEWEST_LOST:
        return _Model(None, n, "figure.too_few_lost", sum(lost))
    fit = model.fit(lost, censored)
    return _Model(fit, n, "" if fit else "figure.fit_degenerates")


def _end(history: OrderHistory, length: float) -> tuple[float, int] | None:
    """The last point of the observed curve that rests on enough customers, and its period."""
    curve = lifetimes(history)
    for period in range(int((curve.longest or 0) / length), 0, -1):
        days = round(period * length)
        share = curve.at(days)[0]
        if curve.risk_at(days) >= FEWEST_LOST and 0 < share < 1:
            return share, period
    return None


def _survival(age: float, parameters: model.Floats) -> float:
    return model.survival(parameters, age)


def _frame(rows: list[tuple[float | None, ...]]) -> pl.DataFrame:
    shares = dict.fromkeys(("observed", "share", "low", "high", "geometric"), pl.Float64)
    return pl.DataFrame(rows, schema={"period": pl.Int64, **shares}, orient="row")


def _counts(history: OrderHistory, length: float) -> tuple[list[int], list[int]]:
    """How many left in each period of their own, and how many are observed for so many whole."""
    day = day_number(history.as_of)
    newest = history.spell_rows.filter(pl.col("next_day").is_null())
    first, until = newest["first_day"].to_numpy(), newest["until"].to_numpy()
    ended = until < day
    whole = np.floor((np.where(ended, until + 1, day) - first) / length).astype(np.int64)
    most = int(whole.max(initial=0)) + 1
    lost = np.bincount(whole[ended], minlength=most)
    censored = np.bincount(whole[~ended], minlength=most)
    return lost.tolist(), censored.tolist()
