"""How much a month of the year lies above or below the others.

Definition: docs/definitions.md, "SEASON_TABLE"; the ratio-to-moving-average method of F. R.
Macaulay, "The Smoothing of Time Series", NBER 1931.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean

import polars as pl

from xlcrm.metrics.window import complete_month, month_number

YEAR = 12
FEWEST_MONTHS = 2 * YEAR
_HALF = YEAR // 2
_FIRST_WEEK = 7
SCHEMA = {
    "month": pl.Int64(),
    "index": pl.Float64(),
    "years": pl.Int64(),
    "least": pl.Float64(),
    "most": pl.Float64(),
}


def whole_months(first: date, end: date) -> range:
    """The numbers of the months that are known whole.

    Args:
        first: the first day of which anything is known; its month counts from the first week on.
        end: the last day that counts.
    """
    begun = month_number(first) + (first.day > _FIRST_WEEK)
    return range(begun, complete_month(end) + 1)


def season(totals: Mapping[int, float], months: range) -> pl.DataFrame:
    """The index of each month of the year.

    Args:
        totals: by month number; a month without any is 0.
        months: the numbers of the months that are known whole, without a gap.

    Returns:
        One row per month of the year: `month` (1-12), `index` (1 = as an even year; the mean
        ratio to the centred mean of 12 months, scaled so that the twelve average to 1; null where
        no ratio is known), `years` (how many ratios), `least` and `most` (the ends of the ratios,
        scaled alike). No rows under 24 months, or where a ratio is missing for some month.
    """
    values = [float(totals.get(month, 0)) for month in months]
    ratios: dict[int, list[float]] = {number: [] for number in range(YEAR)}
    for place in range(_HALF, len(values) - _HALF):
        level = _centred(values, place)
        if level > 0:
            ratios[months[place] % YEAR].append(values[place] / level)
    if len(values) < FEWEST_MONTHS or not all(ratios.values()):
        return pl.DataFrame(schema=SCHEMA)
    usual = fmean(fmean(found) for found in ratios.values())
    if not usual:
        return pl.DataFrame(schema=SCHEMA)
    rows = [
        (number + 1, fmean(found) / usual, len(found), min(found) / usual, max(found) / usual)
        for number, found in ratios.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _centred(values: Sequence[float], place: int) -> float:
    """The mean of the 12 months around a month, the outermost two counted by half."""
    inner = values[place - _HALF + 1 : place + _HALF]
    outer = values[place - _HALF] + values[place + _HALF]
    return (sum(inner) + outer / 2) / YEAR
