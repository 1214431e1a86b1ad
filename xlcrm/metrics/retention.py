"""How long customers stay: the retention curve, its half-life, and the share left after a while.

Definition: docs/definitions.md, "Retention curve".
"""

from dataclasses import replace

import numpy as np
import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics.figure import DAYS, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.survival import Curve, first_at_or_below, kaplan_meier, survived
from xlcrm.metrics.window import day_number


@remembered
def lifetimes(history: OrderHistory) -> Curve:
    """The survival curve of customers, from first order day to lapse.

    A customer who came back lives on; one for whom no lapse is in force is censored.
    """
    day = day_number(history.as_of)
    newest = history.spell_rows.filter(pl.col("next_day").is_null())
    first, until = newest["first_day"].to_numpy(), newest["until"].to_numpy()
    ended = until < day
    return kaplan_meier(np.where(ended, until + 1, day) - first, ended)


def retention_curve(history: OrderHistory, every: int | None = None) -> pl.DataFrame:
    """The share of customers who are still there so many days after their first order day.

    Args:
        history: the orders.
        every: one row every so many days; None is one per day on which the curve falls.

    Returns:
        `days` (from 0), `share`, `low`, `high` and `at_risk` (customers observed that long), up
        to the longest observed duration; no row where there is no customer.

    Raises:
        FormulaError: `every` is not positive.
    """
    if every is not None and every < 1:
        raise FormulaError("argument.not_positive", argument="every", value=every)
    curve = lifetimes(history)
    if curve.longest is None:
        days: list[int] = []
    elif every is None:
        falls = curve.times[curve.events > 0].tolist()
        days = sorted({0, *falls, curve.longest})
    else:
        days = list(range(0, curve.longest + 1, every))
    points = [(day, *curve.at(day), curve.risk_at(day)) for day in days]
    schema = {
        "days": pl.Int64,
        "share": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "at_risk": pl.Int64,
    }
    return pl.DataFrame(points, schema=schema, orient="row")


def half_life(history: OrderHistory) -> Figure:
    """After how many days half of the customers are gone.

    Returns:
        Whole days; ">412" where the curve is still above one half after the longest observed
        duration (412), and the note says so. The interval is where the curve's interval passes
        one half while anybody is left, open (None) where it does not. None where there is no
        customer, or where all came on the last day: nobody was observed yet.
    """
    curve = lifetimes(history)
    if not curve.longest:
        note = "figure.no_customers" if curve.longest is None else "figure.all_came_today"
        return Figure(None, DAYS, n=curve.n, as_of=history.as_of, note=note)
    half = first_at_or_below(curve.times, curve.share, 0.5)
    # Once all are gone the interval has no width, and tells nothing of where it passes one half.
    some = curve.share > 0
    low = first_at_or_below(curve.times[some], curve.low[some], 0.5)
    high = first_at_or_below(curve.times[some], curve.high[some], 0.5)
    figure = Figure(half, DAYS, n=curve.n, low=low, high=high, as_of=history.as_of)
    if half is not None:
        return figure
    return replace(
        figure,
        value=f">{curve.longest}",
        note="figure.above_one_half",
        note_parameters={"days": curve.longest},
    )


def survival(history: OrderHistory, days: int) -> Figure:
    """The share of customers who are still there so many days after their first order day.

    Args:
        history: the orders.
        days: 0 or more.

    Returns:
        A share with its interval; None beyond the longest observed duration.

    Raises:
        FormulaError: `days` is negative.
    """
    return survived(lifetimes(history), days, history.as_of, "figure.no_customers")
