"""How leads become customers: how many, how fast, and how many closed inquiries were won.

Definition: docs/definitions.md, "CONVERSION_RATE".
"""

from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.figure import DAYS, Figure
from xlcrm.metrics.intake import brought, day_numbers
from xlcrm.metrics.survival import ended_by, kaplan_meier
from xlcrm.metrics.tally import LABEL, rows_within
from xlcrm.metrics.wilson import share
from xlcrm.metrics.window import Window, day_number, resolve

WON, LOST = ("bought", "converted"), ("lost",)
_NO_LEADS = "figure.no_leads"


def conversion_rate(
    leads: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """The share of the leads first heard of in a window who had converted by `as_of`.

    Args:
        leads: `first_inquiry` and `converted_on` (dates; null = not converted). Leads without a
            first inquiry, or converted before it, are left out.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A share with its Wilson interval; None where there is no lead. `n` counts the leads.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: a column holds no dates.
    """
    window = resolve(start, end, as_of)
    found = _leads_within(leads, as_of, window)
    return share(found["converted"].count(), found.height, _NO_LEADS).over(window, as_of)


def converted_within(leads: IntoFrame, as_of: date, days: int) -> Figure:
    """The probability that a lead converts within so many days of the first inquiry.

    A lead that has not converted, the lost ones included, is at risk until `as_of`.

    Args:
        leads: as for `conversion_rate`.
        as_of: the last day that counts.
        days: 0 or more.

    Returns:
        A share with its interval (1 - Kaplan-Meier); None beyond the longest follow-up. `n`
        counts the leads.

    Raises:
        FormulaError: `days` is negative.
        ColumnMissingError: a column is missing.
        TableError: a column holds no dates.
    """
    rows = _leads(leads, as_of)
    last = rows["converted"].fill_null(day_number(as_of))
    durations = (last - rows["day"]).to_numpy()
    curve = kaplan_meier(durations, rows["converted"].is_not_null().to_numpy())
    return ended_by(curve, days, as_of, _NO_LEADS)


def days_to_convert(
    leads: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """The median days from first inquiry to conversion, over those who have converted.

    It says so in its note: leads that may still convert do not count, so it is too short.

    Args, window and errors are those of `conversion_rate`.

    Returns:
        Days; None where nobody has converted. `n` counts the converted.
    """
    window = resolve(start, end, as_of)
    rows = _leads_within(leads, as_of, window).drop_nulls("converted")
    if not rows.height:
        return Figure(None, DAYS, n=0, note="figure.nobody_converted").over(window, as_of)
    median = float(np.median((rows["converted"] - rows["day"]).to_numpy()))
    return Figure(median, DAYS, n=rows.height, note="figure.converted_only").over(window, as_of)


def win_rate(
    inquiries: IntoFrame, as_of: date, start: date | None = None, end: date | None = None
) -> Figure:
    """The share of a window's closed inquiries that were won; open ones do not count.

    Args:
        inquiries: `status` ("bought" and "converted" are won, "lost" is lost) and `closed_on`.
        as_of: the last day that counts.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        A share with its Wilson interval; None where none was closed. `n` counts the closed.

    Raises:
        FormulaError: the window is wrong.
        ColumnMissingError: a column is missing.
        TableError: a column holds no dates.
    """
    window = resolve(start, end, as_of)
    statuses = rows_within(inquiries, window, "status", day="closed_on")[LABEL]
    bought, gone = (int(statuses.is_in(words).sum()) for words in (WON, LOST))
    return share(bought, bought + gone, "figure.none_closed").over(window, as_of)


def _leads(leads: IntoFrame, as_of: date) -> pl.DataFrame:
    """Leads up to `as_of`: `day` of the first inquiry and of conversion (null = not by then)."""
    rows = brought(leads, "first_inquiry", "converted_on")
    last, day = day_number(as_of), day_numbers(rows["first_inquiry"]).alias("day")
    converted = day_numbers(rows["converted_on"]).alias("converted")
    # What is not known is no number here, and no number lies before or after another.
    asked, done = (one.to_numpy().astype(np.float64) for one in (day, converted))
    sound = pl.Series((asked <= last) & ~(done < asked))
    known = converted.set(converted > last, None)
    return pl.DataFrame([day.filter(sound), known.filter(sound)])


def _leads_within(leads: IntoFrame, as_of: date, window: Window) -> pl.DataFrame:
    rows = _leads(leads, as_of)
    inside = (rows["day"] >= window.first) & (rows["day"] <= window.last)
    return pl.DataFrame([column.filter(inside) for column in rows])
