"""Rows as frames: the names and types that metrics, rules and commands work on, decided once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from xlcrm.cells import Cells, Grid, TablePlace, Value, typed
from xlcrm.language import DEFAULT, LANGUAGES
from xlcrm.sheets import MODELS, Column, columns, own_name, recognise
from xlcrm.sheets.foreign_rows import Settled, settled
from xlcrm.sheets.kinds import (
    BLANKS,
    EXCEL_ERRORS,
    FIRST_DAY,
    LAST_DAY,
    Kind,
    WrongCellError,
    read_text,
)
from xlcrm.sheets.nothing import PARTIES, known_ids
from xlcrm.sheets.vocabularies import Vocabulary, vocabularies

if TYPE_CHECKING:
    from xlcrm.sheets.settings import Settings

DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.DAY: pl.Date(),
    Kind.MOMENT: pl.Datetime("us"),
    Kind.NUMBER: pl.Float64(),
    Kind.MONEY: pl.Float64(),
    Kind.COUNT: pl.Int64(),
}
"""The type of a frame's column by its kind; all other kinds are text."""

ROW = "row"
_WHOLE = 2.0**53


@dataclass(frozen=True)
class Frames:
    """A workbook's tables as frames.

    Attributes:
        grids: the cells, by table.
        lenient: whether a setting that is wrong counts as blank, for what makes no figure.
    """

    grids: Mapping[str, Grid]
    lenient: bool = False
    _built: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _settled: dict[str, Settled] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, table: str) -> pl.DataFrame:
        """A table's filled rows.

        Columns: `row` (the sheet row), every field of the model (null throughout where the table
        has no such column), then the manager's own columns by `own_name`. A cell that is wrong is
        null; a label of a list is its code, in whichever spelling and language it is written (see
        `word`). A table that the workbook lacks is empty.
        """
        if table not in self._built:
            self._built[table] = _frame(table, self.grid(table), self.vocabularies)
        return self._built[table]

    def height(self, table: str) -> int:
        """How many filled rows a table has, without reading what stands in them."""
        grid = self.grid(table)
        if grid is None:
            return 0
        known = recognise(MODELS[table], grid.place.headers, grid.place.meanings)
        return int(filled_rows(grid, known).sum())

    def grid(self, table: str) -> Grid | None:
        """A table's cells, those of a manager's own table read as agreed; None when it is missing.

        What is written is compared with `grids`, the cells as they are.
        """
        found = self.settled(table)
        return found.grid if found else None

    def settled(self, table: str) -> Settled | None:
        """The same with the rows of it that are no records."""
        if table not in self._settled and table in self.grids:
            theirs = self.grids[table].place.meanings
            lists, ids = (self.vocabularies, self.odd_ids) if theirs else ({}, frozenset[str]())
            self._settled[table] = settled(self.grids[table], MODELS[table], lists, ids)
        return self._settled.get(table)

    def place(self, table: str) -> TablePlace | None:
        """Where a table stands; None when the workbook lacks it."""
        grid = self.grids.get(table)
        return grid.place if grid else None

    def header(self, table: str, name: str) -> str:
        """The header under which the workbook has a field; "" when it has no such column."""
        place = self.place(table)
        found = recognise(MODELS[table], place.headers, place.meanings) if place else {}
        return next((header for header, known in found.items() if known == name), "")

    def own(self, table: str) -> Mapping[str, str]:
        """The manager's own columns of a table: header by name."""
        place = self.place(table)
        return _own(table, place) if place else {}

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The lists, with what the Lists sheet says."""
        grid = self.grids.get("Lists")
        if grid is None:
            return vocabularies(language=self.language)
        rows = _frame("Lists", grid, {}).select("list", "value", "alias_of").iter_rows()
        filled = ((name, value, other) for name, value, other in rows if name and value)
        return vocabularies(filled, self.language)

    def vocabulary(self, table: str, name: str) -> Vocabulary | None:
        """The list whose labels a field of a table takes; None where it takes none."""
        column = columns(MODELS[table]).get(name)
        return self.vocabularies.get(column.choice.name) if column and column.choice else None

    def word(self, table: str, name: str, value: Any) -> Any:
        """A value of a field as the workbook writes it: a label in its words, others as they are.

        Args:
            table: the table.
            name: the field.
            value: what stands in the frame, such as the code "lost".
        """
        vocabulary = self.vocabulary(table, name) if isinstance(value, str) else None
        return vocabulary.word(value) if vocabulary else value

    def words(self, table: str, name: str, values: pl.Series) -> pl.Series:
        """A column's values as the workbook writes them (see `word`)."""
        vocabulary = self.vocabulary(table, name) if values.dtype == pl.String else None
        return values.replace(vocabulary.other_words) if vocabulary else values

    @cached_property
    def odd_ids(self) -> frozenset[str]:
        """Ids of customers and leads that are words for nothing elsewhere, folded."""
        found = (
            known_ids(self.grids.get(table), self.header(table, name))
            for table, name in PARTIES.items()
        )
        return frozenset().union(*found)

    @cached_property
    def language(self) -> str:
        """The workbook's language; English where the setting is blank or wrong."""
        said = str(self._setting_values.get("language") or "").strip().casefold()
        return said if said in LANGUAGES else DEFAULT

    @cached_property
    def settings(self) -> Settings:
        """The settings, with what the Settings sheet says.

        Raises:
            UsageError: a setting has a value that it cannot take.
        """
        # Pydantic takes longer to load than a small book takes to read.
        from xlcrm.sheets.settings import Settings, read_settings

        values = self._setting_values
        return read_settings(values, lenient=self.lenient) if values else Settings()

    @cached_property
    def _setting_values(self) -> dict[str, Value]:
        """The Settings sheet's values by key, as they stand."""
        grid = self.grids.get("Settings")
        known = recognise(MODELS["Settings"], grid.place.headers) if grid else {}
        fields = {name: header for header, name in known.items()}
        if grid is None or not {"key", "value"} <= fields.keys():
            return {}
        keys, values = (list(grid.column(fields[name])) for name in ("key", "value"))
        return {str(key).strip(): value for key, value in zip(keys, values, strict=True)}


def _own(table: str, place: TablePlace) -> dict[str, str]:
    taken = {ROW, *columns(MODELS[table])}
    known = recognise(MODELS[table], place.headers, place.meanings)
    own: dict[str, str] = {}
    parts = {meaning.header for meaning in place.meanings if meaning.field}
    for header in place.headers:
        if header not in known and header not in parts:
            name = own_name(header)
            while name in taken:
                name += "_"
            taken.add(name)
            own[name] = header
    return own


def _frame(table: str, grid: Grid | None, lists: Mapping[str, Vocabulary]) -> pl.DataFrame:
    declared = columns(MODELS[table])
    if grid is None:
        empty = {name: pl.Series([], dtype=dtype(column)) for name, column in declared.items()}
        return pl.DataFrame({ROW: pl.Series([], dtype=pl.Int64), **empty})
    place = grid.place
    known = recognise(MODELS[table], place.headers, place.meanings)
    fields = {name: header for header, name in known.items()}
    made: dict[str, pl.Series] = {
        ROW: pl.int_range(
            grid.place.first_row, grid.place.first_row + grid.height, eager=True, dtype=pl.Int64
        )
    }
    for name, column in declared.items():
        if name in fields:
            vocabulary = lists.get(column.choice.name) if column.choice else None
            made[name] = series(grid.column(fields[name]), column, vocabulary)
        else:
            made[name] = pl.Series([None] * grid.height, dtype=dtype(column))
    for name, header in _own(table, grid.place).items():
        made[name] = _own_series(grid.column(header))
    return pl.DataFrame(made).filter(filled_rows(grid, fields.values()))


def filled_rows(grid: Grid, headers: Iterable[str]) -> pl.Series:
    """Which data rows say anything: those with a filled cell under one of the headers.

    Args:
        grid: the table's cells.
        headers: those of the declared columns; a formula that the manager has copied down a column
            of their own does not make a row.

    Returns:
        One truth value per data row.
    """
    filled = pl.Series([False] * grid.height, dtype=pl.Boolean)
    cheapest_first = sorted((grid.column(header) for header in headers), key=_cost)
    for cells in cheapest_first:
        if filled.all():
            break
        filled |= ~blank_cells(cells)
    return filled


def _cost(cells: Cells) -> int:
    return 2 if isinstance(cells, list) else int(cells.dtype == pl.String)


def blank_cells(cells: Cells) -> pl.Series:
    """Which cells hold nothing, or only blanks."""
    if isinstance(cells, list):
        blank = [cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells]
        return pl.Series(blank, dtype=pl.Boolean)
    if cells.dtype == pl.String:
        return cells.is_null() | (cells.str.strip_chars(BLANKS) == "").fill_null(value=True)
    return cells.is_null()


def dtype(column: Column) -> pl.DataType:
    """The type of a declared column in a frame."""
    return DTYPES.get(column.kind, pl.String())


def series(cells: Cells, column: Column, vocabulary: Vocabulary | None) -> pl.Series:
    """One declared column of a frame: right cells as their type, wrong and blank ones null.

    Args:
        cells: as the workbook has them.
        column: the declaration.
        vocabulary: the list of its labels, for a choice.
    """
    if vocabulary is not None and not isinstance(cells, list) and cells.dtype == pl.String:
        return _labels(cells, vocabulary)
    if not isinstance(cells, list):
        made = _typed_series(cells, column)
    elif dtype(column) == pl.String():
        made = pl.Series([_read_text(cell) for cell in cells], dtype=pl.String)
    else:
        made = _typed_series(_right_cells(cells, column), column)
    if column.between:
        made = made.set(~made.is_between(column.between.low, column.between.high), None)
    return made if vocabulary is None else _labels(made, vocabulary)


def _labels(texts: pl.Series, vocabulary: Vocabulary) -> pl.Series:
    """Texts as the labels that they mean; each spelling is looked at once."""
    spellings = texts.drop_nulls().unique()
    found = _text_series(spellings)
    labels = [label and (vocabulary.canonical(label) or label) for label in found]
    if labels == spellings.to_list():
        return texts
    return texts.replace(spellings, pl.Series(labels, dtype=pl.String))


def _read_text(cell: Value) -> str | None:
    try:
        return read_text(cell)
    except WrongCellError:
        return None


def _right_cells(cells: list[Value], column: Column) -> pl.Series:
    """The cells of the column's type, null for the others."""
    right: list[Value]
    if column.kind in {Kind.DAY, Kind.MOMENT}:
        right = [cell if isinstance(cell, date) else None for cell in cells]
    else:
        right = [
            cell if isinstance(cell, (float, int)) and not isinstance(cell, bool) else None
            for cell in cells
        ]
    made = typed(right)
    assert isinstance(made, pl.Series)
    return made


def _typed_series(cells: pl.Series, column: Column) -> pl.Series:
    wanted = dtype(column)
    if wanted == pl.String():
        return _text_series(cells)
    if isinstance(wanted, pl.Date | pl.Datetime):
        if not cells.dtype.is_temporal():
            return pl.Series([None] * len(cells), dtype=wanted)
        days = cells.cast(pl.Date)
        return cells.cast(wanted).set(~days.is_between(FIRST_DAY, LAST_DAY), None)
    if not cells.dtype.is_numeric():
        return pl.Series([None] * len(cells), dtype=wanted)
    numbers = cells.cast(pl.Float64)
    numbers = numbers.set(~numbers.is_finite(), None)
    if column.kind is Kind.COUNT:
        return numbers.set(numbers != numbers.floor(), None).cast(pl.Int64, strict=False)
    return numbers


def _text_series(cells: pl.Series) -> pl.Series:
    if cells.dtype == pl.Boolean:
        return cells.cast(pl.String).str.to_uppercase()
    if cells.dtype in {pl.String, pl.Null}:
        texts = cells.cast(pl.String).str.strip_chars(BLANKS)
        return texts.set(texts.is_in(["", *EXCEL_ERRORS]), None)
    if cells.dtype.is_numeric():
        whole = (cells == cells.floor()) & (cells.abs() < _WHOLE)
        if whole.fill_null(value=True).all():
            return cells.cast(pl.Int64).cast(pl.String)
    return pl.Series([read_text(cell) for cell in cells], dtype=pl.String)


def _own_series(cells: Cells) -> pl.Series:
    if isinstance(cells, list):
        return pl.Series([_read_text(cell) for cell in cells], dtype=pl.String)
    return _text_series(cells) if cells.dtype in {pl.String, pl.Null} else cells
