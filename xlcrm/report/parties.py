"""Who a row is about: what to call a customer or a lead, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from xlcrm.report.waiting import called
from xlcrm.udfs.context import Context

_KEYS = {"Leads": "lead_id", "Customers": "customer_id"}


@dataclass(frozen=True)
class Party:
    """A customer or a lead.

    Attributes:
        who: the company and the person, else how to reach them, else the id.
        table: "Customers" or "Leads"; "" where nobody with that id is known.
        row: the sheet row there.
    """

    who: str
    table: str = ""
    row: int = 0


def parties(context: Context, ids: Iterable[str | None]) -> dict[str, Party]:
    """The parties with some ids; who is both a lead and a customer is the customer.

    Args:
        context: the workbook's frames and the day.
        ids: of customers or leads; blank ones are passed over.
    """
    wanted = sorted({one for one in ids if one})
    found = {one: Party(one) for one in wanted}
    for table, key in _KEYS.items():
        frame = context.frames[table]
        for row in frame.filter(pl.col(key).is_in(wanted)).iter_rows(named=True):
            found[row[key]] = Party(called(row) or row[key], table, row["row"])
    return found
