"""Whether a book's orders end too long ago for figures as of a day.

Definition: docs/definitions.md, last line: older than two limits.
"""

from datetime import date

import polars as pl

from xlcrm.udfs.context import Context

_LIMITS = 2


def newest_order(context: Context) -> date | None:
    """The newest order day up to the as-of date: a day with a line that is no return.

    Args:
        context: the workbook's frames and the day.

    Returns:
        The day; None where there is no order.
    """
    sold = (pl.col("date") <= context.as_of) & (pl.col("amount") >= 0)
    days = context.frames["Orders"].filter(sold)["date"]
    newest = days.max()
    return newest if isinstance(newest, date) else None


def lapse_limit(context: Context) -> float:
    """The days after which a customer of the pooled cadence counts as lapsed."""
    settings = context.settings
    return max(settings.lapse_k * context.whole.prior_days, settings.lapse_floor_days)


def staleness(context: Context) -> date | None:
    """The day to propose as as-of date, where the newest order is older than two limits.

    Args:
        context: the workbook's frames and the day.

    Returns:
        The newest order day; None where the orders are fresh enough, or there is none.
    """
    newest = newest_order(context)
    if newest is None or (context.as_of - newest).days <= _LIMITS * lapse_limit(context):
        return None
    return newest
