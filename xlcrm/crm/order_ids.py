"""Order ids that commands give: O-0001 for the lines of one order."""

from collections.abc import Iterator

import polars as pl

from xlcrm.crm.edits import Edits
from xlcrm.crm.ids import new_ids
from xlcrm.frames import ROW, Frames
from xlcrm.patches import AppendRows

TABLE, FIELD = "Orders", "order_id"

MOST = 10_000
"""So many lines at once get an id of their own accord: History notes each filled cell."""


def fill_order_ids(frames: Frames, edits: Edits) -> int:
    """Gives an order id to the lines of Orders that have none.

    Lines of one customer on one day, filled together, are one order; a line without a day or a
    customer is one by itself. A table without the column is left as it is, and so is one with
    more than `MOST` such lines: they came from elsewhere, and no figure needs the id.

    Args:
        frames: the workbook's tables.
        edits: takes the cells that are filled.

    Returns:
        How many lines got an id.
    """
    if not frames.header(TABLE, FIELD):
        return 0
    lines = frames[TABLE]
    says = pl.any_horizontal(pl.col(name).is_not_null() for name in ("date", "customer_id"))
    blank = lines.filter(pl.col(FIELD).is_null() & (says | pl.col("amount").is_not_null()))
    if blank.height > MOST:
        return 0
    filled = 0
    for row, given in zip(blank[ROW], order_ids(blank, new_ids(frames, TABLE)), strict=True):
        filled += edits.fill(TABLE, FIELD, row, given)
    return filled


def with_order_ids(frames: Frames, patch: AppendRows) -> AppendRows:
    """New lines of Orders, those without an order id with one; other rows as they are.

    As in `fill_order_ids`, lines of one customer on one day are one order, and a table without
    the column is left without; History notes such rows together, so that any number gets one.

    Args:
        frames: the workbook's tables.
        patch: rows that are to be appended.
    """
    header = frames.header(TABLE, FIELD) if patch.table == TABLE else ""
    if not header:
        return patch
    named = {name: frames.header(TABLE, name) for name in ("date", "customer_id")}
    cells = {name: patch.columns[one] for name, one in named.items() if one in patch.columns}
    held = [*patch.columns.get(header, [None] * patch.height)]
    lines = pl.DataFrame({ROW: range(patch.height), **cells}, strict=False)
    blank = lines.filter(pl.Series([one is None for one in held], dtype=pl.Boolean))
    taken = set(held)
    fresh = (one for one in new_ids(frames, TABLE) if one not in taken)
    for row, given in zip(blank[ROW], order_ids(blank, fresh), strict=True):
        held[row] = given
    return AppendRows(TABLE, {**patch.columns, header: held})


def order_ids(lines: pl.DataFrame, fresh: Iterator[str]) -> pl.Series:
    """An id for each line, the same for lines of one day and customer.

    Args:
        lines: with `date`, and `customer_id` where it is known.
        fresh: where new ids come from.

    Returns:
        One text per line, in the order of the lines.
    """
    number = pl.int_range(pl.len()).alias("number")
    if "customer_id" not in lines.columns:
        orders = lines.select(number)["number"]
    else:
        whose = [pl.col("date").cast(pl.Date), pl.col("customer_id")]
        first = pl.col("number").first().over("date", "customer_id")
        known = pl.all_horizontal(pl.col("date", "customer_id").is_not_null())
        chosen = pl.when(known).then(first).otherwise("number")
        orders = lines.select(*whose, number).select(chosen.alias("number"))["number"]
    ids = {order: next(fresh) for order in orders.unique(maintain_order=True)}
    return orders.replace_strict(ids, return_dtype=pl.String)
