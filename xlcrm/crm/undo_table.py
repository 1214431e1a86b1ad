"""Undoing what a batch did to one table."""

from collections.abc import Iterator, Sequence

from xlcrm.cells import Extent, Value
from xlcrm.crm.history import MANY
from xlcrm.crm.history_cells import TableCells, id_text
from xlcrm.crm.history_lines import COLUMN, EXTENT, ROW, ROWS, Added, Line, RowName
from xlcrm.crm.history_rows import unpacked
from xlcrm.crm.history_values import QUOTE, canonical, decode
from xlcrm.crm.undo_finding import Found, find_added, find_rows
from xlcrm.crm.undo_plan import Refusals, Taken
from xlcrm.patches import AppendRows, EditCells, RemoveColumns, RemoveRows, TablePatch
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import shown


class TableUndo:
    """What undoing a batch does to one table.

    Args:
        cells: the table as it is now.
        lines: what the batch did to it.
        refusals: takes the reasons against undoing it.
        language: of the workbook, for the headers of columns that come back.

    Attributes:
        named: how often the ids of the batch's new rows were named before.
    """

    def __init__(
        self, cells: TableCells, lines: Sequence[Line], refusals: Refusals, language: str
    ) -> None:
        self._cells, self._lines, self._refusals = cells, lines, refusals
        self._language = language
        self._edits: dict[str, dict[int, Value]] = {}
        self._gone: set[int] = set()
        self._back: dict[int, dict[str, Value]] = {}
        self._dropped: list[str] = []
        self._new: list[str] = []
        self.named = 0

    @property
    def table(self) -> str:
        """The table's name."""
        return self._cells.place.name

    def plan(self) -> None:
        """Works out what is put back, and what stands against it."""
        whole = [line for line in self._lines if line.field in {ROW, ROWS}]
        self._take_back_columns()
        self._take_back_cells(
            [line for line in self._lines if line.field not in {ROW, ROWS, COLUMN, EXTENT}]
        )
        self._take_out([line for line in whole if line.after is not None])
        self._put_back([line for line in whole if line.after is None])

    def _take_back_columns(self) -> None:
        """Columns that came go, and those that went come back."""
        for line in self._lines:
            if line.field != COLUMN:
                continue
            if line.after is not None:
                header = self._cells.header(line.after)
                if header:
                    self._dropped.append(header)
            elif line.before is not None and not self._cells.header(line.before):
                self._new.append(_header(self.table, line.before, self._language))

    def _take_back_cells(self, lines: Sequence[Line]) -> None:
        names = {line.row_id: RowName.parse(line.row_id) for line in lines}
        found = find_rows(self._cells, names.values())
        for line in lines:
            one, header = found[names[line.row_id]], self._header_of(line.field)
            if one.code:
                self._refuse_row(one, header, names[line.row_id])
            elif not header:
                self._refusals.add(
                    self._cells, 0, "", "undo.column_gone", column=line.field.removeprefix(QUOTE)
                )
            else:
                self._take_back(line, header, one.row)

    def _header_of(self, name: str) -> str:
        known = self._cells.header(name)
        back = _header(self.table, name, self._language)
        return known or (back if back in self._new else "")

    def _take_back(self, line: Line, header: str, row: int) -> None:
        present, after = self._cells.cell(header, row), decode(line.after)
        if canonical(present) != canonical(after):
            self._refusals.add(
                self._cells,
                row,
                header,
                "undo.cell_changed",
                after=_shown(after),
                present=_shown(present),
            )
        self._edits.setdefault(header, {})[row] = decode(line.before)

    def _refuse_row(self, one: Found, header: str, name: RowName) -> None:
        row = name.id or str(name.first)
        self._refusals.add(self._cells, one.row, header, f"undo.{one.code}", row=row)

    def _take_out(self, lines: Sequence[Line]) -> None:
        """Rows that came go."""
        added: dict[RowName, Added] = {}
        for line in lines:
            proof = Added.parse(line.after or "")
            if proof is None:
                self._refusals.add(self._cells, 0, "", "undo.history_damaged", table=self.table)
            else:
                added[RowName.parse(line.row_id)] = proof
        for name, one in find_added(self._cells, added).items():
            if one.code:
                self._refuse_row(one, "", name)
            else:
                self._gone.update(range(one.row, one.row + (1 if name.id else name.height)))
        self.named = sum(proof.named for proof in added.values())

    def _put_back(self, lines: Sequence[Line]) -> None:
        """Rows that went come back, where they stood if that place is free."""
        try:
            self._back = unpacked(lines)
        except ValueError:
            self._refusals.add(self._cells, 0, "", "undo.history_damaged", table=self.table)
            return
        identity = MODELS[self.table].identity if self.table in MODELS else ""
        for held in self._back.values():
            known = id_text(held.get(identity))
            for taken in self._cells.rows_of_ids.get(known or "", []):
                header = self._cells.header(identity)
                self._refusals.add(self._cells, taken, header, "undo.id_taken", id=known)
            for name in held:
                if not self._header_of(name):
                    bare = name.removeprefix(QUOTE)
                    self._refusals.add(self._cells, 0, "", "undo.column_gone", column=bare)

    def after(self) -> TableCells:
        """The table as undoing leaves it, rows that are appended left out."""
        return self._cells.changed(self._edits, frozenset(self._gone))

    def check_columns(self, after: TableCells) -> None:
        """Refuses where a column that is to go is used by now, or no longer the last one."""
        kept = [header for header in self._cells.headers if header not in self._dropped]
        inside = set(self._cells.headers[: len(kept)]) & set(self._dropped)
        for header in self._dropped:
            if header in inside:
                self._refusals.add(self._cells, 0, header, "undo.column_inside", column=header)
            for row in after.filled(header)[:1]:
                self._refusals.add(self._cells, row, header, "undo.column_filled", column=header)

    @property
    def taken(self) -> Taken:
        """How much it is."""
        return Taken(
            sum(len(values) for values in self._edits.values()),
            len(self._gone),
            len(self._back),
            len(self._dropped) + len(self._new),
        )

    def patches(self) -> Iterator[TablePatch]:
        """The changes."""
        for header in self._new:
            yield EditCells(self.table, header, {})
        for header, values in self._edits.items():
            yield EditCells(self.table, header, dict(sorted(values.items())))
        if self._gone:
            yield RemoveRows(self.table, sorted(self._gone), self._last_row())
        if self._dropped:
            yield RemoveColumns(self.table, self._dropped)
        yield from self._rows_back()

    def _last_row(self) -> int | None:
        """Where the table ends again: as many rows further up as it had grown."""
        for line in self._lines:
            if line.field == EXTENT and line.before and line.after:
                before, after = Extent.parse(line.before), Extent.parse(line.after)
                grown = after.last.row - before.last.row
                if grown > 0:
                    last = self._cells.place.extent.last.row - grown
                    return max(last, before.last.row, self._cells.place.first_row)
        return None

    def _rows_back(self) -> Iterator[TablePatch]:
        """Rows go where they stood, if that is free and has rows below; else to the end."""
        last = self._cells.last_filled if len(self._back) <= MANY else 0
        free = {
            row: held
            for row, held in self._back.items()
            if row in self._cells.rows and row < last and self._cells.is_blank(row)
        }
        late = [held for row, held in sorted(self._back.items()) if row not in free]
        names = dict.fromkeys(name for held in self._back.values() for name in held)
        for name in names:
            values = {row: held[name] for row, held in free.items() if name in held}
            if values:
                yield EditCells(self.table, self._header_of(name), values)
        if late:
            cells = {
                self._header_of(name): [held.get(name) for held in late]
                for name in names
                if any(name in held for held in late)
            }
            yield AppendRows(self.table, cells)


def _header(table: str, name: str, language: str) -> str:
    """The header of a column that is not there, by its name in History."""
    if table in MODELS and name in columns(MODELS[table]):
        return label(name, language)
    return name.removeprefix(QUOTE)


def _shown(value: Value) -> str:
    return "" if value is None else shown(value)
