"""What is worth a look in a file of orders: lines without a customer, and unknown customers."""

import polars as pl

from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.frames import Frames


def look_at_orders(frame: pl.DataFrame, frames: Frames) -> tuple[Remark, ...]:
    """Remarks on order lines that are about to be added.

    Args:
        frame: the new lines; `date`, `amount` and, where mapped, `customer_id` and `order_id`.
        frames: the workbook.
    """
    lines = _lines(frame)
    if "customer_id" not in frame.columns:
        return (*lines, Remark("import.orders_without_customers"))
    return (*lines, *_without_customer(frame), *_unknown(frame, frames))


def _lines(frame: pl.DataFrame) -> tuple[Remark, ...]:
    """A row is a line of an order: how many orders they are, where they say so."""
    if "order_id" not in frame.columns:
        return ()
    orders = frame["order_id"].drop_nulls().n_unique()
    if not orders or orders == frame.height - frame["order_id"].null_count():
        return ()
    facts = {"n": orders, "lines": frame.height - frame["order_id"].null_count()}
    return (Remark("import.lines_of_orders", facts),)


def _without_customer(frame: pl.DataFrame) -> tuple[Remark, ...]:
    number = frame["customer_id"].null_count()
    return (Remark("import.lines_without_customer", {"n": number}),) if number else ()


def _unknown(frame: pl.DataFrame, frames: Frames) -> tuple[Remark, ...]:
    """Customers that stand neither in Customers nor in Leads: buying is what converts a lead."""
    ids = frame["customer_id"].drop_nulls().unique(maintain_order=True)
    known = [*frames["Customers"]["customer_id"], *frames["Leads"]["lead_id"]]
    unknown = ids.filter(~ids.is_in([one for one in known if one is not None]))
    if unknown.is_empty():
        return ()
    examples = ", ".join(unknown.head(EXAMPLES))
    return (Remark("import.customers_unknown", {"n": len(unknown), "examples": examples}),)
