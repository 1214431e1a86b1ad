"""Whose each inquiry is: a customer's again, a lead's, or a new lead's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import polars as pl

from xlcrm.crm.edits import Edits
from xlcrm.crm.ids import fill_ids, new_ids
from xlcrm.crm.keys import Key, Keys, name_key, row_keys
from xlcrm.crm.matching import Match, Party, settle
from xlcrm.crm.parties import Boxes, names, party_index


class Sorting(StrEnum):
    """What becomes of an inquiry."""

    CREATES = "creates"
    JOINS = "joins"
    REPEATS = "repeats"
    UNCLEAR = "unclear"
    ANONYMOUS = "anonymous"
    LATER = "later"


class SortedInquiry(NamedTuple):
    """What becomes of one inquiry.

    Attributes:
        row: its sheet row.
        inquiry_id: its id, given now or before.
        outcome: it creates a lead, joins one, repeats a customer's, is unclear (two or more could
            have asked), is anonymous, or is dated after as_of and left for later.
        party_id: the lead or customer; "" for none.
        by: the key that decided; None for a new lead, and where an id stood there before.
        candidates: who could have asked, where it is unclear.
        name: who asked, as the inquiry says it.
        alike: other leads and customers of the same name, for a new lead.
        known: whether it has any key by which its lead will be known again.
    """

    row: int
    inquiry_id: str
    outcome: Sorting
    party_id: str = ""
    by: Key | None = None
    candidates: tuple[str, ...] = ()
    name: str = ""
    alike: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Sorted:
    """The log, sorted.

    Attributes:
        records: what becomes of each inquiry that had no party, in the order of the log.
        leads: the lead of each row of Inquiries; None for none.
        silent: how many rows say nothing that could be read.
    """

    records: list[SortedInquiry]
    leads: list[str | None]
    silent: int


def sort_inquiries(boxes: Boxes, edits: Edits, as_of: date) -> Sorted:
    """Finds everybody's party; ids that stand in the log already are kept.

    Args:
        boxes: the leads and customers.
        edits: takes the cells of Inquiries that are filled.
        as_of: inquiries after it get an id and nothing else.
    """
    log = _Log(boxes, edits)
    records = log.given(as_of)
    pending = dict[int, Keys]()
    for n in range(log.height):
        if n in records or not log.waits(n):
            continue
        if log.later(n, as_of):
            records[n] = log.record(n, Sorting.LATER)
        elif log.named[n] or log.keys[n].any:
            pending[n] = log.keys[n]
        else:
            records[n] = log.record(n, Sorting.ANONYMOUS)
    if pending:
        for n, match in settle(pending, party_index(boxes, as_of), log.create).items():
            records[n] = log.settled(n, match)
    sorted_records = _with_alike(boxes, [records[n] for n in sorted(records)])
    return Sorted(sorted_records, log.leads, log.silent)


class _Log:
    """The rows of Inquiries by number, while their parties are looked for."""

    def __init__(self, boxes: Boxes, edits: Edits) -> None:
        frame = boxes.frames["Inquiries"]
        self._boxes, self._edits = boxes, edits
        self._ids = fill_ids(boxes.frames, "Inquiries", new_ids(boxes.frames, "Inquiries"), edits)
        self._rows: list[int] = frame["row"].to_list()
        self._customers: list[str | None] = frame["customer_id"].to_list()
        self._creating: set[int] = set()
        self.leads: list[str | None] = frame["lead_id"].to_list()
        self.keys = row_keys(frame, boxes.country)
        self.height = frame.height
        self._days: list[date | None] = frame["date"].cast(pl.Date).to_list()
        said = pl.coalesce("name", "company", "phone", "email", pl.lit(""))
        self.named: list[str] = frame.select(said).to_series().to_list()

    @property
    def silent(self) -> int:
        """How many rows say nothing that could be read."""
        return self._ids.count("")

    def waits(self, n: int) -> bool:
        """Whether a row says something and has no party yet."""
        return bool(self._ids[n]) and not self.leads[n] and not self._customers[n]

    def later(self, n: int, as_of: date) -> bool:
        """Whether a row is dated after as_of."""
        day = self._days[n]
        return day is not None and day > as_of

    def given(self, as_of: date) -> dict[int, SortedInquiry]:
        """The rows whose lead_id asks for something: a lead to be made, or a customer's id."""
        records = dict[int, SortedInquiry]()
        made = set[str]()
        for n, lead in enumerate(self.leads):
            party = self._boxes.party(lead, self._customers[n])
            if not lead or not party or self._customers[n] or self.later(n, as_of):
                continue
            if party.customer:
                records[n] = self.settled(n, Match(party))
            elif lead not in self._boxes.lead_ids and lead not in made:
                made.add(lead)
                records[n] = self.record(n, Sorting.CREATES, party_id=lead)
        return records

    def create(self, members: Sequence[int]) -> Party:
        """Makes a lead of the person who wrote these rows."""
        self._creating.add(members[0])
        return Party(next(self._boxes.new_leads), customer=False)

    def settled(self, n: int, match: Match) -> SortedInquiry:
        """Writes down what was found for a row."""
        party = match.party
        if party is None:
            return self.record(
                n, Sorting.UNCLEAR, by=match.by, candidates=tuple(p.id for p in match.candidates)
            )
        field = "customer_id" if party.customer else "lead_id"
        self._edits.write("Inquiries", field, self._rows[n], party.id)
        if party.customer:
            return self.record(n, Sorting.REPEATS, party_id=party.id, by=match.by)
        self.leads[n] = party.id
        outcome = Sorting.CREATES if n in self._creating else Sorting.JOINS
        return self.record(n, outcome, party_id=party.id, by=match.by)

    def record(
        self,
        n: int,
        outcome: Sorting,
        party_id: str = "",
        by: Key | None = None,
        candidates: tuple[str, ...] = (),
    ) -> SortedInquiry:
        """The record of a row."""
        return SortedInquiry(
            self._rows[n],
            self._ids[n],
            outcome,
            party_id,
            by,
            candidates,
            self.named[n],
            known=self.keys[n].any,
        )


def _with_alike(boxes: Boxes, records: list[SortedInquiry]) -> list[SortedInquiry]:
    """The records, new leads with the others of their name."""
    known = names(boxes)
    new = [record for record in records if record.outcome is Sorting.CREATES and record.name]
    for record in new:
        known[name_key(record.name)].append(record.party_id)
    return [
        record._replace(alike=others)
        if record.outcome is Sorting.CREATES
        and (others := _others(known.get(name_key(record.name), []), record.party_id))
        else record
        for record in records
    ]


def _others(ids: Sequence[str], own: str) -> tuple[str, ...]:
    """The first few of the others: a list of two hundred "Anna" helps nobody."""
    return tuple(one for one in ids[:4] if one != own)[:3]
