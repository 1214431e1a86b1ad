"""Worksheet functions on what else customers could buy."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from xlcrm.metrics.cross_sell import BASKETS, CUSTOMERS, next_labels
from xlcrm.metrics.cross_sell import cross_sell as pairs
from xlcrm.udfs.choosing import choice, chosen
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
    return _shown(context, pairs(context.history(where), by, held, from_date, to_date), _PAIRS)


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
    frame = frame if top is None else frame.head(top)
    names = context.customer_names(frame["customer_id"]) if "customer" in columns else {}
    called = pl.col("customer_id").replace_strict(names, default="", return_dtype=pl.String)
    return _shown(context, frame.with_columns(called.alias("customer")), columns)


def _shown(context: Context, frame: pl.DataFrame, columns: Sequence[str]) -> Table:
    """Some columns as a table; a signal says which way it points.

    Bought together more often than by chance, less often, or no signal.
    """
    no, more, less = (pl.lit(context.label(f"signal_{one}")) for one in ("no", "more", "less"))
    signal = pl.when(~pl.col("signal")).then(no).when(pl.col("lift") > 1).then(more).otherwise(less)
    shown = frame.with_columns(signal.alias("signal")).rename({"share": "also_share"})
    cells = (shown[name].to_list() for name in columns)
    return Table([context.label(name) for name in columns], list(zip(*cells, strict=True)))
