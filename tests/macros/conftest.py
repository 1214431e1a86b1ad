"""A workbook in memory, for commands whose rules matter more than the file."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from xlcrm.cells import Address, Extent, Grid, TablePlace, Value, typed
from xlcrm.crm.history_lines import Stamp
from xlcrm.errors import TableBlockedError, TableMissingError
from xlcrm.frames import Frames
from xlcrm.macros import call_list, convert, importing, leads, suggestions, undo
from xlcrm.macros.outcome import Outcome
from xlcrm.patches import (
    AppendRows,
    EditCells,
    Patch,
    RemoveColumns,
    RemoveRows,
    WriteSheet,
)
from xlcrm.sheets import MODELS, columns, label

TODAY = date(2024, 6, 1)
FIRST = 2


@dataclass
class Table:
    """Headers, and the rows from sheet row 2 on."""

    headers: list[str]
    rows: list[list[Value]] = field(default_factory=list)

    def put(self, row: int, header: str, value: Value) -> None:
        self.rows[row - FIRST][self.column(header)] = value

    def column(self, header: str) -> int:
        if header not in self.headers:
            self.headers.append(header)
            for row in self.rows:
                row.append(None)
        return self.headers.index(header)


class MemoryBook:
    """A workbook that keeps to what `xlcrm.patches` says, without a file."""

    name = "memory.xlsx"
    path = None

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.held = dict(tables)

    def tables(self) -> Mapping[str, TablePlace]:
        return {name: self.read(name).place for name in self.held}

    def read(self, table: str) -> Grid:
        if table not in self.held:
            raise TableMissingError("table.missing", table=table, path=self.name)
        one = self.held[table]
        extent = Extent.of(FIRST - 1, 1, len(one.rows) + 1, len(one.headers))
        cells = tuple(typed([row[at] for row in one.rows]) for at in range(len(one.headers)))
        return Grid(TablePlace(table, table, extent, tuple(one.headers)), cells)

    keep = 1

    def sheet_titles(self) -> list[str]:
        return list(self.held)

    def sheet_title(self, key: str) -> str:
        del key
        return ""

    def apply(self, patches: Sequence[Patch]) -> None:
        staged = deepcopy(self.held)
        for patch in patches:
            if isinstance(patch, WriteSheet):
                _write(staged, patch)
            elif isinstance(patch, EditCells):
                _edit(staged[patch.table], patch)
            elif isinstance(patch, AppendRows):
                _append(staged[patch.table], patch)
            elif isinstance(patch, RemoveRows):
                _remove(staged[patch.table], patch)
            else:
                _drop(staged[patch.table], patch)
        self.held = staged


def _write(held: dict[str, Table], patch: WriteSheet) -> None:
    for spec in patch.tables:
        (top, left), (bottom, right) = spec.extent
        rows = [
            [patch.cells[Address(row, at)].value for at in range(left, right + 1)]
            for row in range(top + 1, bottom + 1)
        ]
        held[spec.name] = Table(list(spec.headers), rows)


def _edit(table: Table, patch: EditCells) -> None:
    table.column(patch.header)
    for row, value in patch.values.items():
        if not FIRST <= row < FIRST + len(table.rows):
            raise TableBlockedError("table.row_outside", table="", sheet="", cell="")
        table.put(row, patch.header, value)


def _append(table: Table, patch: AppendRows) -> None:
    for header in patch.columns:
        table.column(header)
    filled = [n for n, row in enumerate(table.rows, 1) if any(v is not None for v in row)]
    at = max(filled, default=0)
    while len(table.rows) < at + patch.height:
        table.rows.append([None] * len(table.headers))
    for header, values in patch.columns.items():
        for n, value in enumerate(values):
            table.put(FIRST + at + n, header, value)


def _remove(table: Table, patch: RemoveRows) -> None:
    for row in patch.rows:
        if row < FIRST + len(table.rows):
            table.rows[row - FIRST] = [None] * len(table.headers)
    if patch.last_row is not None:
        below = table.rows[max(patch.last_row, FIRST) - FIRST + 1 :]
        if not any(value is not None for row in below for value in row):
            del table.rows[max(patch.last_row, FIRST) - FIRST + 1 :]


def _drop(table: Table, patch: RemoveColumns) -> None:
    for _ in patch.headers:
        assert table.headers.pop() in patch.headers
        assert [row.pop() for row in table.rows] == [None] * len(table.rows)


@dataclass
class Desk:
    """A book, and the commands on it; each command comes a minute after the one before."""

    book: MemoryBook
    minute: int = 0

    def _run(self, command: Callable[..., Outcome], name: str, **arguments: object) -> Outcome:
        self.minute += 1
        when = datetime(2024, 6, 1, 9 + self.minute // 60, self.minute % 60)
        return command(
            self.book,
            lambda key, **named: True,
            lambda key, **named: None,
            today=TODAY,
            stamp=Stamp(name, "ann", when),
            **arguments,
        )

    def leads(self) -> Outcome:
        return self._run(leads.sort, "leads")

    def convert(self) -> Outcome:
        return self._run(convert.convert, "convert", apply=True)

    def take(self, table: str, file: object, *fields: str) -> Outcome:
        """Imports a file; fields are named where its headers do not say everything."""
        named = {"map": {one: one for one in fields}, "where": {}, "alias": {}, "again": True}
        return self._run(importing.import_rows, "import", table=table, file=file, **named)

    def suggest(self) -> Outcome:
        return self._run(suggestions.apply_suggestions, "suggestions")

    def clean(self) -> Outcome:
        return self._run(call_list.clean, "clean")

    def undo(self, batch: object = None, **arguments: object) -> Outcome:
        number = None if batch is None else str(batch)
        return self._run(undo.undo, "undo", batch=number, **arguments)

    def rows(self, table: str) -> list[list[Value]]:
        return self.book.held[table].rows

    def change(self, table: str, row: int, name: str, value: Value) -> None:
        """What the manager types."""
        self.book.held[table].put(row, header_of(table, name), value)

    def state(self) -> dict[tuple[str, int, str], Value]:
        """Every filled cell but those of History."""
        return {
            (name, row, header): value
            for name, table in self.book.held.items()
            for row, values in enumerate(table.rows, FIRST)
            for header, value in zip(table.headers, values, strict=True)
            if name != "History" and value is not None
        }

    def history(self) -> list[dict[str, Value]]:
        """The lines of History by code name, those about whole tables left out."""
        table = self.book.held.get("History")
        if table is None:
            return []
        names = list(columns(MODELS["History"]))
        lines = [dict(zip(names, row, strict=True)) for row in table.rows]
        return [line for line in lines if line["batch"] and line["field"] != "table"]


def header_of(table: str, name: str) -> str:
    return label(name) if name in columns(MODELS[table]) else name


@pytest.fixture(scope="session")
def desk() -> Callable[[Mapping[str, tuple[Sequence[str], Sequence[Sequence[Value]]]]], Desk]:
    """Makes a book of columns by code name and rows of values; History where it is wanted."""

    def make(
        tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Value]]]],
        *,
        history: bool = True,
    ) -> Desk:
        made = {
            table: Table([header_of(table, name) for name in names], [list(row) for row in rows])
            for table, (names, rows) in tables.items()
        }
        if history:
            headers = [label(name) for name in columns(MODELS["History"])]
            made["History"] = Table(headers, [[None] * len(headers)])
        return Desk(MemoryBook(made))

    return make


@pytest.fixture(scope="session")
def frames_of() -> Callable[[Desk], Frames]:
    """The frames of a desk's book."""

    def read(one: Desk) -> Frames:
        return Frames({name: one.book.read(name) for name in one.book.held})

    return read
