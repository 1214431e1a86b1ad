"""Worksheet functions on what else customers could buy."""

from datetime import date
from typing import Any

from xlcrm.metrics.cross_sell import BASKETS, CUSTOMERS, next_labels
from xlcrm.metrics.cross_sell import cross_sell as pairs
from xlcrm.udfs.choosing import choice, chosen, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import principle_of_lines
from xlcrm.udfs.evaluate import Table

_CATEGORY = "category"
_PAIRS = (
    "bought",
    "also",
    "together",
    "n_bought",
    "n_also",
    "baskets",
    "also_share",
    "low",
    "high",
    "lift",
    "signal",
)
_NEXT = (
    "customer_id",
    "customer",
    "bought",
    "also",
    "also_share",
    "low",
    "high",
    "lift",
    "signal",
    "together",
    "n_bought",
)


def cross_sell(
    context: Context,
    rows: str | None,
    basket: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """CROSS_SELL: pairs of categories, or of labels of another column of Orders.

    Raises:
        FormulaError: the window, the column or the basket is wrong.
    """
    by = principle_of_lines(context, rows or _CATEGORY)
    held = choice(basket, list(BASKETS), "CROSS_SELL", "basket", CUSTOMERS)
    frame = pairs(context.history(where), by, held, from_date, to_date)
    found = frame.rename({"share": "also_share"}).iter_rows(named=True)
    return listed(context, ({**row, "signal": _said(context, row)} for row in found), _PAIRS)


def next_category(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
    top: int | None,
    fields: str | None,
) -> Table:
    """NEXT_CATEGORY: whom to offer what.

    Raises:
        FormulaError: the window or the column is wrong; one of the fields is none of the
            table's.
    """
    columns = chosen(fields, _NEXT, "NEXT_CATEGORY")
    by = principle_of_lines(context, rows or _CATEGORY)
    frame = next_labels(context.history(where), by, from_date, to_date)
    frame = (frame if top is None else frame.head(top)).rename({"share": "also_share"})
    names = context.customer_names(frame["customer_id"])
    found = (
        {**row, "customer": names.get(row["customer_id"], ""), "signal": _said(context, row)}
        for row in frame.iter_rows(named=True)
    )
    return listed(context, found, columns)


def _said(context: Context, row: dict[str, Any]) -> str:
    """Which way a signal points: bought together more or less often than by chance."""
    if not row["signal"]:
        return context.label("signal_no")
    return context.label("signal_more" if row["lift"] > 1 else "signal_less")
