"""What came of our activities and waits for us: offers asked for, and offers not decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from xlcrm.metrics.effort import OFFER
from xlcrm.report.actions import Action
from xlcrm.report.page import Page
from xlcrm.report.parties import parties
from xlcrm.udfs.context import Context

ASKED, REFUSED = "offer requested", "refused"
MOST = 15
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Waiting:
    """One activity that waits for what comes next.

    Attributes:
        row: its row of Activities, by field; `day` is its day.
    """

    row: dict[str, Any]

    @property
    def day(self) -> date:
        """The day of the activity."""
        day: date = self.row["day"]
        return day


def asked_for(context: Context) -> list[Waiting]:
    """Who asked for an offer within a year and got none since, the newest first.

    Args:
        context: the workbook's frames and the day.
    """
    rows = _recent(context)
    last = rows.filter(pl.col("kind") == OFFER).group_by("party_id").agg(offered=pl.max("day"))
    asked = rows.filter((pl.col("result") == ASKED) & (pl.col("kind") != OFFER))
    asked = asked.unique("party_id", keep="last", maintain_order=True)
    found = asked.join(last, on="party_id", how="left", maintain_order="left")
    found = found.filter(pl.col("offered").is_null() | (pl.col("offered") < pl.col("day")))
    waits = list(_undecided(context, found).iter_rows(named=True))
    return [Waiting(row) for row in reversed(waits)]


def open_offers(context: Context) -> list[Waiting]:
    """The newest offer to each party within a year, undecided: the largest first.

    An offer is decided when it was refused, when the party ordered since, or when the lead is
    not open any more.

    Args:
        context: the workbook's frames and the day.
    """
    offers = _recent(context).filter(pl.col("kind") == OFFER)
    offers = offers.unique("party_id", keep="last", maintain_order=True)
    kept = offers.filter(pl.col("result").ne_missing(REFUSED))
    found = _undecided(context, kept).sort(
        "amount", "day", descending=[True, False], nulls_last=True, maintain_order=True
    )
    return [Waiting(row) for row in found.iter_rows(named=True)]


def _recent(context: Context) -> pl.DataFrame:
    """The activities of a year with a party, in the order of their days."""
    rows = context.frames["Activities"].with_columns(day=pl.col("date").cast(pl.Date))
    as_of = context.as_of
    rows = rows.filter((pl.col("day") <= as_of) & (pl.col("day") > as_of - _YEAR))
    return rows.drop_nulls("party_id").sort("date", "row")


def _undecided(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows about open leads, or about customers who have not ordered since."""
    open_now = context.open_leads(context.as_of)["lead_id"].drop_nulls()
    customers = context.frames["Customers"]["customer_id"].drop_nulls()
    orders = context.orders.filter(pl.col("date") <= context.as_of).drop_nulls("customer_id")
    last = orders.group_by(party_id="customer_id").agg(ordered=pl.max("date"))
    found = rows.join(last, on="party_id", how="left", maintain_order="left")
    waits = pl.col("ordered").is_null() | (pl.col("ordered") < pl.col("day"))
    customer = pl.col("party_id").is_in(customers.implode()) & waits
    return found.filter(pl.col("party_id").is_in(open_now.implode()) | customer)


def activity_actions(page: Page) -> list[Action]:
    """The list: offers to write, then offers to ask after.

    Args:
        page: the sheet.
    """
    groups = {"write": asked_for(page.context), "ask": open_offers(page.context)}
    ids = [one.row["party_id"] for found in groups.values() for one in found[:MOST]]
    known = parties(page.context, ids)
    made = []
    for name, found in groups.items():
        for one in found[:MOST]:
            row = one.row
            told = page.text(
                f"activity.do.{name if row['amount'] or name == 'write' else 'ask_plain'}",
                day=page.wording.day(one.day),
                owner=row["owner"] or page.text("journey.do.no_owner"),
                amount=page.wording.money(row["amount"] or 0),
            )
            made.append(Action(known[row["party_id"]].who, told, "Activities", row["row"]))
        if len(found) > MOST:
            more = page.text(f"activity.do.more_{name}", n=len(found) - MOST)
            made.append(Action(page.text("activity.do.more"), more))
    return made
