"""What happened with one client: inquiries, activities, moments and answers, the newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from xlcrm.report.page import Page

_KEYS = {
    "Inquiries": "customer_id",
    "Activities": "party_id",
    "Touchpoints": "party_id",
    "Surveys": "customer_id",
}
_FIELDS = {
    "Inquiries": ("channel", "product", "request", "status"),
    "Activities": ("kind", "contact", "result", "next_step"),
    "Touchpoints": ("kind", "touchpoint", "moment", "note"),
    "Surveys": ("comment",),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes:
        day: when.
        what: the kind of thing, in words.
        told: what is noted about it.
        owner: who of us; "" for nobody.
        table: where it stands.
        row: the sheet row there.
    """

    day: date
    what: str
    told: str
    owner: str
    table: str
    row: int


def events(page: Page, customer_id: str, lead_id: str | None) -> list[Event]:
    """Everything that is noted about a client up to the day, the newest first.

    Args:
        page: for the words.
        customer_id: the client.
        lead_id: their id from before they bought; None where there is none.
    """
    keys = [one for one in (customer_id, lead_id) if one]
    found = [event for table in _KEYS for event in _of_table(page, table, keys)]
    return sorted(found, key=lambda event: (event.day, event.table, event.row), reverse=True)


def _of_table(page: Page, table: str, keys: list[str]) -> list[Event]:
    frame = page.context.frames[table].with_columns(day=pl.col("date").cast(pl.Date))
    theirs = pl.col(_KEYS[table]).is_in(keys)
    if table == "Inquiries":
        theirs |= pl.col("lead_id").is_in(keys)
    rows = frame.filter((pl.col("day") <= page.context.as_of) & theirs)
    what = page.text(f"client_card.event.{table.lower()}")
    return [
        Event(row["day"], what, _told(page, table, row), row["owner"] or "", table, row["row"])
        for row in rows.iter_rows(named=True)
    ]


def _told(page: Page, table: str, row: dict[str, Any]) -> str:
    frames = page.context.frames
    parts = [str(frames.word(table, name, row[name])) for name in _FIELDS[table] if row[name]]
    if table == "Surveys" and row["score"] is not None:
        parts.insert(0, page.text("client_card.score", score=row["score"]))
    if table == "Activities" and row["amount"]:
        parts.append(page.wording.money(row["amount"]))
    return ", ".join(parts)
