"""Which leads have bought, by what, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from xlcrm.frames import Frames
from xlcrm.standing.log import known_by


class Reason(StrEnum):
    """Why a lead is converted."""

    ORDERS = "orders"
    INQUIRY = "inquiry"
    STATUS = "status"
    PICKED = "picked"


@dataclass(frozen=True)
class Evidence:
    """What says that somebody bought.

    Attributes:
        ordered: the first order day of each id in Orders; None where no line has a date.
        bought: the first day on which an inquiry of a lead was closed as bought; None where no
            such inquiry says when. Only leads with such an inquiry are in it.
        asked: the first inquiry's day of each lead, None where no inquiry has one.
        customers: the customers' ids; an order under one of them says nothing about a lead.
    """

    ordered: Mapping[str, date | None]
    bought: Mapping[str, date | None]
    asked: Mapping[str, date | None]
    customers: Collection[str]

    def reason(self, lead: str, status: str | None) -> Reason | None:
        """Why a lead is to be converted; None when nothing says that it bought.

        Args:
            lead: its id.
            status: of its row.
        """
        if lead in self.ordered and lead not in self.customers:
            return Reason.ORDERS
        if lead in self.bought:
            return Reason.INQUIRY
        return Reason.STATUS if status in {"bought", "converted"} else None

    def first_inquiry(self, lead: str, row: Mapping[str, Any]) -> date | None:
        """The day of a lead's first inquiry, by its row or by the log."""
        days = [day for day in (row["first_inquiry"], self.asked.get(lead)) if day]
        return min(days, default=None)

    def converted_on(self, lead: str, row: Mapping[str, Any], as_of: date) -> tuple[date, str]:
        """The day of a lead's conversion, and the column or table that it is from.

        The row's own day where it has one; else that of the first order, else the day on which
        the first inquiry was closed as bought, else (for a row that says bought) the day on which
        it was closed, else as_of.
        """
        if row["converted_on"]:
            return row["converted_on"], "converted_on"
        ordered = None if lead in self.customers else self.ordered.get(lead)
        if ordered:
            return ordered, "orders"
        bought = self.bought.get(lead)
        if bought:
            return bought, "inquiries"
        closed = row["closed_on"]
        if row["status"] == "bought" and closed and closed <= as_of:
            return closed, "closed_on"
        return as_of, "as_of"


def evidence(frames: Frames, customers: Collection[str], as_of: date) -> Evidence:
    """Collects what says that somebody bought.

    Args:
        frames: the workbook's tables.
        customers: the customers' ids.
        as_of: rows and days after it are not known yet. Lines with a negative amount are returns:
            they convert, but do not date the conversion while there is another line.
    """
    orders = known_by(frames["Orders"], as_of).drop_nulls("customer_id")
    kept = pl.col("amount").is_null() | (pl.col("amount") >= 0)
    ordered = orders.group_by("customer_id").agg(
        pl.coalesce(pl.col("date").filter(kept).min(), pl.col("date").min())
    )
    inquiries = known_by(frames["Inquiries"], as_of).drop_nulls("lead_id")
    closed = pl.when(pl.col("closed_on") <= as_of).then(pl.col("closed_on"))
    bought = inquiries.filter(pl.col("status") == "bought").group_by("lead_id").agg(closed.min())
    asked = inquiries.group_by("lead_id").agg(pl.col("date").min().cast(pl.Date))
    return Evidence(
        dict(ordered.iter_rows()), dict(bought.iter_rows()), dict(asked.iter_rows()), customers
    )
