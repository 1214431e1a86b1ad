"""Who waits for us: everything open on a day, one thing to do per lead, in the order to do it.

Definition: docs/definitions.md, "FOLLOW_UPS".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from xlcrm.metrics.capacity import Load, load
from xlcrm.metrics.effort import OFFER
from xlcrm.metrics.groups import holds
from xlcrm.metrics.intake import picked
from xlcrm.standing.leads import converted_by
from xlcrm.standing.steps import left_to_do
from xlcrm.udfs.context import Context
from xlcrm.udfs.unanswered import open_inquiries, unanswered

Row = Mapping[str, Any]


class Group(StrEnum):
    """Why somebody waits, most urgent first; `LATER` does not wait yet."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    UNANSWERED = "unanswered"
    UNPLANNED = "unplanned"
    LATER = "later"


_CONTACT = ("name", "company", "phone", "email", "owner")
_OF_LEADS = (
    *("row", "lead_id", "status", "since", "next_step", "next_step_date"),
    *_CONTACT,
)
_OF_SILENT = ("lead_id", "row", "date", "request", "product")
_ORDER = {group: place for place, group in enumerate(Group)}


class Waiting(NamedTuple):
    """One thing to do.

    Attributes:
        group: why it waits.
        since: the day that counts: when the step is due, or when they asked.
        who: the company, the person, or how they can be reached.
        what: the next step, or what they asked for; may be empty.
        status: of the lead or the inquiry; may be empty.
        phone: as text.
        email: the address.
        owner: who of us.
        value: the newest price quoted to them, in money; None where none is known.
        party: the lead's or customer's id; may be empty.
        table: where it stands.
        row: the sheet row in that table.
    """

    group: Group
    since: date | datetime | None
    who: str
    what: str
    status: str
    phone: str
    email: str
    owner: str
    value: float | None
    party: str
    table: str
    row: int


def queue(
    context: Context, day: date, chosen: Mapping[str, set[int]] | None = None
) -> list[Waiting]:
    """Everything open at the end of a day, in the order in which to do it.

    Each lead once, under its most urgent reason. Within a group who waits longest comes first;
    only where more people ask than can be served (`capacity.load`) the dearest does.

    Args:
        context: the workbook's frames, as they were known at the end of the day.
        day: the day.
        chosen: the sheet rows that count, by table ("Leads", "Inquiries", "Customers"); None for
            all.
    """
    items = [
        item
        for box, found in everything(context, day).items()
        for row, item in found
        if chosen is None or row in chosen[box]
    ]
    dearest_first = load_on(context, day).over

    def place(item: Waiting) -> tuple[int, float, str, str, int]:
        worth = -(item.value or 0.0) if dearest_first else 0.0
        since = "9" if item.since is None else item.since.isoformat()
        return _ORDER[item.group], worth, since, item.table, item.row

    return sorted(items, key=place)


def everything(context: Context, day: date) -> Mapping[str, Sequence[tuple[int, Waiting]]]:
    """Everything open at the end of a day, in no order.

    Args:
        context: the workbook's frames.
        day: the day.

    Returns:
        By the table in which they stand ("Leads", "Inquiries", "Customers"): the sheet row there,
        and what is to be done.
    """
    return context.once(f"everything open on {day}", lambda: _everything(context, day))


def _everything(context: Context, day: date) -> Mapping[str, Sequence[tuple[int, Waiting]]]:
    opened = open_inquiries(context.frames, day)
    silent = unanswered(context.frames, opened, day)
    return {
        "Leads": list(_leads(context, day, silent)),
        "Inquiries": list(_unsorted(context, day, opened, silent)),
        "Customers": list(_customers(context, day)),
    }


def load_on(context: Context, day: date) -> Load:
    """How busy the team is on a day."""
    return load(context.frames["Inquiries"], day, context.settings.capacity_per_day)


def _leads(context: Context, day: date, silent: pl.DataFrame) -> Iterator[tuple[int, Waiting]]:
    """The open leads, each with its row in box one."""
    asked: dict[str, Row] = {}
    for row in silent[list(_OF_SILENT)].iter_rows(named=True):
        asked.setdefault(row["lead_id"], row)
    quoted = _quoted(context, day)
    for lead in context.open_leads(day)[list(_OF_LEADS)].iter_rows(named=True):
        inquiry = asked.get(lead["lead_id"]) if lead["lead_id"] else None
        group = _group(lead, day, waits=inquiry is not None)
        row = lead["row"]
        lead |= {"party": lead["lead_id"], "value": quoted.get(lead["lead_id"])}
        if group is Group.UNANSWERED and inquiry is not None:
            lead |= {name: inquiry[name] for name in ("row", "request", "product")}
            lead["next_step"] = None
            yield row, _item(group, inquiry["date"], lead, "Inquiries")
        else:
            yield row, _item(group, lead["next_step_date"] or lead["since"], lead)


def _unsorted(
    context: Context, day: date, opened: pl.DataFrame, silent: pl.DataFrame
) -> Iterator[tuple[int, Waiting]]:
    """Open inquiries of nobody in box one: not sorted yet, or a customer asking again."""
    box_one = context.frames["Leads"].filter(~converted_by(day))["lead_id"].drop_nulls()
    waits = set(silent["row"].to_list())
    rows = picked(opened, ~holds(opened["lead_id"], box_one.to_list()))
    people = people_of(context, rows["customer_id"].drop_nulls())
    for row in rows.iter_rows(named=True):
        group = _group(row, day, waits=row["row"] in waits)
        since = row["date"] if group is Group.UNANSWERED else row["next_step_date"] or row["date"]
        person = people.get(row["customer_id"] or "", {})
        asked = {**row, **{key: row[key] or person.get(key) for key in _CONTACT}}
        if group is Group.UNANSWERED:
            asked["next_step"] = None
        worth = {"value": row["quoted"], "party": row["customer_id"]}
        yield row["row"], _item(group, since, {**asked, **worth}, "Inquiries")


def _customers(context: Context, day: date) -> Iterator[tuple[int, Waiting]]:
    """Next steps that were agreed with customers."""
    told = context.told(day)
    noted = [party for party, agreed in told.items() if agreed.notes]
    for customer, person in people_of(context, noted).items():
        agreed = told[customer]
        what, due = left_to_do(agreed.notes[-1], agreed.log.worked_on)
        if due is not None:
            step = {"next_step": what, "next_step_date": due, "party": customer}
            group = _group(step, day, waits=False)
            yield person["row"], _item(group, due, {**person, **step}, "Customers")


def _quoted(context: Context, day: date) -> dict[str, float]:
    """The newest price quoted to each lead, in an inquiry or as an offer."""
    told: list[tuple[datetime, int, str, float]] = []
    for table, party, price in (
        ("Inquiries", "lead_id", "quoted"),
        ("Activities", "party_id", "amount"),
    ):
        rows = context.frames[table]
        meant = ~np.isnan(rows[price].to_numpy())
        if table == "Activities":
            meant &= holds(rows["kind"], (OFFER,))
        named = picked(rows[["date", "row", party, price]], meant).iter_rows()
        told += [one for one in named if one[2] and one[0] and one[0].date() <= day]
    told.sort(key=lambda one: one[:2])
    return {party: price for _, _, party, price in told}


def people_of(context: Context, ids: Iterable[str]) -> dict[str, Row]:
    """The rows of Customers with some ids, by id."""
    known = context.frames["Customers"].filter(pl.col("customer_id").is_in(list(ids)))
    return {row["customer_id"]: row for row in known.iter_rows(named=True)}


def _group(row: Row, day: date, *, waits: bool) -> Group:
    due = row["next_step_date"]
    if due is not None and due < day:
        return Group.OVERDUE
    if due == day:
        return Group.TODAY
    if due == day + timedelta(days=1):
        return Group.TOMORROW
    if waits:
        return Group.UNANSWERED
    return Group.UNPLANNED if due is None else Group.LATER


def _item(group: Group, since: date | datetime | None, row: Row, table: str = "Leads") -> Waiting:
    asked = ": ".join(part for part in (row.get("product"), row.get("request")) if part)
    return Waiting(
        group=group,
        since=since,
        who=called(row),
        what=row.get("next_step") or asked,
        status=row.get("status") or "",
        phone=row.get("phone") or "",
        email=row.get("email") or "",
        owner=row.get("owner") or "",
        value=row.get("value"),
        party=row.get("party") or "",
        table=table,
        row=row["row"],
    )


def called(row: Row) -> str:
    """What to call somebody: company and person, else how they can be reached."""
    both = ", ".join(part for part in (row.get("company"), row.get("name")) if part)
    return both or row.get("phone") or row.get("email") or ""
