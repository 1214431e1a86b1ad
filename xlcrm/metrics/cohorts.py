"""The cohort triangle: of those who first bought in a month, how many bought in each month after.

Definition: docs/definitions.md, "Cohort triangle".
"""

from datetime import date

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.window import complete_month, month_number


def cohort_table(
    history: OrderHistory, start: date | None = None, end: date | None = None
) -> pl.DataFrame:
    """The triangle.

    Args:
        history: the orders.
        start: the first cohort's month holds this day; by default the first month of all.
        end: the last cohort's month holds this day; by default the last month of all.

    Returns:
        One row per month in which anybody bought for the first time: `cohort` (its first day),
        `size` (customers), then "0", "1", ...: the share of them with an order day so many
        months later; null where that month is not complete by the history's `as_of`.

    Raises:
        FormulaError: `start` lies after `end`.
    """
    if start is not None and end is not None and start > end:
        raise FormulaError("window.starts_after_end", start=start, end=end)
    buyers = _buyers(history)
    if start is not None:
        buyers = buyers.filter(pl.col("cohort") >= month_number(start))
    if end is not None:
        buyers = buyers.filter(pl.col("cohort") <= month_number(end))
    counts = {(cohort, month): n for cohort, month, n in buyers.iter_rows()}
    cohorts = sorted({cohort for cohort, _ in counts})
    last = complete_month(history.as_of)
    ages = range(last - cohorts[0] + 1) if cohorts else range(0)
    shares = {
        str(age): [
            counts.get((cohort, cohort + age), 0) / counts[cohort, cohort]
            if cohort + age <= last
            else None
            for cohort in cohorts
        ]
        for age in ages
    }
    firsts = [date(cohort // 12, cohort % 12 + 1, 1) for cohort in cohorts]
    sizes = [counts[cohort, cohort] for cohort in cohorts]
    return pl.DataFrame(
        {"cohort": firsts, "size": sizes, **shares},
        schema={"cohort": pl.Date, "size": pl.Int64, **dict.fromkeys(shares, pl.Float64)},
    )


def _buyers(history: OrderHistory) -> pl.DataFrame:
    """Counts of customers by `cohort` and `month`, both as month numbers."""
    months = history.spell_rows.lazy().select("customer", "month").unique()
    aged = months.with_columns(cohort=pl.col("month").min().over("customer"))
    return aged.group_by("cohort", "month").agg(n=pl.len()).collect()
