"""Whom a manager means by an id, an e-mail or a phone, and which rows are that person's."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from xlcrm.crm.keys import Keys, email_key, phone_digits, row_keys
from xlcrm.errors import UsageError
from xlcrm.frames import ROW, Frames
from xlcrm.sheets import MODELS

PARTY = {"Activities": "party_id", "Touchpoints": "party_id", "Surveys": "customer_id"}
"""The tables whose rows are somebody's by an id alone, with the column that says whose."""


@dataclass(frozen=True)
class Person:
    """Somebody, by all ids and rows.

    Attributes:
        customers, leads: the ids.
        rows: the sheet rows that are about the person, by table.
    """

    customers: frozenset[str]
    leads: frozenset[str]
    rows: Mapping[str, tuple[int, ...]]


@dataclass
class _Ids:
    """The ids of one person while they are gathered."""

    customers: set[str] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)


def find_person(frames: Frames, who: str) -> Person:
    """Finds a person, with the leads and customers that are linked to each other.

    Args:
        frames: the workbook's tables.
        who: the id of a customer, a lead or an inquiry, an e-mail address, or a phone number.

    Raises:
        UsageError: nobody is known by it, or more than one person is, or an ID of theirs stands in
            two rows, so that it cannot be told whose it is.
    """
    finder = _Finder(frames)
    found = finder.by_id(who.strip()) or finder.by_key(who)
    if not found:
        raise UsageError("erase.nobody", who=who)
    people = [finder.linked(ids) for ids, _ in found]
    known = {(frozenset(one.customers), frozenset(one.leads)) for one in people}
    known.discard((frozenset(), frozenset()))
    if len(known) > 1:
        ids = sorted({one for customers, leads in known for one in (*customers, *leads)})
        raise UsageError("erase.several", who=who, ids=", ".join(ids))
    customers, leads = next(iter(known), (frozenset[str](), frozenset[str]()))
    finder.refuse_doubled("Customers", customers)
    finder.refuse_doubled("Leads", leads)
    loose = {place for ids, place in found if place}
    return Person(customers, leads, finder.rows(customers, leads, loose))


class _Finder:
    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._country = frames.settings.country

    def by_id(self, who: str) -> list[tuple[_Ids, tuple[str, int] | None]]:
        """Ids of customers, leads and inquiries; a customer's before a lead's of the same id.

        An id as it is written goes before one that differs in capitals.
        """
        for exact in (True, False):
            for table in ("Customers", "Leads", "Inquiries"):
                ids = pl.col(str(MODELS[table].identity))
                same = ids == who if exact else ids.str.to_lowercase() == who.casefold()
                rows = self._frames[table].filter(same)
                if rows.height:
                    if table == "Inquiries":
                        self.refuse_doubled(table, rows["inquiry_id"].to_list())
                    return list(self._of(table, rows))
        return []

    def refuse_doubled(self, table: str, ids: Collection[str]) -> None:
        """Stops where an id names two rows: they may be two people.

        Raises:
            UsageError: it does.
        """
        identity = str(MODELS[table].identity)
        rows = self._frames[table].filter(pl.col(identity).is_in(list(ids)))
        doubled = rows.filter(pl.col(identity).is_duplicated()).select(ROW, identity)
        if doubled.is_empty():
            return
        one = doubled[identity][0]
        place = self._frames.place(table)
        found = doubled.filter(pl.col(identity) == one)[ROW]
        raise UsageError(
            "erase.doubled",
            id=one,
            sheet=place.sheet if place else table,
            rows=", ".join(map(str, found)),
        )

    def by_key(self, who: str) -> list[tuple[_Ids, tuple[str, int] | None]]:
        """Everybody with an e-mail or a phone."""
        email, phone = email_key(who), phone_digits(who, self._country.upper())
        found = []
        for table in ("Customers", "Leads", "Inquiries", "Prospects"):
            rows = self._frames[table]
            keys = row_keys(rows, self._country)
            wanted = [n for n, key in enumerate(keys) if _same(key, email, "" if email else phone)]
            found += list(self._of(table, rows[wanted]))
        return found

    def _of(self, table: str, rows: pl.DataFrame) -> Iterator[tuple[_Ids, tuple[str, int] | None]]:
        for row in rows.iter_rows(named=True):
            ids = _Ids()
            if table != "Leads" and row.get("customer_id"):
                ids.customers.add(row["customer_id"])
            elif row.get("lead_id"):
                ids.leads.add(row["lead_id"])
            alone = not ids.customers and not ids.leads
            yield ids, (table, row[ROW]) if alone or table == "Prospects" else None

    def linked(self, ids: _Ids) -> _Ids:
        """The same person's other ids: leads lead to customers, and customers to leads."""
        leads = self._frames["Leads"].select("lead_id", "customer_id")
        made = self._frames["Customers"].select("lead_id", "customer_id")
        links = set(pl.concat([leads, made]).drop_nulls().iter_rows())
        size = -1
        while size < len(ids.customers) + len(ids.leads):
            size = len(ids.customers) + len(ids.leads)
            for lead, customer in links:
                if lead in ids.leads or customer in ids.customers:
                    ids.leads.add(lead)
                    ids.customers.add(customer)
        return ids

    def rows(
        self, customers: Collection[str], leads: Collection[str], loose: Collection[tuple[str, int]]
    ) -> dict[str, tuple[int, ...]]:
        """The person's rows by table: by id, and those of nobody that show a key of theirs."""
        frames, found = self._frames, dict[str, set[int]]()
        for table, column, ids in (
            ("Customers", "customer_id", customers),
            ("Leads", "lead_id", leads),
            ("Inquiries", "customer_id", customers),
            ("Inquiries", "lead_id", leads),
            ("Prospects", "lead_id", leads),
        ):
            rows = frames[table].filter(pl.col(column).is_in(list(ids)))
            found.setdefault(table, set()).update(rows[ROW])
        namesakes = set(frames["Customers"]["customer_id"]) - set(customers)
        parties = [*customers, *(lead for lead in leads if lead not in namesakes)]
        for table, column in PARTY.items():
            found[table] = set(frames[table].filter(pl.col(column).is_in(parties))[ROW])
        for table, row in loose:
            found.setdefault(table, set()).add(row)
        self._add_unfiled(found)
        return {table: tuple(sorted(rows)) for table, rows in found.items() if rows}

    def _add_unfiled(self, found: dict[str, set[int]]) -> None:
        """Rows that name no party, but an e-mail or a phone that is nobody's but the person's."""
        own, others = set[str](), set[str]()
        for table in ("Customers", "Leads", "Inquiries", "Prospects"):
            rows, keys = self._rows_and_keys(table)
            for row, key in zip(rows, keys, strict=True):
                mine = row in found.get(table, ())
                if mine or table in {"Customers", "Leads"}:
                    (own if mine else others).update({key.email, key.phone} - {""})
        for table in ("Inquiries", "Prospects"):
            frame = self._frames[table]
            filed = frame.select(pl.any_horizontal(pl.col(_PARTY_OF[table]).is_not_null()))
            rows, keys = self._rows_and_keys(table)
            for row, key, taken in zip(rows, keys, filed.to_series(), strict=True):
                if not taken and {key.email, key.phone} & (own - others):
                    found.setdefault(table, set()).add(row)

    def _rows_and_keys(self, table: str) -> tuple[list[int], list[Keys]]:
        frame = self._frames[table]
        return frame[ROW].to_list(), row_keys(frame, self._country)


_PARTY_OF = {"Inquiries": ["lead_id", "customer_id"], "Prospects": ["lead_id"]}


def _same(key: Keys, email: str, phone: str) -> bool:
    return bool((email and key.email == email) or (phone and key.phone == phone))
