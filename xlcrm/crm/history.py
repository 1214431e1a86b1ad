"""Recording: the lines of History for what patches change in the user's tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from xlcrm.cells import Address, Extent, Grid, Value
from xlcrm.crm.history_cells import TableCells, id_text, may_name, run_digest
from xlcrm.crm.history_lines import COLUMN, EXTENT, ROW, ROWS, TABLE, Added, Line, RowName, digest
from xlcrm.crm.history_naming import counted
from xlcrm.crm.history_rows import packed
from xlcrm.crm.history_values import encode
from xlcrm.frames import Frames
from xlcrm.patches import (
    AppendRows,
    EditCells,
    Patch,
    RemoveColumns,
    RemoveRows,
    TablePatch,
    WriteSheet,
)
from xlcrm.sheets import MODELS

MANY = 2_000
"""Beyond so many rows that come or go at once a run of them gets one line (or a few)."""


def record(frames: Frames, patches: Sequence[Patch], many: int = MANY) -> list[Line]:
    """The lines for what patches change; none for generated sheets, and for History itself.

    Nothing is read: the frames are those that the command worked on.

    Args:
        frames: the workbook's tables before the change.
        patches: the changes.
        many: so many rows that come at once still get a line each.
    """
    by_table: dict[str, list[TablePatch]] = {}
    for patch in patches:
        if not isinstance(patch, WriteSheet) and patch.table != TABLE:
            by_table.setdefault(patch.table, []).append(patch)
    lines: list[Line] = []
    for table, changes in by_table.items():
        grid = frames.grids.get(table)
        if grid is not None:
            lines += _Recording.of(frames, grid, changes, many).lines()
    return lines


@dataclass
class _Changes:
    """What the patches of one table come to: the last value of each cell counts."""

    edits: dict[str, dict[int, Value]] = field(default_factory=dict)
    added: list[AppendRows] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    last_row: int | None = None
    dropped: list[str] = field(default_factory=list)
    new: dict[str, None] = field(default_factory=dict)

    def take(self, patch: TablePatch, grid: Grid) -> None:
        if isinstance(patch, EditCells):
            self.edits.setdefault(patch.header, {}).update(patch.values)
            self._meet([patch.header], grid)
        elif isinstance(patch, AppendRows):
            if patch.height:
                self.added.append(patch)
                self._meet(patch.columns, grid)
        elif isinstance(patch, RemoveRows):
            self.gone.update(patch.rows)
            self.last_row = patch.last_row
        elif isinstance(patch, RemoveColumns):
            self.dropped += [header for header in patch.headers if header in grid.place.headers]

    def _meet(self, headers: Sequence[str] | Mapping[str, object], grid: Grid) -> None:
        self.new.update((header, None) for header in headers if header not in grid.place.headers)


@dataclass
class _Recording:
    """The lines of one table.

    Attributes:
        frames: the workbook's tables.
        changes: what happens to the table.
        cells: its cells, as read and as the batch leaves them.
        many: so many rows that come at once still get a line each.
    """

    frames: Frames
    changes: _Changes
    cells: TableCells
    many: int

    @classmethod
    def of(
        cls, frames: Frames, grid: Grid, patches: Sequence[TablePatch], many: int
    ) -> "_Recording":
        changes = _Changes()
        for patch in patches:
            changes.take(patch, grid)
        gone = frozenset(changes.gone & set(_rows(grid)))
        return cls(frames, changes, TableCells(grid, changes.new, changes.edits, gone), many)

    def lines(self) -> list[Line]:
        ids = self._new_ids()
        made = [
            *self._columns(),
            *self._edited(Counter(one for one in ids if one)),
            *self._removed(),
            *self._added(ids),
        ]
        extent = self._extent()
        return [*extent, *made] if made else []

    def _line(self, row_id: str, about: str, before: str | None, after: str | None) -> Line:
        return Line(self.cells.place.name, row_id, about, before, after)

    def _new_ids(self) -> list[str | None]:
        """The ids of the rows that come, in order."""
        identity = MODELS[self.cells.place.name].identity if self._known else ""
        header = self.cells.header(identity) if identity else ""
        ids: list[str | None] = []
        for patch in self.changes.added:
            given = patch.columns.get(header, ())
            texts = [id_text(value) for value in given]
            ids += texts + [None] * (patch.height - len(texts))
        return ids

    @property
    def _known(self) -> bool:
        return self.cells.place.name in MODELS

    def _extent(self) -> list[Line]:
        """The table's range before and after, where it changes."""
        place = self.cells.place
        height = sum(patch.height for patch in self.changes.added)
        last = place.extent.last.row
        if height:
            last = max(last, self.cells.last_filled + height)
        elif self.changes.last_row is not None:
            last = min(last, max(self.changes.last_row, self.cells.last_filled, place.first_row))
        right = place.extent.last.column + len(self.changes.new) - len(self.changes.dropped)
        after = Extent(place.extent.first, Address(last, right))
        if after == place.extent:
            return []
        return [self._line("", EXTENT, place.extent.a1, after.a1)]

    def _columns(self) -> Iterator[Line]:
        for header in self.changes.new:
            yield self._line("", COLUMN, None, self.cells.names[header])
        for header in self.changes.dropped:
            yield self._line("", COLUMN, self.cells.names[header], None)

    def _edited(self, others: Counter[str]) -> Iterator[Line]:
        names: dict[int, str] = {}
        for header, values in self.changes.edits.items():
            for row, value in values.items():
                before = self.cells.was(header, row)
                if row not in self.cells.rows or row in self.cells.gone or _same(before, value):
                    continue
                if row not in names:
                    names[row] = self.cells.name_of(row, others).text
                about = self.cells.names[header]
                yield self._line(names[row], about, encode(before), encode(value))

    def _removed(self) -> Iterator[Line]:
        held = {row: self.cells.filled_before(row) for row in sorted(self.cells.gone)}
        held = {row: cells for row, cells in held.items() if cells}
        if len(held) > self.many:
            for run, text in packed(held):
                yield self._line(run.text, ROWS, text, None)
            return
        for row, cells in held.items():
            for run, text in packed({row: cells}):
                yield self._line(run.text, ROW, text, None)

    def _added(self, ids: Sequence[str | None]) -> Iterator[Line]:
        """The rows that come. Where they land is a hint: a row is known by id or by content."""
        at, start = 0, self.cells.last_filled + 1
        named = counted(self.frames, self.cells.place.name, {one for one in ids if one})
        known = Counter(ids)
        for patch in self.changes.added:
            held = self.cells.held
            columns = {held[header]: v for header, v in patch.columns.items() if header in held}
            rows = range(patch.height)
            if patch.height > self.many:
                total = sum(named[one] for one in ids[at : at + patch.height] if one)
                first = digest({name: values[0] for name, values in columns.items()})
                run = RowName("", start, start + patch.height - 1)
                proof = Added(first, run_digest(columns), total)
                yield self._line(run.text, ROWS, None, proof.text)
                rows = range(0)
            for row in rows:
                own = ids[at + row]
                proof = Added(
                    digest({name: values[row] for name, values in columns.items()}),
                    named=named[own] if own else 0,
                )
                alone = own and may_name(own) and known[own] == 1 and own not in self._present
                name = RowName(own) if alone and own else RowName("", start + row, start + row)
                yield self._line(name.text, ROW, None, proof.text)
            at, start = at + patch.height, start + patch.height

    @property
    def _present(self) -> Mapping[str, list[int]]:
        return self.cells.rows_of_ids


def _rows(grid: Grid) -> range:
    return range(grid.place.first_row, grid.place.first_row + grid.height)


def _same(before: Value, after: Value) -> bool:
    """Whether a cell stays as it is; a number of another precision does not."""
    if before is None:
        return after is None or after == ""
    return encode(_settled(before)) == encode(_settled(after))


def _settled(value: Value) -> Value:
    """A column of moments has its days at midnight; the empty text is blank."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return None if value == "" else value
