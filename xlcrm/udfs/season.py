"""SEASON_TABLE: how much each month of the year lies above or below the others."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from xlcrm.language import DEFAULT
from xlcrm.metrics.seasonality import FEWEST_MONTHS, season, whole_months
from xlcrm.metrics.window import day_of
from xlcrm.udfs.choosing import choice, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table

INQUIRIES, ORDERS, REVENUE = "inquiries", "orders", "revenue"
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_COLUMNS = ("month_of_year", "season_index", "season_years", "season_least", "season_most")


def season_table(
    context: Context, what: str | None, to_date: date | None, where: str | None
) -> Table:
    """SEASON_TABLE: over everything that is known whole up to a day.

    Raises:
        FormulaError: there is no such thing to count, the day lies after as_of, or the `where`
            text is not understood.
    """
    kind = choice(what, (INQUIRIES, ORDERS, REVENUE), "SEASON_TABLE", "what", INQUIRIES)
    end = day_of(to_date, context.as_of)
    rows = _inquiries(context, where) if kind == INQUIRIES else _orders(context, where, kind)
    rows = rows.drop_nulls("day").filter(pl.col("day") <= end)
    first = rows["day"].min()
    months = whole_months(first, end) if isinstance(first, date) else range(0)
    found = season(_by_month(rows), months)
    names = _names(context)
    renamed = {name: f"season_{name}" for name in ("index", "years", "least", "most")}
    named = found.rename(renamed).iter_rows(named=True)
    made = ({**row, "month_of_year": names[row["month"]]} for row in named)
    table = listed(context, made, _COLUMNS)
    if found.height:
        return table
    parameters = {"n": len(months), "needed": FEWEST_MONTHS}
    return Table(table.headers, table.rows, "figure.too_short_for_seasons", parameters)


def _inquiries(context: Context, where: str | None) -> pl.DataFrame:
    rows = context.inquiries(where)
    return rows.select(day=pl.col("date").cast(pl.Date), value=pl.lit(1))


def _orders(context: Context, where: str | None, kind: str) -> pl.DataFrame:
    rows = context.history(where).day_rows
    day = pl.col("day").cast(pl.Int32).cast(pl.Date)
    if kind == REVENUE:
        return rows.select(day=day, value="cents")
    known = rows.filter(pl.col("ordered") & pl.col("customer").is_not_null())
    return known.select(day=day, value=pl.lit(1))


def _by_month(rows: pl.DataFrame) -> Mapping[int, float]:
    month = pl.col("day").dt.year().cast(pl.Int64) * 12 + pl.col("day").dt.month() - 1
    sums = rows.group_by(month.alias("month")).agg(pl.col("value").cast(pl.Int64).sum())
    return dict(sums.iter_rows())


def _names(context: Context) -> Mapping[int, str]:
    """The months in the workbook's language."""
    if context.settings.language == DEFAULT:
        return dict(enumerate(_ENGLISH, 1))
    # Babel is loaded for readers of other languages alone.
    from babel.dates import get_month_names

    return get_month_names("wide", "stand-alone", context.settings.language)
