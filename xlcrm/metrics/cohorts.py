"""The cohort triangle: of those who first bought in a month, how many bought in each month after.

Definition: docs/definitions.md, "Cohort triangle".
"""

from datetime import date

import numpy as np
import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.window import complete_month, month_number

_MOST_MONTHS = 1_000_000
"""More than there are from the year 0 on: two month numbers make one number, and back."""


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
    first = 0 if start is None else month_number(start)
    final = complete_month(history.as_of) + 1 if end is None else month_number(end)
    counts = {key: n for key, n in _buyers(history).items() if first <= key[0] <= final}
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


def _buyers(history: OrderHistory) -> dict[tuple[int, int], int]:
    """How many customers bought by cohort and month, both as month numbers."""
    rows = history.spell_rows
    months, number = rows["month"].to_numpy(), rows["i"].to_numpy()
    # Each customer's order days follow one another, the first one first.
    cohort = months[np.arange(months.size) - (number - 1)]
    again = (number > 1) & (months == np.append(0, months)[: months.size])
    pairs = (cohort * _MOST_MONTHS + months)[~again]
    found, times = np.unique(pairs, return_counts=True)
    keys = (divmod(pair, _MOST_MONTHS) for pair in found.tolist())
    return dict(zip(keys, times.tolist(), strict=True))
