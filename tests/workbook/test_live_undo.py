"""Calc's own undo and redo of whole steps: sheets that were added, sheets that were made anew."""

import pytest

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, ChartSpec, Series, Style, TableSpec, WriteSheet
from xlcrm.workbook.live import LiveWorkbook

LINES = 120
"""Rows that look all different: more actions than Calc keeps when it shows another sheet."""
KEYS, SHARES = Extent.parse("A4:A6"), Extent.parse("B4:B6")


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


def chart(title):
    return ChartSpec("line", title, (Series("share", KEYS, SHARES),), Address(8, 1))


def long_report(word, *charts):
    """A sheet that takes more than a hundred actions to write, and to make anew."""
    rows = range(7, 7 + LINES)
    lines = {Address(row, 2): Cell(word, style=Style(size=row)) for row in rows}
    heights = {row: 10.0 + row % 2 * 10 for row in rows}
    return report(word, more=lines, heights=heights, charts=charts, freeze=Address(2, 2))


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


def test_what_a_sheet_held_comes_back_though_another_one_is_shown(book, manager):
    """Calc forgot the beginning of a step when it showed another sheet in the midst of it."""
    book.apply([long_report("old")])
    before = state(book)
    book.apply([long_report("new")])
    after = state(book)
    assert book.book.api.getCurrentController().getActiveSheet().getName() == "Dashboard"
    assert after != before
    manager.undo()
    assert state(book) == before
    manager.redo()
    assert state(book) == after


def back_and_forth(book, manager, states):
    """Every step is undone and done again, twice over; each leaves the state that it left before."""
    for _ in range(2):
        for held in states[-2::-1]:
            manager.undo()
            assert state(book) == held
        for held in states[1:]:
            manager.redo()
            assert state(book) == held


def test_steps_that_draw_charts_leave_what_can_be_undone_before_them(book, manager):
    """A chart whose removal Calc had forgotten ended the office when its drawing was undone."""
    states = [state(book)]
    for step in ("typed", "One", "Two", "Three"):
        if step == "typed":
            book.book.sheets["Data"]["E4"].api.getCellByPosition(0, 0).setString(step)
        else:
            book.apply([long_report(step, chart(step))])
        states.append(state(book))
    assert states[-1][2]["Report"] == ["Three"]
    assert len(manager.getAllUndoActionTitles()) == 4
    back_and_forth(book, manager, states)


@pytest.mark.parametrize("drawn", [0, 1])
def test_a_sheet_that_somebody_has_drawn_on_is_undone_over_several_steps(book, manager, drawn):
    """What somebody drew goes with the charts, all at once."""
    states = [state(book)]
    for step in range(3):
        book.apply([report(str(step), charts=(chart("A"), chart("B")))])
        states.append(state(book))
        if step == drawn:
            drawing = book.book.api.createInstance("com.sun.star.drawing.RectangleShape")
            page = book.book.sheets["Report"].api.getDrawPage()
            page.add(drawing)
            drawing.setSize(page.getByIndex(0).Size)
    assert manager.getAllUndoActionTitles() == ("xlcrm",) * 3
    back_and_forth(book, manager, states)
