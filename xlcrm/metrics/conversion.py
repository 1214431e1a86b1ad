"""How leads become customers: how many, how fast, and how many closed inquiries were won.

Definition: docs/definitions.md, "CONVERSION_RATE".
"""

from datetime import date

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame

from xlcrm.metrics.figure import DAYS, Figure
from xlcrm.metrics.intake import Frame, collected, taken, with_days
from xlcrm.metrics.revenue import within
from xlcrm.metrics.survival import ended_by, kaplan_meier
from xlcrm.metrics.wilson import share
from xlcrm.metrics.window import day_number, resolve

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
    converted = (~nw.col("converted").is_null()).cast(nw.Int64)
    found = within(_leads(leads, as_of), window)
    won, n = collected(found.select(won=converted.sum(), n=nw.len())).row(0)
    return share(won or 0, n, _NO_LEADS).over(window, as_of)


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
    rows = collected(_leads(leads, as_of))
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
    rows = collected(within(_leads(leads, as_of), window)).drop_nulls("converted")
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
    frame = taken(inquiries, "status", "closed_on")
    closed = with_days(frame.select("status", "closed_on"), day="closed_on")
    won, lost = (nw.col("status").is_in(words).cast(nw.Int64) for words in (WON, LOST))
    counts = within(closed, window).select(won=won.sum(), lost=lost.sum())
    bought, gone = (count or 0 for count in collected(counts).row(0))
    return share(bought, bought + gone, "figure.none_closed").over(window, as_of)


def _leads(leads: IntoFrame, as_of: date) -> Frame:
    """Leads up to `as_of`: `day` of the first inquiry and of conversion (null = not by then)."""
    frame = taken(leads, "first_inquiry", "converted_on")
    last = day_number(as_of)
    dates = frame.select("first_inquiry", "converted_on")
    rows = with_days(dates, day="first_inquiry", converted="converted_on")
    sound = nw.col("converted").is_null() | (nw.col("converted") >= nw.col("day"))
    known = nw.when(nw.col("converted") <= last).then(nw.col("converted"))
    return rows.filter((nw.col("day") <= last) & sound).with_columns(converted=known)
