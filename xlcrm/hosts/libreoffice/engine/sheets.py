"""Sheets and what stands on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import notes, saving, tables
from xlcrm.hosts.libreoffice.engine.addresses import MAX_COLUMN, MAX_ROW, Place, from_office
from xlcrm.hosts.libreoffice.engine.charts import Charts
from xlcrm.hosts.libreoffice.engine.freezing import FreezePanes
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.names import Names
from xlcrm.hosts.libreoffice.engine.page_setups import PageSetup
from xlcrm.hosts.libreoffice.engine.pivots import PivotTables
from xlcrm.hosts.libreoffice.engine.range_base import resolved
from xlcrm.hosts.libreoffice.engine.ranges import Range


class Sheet(Guarded, base_classes.Sheet):
    """A sheet.

    Args:
        book: the book.
        xl: the sheet as the office knows it.
    """

    book: Any = None
    """The book that it is in."""

    def __init__(self, book: Any, xl: Any) -> None:
        self.book = book
        self.document = book.document
        self._xl = xl
        self._removals = self.document.removals

    @property
    def xl(self) -> Any:
        """The sheet as the office knows it."""
        if self._removals != self.document.removals:
            position = self._xl.getRangeAddress().Sheet
            self._xl = self.document.sheets.at(position)
            self._removals = self.document.removals
        return self._xl

    api = xl

    @property
    def app(self) -> Any:
        """The office that it is open in."""
        return self.book.app

    @property
    def name(self) -> str:
        """Its title."""
        return str(self.xl.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.xl.setName(value)

    @property
    def names(self) -> Names:
        """Its own names."""
        return Names(self.book, self)

    @property
    def position(self) -> int:
        """Its place among the sheets, from 0."""
        return int(self.xl.getRangeAddress().Sheet)

    @property
    def index(self) -> int:
        """Its place among the sheets, from 1."""
        return self.position + 1

    def cells_at(self, place: Place) -> Any:
        """The cells of a place, as the office knows them."""
        return self.xl.getCellRangeByPosition(
            place.column - 1, place.row - 1, place.last_column - 1, place.last_row - 1
        )

    def cell_at(self, place: Place) -> Any:
        """The first cell of a place, as the office knows a single cell."""
        return self.xl.getCellByPosition(place.column - 1, place.row - 1)

    def area(self, place: Place) -> Range:
        """The range of a place."""
        return Range(self, place)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """The range that an address, a name, or one or two corners mean."""
        return Range(self, resolved(self, arg1, arg2), arg1)

    def place_named(self, text: str) -> Place:
        """The place that a name or a table's name means.

        Raises:
            KeyError: it means no place on this sheet.
        """
        for found in (Names(self.book, self).find(text), Names(self.book).find(text)):
            target = found.target if found is not None else None
            if target is not None and target[0].name == self.name:
                return target[1]
        table_name = text.partition("[")[0]
        if table_name in self.tables:
            table: tables.Table = self.tables(table_name)
            return table.place if text.endswith("[#All]") else table.body
        title, _, cells = text.rpartition("!")
        if title.strip("'").replace("''", "'") == self.name:
            return resolved(self, cells, None)
        raise KeyError(f"{text!r} is neither an address nor a name on {self.name}.")

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, Place(1, 1, MAX_ROW, MAX_COLUMN))

    @property
    def used(self) -> Place:
        """The place from A1 to the last cell that was ever used."""
        cursor = self.xl.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.getRangeAddress()
        return Place(1, 1, end.EndRow + 1, end.EndColumn + 1)

    @property
    def used_range(self) -> Range:
        """The cells from the first used one to the last used one."""
        cursor = self.xl.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, from_office(cursor.getRangeAddress()))

    @property
    def notes(self) -> list[notes.Note]:
        """The notes on its cells."""
        return [notes.Note(self, place) for place in notes.places(self)]

    @property
    def freeze_panes(self) -> FreezePanes:
        """The rows and columns that stay in sight."""
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        """What is printed."""
        return PageSetup(self)

    @property
    def tables(self) -> tables.Tables:
        """Its tables."""
        return tables.Tables(self)

    @property
    def charts(self) -> Charts:
        """Its charts."""
        return Charts(self)

    @property
    def pivot_tables(self) -> PivotTables:
        """Its pivot tables."""
        return PivotTables(self)

    def activate(self) -> None:
        """Shows it."""
        self.document.controller.setActiveSheet(self.xl)

    def select(self) -> None:
        """Shows it."""
        self.activate()

    @contextmanager
    def shown(self) -> Iterator[Any]:
        """The view of the book while this sheet is shown; the one before is shown again."""
        controller = self.document.controller
        before = controller.getActiveSheet()
        controller.setActiveSheet(self.xl)
        try:
            yield controller
        finally:
            controller.setActiveSheet(before)

    def clear_contents(self) -> None:
        """Empties all cells."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Gives all cells the looks of new ones."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empties all cells and gives them the looks of new ones."""
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Fits rows, columns or both to their texts."""
        self.cells.autofit(axis)

    def delete(self) -> None:
        """Takes it out of the book."""
        self.document.model.Sheets.removeByName(self.name)

    def copy(self, before: Any, after: Any) -> None:
        """Copies it before or after another sheet, of this book or of another."""
        beside = before or after
        position = beside.position + (0 if before else 1)
        sheets = beside.document.model.Sheets
        name = _copy_name(self.name, sheets.getElementNames())
        if beside.document.uid == self.document.uid:
            sheets.copyByName(self.name, name, position)
        else:
            sheets.importSheet(self.document.model, self.name, position)
            sheets.getByIndex(position).setName(name)
            tables.copy_all(self, Sheet(beside.book, sheets.getByIndex(position)))
        copied = Sheet(beside.book, sheets.getByIndex(position))
        copied.activate()

    def move(self, before: Any, after: Any) -> None:
        """Moves it before or after another sheet of the book."""
        beside = before or after
        position = beside.position + (0 if before else 1)
        self.document.model.Sheets.moveByName(self.name, position)

    @property
    def visible(self) -> bool:
        """Whether its tab is shown."""
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    @property
    def show_gridlines(self) -> bool:
        """Whether the lines between cells are shown; the office has one answer for all sheets."""
        with self.shown() as controller:
            return bool(controller.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        with self.shown() as controller:
            controller.ShowGrid = bool(value)

    def to_html(self, path: str) -> None:
        """Writes the book as a web page."""
        saving.export(self.document.model, path, "HTML (StarCalc)")


class Sheets(Guarded, base_classes.Sheets):
    """The sheets of a book.

    Args:
        book: the book.
    """

    def __init__(self, book: Any) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        """The sheets as the office knows them; a book that is being closed has none any more."""
        return self._book.document.sheets.all

    def _at(self, index: int) -> Sheet:
        return Sheet(self._book, self._book.document.sheets.at(index))

    def _titles(self) -> tuple[str, ...]:
        found: tuple[str, ...] = self._book.document.sheets.titles()
        return found

    @property
    def active(self) -> Sheet:
        """The sheet that is shown."""
        return Sheet(self._book, self._book.document.controller.getActiveSheet())

    def __call__(self, name_or_index: int | str) -> Sheet:
        """The one of a number (from 1) or of a name, in capitals or not."""
        titles = self._titles()
        if isinstance(name_or_index, int):
            if not 1 <= name_or_index <= len(titles):
                raise KeyError(name_or_index)
            return self._at(name_or_index - 1)
        for index, title in enumerate(titles):
            if title.casefold() == name_or_index.casefold():
                return self._at(index)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._titles())

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[Sheet]:
        for index in range(len(self)):
            yield self._at(index)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        """Adds a sheet and shows it; without a place it comes before the shown one."""
        position = after.position + 1 if after is not None else (before or self.active).position
        title = name or _free_title(self._titles())
        self.api.insertNewByName(title, position)
        sheet = self._at(position)
        sheet.activate()
        return sheet


def _free_title(taken: tuple[str, ...]) -> str:
    used = {name.casefold() for name in taken}
    number = 1
    while f"sheet{number}" in used:
        number += 1
    return f"Sheet{number}"


def _copy_name(name: str, taken: tuple[str, ...]) -> str:
    used = {title.casefold() for title in taken}
    if name.casefold() not in used:
        return name
    number = 2
    while f"{name} ({number})".casefold() in used:
        number += 1
    return f"{name} ({number})"
