"""LibreOffice Calc: one step of its own undo, blocks through its own interface.

Calc's undo of a block of values leaves what was put into blank cells. So such a block is first
filled in a way whose undo empties it: rows that a table grows by are filled from the row above;
any other block becomes the result of one formula for a moment.

Structures and enumerations are made from values that Calc hands over, so that this module needs
nothing of the office's own Python.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import xlwings as xw
from xlwings.main import Table

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookMissingError
from xlcrm.workbook.live.blocks import Kind, Raw, Standing, cells, extent_of
from xlcrm.workbook.live.office_looks import OfficeLooks
from xlcrm.workbook.live.program import Corner, Program
from xlcrm.workbook.live.refusals import readable
from xlcrm.workbook.rectangles import rectangles

_DATE, _TIME, _TEXT, _LOGICAL = 2, 4, 256, 1024
_ELAPSED = re.compile(r"\[(\w)\1*\]")
"""[HH], [MM] or [SS], in the letters of whatever language; a colour has several letters."""
_FORMULA, _CONTENTS = 16, 1 | 2 | 4 | 16
_CELLS_PER_MATRIX, _FEW = 8_000, 3
_OTHER_EPOCH = 1904
_HIDDEN = 16


class Office(Program):
    """LibreOffice Calc with a book open.

    Args:
        book: the book.
    """

    def __init__(self, book: xw.Book) -> None:
        super().__init__(book)
        self.looks = OfficeLooks(book)
        self._kinds: dict[int, Kind] = {}
        self._areas: dict[str, Any] = {}

    @property
    def epoch_1904(self) -> bool:
        """Whether day 0 of the book is 1904-01-01."""
        return bool(self.book.api.NullDate.Year == _OTHER_EPOCH)

    @property
    def read_only(self) -> bool:
        """Whether the book cannot be changed."""
        return bool(self.book.api.isReadonly())

    def protected(self, sheet: xw.Sheet) -> bool:
        """Whether a sheet's cells cannot be changed."""
        return bool(sheet.api.isProtected())

    def tables(self, only: Collection[str] = ()) -> Iterator[tuple[xw.Sheet, list[Standing]]]:
        """The tables of each sheet that has any, in the order of the sheets.

        Args:
            only: the names of the tables that matter; other sheets may be left out.

        Raises:
            BookMissingError: the book was closed.
        """
        areas = self.book.api.DatabaseRanges
        if areas is None:
            raise BookMissingError("book.gone")
        places: dict[int, list[tuple[Extent, str, Any]]] = {}
        for name in areas.getElementNames():
            # The office's object looks itself up by its name, and is dear to get anew.
            area = self._areas.get(name) or self._areas.setdefault(name, areas.getByName(name))
            at = area.DataArea
            places.setdefault(at.Sheet, []).append((_extent(at), name, area))
        for index in sorted(places):
            if only and all(name not in only for _, name, _ in places[index]):
                continue
            standing = [
                Standing(name, extent, bool(area.ContainsHeader), bool(area.TotalsRow))
                for extent, name, area in sorted(places[index], key=lambda one: one[:2])
            ]
            yield self.book.sheets[index], standing

    def raw(self, area: xw.Range) -> list[list[Raw]]:
        """The cells of a range, row by row; truth values are numbers here."""
        rows: list[list[Raw]] = [
            [None if cell == "" else cell for cell in row] for row in _named(area)
        ]
        return rows

    def formulas(self, area: xw.Range) -> list[list[str]]:
        """What stands in the entry line of each cell; a text that looks like more has a mark."""
        return [
            [text[1:-1] if text.startswith("{=") else text for text in row]
            for row in area.api.getFormulaArray()
        ]

    def kinds(self, area: xw.Range) -> Iterator[tuple[Extent, Kind]]:
        """The parts of a range whose numbers are no plain numbers, by their number formats."""
        groups = area.api.getUniqueCellFormatRanges()
        for index in range(groups.getCount()):
            group = groups.getByIndex(index)
            kind = self._kind(group.NumberFormat)
            if kind is not Kind.NUMBER:
                for at in group.getRangeAddresses():
                    yield _extent(at), kind

    def _kind(self, key: int) -> Kind:
        if key not in self._kinds:
            found = self.book.api.NumberFormats.getByKey(key)
            self._kinds[key] = _kind_of(found.Type, found.FormatString)
        return self._kinds[key]

    def set_format(self, area: xw.Range, code: str) -> None:
        """Gives cells a number format as Excel writes it."""
        if code == "General":
            # Set as a format of its own, Calc keeps what is there where the cells differ.
            area.api.setPropertyToDefault("NumberFormat")
        else:
            area.number_format = code

    def merged(self, area: xw.Range) -> str:
        """The address of a merged cell in a range; "" when there is none."""
        return extent_of(area).first.a1 if area.api.getIsMerged() else ""

    def array_cells(self, area: xw.Range) -> set[Address]:
        """The cells of a range that formulas over several cells fill."""
        found = set()
        for at in area.api.queryContentCells(_FORMULA).getRangeAddresses():
            part = _extent(at)
            block = cells(area.sheet, part).api.getFormulaArray()
            for row, texts in enumerate(block, part.first.row):
                for column, text in enumerate(texts, part.first.column):
                    if text.startswith("{="):
                        found.add(Address(row, column))
        return found

    @contextmanager
    def _whole_step(self, title: str) -> Iterator[None]:
        """Everything within is one step of Calc's undo; where it fails, it is taken back."""
        model = self.book.api
        undo, automatic = model.getUndoManager(), model.isAutomaticCalculationEnabled()
        shown = model.getCurrentController().getActiveSheet()
        before, changed = undo.getAllUndoActionTitles(), model.isModified()
        model.lockControllers()
        model.addActionLock()
        model.enableAutomaticCalculation(False)  # noqa: FBT003 - the office's methods take no names
        undo.enterUndoContext(title)
        done = False
        try:
            with readable():
                yield
            done = True
        finally:
            undo.leaveUndoContext()
            # A step in which nothing was written is none: the one before it is not taken back.
            if not done and undo.getAllUndoActionTitles() != before:
                with self._in_front():
                    undo.undo()
            model.getCurrentController().setActiveSheet(shown)
            model.enableAutomaticCalculation(automatic)
            model.removeActionLock()
            model.unlockControllers()
            if not done and not changed:
                # To take something back is a change of its own.
                model.setModified(False)

    @contextmanager
    def _in_front(self) -> Iterator[None]:
        """The book's window is the active one meanwhile, though the user has gone to another.

        To undo that a sheet was added, Calc takes one away from the document in front, whichever
        document's undo it is, and ends with a crash where no spreadsheet is in front.
        """
        own = self.book.api.getCurrentController().getFrame()
        desktop = own.getCreator()
        front = desktop.getActiveFrame()
        own.activate()
        try:
            yield
        finally:
            if front is not None and front != own:
                front.activate()

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of a step, which counts as one action of it.

        When Calc shows another sheet, it forgets all but the last hundred actions of the part that
        is being done. What was forgotten cannot be taken back, and a chart that was taken away in
        it ends the office when its drawing is undone. The office's own errors end here: they do not
        survive being handed on by a context of Python's.
        """
        undo = self.book.api.getUndoManager()
        undo.enterUndoContext(" ")
        try:
            with readable():
                yield
        finally:
            undo.leaveUndoContext()

    def put(self, area: xw.Range, rows: Sequence[Sequence[Raw]]) -> None:
        """Writes values; a note on a cell stays."""
        extent = extent_of(area)
        if extent.height * extent.width <= _FEW or self._noted(area.sheet, extent):
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    _enter(area[row, column], value)
            return
        step = max(1, _CELLS_PER_MATRIX // extent.width)
        for top in range(0, extent.height, step):
            part = area[top : top + step, :]
            part.api.setArrayFormula("=0")
            part.api.clearContents(_CONTENTS)
            part.raw_value = [list(row) for row in rows[top : top + step]]

    def put_new(self, area: xw.Range, rows: Sequence[Sequence[Raw]]) -> None:
        """Writes values into rows that `grow` has filled."""
        area.raw_value = [list(row) for row in rows]

    def put_fresh(self, area: xw.Range, rows: Sequence[Sequence[Raw]]) -> None:
        """Writes values and formulas into blank cells of a sheet of ours."""
        self.put(area, rows)

    def resize(self, table: Table, area: xw.Range) -> None:
        """Gives a table another range."""
        table.resize(area)

    def add_sheet(self, title: str) -> xw.Sheet:
        """Adds a blank sheet behind all others.

        To undo that a sheet was added, Calc takes it away, and wrongly the tables of the sheet in
        front of it, too. Where there are any, it is made where none is in front of it, and moved.
        """
        last = self.book.sheets[-1]
        with self.part():
            if not last.tables:
                return self.book.sheets.add(title, after=last)
            self.book.sheets.add(title, before=self.book.sheets[0]).move(after=last)
        return self.book.sheets[-1]

    @staticmethod
    def _noted(sheet: xw.Sheet, extent: Extent) -> bool:
        notes = sheet.api.getAnnotations()
        for index in range(notes.getCount()):
            at = notes.getByIndex(index).getPosition()
            inside = extent.first.row <= at.Row + 1 <= extent.last.row
            if inside and extent.first.column <= at.Column + 1 <= extent.last.column:
                return True
        return False

    def grow(self, above: xw.Range, new: xw.Range, formulas: Sequence[int]) -> None:
        """Gives new rows the looks, the validations and the formulas of the row above."""
        model, target, sheet = extent_of(above), extent_of(new), above.sheet
        if model.last.row + 1 == target.first.row:
            whole = sheet.range(model.first, target.last)
            self._fill(whole.api, "TO_BOTTOM")
        else:
            # The rows between are the table's: the model is copied to the first new one.
            first = sheet.range(target.first, (target.first.row, target.last.column))
            first.api.setArrayFormula("=0")
            sheet.api.copyRange(_cell(first.api), above.api.getRangeAddress())
            if target.height > 1:
                self._fill(new.api, "TO_BOTTOM")
        blank = [column for column in range(target.width) if column not in formulas]
        for part in rectangles((1, column) for column in blank):
            new[:, part.first.column : part.last.column + 1].api.clearContents(_CONTENTS)

    def look_like(self, cell: xw.Range, other: xw.Range) -> None:
        """Gives a cell, right of another, its looks."""
        both = other.sheet.range((other.row, other.column), (cell.row, cell.column))
        self._fill(both.api, "TO_RIGHT")

    @staticmethod
    def _fill(area: Any, direction: str) -> None:
        kind = type(area.Validation.Type)
        area.fillAuto(kind("com.sun.star.sheet.FillDirection", direction), 1)

    def hide_name(self, name: str, refers_to: str, sheet: xw.Sheet | None = None) -> None:
        """Defines a name that Calc does not list."""
        # A name with a point is taken from files, and when a name is changed, but not when new.
        made = (sheet or self.book).names.add(name.replace(".", "_"), refers_to).api
        made.setType(_HIDDEN)
        made.setName(name)

    def corners(self, prefix: str) -> dict[str, Corner]:
        """What names stand for; a name is not listed to be looked up by its number."""
        names = self.book.api.NamedRanges
        if names is None:
            raise BookMissingError("book.gone")
        return {
            name: _corner(names.getByName(name).getReferredCells())
            for name in names.getElementNames()
            if name.startswith(prefix)
        }

    def borne(self, name: str) -> Iterator[tuple[str, str]]:
        """The sheets that have a name of their own: their titles, and the text."""
        for sheet in self.book.sheets:
            names = sheet.api.NamedRanges
            if names.hasByName(name):
                yield str(sheet.name), str(names.getByName(name).getContent()).strip('"')

    def drop_name(self, name: str, sheet: xw.Sheet | None = None) -> None:
        """Takes a name away."""
        (sheet or self.book).api.NamedRanges.removeByName(name)


def _corner(held: Any) -> Corner:
    if held is None:
        return Corner("", "")
    at = held.getRangeAddress()
    return Corner(
        str(held.getSpreadsheet().getName()), Address(at.StartRow + 1, at.StartColumn + 1).a1
    )


def _kind_of(number_type: int, code: str) -> Kind:
    if number_type & _LOGICAL:
        return Kind.TRUTH
    if number_type & _TIME and _ELAPSED.search(code):
        return Kind.DURATION
    if number_type & (_DATE | _TIME):
        return Kind.DATE
    return Kind.TEXT if number_type & _TEXT else Kind.NUMBER


def _named(area: xw.Range) -> Sequence[Sequence[Any]]:
    """The cells of a range, errors by name."""
    rows = area.api.getDataArray()
    if not any(cell is None for row in rows for cell in row):
        return rows  # type: ignore[no-any-return] # the office's objects have no types
    told = area.options(ndim=2, err_to_str=True).value
    return [
        [error if cell is None else cell for cell, error in zip(row, errors, strict=True)]
        for row, errors in zip(rows, told, strict=True)
    ]


def _enter(cell: xw.Range, value: Raw) -> None:
    """Writes one cell, by a way that Calc takes back rightly."""
    api = cell.api.getCellByPosition(0, 0)
    if value is None:
        api.clearContents(_CONTENTS)
    elif isinstance(value, bool) or (isinstance(value, str) and value.startswith("=")):
        cell.raw_value = value
    elif isinstance(value, str):
        api.setString(value.removeprefix("'"))
    else:
        api.setValue(value)


def _cell(area: Any) -> Any:
    return area.getCellByPosition(0, 0).getCellAddress()


def _extent(at: Any) -> Extent:
    first = Address(at.StartRow + 1, at.StartColumn + 1)
    return Extent(first, Address(at.EndRow + 1, at.EndColumn + 1))
