"""A workbook that is open in Excel or LibreOffice, read and written.

Tables are ListObjects in Excel and database ranges in LibreOffice; everything is moved in blocks.
All is checked before the first write. LibreOffice takes a command back by one step of its own
undo, and so does this class where a write fails half-way; Excel forgets its list of undo when it
is written from outside, so that values are put back one by one there, and History's undo takes
the place of its own.

Of what a patch may hold, a live program shows all but this:

- LibreOffice: a colour scale is painted once, from the values that were written; a click on a
  number or a formula leads nowhere (a text's does); grid lines are one setting of the window;
  numbers of a PivotTable are written as those of its source.
- Excel on a Mac: charts, validations and the tab's colour are left out.
- A table's conditional formats grow with it, and do not shrink.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Self, TypeVar

import xlwings as xw

from xlcrm.cells import Address, Extent, Grid, TablePlace, typed
from xlcrm.errors import (
    BookWriteError,
    TableMissingError,
    WorkbookChangedError,
)
from xlcrm.patches import Patch, WriteSheet
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.blocks import Block
from xlcrm.workbook.live.adding import add_sheets, survey, table_at
from xlcrm.workbook.live.blocks import Raw
from xlcrm.workbook.live.edits import plan
from xlcrm.workbook.live.excel import Excel
from xlcrm.workbook.live.office import Office
from xlcrm.workbook.live.program import Program
from xlcrm.workbook.live.refusals import readable
from xlcrm.workbook.live.sheets import OwnSheets, own_titles
from xlcrm.workbook.live.tables import LiveTable, find_tables
from xlcrm.workbook.live.values import column_runs, raw_rows, values
from xlcrm.workbook.live.writing import write
from xlcrm.workbook.plain_ranges import IsWord

Done = TypeVar("Done")


class LiveWorkbook:
    """A workbook that is open in a spreadsheet program.

    Args:
        book: the open book.
        title: what a write is called in the program's list of what can be undone.
        program: how the program is asked; None finds out.
    """

    keep = 0
    """A program keeps no former versions; saving is the user's."""

    def __init__(
        self, book: xw.Book, *, title: str = "xlcrm", program: Program | None = None
    ) -> None:
        self.book = book
        self.title = title
        self._program = program or _program(book)
        self._read: dict[str, int] = {}

    @property
    def name(self) -> str:
        """The file's name, or the window's title where the book was never saved."""
        with readable():
            return str(self.book.name)

    @property
    def path(self) -> Path | None:
        """The file; None where the book was never saved, or lies on no disk of this machine."""
        with readable():
            path = Path(self.book.fullname)
        return path if path.is_absolute() and path.is_file() else None

    def tables(self) -> Mapping[str, TablePlace]:
        """All tables by name, in the order of the sheets.

        Raises:
            BookError: the program does not answer.
        """
        with readable():
            return {name: table.place for name, table in find_tables(self._program).items()}

    def read(self, table: str) -> Grid:
        """The data cells of a table.

        Args:
            table: its name.

        Raises:
            TableMissingError: there is no such table.
            BookError: the program does not answer.
        """
        with readable():
            found = find_tables(self._program, table).get(table)
            if found is None:
                raise TableMissingError("table.missing", table=table, path=self.book.name)
            rows = self._rows(found)
            self._read[table] = _digest(found, rows)
            return self._grid(found, rows)

    def _rows(self, table: LiveTable) -> list[list[Raw]]:
        data = _data(table.place)
        return raw_rows(self._program, table.sheet, data) if data is not None else []

    def _grid(self, table: LiveTable, rows: list[list[Raw]]) -> Grid:
        place, data = table.place, _data(table.place)
        columns = list(zip(*rows, strict=True)) or [()] * len(place.headers)
        # Formats say what numbers are; of texts nobody asks, and of a program it takes long to ask.
        numbers = any(isinstance(cell, float) for row in rows for cell in row)
        runs = column_runs(self._program, table.sheet, data) if data and numbers else {}
        epoch = self._program.epoch_1904
        made = [
            values(column, runs.get(number, ()), place.first_row, epoch_1904=epoch)
            for number, column in enumerate(columns, place.extent.first.column)
        ]
        return Grid(place, tuple(map(typed, made)))

    def flush(self) -> None:
        """Computes what waits for it, so that formulas show what was typed last.

        Raises:
            BookError: the program does not answer.
        """
        with readable():
            self._program.compute()

    def fingerprint(self) -> str:
        """What all tables hold now, as a text that is another once a cell of one was changed.

        Raises:
            BookError: the program does not answer.
        """
        found = hashlib.blake2b(digest_size=16)
        with readable():
            for table in find_tables(self._program).values():
                found.update(repr((table.place, self._rows(table))).encode("utf-8", "replace"))
        return found.hexdigest()

    def sheet_titles(self) -> list[str]:
        """The titles of all sheets, in order."""
        with readable():
            return [str(sheet.name) for sheet in self.book.sheets]

    def sheet_title(self, key: str) -> str:
        """The title that the generated sheet with a key has now; "" when there is none."""
        with readable():
            return own_titles(self._program).get(key, "")

    def survey(self, is_word: IsWord) -> list[Block]:
        """All that may be a table, in the order of the sheets; generated sheets left aside.

        Args:
            is_word: whether a text is one that people put over columns.

        Raises:
            BookError: the program does not answer.
        """
        with readable():
            return list(survey(self._program, is_word))

    def read_block(self, place: TablePlace) -> Grid:
        """The data cells of what may be a table, once it is known where its headers stand.

        Args:
            place: where it stands.

        Raises:
            BookError: the program does not answer.
        """
        with readable():
            table = table_at(self._program, place)
            return self._grid(table, self._rows(table))

    def add_sheets(
        self,
        make: Callable[[Standing], Addition],
        *,
        titles: Collection[str],
        keys: Collection[str],
    ) -> None:
        """Adds sheets after the last one, as one step; see `adding.add_sheets`.

        Raises:
            BookWriteError: the book or a sheet of it cannot be written.
            BookError: the program does not answer.
        """
        with readable():
            if self._program.read_only:
                raise BookWriteError("book.read_only", path=self.book.name)
            self._read.clear()
            add_sheets(self._program, self.title, make, titles=titles, keys=keys)

    def at_once(self, steps: Callable[[Self], Done]) -> Done:
        """Takes several steps as one, which is all or nothing.

        Args:
            steps: reads and writes this book.

        Returns:
            What the steps return.

        Raises:
            BookError: the program does not answer.
        """
        with readable(), self._program.step(self.title):
            return steps(self)

    def apply(self, patches: Sequence[Patch]) -> None:
        """Writes all patches as one step, or nothing.

        Raises:
            TableMissingError: a patch names a table that is not there.
            TableBlockedError: rows or columns cannot be added where the table stands.
            WorkbookChangedError: a table that changes is another than the one that was read.
            BookWriteError: the book or a sheet of it cannot be written.
            BookError: the program does not answer.
        """
        edits = [patch for patch in patches if not isinstance(patch, WriteSheet)]
        own_ones = [patch for patch in patches if isinstance(patch, WriteSheet)]
        sheets = {patch.key: patch.spelled_out() for patch in own_ones}
        with readable():
            if self._program.read_only:
                raise BookWriteError("book.read_only", path=self.book.name)
            own = OwnSheets(self._program)
            own.check(list(sheets.values()))
            tables = find_tables(self._program) if edits else {}
            self._refuse_changed({patch.table for patch in edits}, tables)
            shapes = plan(self._program, tables, edits)
            self._read.clear()
            with self._program.step(self.title):
                with self._program.part():
                    write(self._program, shapes)
                own.write(list(sheets.values()))

    def _refuse_changed(self, names: set[str], tables: Mapping[str, LiveTable]) -> None:
        for name in sorted(names & self._read.keys() & tables.keys()):
            if _digest(tables[name], self._rows(tables[name])) != self._read[name]:
                raise WorkbookChangedError("book.edited", table=name, book=self.book.name)


def _program(book: xw.Book) -> Program:
    name = book.app.engine.name
    kinds: Mapping[str, type[Program]] = {"libreoffice": Office, "excel": Excel}
    return kinds.get(name, Program)(book)


def _data(place: TablePlace) -> Extent | None:
    """The data rows of a table; None where it has none."""
    first, last = place.extent
    if last.row < place.first_row:
        return None
    return Extent(Address(place.first_row, first.column), last)


def _digest(table: LiveTable, rows: list[list[Raw]]) -> int:
    """What a table held: another one where any cell, or its place, is another."""
    return hash((table.place, tuple(map(tuple, rows))))
