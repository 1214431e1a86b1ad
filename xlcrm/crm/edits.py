"""The cells that a plan changes, collected cell by cell and given out as patches."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from xlcrm.cells import Address, Value
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows, EditCells
from xlcrm.problems import Level, Problem
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.vocabularies import Vocabulary


def header_of(frames: Frames, table: str, name: str) -> str:
    """The header under which a column stands, or would be made.

    Args:
        frames: the workbook's tables.
        table: the table.
        name: a declared field, or the name of one of the manager's own columns.
    """
    if name not in columns(MODELS[table]):
        return frames.own(table)[name]
    return frames.header(table, name) or label(name, frames.language)


class Edits:
    """New values for cells of rows that exist."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._cells: dict[tuple[str, str], dict[int, Value]] = {}
        self._unreadable: dict[tuple[str, str], frozenset[int]] = {}
        self._lists: dict[tuple[str, str], Vocabulary | None] = {}

    def write(self, table: str, name: str, row: int, value: Value) -> None:
        """Changes a cell that is a command's own; a label is given by its code."""
        place = table, name
        if place not in self._lists:
            self._lists[place] = self._frames.vocabulary(table, name)
        vocabulary = self._lists[place]
        if vocabulary is not None and isinstance(value, str):
            value = vocabulary.word(value)
        self._cells.setdefault(place, {})[row] = value

    def fill(self, table: str, name: str, row: int, value: Value) -> bool:
        """Fills a cell of the manager's that is blank.

        A frame shows nothing where a cell holds something unreadable; such a cell is not blank.

        Returns:
            Whether the cell was blank.
        """
        if (table, name) not in self._unreadable:
            self._unreadable[table, name] = unreadable(self._frames, table, name)
        if row in self._unreadable[table, name]:
            return False
        self.write(table, name, row, value)
        return True

    def patches(self) -> tuple[EditCells | AppendRows, ...]:
        """One patch per changed column."""
        return tuple(
            EditCells(table, header_of(self._frames, table, name), dict(sorted(cells.items())))
            for (table, name), cells in self._cells.items()
        )


def unreadable(frames: Frames, table: str, name: str) -> frozenset[int]:
    """The sheet rows where a column holds something that a frame cannot show.

    In the manager's own columns an empty text counts too: a formula may have given it.

    Args:
        frames: the workbook's tables.
        table: the table.
        name: a declared field, or the name of one of the manager's own columns.
    """
    grid, header = frames.grids.get(table), header_of(frames, table, name)
    if grid is None or header not in grid.place.headers:
        return frozenset()
    column = grid.column(header)
    if isinstance(column, pl.Series) and column.null_count() == len(column):
        return frozenset()
    cells = column.to_list() if isinstance(column, pl.Series) else column
    declared = name in columns(MODELS[table])
    blank = frames[table].filter(pl.col(name).is_null())["row"].to_list()
    return frozenset(
        row for row in blank if not _is_blank(cells[row - grid.place.first_row], declared)
    )


def _is_blank(cell: Value, declared: bool) -> bool:
    return cell is None or (declared and isinstance(cell, str) and not cell.strip())


def appended(
    frames: Frames, table: str, rows: Sequence[Mapping[str, Any]]
) -> tuple[EditCells | AppendRows, ...]:
    """The patch that appends rows; none without rows.

    Args:
        frames: the workbook's tables.
        table: the table.
        rows: values by column name, labels by their code; names that no row fills are left out.
    """
    names = dict.fromkeys(name for row in rows for name, value in row.items() if value is not None)
    if not rows:
        return ()
    cells = {
        header_of(frames, table, name): _words(frames, table, name, [row.get(name) for row in rows])
        for name in names
    }
    return (AppendRows(table, cells),)


def _words(frames: Frames, table: str, name: str, values: list[Any]) -> list[Any]:
    """A column's values as the workbook writes them; the list of its labels is looked for once."""
    vocabulary = frames.vocabulary(table, name)
    if vocabulary is None:
        return values
    return [vocabulary.word(value) if isinstance(value, str) else value for value in values]


class Finder:
    """Makes the findings about rows of a table, each at a cell of one of its columns.

    Args:
        frames: the workbook's tables.
        table: the table.
    """

    def __init__(self, frames: Frames, table: str) -> None:
        self._place, self._table = frames.place(table), table
        headers = {field: frames.header(table, field) for field in columns(MODELS[table])}
        self._columns = {
            field: self._place.column_of(header)
            for field, header in headers.items()
            if self._place and header
        }

    def at(self, row: int, field: str, level: Level, code: str, **named: Any) -> Problem:
        """A finding about a row, at the column's cell where the table has the column.

        Args:
            row: the sheet row.
            field: the column to point at.
            level: how bad it is.
            code: the finding.
            named: what the message names.
        """
        sheet = self._place.sheet if self._place else self._table
        cell = self.cell(row, field)
        return Problem(level, sheet, cell, code, named, table=self._table, field=field)

    def cell(self, row: int, field: str) -> str:
        """The address of a row's cell under a column; "" where the table lacks the column."""
        column = self._columns.get(field)
        return Address(row, column).a1 if column else ""
