"""Who stands in the boxes: the leads and customers of a workbook, and by what they are known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from xlcrm.cells import Address
from xlcrm.crm.edits import Edits
from xlcrm.crm.ids import fill_ids, new_ids
from xlcrm.crm.keys import Keys, name_key, row_keys
from xlcrm.crm.matching import Party, PartyIndex
from xlcrm.frames import Frames
from xlcrm.standing.log import known_by


@dataclass(frozen=True)
class Boxes:
    """Both boxes by id.

    Attributes:
        frames: the workbook's tables.
        leads: the id of each row of Leads; "" for a row that says nothing.
        customers: the id of each row of Customers, likewise.
        new_leads, new_customers: ids for new rows.
    """

    frames: Frames
    leads: list[str]
    customers: list[str]
    new_leads: Iterator[str]
    new_customers: Iterator[str]

    @classmethod
    def of(cls, frames: Frames, edits: Edits) -> "Boxes":
        """Reads both boxes; rows without an id get one, in `edits`."""
        new_leads, new_customers = new_ids(frames, "Leads"), new_ids(frames, "Customers")
        leads = fill_ids(frames, "Leads", new_leads, edits)
        customers = fill_ids(frames, "Customers", new_customers, edits)
        return cls(frames, leads, customers, new_leads, new_customers)

    @property
    def country(self) -> str:
        """The country of phone numbers without a plus."""
        return self.frames.settings.country

    @cached_property
    def converted(self) -> Mapping[str, str]:
        """The customer of each lead that is marked converted, by lead id."""
        leads = self.frames["Leads"]
        rows = zip(self.leads, *_lists(leads, "status", "customer_id"), strict=True)
        return {
            lead: customer
            for lead, status, customer in reversed(list(rows))
            if lead and customer and status == "converted"
        }

    @cached_property
    def lead_ids(self) -> frozenset[str]:
        """All leads."""
        return frozenset(self.leads) - {""}

    @cached_property
    def customer_ids(self) -> frozenset[str]:
        """All customers."""
        return frozenset(self.customers) - {""}

    def written_otherwise(self, customer: str) -> frozenset[str]:
        """The customers whose ids differ from one only in capitals."""
        wanted = customer.casefold()
        return frozenset(one for one in self.customer_ids if one.casefold() == wanted)

    @cached_property
    def doubled_leads(self) -> Mapping[str, tuple[int, ...]]:
        """The sheet rows of each lead id that stands in more than one: whose it is, is not known.

        Rows that were all converted into the same customer are one lead.
        """
        leads = self.frames["Leads"]
        found = defaultdict[str, list[tuple[int, str | None]]](list)
        cells = zip(self.leads, *_lists(leads, "row", "status", "customer_id"), strict=True)
        for lead, row, status, customer in cells:
            if lead:
                found[lead].append((row, customer if status == "converted" else None))
        return {
            lead: tuple(row for row, _ in rows)
            for lead, rows in found.items()
            if len(rows) > 1 and (len({to for _, to in rows}) > 1 or rows[0][1] is None)
        }

    @cached_property
    def doubled_customers(self) -> Mapping[str, tuple[int, ...]]:
        """The sheet rows of each customer id that stands in more than one."""
        found = defaultdict[str, list[int]](list)
        for customer, row in zip(self.customers, self.frames["Customers"]["row"], strict=True):
            found[customer].append(row)
        return {one: tuple(rows) for one, rows in found.items() if one and len(rows) > 1}

    def cells(self, table: str, field: str, rows: Iterable[int]) -> tuple[str, ...]:
        """The cells of a column in some sheet rows, such as A4; none where the table lacks it."""
        place, header = self.frames.place(table), self.frames.header(table, field)
        if place is None or not header:
            return ()
        return tuple(Address(row, place.column_of(header)).a1 for row in rows)

    def party(self, lead: str | None, customer: str | None) -> Party | None:
        """Whose an inquiry with these ids is; None when it has neither.

        A converted lead is its customer. A lead that Leads does not know may be a customer's id
        in the wrong column; else it is a lead that is still to be made.
        """
        if customer:
            return Party(customer, customer=True)
        if not lead:
            return None
        if lead in self.converted:
            return Party(self.converted[lead], customer=True)
        return Party(lead, lead in self.customer_ids and lead not in self.lead_ids)


def _lists(frame: pl.DataFrame, *names: str) -> list[list[Any]]:
    return [frame[name].to_list() for name in names]


def lead_key(lead: str) -> str:
    """A lead's id as a key: customers' ids are another range of names."""
    return f"lead {lead}" if lead else ""


def customer_index(boxes: Boxes) -> PartyIndex:
    """The customers, known by their own rows and by those of the leads that they were.

    A customer is also known by the id of the lead that they were. A converted lead whose customer
    is gone from Customers makes nobody known: what went there would be in neither box.
    """
    index, frames = PartyIndex(), boxes.frames
    customers = frames["Customers"]
    keys = row_keys(customers, boxes.country, boxes.customers)
    for known, lead in zip(keys, *_lists(customers, "lead_id"), strict=True):
        if known.id:
            party = Party(known.id, customer=True)
            index.add(party, known)
            if lead:
                index.add(party, known._replace(id=lead_key(lead)))
    for lead, known in _lead_keys(boxes):
        if boxes.converted.get(lead) in boxes.customer_ids:
            index.add(Party(boxes.converted[lead], customer=True), known)
    return index


def _lead_keys(boxes: Boxes) -> Iterator[tuple[str, Keys]]:
    ids = [lead_key(lead) for lead in boxes.leads]
    return zip(boxes.leads, row_keys(boxes.frames["Leads"], boxes.country, ids), strict=True)


def party_index(boxes: Boxes, as_of: date) -> PartyIndex:
    """Customers and leads, known by their rows and by every inquiry that is theirs.

    Args:
        boxes: the leads and customers.
        as_of: inquiries after it are not known yet.
    """
    index, frames = customer_index(boxes), boxes.frames
    for lead, known in _lead_keys(boxes):
        if lead and lead not in boxes.converted:
            index.add(Party(lead, customer=False), known)
    inquiries = known_by(frames["Inquiries"], as_of)
    keys = row_keys(inquiries, boxes.country)
    ids = _lists(inquiries, "lead_id", "customer_id")
    for known, lead, customer in zip(keys, *ids, strict=True):
        party = boxes.party(lead, customer)
        if party and (not party.customer or party.id in boxes.customer_ids):
            index.add(party, known)
    return index


def names(boxes: Boxes) -> dict[str, list[str]]:
    """The ids of leads and customers by their folded names; a firm without a person by its own.

    Names decide nothing: they are for asking "is this the same person?".
    """
    found: dict[str, list[str]] = defaultdict(list)
    for table, ids in (("Customers", boxes.customers), ("Leads", boxes.leads)):
        called = _lists(boxes.frames[table], "name", "company")
        for party, name, company in zip(ids, *called, strict=True):
            key = name_key(name or company or "")
            if key and party and party not in boxes.converted:
                found[key].append(party)
    return found
