"""What became of each inquiry, and whether a customer asked."""

import polars as pl

from xlcrm.metrics.conversion import WON
from xlcrm.metrics.status import as_date
from xlcrm.udfs.context import Context


def inquiries_with_outcomes(context: Context, where: str | None) -> pl.DataFrame:
    """The inquiries that a `where` text chooses, with three columns more.

    Returns:
        The columns of Inquiries; `known`: the inquiry's customer had bought before that day;
        `bought`: the inquiry was bought by as_of, or its lead has converted on or after its day
        by as_of; `won`: the same, under the name that response tables use.

    Raises:
        FormulaError: the text is not understood, or names a column that is not there.
    """
    return context.once(f"outcomes, {where or ''}", lambda: _joined(context, where))


def _joined(context: Context, where: str | None) -> pl.DataFrame:
    rows = context.inquiries(where)
    asked = pl.col("date").cast(pl.Date)
    leads = context.frames["Leads"].lazy().select("lead_id", lead_converted="converted_on")
    leads = leads.drop_nulls("lead_id").unique("lead_id", keep="first", maintain_order=True)
    joined = rows.lazy().join(leads, on="lead_id", how="left", maintain_order="left")
    joined = joined.join(_since(context), on="customer_id", how="left", maintain_order="left")
    ended = pl.coalesce("closed_on", "converted_on")
    said = pl.col("status").is_in(WON) & ~(ended > context.as_of).fill_null(value=False)
    converted = pl.coalesce("converted_on", "lead_converted").is_between(asked, context.as_of)
    bought = (said | converted.fill_null(value=False)).fill_null(value=False)
    known = (pl.col("bought_since") < asked).fill_null(value=False)
    made = joined.with_columns(bought=bought, won=bought, known=known)
    return made.drop("lead_converted", "bought_since").collect()


def _since(context: Context) -> pl.LazyFrame:
    """The day since which each customer is known to have bought, by the orders or by the row."""
    firsts = context.whole.spell_rows.lazy().filter(pl.col("i") == 1)
    customer = pl.col("customer").cast(pl.String).alias("customer_id")
    orders = firsts.select(customer, as_date("day").alias("bought_since"))
    rows = context.frames["Customers"].lazy().select("customer_id", bought_since="customer_since")
    both = pl.concat([orders, rows.drop_nulls()])
    return both.group_by("customer_id").agg(pl.col("bought_since").min())
