"""One table's cells by sheet row and by name in History, with changes laid over what was read."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import polars as pl

from xlcrm.cells import Cells, Grid, Value
from xlcrm.crm.history_lines import RowName, digest, field_names, hashed
from xlcrm.crm.history_values import canonical
from xlcrm.frames import series
from xlcrm.sheets import MODELS, columns, recognise
from xlcrm.sheets.kinds import WrongCellError, read_text


class TableCells:
    """The cells of one table, as read and as a batch leaves them.

    Args:
        grid: the cells as they were read.
        headers: columns that the batch adds at the right end.
        edits: new values by header and sheet row.
        gone: sheet rows whose cells become blank.
    """

    def __init__(
        self,
        grid: Grid,
        headers: Iterable[str] = (),
        edits: Mapping[str, Mapping[int, Value]] | None = None,
        gone: frozenset[int] = frozenset(),
    ) -> None:
        self.place, self.gone, self._grid = grid.place, gone, grid
        self.headers = (*grid.place.headers, *headers)
        self._read: dict[str, Cells] = dict(zip(grid.place.headers, grid.columns, strict=True))
        self._edits = edits or {}
        self.rows = range(self.place.first_row, self.place.first_row + grid.height)

    def changed(
        self, edits: Mapping[str, Mapping[int, Value]], gone: frozenset[int]
    ) -> "TableCells":
        """The same table with changes laid over what was read."""
        new = [header for header in edits if header not in self.headers]
        return TableCells(self._grid, new, edits, gone)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each column in History, by header."""
        return field_names(self.place.name, self.headers, self.place.meanings)

    @cached_property
    def held(self) -> dict[str, str]:
        """The same for the columns that hold what somebody wrote, and not a formula's values."""
        calculated = self.place.calculated
        return {header: name for header, name in self.names.items() if header not in calculated}

    def header(self, name: str) -> str:
        """The header of a column by its name in History; "" when the table has none."""
        return next((header for header, known in self.names.items() if known == name), "")

    def was(self, header: str, row: int) -> Value:
        """A cell as it was read."""
        cells = self._read.get(header)
        value: Value = None if cells is None or row not in self.rows else cells[row - self.rows[0]]
        return value

    def cell(self, header: str, row: int) -> Value:
        """A cell as the batch leaves it."""
        if row in self.gone:
            return None
        return self._edits.get(header, {}).get(row, self.was(header, row))

    def touches(self, header: str, row: int) -> bool:
        """Whether the batch changes a cell."""
        return row in self.gone or row in self._edits.get(header, {})

    def filled(self, header: str) -> list[int]:
        """The rows where a column is filled as the batch leaves it."""
        return [row for row in self.rows if canonical(self.cell(header, row))]

    def is_blank(self, row: int) -> bool:
        """Whether no cell of a row is filled as the batch leaves it."""
        return not any(canonical(self.cell(header, row)) for header in self.held)

    def filled_before(self, row: int) -> dict[str, Value]:
        """What a row held when it was read, by name; blank cells left out."""
        cells = {name: self.was(header, row) for header, name in self.held.items()}
        return {name: value for name, value in cells.items() if value is not None}

    @cached_property
    def _declared(self) -> dict[str, str]:
        table = self.place.name
        if table not in MODELS:
            return self.names
        return dict(recognise(MODELS[table], self.headers, self.place.meanings))

    def proof(self, row: int) -> str:
        """The digest of a row's declared columns as the batch leaves it."""
        return digest({name: self.cell(header, row) for header, name in self._declared.items()})

    def proof_of_all(self, row: int) -> str:
        """The digest of all that a row holds as the batch leaves it."""
        return digest({name: self.cell(header, row) for header, name in self.held.items()})

    def proof_of_run(self, first: int, last: int) -> str:
        """The digest of all that a run of rows holds as the batch leaves it."""
        return run_digest(
            {name: self._run(header, first, last) for header, name in self.held.items()}
        )

    def _run(self, header: str, first: int, last: int) -> Iterable[Value]:
        cells = self._read.get(header)
        if cells is None or self.gone or self._edits.get(header):
            return [self.cell(header, row) for row in range(first, last + 1)]
        return list(cells[first - self.rows[0] : last + 1 - self.rows[0]])

    @cached_property
    def ids(self) -> list[str | None]:
        """The id of each row as the batch leaves it; None throughout without such a column."""
        identity = MODELS[self.place.name].identity if self.place.name in MODELS else ""
        header = self.header(identity) if identity else ""
        if not header:
            return [None] * len(self.rows)
        ids: list[str | None] = [None] * len(self.rows)
        if header in self._read:
            declared = columns(MODELS[self.place.name])[identity]
            ids = series(self._read[header], declared, None).to_list()
        for row, value in self._edits.get(header, {}).items():
            if row in self.rows:
                ids[row - self.rows[0]] = id_text(value)
        for row in self.gone & set(self.rows):
            ids[row - self.rows[0]] = None
        return ids

    @cached_property
    def rows_of_ids(self) -> dict[str, list[int]]:
        """The rows that have each id."""
        found: dict[str, list[int]] = {}
        for row, known in zip(self.rows, self.ids, strict=True):
            if known:
                found.setdefault(known, []).append(row)
        return found

    def name_of(self, row: int, others: Mapping[str, int]) -> RowName:
        """How a row is known later on.

        Args:
            row: the sheet row.
            others: how many rows that the batch adds have each id.
        """
        known = self.ids[row - self.rows[0]]
        if known and may_name(known) and len(self.rows_of_ids[known]) + others.get(known, 0) == 1:
            return RowName(known)
        return RowName("", row, row, self.proof(row))

    @cached_property
    def last_filled(self) -> int:
        """The last sheet row that holds anything as the batch leaves it; the header's for none."""
        read = (cells for header, cells in self._read.items() if header in self.held)
        last = max((_last_filled(cells) for cells in read), default=-1)
        row = self.rows.start + last
        for cells in self._edits.values():
            row = max([row, *(at for at, value in cells.items() if value is not None)])
        while row >= self.rows.start and not any(
            self.cell(header, row) is not None for header in self.held
        ):
            row -= 1
        return row


def may_name(known: str) -> bool:
    """Whether an id can stand for its row: one that looks like a place cannot."""
    return not known.startswith("#")


def run_digest(cells: Mapping[str, Iterable[Value]]) -> str:
    """A short proof of what a run of rows holds.

    Args:
        cells: the columns by name, row by row; columns that are blank throughout do not count.
    """
    proofs = []
    for name, values in sorted(cells.items()):
        texts = _canonical(values)
        if any(texts):
            proofs.append(f"{name}\x1f{hashed(texts)}")
    return hashed(proofs)


def _canonical(values: Iterable[Value]) -> list[str]:
    """Each value as `canonical` has it; a text that comes often is looked at once."""
    known: dict[str, str] = {}
    found = []
    for value in values:
        if not isinstance(value, str):
            found.append(canonical(value))
            continue
        if value not in known:
            known[value] = canonical(value)
        found.append(known[value])
    return found


def id_text(value: Value) -> str | None:
    """The id that a cell holds; None for none."""
    try:
        return read_text(value)
    except WrongCellError:
        return None


def _last_filled(cells: Cells) -> int:
    if isinstance(cells, pl.Series):
        filled = cells.is_not_null().arg_true()
        return int(filled[-1]) if len(filled) else -1
    return next((at for at in range(len(cells) - 1, -1, -1) if cells[at] is not None), -1)
