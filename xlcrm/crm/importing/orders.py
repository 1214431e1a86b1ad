"""What is worth a look in a file of orders: unknown customers, lines that are there already."""

import polars as pl

from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.crm.importing.standing import count_standing
from xlcrm.frames import Frames

_CENTS = 100
_LINE_KEY = ("date", "customer_id", "cents")


def look_at_orders(frame: pl.DataFrame, frames: Frames) -> tuple[Remark, ...]:
    """Remarks on order lines that are about to be added.

    Args:
        frame: the new lines; `date`, `amount` and, where mapped, `customer_id` and `order_id`.
        frames: the workbook.
    """
    if "customer_id" not in frame.columns:
        return (Remark("import.orders_without_customers"),)
    return (*_without_customer(frame), *_unknown(frame, frames), *_standing(frame, frames))


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


def _standing(frame: pl.DataFrame, frames: Frames) -> tuple[Remark, ...]:
    """Lines that the table has already, counted as often as it has them."""
    by = [*_LINE_KEY, "order_id"] if "order_id" in frame.columns else list(_LINE_KEY)
    frame = frame.with_columns(pl.col("customer_id").replace(_converted(frames)))
    cents = (pl.col("amount") * _CENTS).round().alias("cents")
    number = count_standing(frame.with_columns(cents), frames["Orders"].with_columns(cents), by)
    if not number:
        return ()
    code = "import.lines_all_there" if number == frame.height else "import.lines_there"
    return (Remark(code, {"n": number, "of": frame.height}),)


def _converted(frames: Frames) -> dict[str, str]:
    """The customer that each converted lead became: the table's lines carry that id by now."""
    leads = frames["Leads"].select("lead_id", "customer_id").drop_nulls()
    return dict(leads.iter_rows())
