"""What waits for us today: one thing to do per lead, in the order in which to do it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import polars as pl

from xlcrm.report.unanswered import open_inquiries, unanswered
from xlcrm.standing.leads import converted_by, open_leads
from xlcrm.standing.log import Told, told_by_log
from xlcrm.standing.steps import left_to_do
from xlcrm.udfs.context import Context

Row = Mapping[str, Any]


class Group(StrEnum):
    """Why somebody waits, most urgent first; `LATER` does not wait yet."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    UNANSWERED = "unanswered"
    UNPLANNED = "unplanned"
    LATER = "later"


@dataclass(frozen=True)
class Waiting:
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
    table: str
    row: int


def waiting(context: Context) -> dict[Group, list[Waiting]]:
    """Everything open, by group; each lead once, under its most urgent reason.

    Args:
        context: the workbook's frames and the day.

    Returns:
        All groups in order. Steps: the longest due first; inquiries: who waits longest first.
    """
    frames, as_of = context.frames, context.as_of
    told = told_by_log(frames, frames["Inquiries"]["lead_id"], as_of)
    found = [*_leads(context, told), *_unsorted(context), *_customers(context, told)]
    groups: dict[Group, list[Waiting]] = {group: [] for group in Group}
    for item in found:
        groups[item.group].append(item)
    for items in groups.values():
        items.sort(key=_age)
    return groups


def _age(item: Waiting) -> tuple[str, str, int]:
    return ("9" if item.since is None else item.since.isoformat(), item.table, item.row)


def _leads(context: Context, told: Mapping[str, Told]) -> Iterator[Waiting]:
    frames, as_of = context.frames, context.as_of
    asked: dict[str, Row] = {}
    for row in unanswered(frames, as_of).drop_nulls("lead_id").iter_rows(named=True):
        asked.setdefault(row["lead_id"], row)
    for lead in open_leads(frames, told, as_of).iter_rows(named=True):
        inquiry = asked.get(lead["lead_id"])
        group = _group(lead, as_of, waits=inquiry is not None)
        if group is Group.UNANSWERED and inquiry is not None:
            yield _item(group, inquiry["date"], {**lead, **_said(inquiry)}, "Inquiries")
        else:
            since = lead["next_step_date"] or lead["since"]
            yield _item(group, since, lead, "Leads")


def _said(inquiry: Row) -> Row:
    own = ("row", "request", "product")
    return {name: inquiry[name] for name in own} | {"next_step": None}


def _unsorted(context: Context) -> Iterator[Waiting]:
    """Open inquiries of nobody in box one: not sorted yet, or a customer asking again."""
    frames, as_of = context.frames, context.as_of
    box_one = frames["Leads"].filter(~converted_by(as_of))["lead_id"].drop_nulls()
    nobody = ~pl.col("lead_id").is_in(box_one.implode()).fill_null(value=False)
    silent = set(unanswered(frames, as_of)["row"].to_list())
    rows = open_inquiries(frames, as_of).filter(nobody)
    people = people_of(context, rows["customer_id"].drop_nulls())
    for row in rows.iter_rows(named=True):
        group = _group(row, as_of, waits=row["row"] in silent)
        since = row["date"] if group is Group.UNANSWERED else row["next_step_date"] or row["date"]
        asked = _merged(row, people.get(row["customer_id"] or "", {}))
        said = _said(row) if group is Group.UNANSWERED else {}
        yield _item(group, since, {**asked, **said}, "Inquiries")


def _customers(context: Context, told: Mapping[str, Told]) -> Iterator[Waiting]:
    """Next steps that were agreed with customers."""
    noted = [party for party, agreed in told.items() if agreed.notes]
    for customer, person in people_of(context, noted).items():
        agreed = told[customer]
        what, due = left_to_do(agreed.notes[-1], agreed.log.worked_on)
        if due is not None:
            step = {"next_step": what, "next_step_date": due}
            group = _group(step, context.as_of, waits=False)
            yield _item(group, due, {**person, **step}, "Customers")


def people_of(context: Context, ids: Iterable[str]) -> dict[str, Row]:
    """The rows of Customers with some ids, by id."""
    known = context.frames["Customers"].filter(pl.col("customer_id").is_in(list(ids)))
    return {row["customer_id"]: row for row in known.iter_rows(named=True)}


def _merged(row: Row, person: Row) -> Row:
    contact = ("name", "company", "phone", "email", "owner")
    return {**row, **{key: row[key] or person.get(key) for key in contact}}


def _group(row: Row, as_of: date, *, waits: bool) -> Group:
    due = row["next_step_date"]
    if due is not None and due < as_of:
        return Group.OVERDUE
    if due == as_of:
        return Group.TODAY
    if due == as_of + timedelta(days=1):
        return Group.TOMORROW
    if waits:
        return Group.UNANSWERED
    return Group.UNPLANNED if due is None else Group.LATER


def _item(group: Group, since: date | datetime | None, row: Row, table: str) -> Waiting:
    what = row.get("next_step") or _joined((row.get("product"), row.get("request")), ": ")
    return Waiting(
        group=group,
        since=since,
        who=called(row),
        what=what,
        status=row.get("status") or "",
        phone=row.get("phone") or "",
        email=row.get("email") or "",
        owner=row.get("owner") or "",
        table=table,
        row=row["row"],
    )


def called(row: Row) -> str:
    """What to call somebody: company and person, else how they can be reached."""
    both = _joined((row.get("company"), row.get("name")), ", ")
    return both or row.get("phone") or row.get("email") or ""


def _joined(parts: Iterable[str | None], between: str) -> str:
    return between.join(part for part in parts if part)
