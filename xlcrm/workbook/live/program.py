"""What a running program must be asked beyond a book's plain interface: one seam, one class each.

Everything here is done through xlwings alone and works wherever xlwings does. What a program can
do better, or only in its own way, is overridden in `excel` and `office`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

import xlwings as xw
from xlwings.main import Table

from xlcrm.cells import Address, Extent, unquoted
from xlcrm.opc.number_formats import Shown, shown
from xlcrm.opc.serials import to_serial
from xlcrm.workbook.live.blocks import Kind, Raw, Standing, extent_of, rows_of
from xlcrm.workbook.live.looks import Looks
from xlcrm.workbook.live.refusals import readable
from xlcrm.workbook.live.taking_back import Written

# ECMA-376 part 1, 18.17.6.3: what a quote must stand before in a column's name.
_SPECIAL = re.compile(r"['#@\[\]]")
_TITLE = re.compile(r"^=?\$?('(?:[^']|'')+'|[^'!#][^'!]*)!(\$?[A-Z]+\$?[0-9]+)")
_KINDS = {Shown.NUMBER: Kind.NUMBER, Shown.DATE: Kind.DATE, Shown.DURATION: Kind.DURATION}


class Corner(NamedTuple):
    """The first cell that a name stands for; blank where what it stood for was deleted.

    Attributes:
        title: the title of its sheet.
        cell: its address, such as A1.
    """

    title: str
    cell: str


class Program:
    """A program that has a book open.

    Args:
        book: the book.

    Attributes:
        looks: how sheets of ours look in it.
    """

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self.looks: Looks = Looks(book)
        self._written = Written()
        self._in_step = False

    @property
    def epoch_1904(self) -> bool:
        """Whether day 0 of the book is 1904-01-01."""
        return False

    @property
    def read_only(self) -> bool:
        """Whether the book cannot be changed."""
        return False

    def protected(self, sheet: xw.Sheet) -> bool:
        """Whether a sheet's cells cannot be changed."""
        del sheet
        return False

    def tables(self, only: Collection[str] = ()) -> Iterator[tuple[xw.Sheet, list[Standing]]]:
        """The tables of each sheet that has any, in the order of the sheets.

        Args:
            only: the names of the tables that matter; other sheets may be left out.
        """
        del only
        for sheet in self.book.sheets:
            found = [
                Standing(
                    str(one.name),
                    extent_of(one.range),
                    bool(one.show_headers),
                    bool(one.show_totals),
                )
                for one in sheet.tables
            ]
            if found:
                yield sheet, found

    def raw(self, area: xw.Range) -> list[list[Raw]]:
        """The cells of a range, row by row."""
        rows = area.options(ndim=2, err_to_str=True).value
        return [[_number(value) for value in row] for row in rows]

    def formulas(self, area: xw.Range) -> list[list[str]]:
        """What stands in the entry line of each cell; "" for a blank one."""
        return rows_of(area.formula, area.shape[1])

    def kinds(self, area: xw.Range) -> Iterator[tuple[Extent, Kind]]:
        """The parts of a range whose numbers are no plain numbers, by their number formats."""
        for column in area.columns:
            yield from self._column_kinds(column)

    def _column_kinds(self, area: xw.Range) -> Iterator[tuple[Extent, Kind]]:
        code: str | None = area.number_format
        height = area.shape[0]
        if code is None and height > 1:
            # Formats differ: each half is asked by itself.
            half = height // 2
            yield from self._column_kinds(area[:half, :])
            yield from self._column_kinds(area[half:, :])
            return
        kind = kind_of_code(code or "General")
        if kind is not Kind.NUMBER:
            yield extent_of(area), kind

    def set_format(self, area: xw.Range, code: str) -> None:
        """Gives cells a number format as Excel writes it."""
        area.number_format = code

    def merged(self, area: xw.Range) -> str:
        """The address of a merged cell in a range; "" when there is none."""
        if area.merge_cells is False:
            return ""
        return str(area[0, 0].address).replace("$", "")

    def array_cells(self, area: xw.Range) -> set[Address]:
        """The cells of a range that formulas over several cells fill."""
        if area.has_array is False:
            return set()
        return {Address(cell.row, cell.column) for cell in area if cell.has_array}

    def sheet_that_uses(self, table: str, header: str) -> str:
        """The title of a sheet in whose formulas a column of a table is named; "" for none."""
        del table
        wanted = "[" + _SPECIAL.sub(r"'\g<0>", header) + "]"
        for sheet in self.book.sheets:
            used = sheet.used_range
            for row in self.formulas(used):
                if any(text.startswith("=") and wanted in text for text in row):
                    return str(sheet.name)
        return ""

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Everything within is one step: drawn and computed once, at the end, and all or nothing.

        A step within a step is a part of it.

        Args:
            title: what the step is called where the program lists what can be undone.
        """
        if self._in_step:
            # The office's own errors do not survive being handed on by a context of Python's.
            with readable():
                yield
            return
        self._in_step = True
        try:
            with self._whole_step(title):
                yield
        finally:
            self._in_step = False

    @contextmanager
    def _whole_step(self, title: str) -> Iterator[None]:
        """A step that is within no other.

        What a program cannot undo by itself is put back from what was kept of it.
        """
        del title
        app = self.book.app
        still = app.properties(screen_updating=False, enable_events=False, calculation="manual")
        with still, self._written.put_back_on_failure():
            yield

    def compute(self) -> None:
        """Computes the formulas that wait for it."""
        self.book.app.calculate()

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of a step; whatever adds or shows a sheet within is a part of its own."""
        yield

    def put(self, area: xw.Range, rows: Sequence[Sequence[Raw]]) -> None:
        """Writes values; texts are guarded already."""
        self._written.keep(area)
        area.raw_value = [list(row) for row in rows]

    def put_new(self, area: xw.Range, rows: Sequence[Sequence[Raw]]) -> None:
        """Writes values into rows that `grow` has made ready."""
        self.put(area, rows)

    def put_fresh(self, area: xw.Range, rows: Sequence[Sequence[Raw]]) -> None:
        """Writes values and formulas into blank cells of a sheet of ours."""
        area.raw_value = [list(row) for row in rows]

    def resize(self, table: Table, area: xw.Range) -> None:
        """Gives a table another range."""
        self._written.keep_range(table)
        table.resize(area)

    def add_sheet(self, title: str) -> xw.Sheet:
        """Adds a blank sheet behind all others."""
        sheet = self.book.sheets.add(title, after=self.book.sheets[-1])
        self._written.keep_away(sheet)
        return sheet

    def grow(self, above: xw.Range, new: xw.Range, formulas: Sequence[int]) -> None:
        """Gives new rows the looks, the validations and the calculated formulas of the row above.

        Args:
            above: the row.
            new: the rows below it.
            formulas: the columns of the range, from 0, whose formula goes on.
        """
        self._written.keep(new)
        above.copy()
        new.paste("formats")
        new.paste("validation")
        self.book.app.cut_copy_mode = False
        for column in formulas:
            cell = above[0, column]
            cell.autofill(cell.resize(new.shape[0] + 1, 1), "fill_copy")

    def let_go(self, area: xw.Range) -> None:
        """Takes the validations off cells that no longer belong to a table."""
        area.data_validation.delete()

    def look_like(self, cell: xw.Range, other: xw.Range) -> None:
        """Gives a cell the looks of another."""
        other.copy()
        cell.paste("formats")
        self.book.app.cut_copy_mode = False

    def define_name(self, name: str, refers_to: str) -> None:
        """Defines a name of the book, or gives one another meaning."""
        self._written.keep_name(self.book, name)
        self.book.names.add(name, refers_to)

    def hide_name(self, name: str, refers_to: str, sheet: xw.Sheet | None = None) -> None:
        """Defines a name that the program does not list.

        Args:
            name: the name.
            refers_to: what it stands for.
            sheet: the sheet that it belongs to; None for the book.
        """
        if sheet is None:
            self._written.keep_name(self.book, name)
        (sheet or self.book).names.add(name, refers_to)

    def corners(self, prefix: str) -> dict[str, Corner]:
        """The first cells that the book's names stand for, by the names; blank where one is gone.

        Args:
            prefix: with which the names begin.
        """
        titles = {sheet.name.casefold(): str(sheet.name) for sheet in self.book.sheets}
        return {
            str(name.name): _corner(name.refers_to or "", titles)
            for name in self.book.names
            if name.name.startswith(prefix)
        }

    def borne(self, name: str) -> Iterator[tuple[str, str]]:
        """The sheets that have a name of their own: their titles, and the text that it stands for.

        Args:
            name: the name.
        """
        for one in self.book.names:
            owner, _, key = str(one.name).rpartition("!")
            if owner and key.casefold() == name:
                text = str(one.refers_to or "").removeprefix("=")
                yield unquoted(owner), text.strip('"')

    def drop_name(self, name: str, sheet: xw.Sheet | None = None) -> None:
        """Takes a name away.

        Args:
            name: the name.
            sheet: the sheet that it belongs to; None for the book.
        """
        (sheet or self.book).names[name].delete()


def kind_of_code(code: str) -> Kind:
    """What a number is under a format as Excel writes it."""
    return Kind.TEXT if code == "@" else _KINDS[shown(0, code)]


def _corner(refers_to: str, titles: Mapping[str, str]) -> Corner:
    """What a name stands for; blank where it stands for no cell of a sheet that is there."""
    match = _TITLE.match(refers_to)
    title = titles.get(unquoted(match[1]).casefold(), "") if match else ""
    return Corner(title, match[2].replace("$", "")) if match and title else Corner("", "")


def _number(value: Any) -> Raw:
    """A value that xlwings has made of a cell, as a raw one."""
    if isinstance(value, datetime):
        return to_serial(value) or 0.0
    found: Raw = value
    return found
