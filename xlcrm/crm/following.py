"""History follows a lead into box two: inquiries, order lines, activities, touchpoints, surveys."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from xlcrm.crm.edits import Edits
from xlcrm.frames import Frames

PARTIES = {
    "Orders": "customer_id",
    "Activities": "party_id",
    "Touchpoints": "party_id",
    "Surveys": "customer_id",
}
"""The tables whose rows name a party, with the column that does."""


def follow(frames: Frames, edits: Edits, customers: Mapping[str, str]) -> dict[str, int]:
    """Gives the rows of converted leads to their customers.

    Args:
        frames: the workbook's tables.
        edits: takes the cells.
        customers: the customer of each lead, by lead id.

    Returns:
        The number of rows that follow, by table.
    """
    counts = dict[str, int]()
    # A lead may already bear the id of the customer that it became.
    renamed = [lead for lead, customer in customers.items() if customer != lead]
    for table, column in PARTIES.items():
        rows = frames[table].filter(pl.col(column).is_in(renamed))
        counts[table] = rows.height
        for row, lead in rows.select("row", column).iter_rows():
            edits.write(table, column, row, customers[lead])
    return counts


def mark_inquiries(frames: Frames, edits: Edits, customers: Mapping[str, tuple[str, date]]) -> None:
    """Writes customer and day of conversion into the inquiries of leads that convert now.

    An inquiry dated after the conversion is a repeat request: it gets the customer only.

    Args:
        frames: the workbook's tables.
        edits: takes the cells.
        customers: the customer and the day of conversion of each lead, by lead id.
    """
    rows = frames["Inquiries"].filter(pl.col("lead_id").is_in(list(customers)))
    cells = rows.select(
        "row", "lead_id", "customer_id", "converted_on", pl.col("date").cast(pl.Date)
    )
    for row, lead, customer, converted, day in cells.iter_rows():
        new, on = customers[lead]
        if customer is None:
            edits.write("Inquiries", "customer_id", row, new)
        if converted is None and customer in {None, new} and (day is None or day <= on):
            edits.fill("Inquiries", "converted_on", row, on)
