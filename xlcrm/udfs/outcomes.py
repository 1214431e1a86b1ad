"""What became of each inquiry, and whether a customer asked."""

from collections.abc import Mapping

import polars as pl

from xlcrm.metrics.activity import activity
from xlcrm.metrics.conversion import WON
from xlcrm.metrics.intake import day_numbers
from xlcrm.metrics.window import day_number
from xlcrm.udfs.context import Context

_Day = int | None


def inquiries_with_outcomes(context: Context, where: str | None) -> pl.DataFrame:
    """The inquiries that a `where` text chooses, with three columns more.

    Returns:
        The columns of Inquiries; `known`: the inquiry's customer had bought before that day;
        `bought`: the inquiry was bought by as_of, or its lead has converted on or after its day
        by as_of; `won`: the same, under the name that response tables use.

    Raises:
        FormulaError: the text is not understood, or names a column that is not there.
    """
    return context.once(f"outcomes, {where or ''}", lambda: _told(context, where))


def _told(context: Context, where: str | None) -> pl.DataFrame:
    rows, last = context.inquiries(where), day_number(context.as_of)
    since = context.once("who has bought since when", lambda: _since(context))
    became = _conversions(context)
    leads, customers, status = (rows[n].to_list() for n in ("lead_id", "customer_id", "status"))
    asked, closed, converted = (_days(rows, n) for n in ("date", "closed_on", "converted_on"))
    won = []
    for word, lead, day, over, own in zip(status, leads, asked, closed, converted, strict=True):
        ended = own if over is None else over
        said = word in WON and not (ended is not None and ended > last)
        became_on = own if own is not None else became.get(lead)
        later = day is not None and became_on is not None and day <= became_on <= last
        won.append(said or later)
    first = (since.get(customer) for customer in customers)
    known = [
        day is not None and bought is not None and bought < day
        for day, bought in zip(asked, first, strict=True)
    ]
    bought = pl.Series("bought", won, dtype=pl.Boolean)
    return rows.with_columns(bought, bought.alias("won"), pl.Series("known", known, pl.Boolean))


def _conversions(context: Context) -> Mapping[str | None, _Day]:
    """The day on which each lead converted, by id; of several rows with one id the first counts."""
    leads = context.frames["Leads"]
    pairs = zip(leads["lead_id"].to_list(), _days(leads, "converted_on"), strict=True)
    return {lead: day for lead, day in reversed([*pairs]) if lead is not None}


def _since(context: Context) -> Mapping[str | None, int]:
    """The day since which each customer is known to have bought, by the orders or by the row."""
    buyers, rows = activity(context.whole), context.frames["Customers"]
    ids = buyers.customers.cast(pl.String).to_list()
    found: dict[str | None, int] = dict(zip(ids, buyers.first_day.tolist(), strict=True))
    known = zip(rows["customer_id"].to_list(), _days(rows, "customer_since"), strict=True)
    for customer, day in known:
        if day is not None:
            found[customer] = min(day, found.get(customer, day))
    found.pop(None, None)
    return found


def _days(rows: pl.DataFrame, name: str) -> list[_Day]:
    return day_numbers(rows[name]).to_list()
