"""How leads move on, by any of their attributes: how many convert, how fast, how many are open.

Definition: docs/definitions.md, "FUNNEL_TABLE".
"""

from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from xlcrm.metrics.groups import Groups, holds, medians
from xlcrm.metrics.intake import day_numbers
from xlcrm.metrics.survival import kaplan_meier
from xlcrm.metrics.tally import LABEL, ordered, rows_within, with_shares
from xlcrm.metrics.window import day_number, resolve

WITHIN_DAYS = (30, 90, 365)
"""The days within which conversion is shown."""


def funnel(
    leads: IntoFrame,
    by: str | None,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """The leads first heard of in a window, and what became of them by `as_of`.

    Args:
        leads: `first_inquiry`, `converted_on` (null = not converted), `open` (whether the lead
            is open at `as_of`) and the attribute. Leads converted before their first inquiry are
            left out.
        by: the attribute's column; None counts all together.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        `label` (null = not known, first), `n`, `open`, `converted`, `closed` (neither), `share`
        converted with `low` and `high` (Wilson), `within_30`, `within_90`, `within_365`
        (1 - Kaplan-Meier; null beyond the longest follow-up), `days` (the median of those who
        have converted): the most first, days in their order.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: a column of dates holds none.
    """
    window = resolve(start, end, as_of)
    rows = rows_within(leads, window, by, "converted_on", "open", day="first_inquiry")
    last, day = day_number(as_of), rows["day"].to_numpy()
    # Not converted is no number here, and no number is before another.
    done = day_numbers(rows["converted_on"]).to_numpy().astype(np.float64)
    kept = ~(done < day)
    converted = done[kept] <= last
    waited = np.where(converted, done[kept], last).astype(np.int64) - day[kept]
    still = holds(rows["open"], (True,))[kept] & ~converted
    groups = Groups.of(rows[LABEL].filter(pl.Series(kept)))
    speeds = [_within(waited[places], converted[places]) for places in groups.apart()]
    counts = [
        groups.labels,
        groups.count("n"),
        groups.count("open", still),
        groups.count("converted", converted),
        groups.count("closed", ~still & ~converted),
        *(
            pl.Series(f"within_{days}", [speed[i] for speed in speeds], dtype=pl.Float64)
            for i, days in enumerate(WITHIN_DAYS)
        ),
        medians("days", groups.apart(converted), waited.astype(np.float64)),
    ]
    found = with_shares(ordered(pl.DataFrame(counts)), "converted", "n")
    within = [f"within_{days}" for days in WITHIN_DAYS]
    columns = (LABEL, "n", "open", "converted", "closed", "share", "low", "high", *within, "days")
    return found[list(columns)]


def _within(waited: NDArray[np.int64], ended: NDArray[np.bool_]) -> list[float | None]:
    curve = kaplan_meier(waited, ended)
    longest = curve.longest or 0
    return [1 - curve.at(days)[0] if days <= longest else None for days in WITHIN_DAYS]
