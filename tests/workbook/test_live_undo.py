"""Calc's own undo and redo of whole steps: sheets that were added, sheets that were made anew."""

import pytest

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, TableSpec, WriteSheet
from xlcrm.workbook.live import LiveWorkbook


@pytest.fixture
def book(plain_book, opened):
    """A book whose last sheet has the table T, and whose first one asks for its sum."""
    book = opened(plain_book)
    book.sheets["Data"].move(after=book.sheets["Dashboard"])
    book.sheets["Dashboard"]["B1"].formula = "=SUM(T[amount])"
    book.api.getCurrentController().setActiveSheet(book.sheets["Dashboard"].api)
    book.api.getUndoManager().clear()
    return LiveWorkbook(book)


@pytest.fixture
def manager(book):
    """What the office lists as undoable."""
    return book.book.api.getUndoManager()


def report(word="k", **others):
    held = {Address(row, 1): Cell(f"{word}{row}") for row in range(1, 7)}
    return WriteSheet("report", "Report", held | others.pop("more", {}), **others)


def state(book):
    """All that a user would see: cells, tables, charts."""
    sheets = list(book.book.sheets)
    cells = {
        str(sheet.name): sheet.range((1, 1), sheet.used_range.last_cell).api.getFormulaArray()
        for sheet in sheets
    }
    charts = {str(sheet.name): sorted(str(one.title) for one in sheet.charts) for sheet in sheets}
    return list(cells), cells, charts, book.tables()


def shown_sum(book):
    return book.book.sheets["Dashboard"]["B1"].value


def test_the_tables_of_the_sheet_in_front_of_a_new_one_outlive_its_undo(book, manager):
    """Calc takes them away together with the sheet behind theirs."""
    before = state(book)
    book.apply([report()])
    after = state(book)
    assert after[0] == ["Dashboard", "Data", "Report"]
    for _ in range(2):
        manager.undo()
        assert state(book) == before
        book.flush()
        assert shown_sum(book) == 12.5
        manager.redo()
        assert state(book) == after
    book.book.sheets["Data"]["D4"].value = 100.5
    book.flush()
    assert shown_sum(book) == 112.5


def test_tables_of_new_sheets_outlive_the_undo_of_later_ones(book, manager):
    table = TableSpec("Mine", Extent.parse("A3:A6"), ("k3",))
    book.apply([report(tables=[table]), WriteSheet("more", "More", {Address(1, 1): Cell("x")})])
    first = state(book)
    assert set(first[3]) == {"T", "Mine"}
    own = WriteSheet(
        "own",
        "Own",
        {Address(1, 1): Cell("y")},
        tables=[TableSpec("Y", Extent.parse("A1:A2"), ("y",))],
    )
    book.apply([own])
    second = state(book)
    book.apply([WriteSheet("last", "Last", {Address(1, 1): Cell("z")})])
    manager.undo()
    assert state(book) == second
    manager.undo()
    assert state(book) == first
    assert book.sheet_title("report") == "Report"
