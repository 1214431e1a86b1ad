"""Erasing a person: names, contacts and remarks go from all tables, the figures stay."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

import polars as pl

from xlcrm.cells import Address, Value
from xlcrm.crm.erasing_history import history_edits
from xlcrm.crm.erasing_person import Person, find_person
from xlcrm.frames import ROW, Frames
from xlcrm.patches import EditCells
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.base import Column
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.phones import own_digits
from xlcrm.sheets.vocabularies import folded as label_key
from xlcrm.workbook.needles import Needles, folded

ERASED = "(erased)"
"""What stands for a name, and where a table cannot do without a text."""

LABEL = "erased"
"""Ids become this and a number."""

PERSONAL: Mapping[str, tuple[str, ...]] = {
    "Customers": ("name", "company", "phone", "email", "note"),
    "Leads": ("name", "company", "phone", "email", "next_step", "note"),
    "Inquiries": ("name", "company", "phone", "email", "request", "next_step", "note"),
    "Activities": ("contact", "next_step"),
    "Touchpoints": ("touchpoint", "note"),
    "Surveys": ("comment",),
    "Prospects": ("company", "contact", "role", "phone", "email", "website"),
}
"""The columns that say who somebody is, or hold remarks in free words."""

_SEARCHED = ("name", "contact", "phone", "email")
_CONTACTS = frozenset({"phone", "email"})
_NAMES = frozenset({"name", "contact"})
_SHORTEST = 6
_WORDS = 3
_DIGITS = 7
_BETWEEN = re.compile(r"[;,/|\n]|\s{2,}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Erasure:
    """What erasing a person changes.

    Attributes:
        patches: the changed cells, those of History among them.
        ids: the new id of each old one.
        rows: how many rows of each table are changed, by table.
        texts: what stood in the cells.
        needles: those of them by which the person could be found elsewhere.
        phones: the digits with which the person's phone numbers end.
        left: filled cells of the manager's own columns in the person's rows: table, header, cell.
    """

    patches: tuple[EditCells, ...]
    ids: Mapping[str, str]
    rows: Mapping[str, int]
    texts: frozenset[str]
    needles: tuple[str, ...]
    phones: tuple[str, ...]
    left: tuple[tuple[str, str, str], ...]


def erase(frames: Frames, who: str) -> Erasure:
    """Plans how a person is erased.

    Args:
        frames: the workbook's tables.
        who: the id of a customer, a lead or an inquiry, an e-mail address, or a phone number.

    Raises:
        UsageError: nobody is known by it, or more than one person is.
    """
    person = find_person(frames, who)
    eraser = _Eraser(frames, person)
    eraser.redact()
    eraser.relabel()
    texts = frozenset(text for text in eraser.texts if text != ERASED)
    ids = {"Customers": eraser.customers, "Leads": eraser.leads}
    cells = history_edits(frames, person, ids, texts, eraser.contacts())
    rows = Counter(eraser.rows_changed()) + Counter({"History": len(cells.rows)})
    return Erasure(
        (*eraser.patches(), *cells.patches),
        {**eraser.customers, **eraser.leads},
        rows,
        texts,
        tuple(sorted(eraser.needles)),
        tuple(sorted(eraser.phones)),
        tuple(eraser.left),
    )


class _Eraser:
    def __init__(self, frames: Frames, person: Person) -> None:
        self._frames, self._person = frames, person
        self._cells: dict[tuple[str, str], dict[int, Value]] = {}
        fresh = _labels(frames)
        self.customers = {one: next(fresh) for one in sorted(person.customers) if not _done(one)}
        self.leads = {one: next(fresh) for one in sorted(person.leads) if not _done(one)}
        self.texts: set[str] = set()
        self.needles: set[str] = set()
        self.phones: set[str] = set()
        self._names: set[str] = set()
        self._ways: set[str] = set()
        self.left: list[tuple[str, str, str]] = []

    def redact(self) -> None:
        for table, fields in PERSONAL.items():
            if table in self._frames.grids:
                for name in fields:
                    self._redact(table, name)
        known = Needles(self.needles, self.phones)
        for table, rows in self._person.rows.items():
            for name, column in columns(MODELS[table]).items():
                if name not in (*PERSONAL.get(table, ()), "owner"):
                    self._redact_words(table, name, column, known)
            for header in self._frames.own(table).values():
                self._look_at(table, header, rows, known)

    def _redact(self, table: str, name: str) -> None:
        header = self._frames.header(table, name)
        if not header:
            return
        keeps = name == "name" or columns(MODELS[table])[name].required
        for row in self._person.rows.get(table, ()):
            cell = self._raw(table, header, row)
            if cell in {None, "", ERASED}:
                continue
            text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
            self.texts.add(text)
            if name in _SEARCHED and (len(text) >= _SHORTEST or " " in text.strip()):
                self.needles.add(text.strip())
            if name in _CONTACTS and len(text.strip()) >= _SHORTEST:
                self._ways.add(text.strip())
            self._note(name, text)
            self._put(table, header, row, ERASED if keeps else None)

    def _note(self, name: str, text: str) -> None:
        """Keeps the words of names and the digits of phones, by which they are known elsewhere."""
        if name in _NAMES:
            self._names |= {word for word in _WORD.findall(folded(text)) if len(word) >= _WORDS}
        if name in _CONTACTS:
            # A cell may hold two of them.
            parts = {text, *_BETWEEN.split(text)}
            country = self._frames.settings.country
            digits = {own_digits(one, country) for one in parts if name == "phone"}
            self.phones |= {one for one in digits if len(one) >= _DIGITS}
            self.needles |= {one.strip() for one in parts if "@" in one}

    def _redact_words(self, table: str, name: str, column: Column, known: Needles) -> None:
        """Free words in the person's rows go where they show who it is; labels of lists stay.

        Where any word may stand, a single one of the person's names does; in a list that the
        manager has not made, only the whole name, since such words are also those of products.
        """
        header = self._frames.header(table, name)
        if not header or column.kind not in {Kind.TEXT, Kind.CHOICE}:
            return
        vocabulary = self._frames.vocabulary(table, name)
        labels = vocabulary.known() if vocabulary else {}
        free = not vocabulary or vocabulary.closed
        for row in self._person.rows[table]:
            cell = self._raw(table, header, row)
            if not isinstance(cell, str) or label_key(cell) in labels:
                continue
            if known.shown_in(cell) or (free and self._names & {*_WORD.findall(folded(cell))}):
                self.texts.add(cell)
                self._put(table, header, row, ERASED if column.required else None)

    def _look_at(self, table: str, header: str, rows: tuple[int, ...], known: Needles) -> None:
        """An own column may say who somebody is: it does where a known text stands in it."""
        place = self._frames.place(table)
        assert place is not None
        for row in rows:
            cell = self._raw(table, header, row)
            if not isinstance(cell, str) or not cell.strip():
                continue
            if known.shown_in(cell):
                self.texts.add(cell)
                self._put(table, header, row, None)
            else:
                self.left.append((table, header, Address(row, place.column_of(header)).a1))

    def contacts(self) -> frozenset[str]:
        """Phones and addresses of the person alone, wherever they stand within other texts."""
        others: set[Value] = set()
        for table, fields in PERSONAL.items():
            mine = set(self._person.rows.get(table, ()))
            for name in _CONTACTS & {*fields} if table in self._frames.grids else ():
                header = self._frames.header(table, name)
                rows = self._frames[table][ROW].to_list() if header else []
                others |= {self._raw(table, header, row) for row in rows if row not in mine}
        return frozenset(self._ways - {str(cell) for cell in others})

    def relabel(self) -> None:
        """Gives the ids new names wherever rows name them."""
        known = set(self._frames["Customers"]["customer_id"].drop_nulls())
        for table in MODELS.keys() & self._frames.grids.keys() - {"History"}:
            for name, column in columns(MODELS[table]).items():
                header = self._frames.header(table, name)
                if column.kind is not Kind.ID or not header or name not in _ID_OF:
                    continue
                ids = self._ids_of(table, name, known)
                for row, cell in self._frames[table].select(ROW, name).drop_nulls().iter_rows():
                    if cell in ids:
                        self._put(table, header, row, ids[cell])

    def _ids_of(self, table: str, name: str, known: set[str]) -> Mapping[str, str]:
        """The new ids for a column; what may be a lead's or a customer's is the customer's."""
        if name == "lead_id":
            return self.leads
        if name == "customer_id" and table not in {"Orders", "Surveys"}:
            return self.customers
        return {lead: new for lead, new in self.leads.items() if lead not in known} | self.customers

    def patches(self) -> Iterator[EditCells]:
        for (table, header), cells in self._cells.items():
            yield EditCells(table, header, dict(sorted(cells.items())))

    def rows_changed(self) -> dict[str, int]:
        found: dict[str, set[int]] = {}
        for (table, _), cells in self._cells.items():
            found.setdefault(table, set()).update(cells)
        return {table: len(found[table]) for table in MODELS if table in found}

    def _raw(self, table: str, header: str, row: int) -> Value:
        grid = self._frames.grids[table]
        cells = grid.column(header)
        cell: Value = cells[row - grid.place.first_row]
        return cell

    def _put(self, table: str, header: str, row: int, value: Value) -> None:
        self._cells.setdefault((table, header), {})[row] = value


_ID_OF = frozenset({"customer_id", "lead_id", "party_id"})


def _done(party: str) -> bool:
    return party.startswith(f"{LABEL}-")


def _labels(frames: Frames) -> Iterator[str]:
    """New ids, after the largest that is used."""
    used = [0]
    for table, name in (("Customers", "customer_id"), ("Leads", "lead_id")):
        numbers = frames[table][name].str.extract(rf"^{LABEL}-(\d{{1,9}})$").cast(pl.Int64)
        used += numbers.drop_nulls().to_list()
    return (f"{LABEL}-{number}" for number in count(max(used) + 1))
