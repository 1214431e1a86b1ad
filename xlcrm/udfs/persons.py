"""One person under two ids: a lead that became a customer is that customer."""

from collections.abc import Mapping

import polars as pl

from xlcrm.udfs.context import Context


def became(context: Context) -> Mapping[str, str]:
    """The customer's id of each lead that had become one by the day, by the lead's id."""
    return context.once("customers by lead", lambda: _became(context))


def as_customer(context: Context, column: str) -> pl.Expr:
    """A column of party ids: leads that became customers by the customer's id, others as it is."""
    known = became(context)
    return pl.col(column).replace(known) if known else pl.col(column)


def _became(context: Context) -> dict[str, str]:
    leads = context.frames["Leads"].select("lead_id", "customer_id").drop_nulls()
    ids = leads.unique("lead_id", keep="first", maintain_order=True)
    return dict(ids.iter_rows())
