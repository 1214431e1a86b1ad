"""Erasing a person: names, contacts and remarks go from all tables, the figures stay."""

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
from xlcrm.sheets.kinds import Kind

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
_SHORTEST = 6


@dataclass(frozen=True)
class Erasure:
    """What erasing a person changes.

    Attributes:
        patches: the changed cells, those of History among them.
        ids: the new id of each old one.
        rows: how many rows of each table are changed, by table.
        texts: what stood in the cells.
        needles: those of them by which the person could be found elsewhere.
        left: filled cells of the manager's own columns in the person's rows: table, header, cell.
    """

    patches: tuple[EditCells, ...]
    ids: Mapping[str, str]
    rows: Mapping[str, int]
    texts: frozenset[str]
    needles: tuple[str, ...]
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
        self._ways: set[str] = set()
        self.left: list[tuple[str, str, str]] = []

    def redact(self) -> None:
        for table, fields in PERSONAL.items():
            if table in self._frames.grids:
                for name in fields:
                    self._redact(table, name)
        for table, rows in self._person.rows.items():
            for header in self._frames.own(table).values():
                self._look_at(table, header, rows)

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
            self._put(table, header, row, ERASED if keeps else None)

    def _look_at(self, table: str, header: str, rows: tuple[int, ...]) -> None:
        """An own column may say who somebody is: it does where a known text stands in it."""
        place = self._frames.place(table)
        assert place is not None
        for row in rows:
            cell = self._raw(table, header, row)
            if not isinstance(cell, str) or not cell.strip():
                continue
            if any(needle.casefold() in cell.casefold() for needle in self.needles):
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
