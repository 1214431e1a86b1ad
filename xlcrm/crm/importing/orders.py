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
    if "customer_id" not in frame.columns:
        return (Remark("import.orders_without_customers"),)
    return (*_without_customer(frame), *_unknown(frame, frames))


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
