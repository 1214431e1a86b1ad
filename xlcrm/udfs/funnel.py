"""FUNNEL_TABLE: what became of leads, by any of their attributes."""

from datetime import date

import polars as pl

from xlcrm.frames import ROW
from xlcrm.metrics.funnel import WITHIN_DAYS, funnel
from xlcrm.queries import run
from xlcrm.udfs.choosing import counted
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import labelled
from xlcrm.udfs.evaluate import Table

_COLUMNS = {
    "n": "leads",
    "open": "open",
    "converted": "converted",
    "closed": "closed",
    "share": "conversion",
    "low": "low",
    "high": "high",
    **{f"within_{days}": f"within_{days}" for days in WITHIN_DAYS},
    "days": "median_days",
}
_DEFAULT = "month"


def funnel_table(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """FUNNEL_TABLE: by month of the first inquiry, or by a column of Leads or of that inquiry.

    Raises:
        FormulaError: the window is wrong, or there is no such column.
    """
    wanted = rows or _DEFAULT
    leads = context.once(f"funnel, {where or ''}", lambda: _leads(context, where))
    tables = ("Leads", "Inquiries")
    frame, by = labelled(context, leads, wanted, day="first_inquiry", tables=tables)
    window = (context.as_of, from_date, to_date)
    found = funnel(frame, by, *window)
    first = rows or context.label(_DEFAULT)
    return counted(context, first, found, _COLUMNS, funnel(frame, None, *window))


def _leads(context: Context, where: str | None) -> pl.DataFrame:
    """Leads with what their first inquiry says, whether they are open, and the status that stands.

    An open lead's status is what is dated last, not what its row was last told.
    """
    leads = _with_first_inquiry(context, context.leads(where))
    now = context.open_leads(context.as_of).lazy().select(ROW, "status", open=pl.lit(value=True))
    found = leads.join(now, on=ROW, how="left", maintain_order="left", suffix=":now")
    known = pl.col("open").is_not_null()
    status = pl.when(known).then("status:now").otherwise("status")
    return run(found.with_columns(known.alias("open"), status=status).drop("status:now"))


def _with_first_inquiry(context: Context, leads: pl.DataFrame) -> pl.LazyFrame:
    """Leads with the columns of their first inquiry that leads do not have, such as channel."""
    asked = context.frames["Inquiries"]
    added = [name for name in asked.columns if name not in leads.columns and name != "date"]
    first = asked.lazy().drop_nulls(["lead_id", "date"]).sort("date", ROW)
    first = first.unique("lead_id", keep="first", maintain_order=True).select("lead_id", *added)
    return leads.lazy().join(first, on="lead_id", how="left", maintain_order="left")
