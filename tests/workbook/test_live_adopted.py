"""A manager's own tables, adopted: the same commands on the file and in a running LibreOffice."""

from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from xlcrm.crm.history_lines import Stamp
from xlcrm.errors import TableBlockedError
from xlcrm.macros import convert, leads, undo
from xlcrm.macros.adopt import adopt
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.live import LiveWorkbook

DAY = date(2024, 6, 1)
STAMP = Stamp("test", "tester", datetime(2024, 6, 1, 9, 30))


@pytest.fixture
def manager(tmp_path):
    """A log under a title with a list of prices below it, and customers in an Excel table."""
    book = openpyxl.Workbook()
    log = book.active
    log.title = "Заявки"
    log["B2"] = "Журнал заявок"
    rows = [
        ["Дата", "Имя", "Телефон", "Запрос", "Статус"],
        *(
            [datetime(2024, 2, n), f"Пётр {n}", f"+7 916 123-45-{n:02d}", "шкаф", "открыто"]
            for n in range(1, 6)
        ),
        ["10.02.2024", "Анна", "8 (495) 123-45-67", "стол", "куплено"],
        [],
        ["Товар", "Цена", "Единица"],
        ["шкаф", 100, "шт"],
    ]
    for at, row in enumerate(rows, 4):
        for column, value in enumerate(row, 2):
            log.cell(at, column, value)
    clients = book.create_sheet("Клиенты")
    clients.append(["ФИО", "Телефон", "Любимый цвет"])
    clients.append(["Борис", "8 (495) 123-45-01", "синий"])
    clients.add_table(Table(displayName="Таблица1", ref="A1:C2"))
    path = tmp_path / "manager.xlsx"
    book.save(path)
    return path


@pytest.fixture
def both(manager, opened, tmp_path):
    """The book as a file and open in LibreOffice."""
    live = tmp_path / "live" / "manager.xlsx"
    live.parent.mkdir()
    live.write_bytes(manager.read_bytes())
    return ClosedWorkbook.open(manager), LiveWorkbook(opened(live))


def state(book):
    found = {}
    for name, place in book.tables().items():
        # By name, a running office would look for each table among all.
        live = isinstance(book, LiveWorkbook)
        grid = book.read_block(place) if live else book.read(name)
        columns = [[None if cell == "" else cell for cell in column] for column in grid.columns]
        found[name] = (place, columns)
    return found


def same(both):
    closed, live = map(state, both)
    assert list(live) == list(closed)
    for name in closed:
        assert live[name] == closed[name], name
    return closed


def run(both, command, **options):
    told = [
        command(
            book, lambda *_, **__: True, lambda *_, **__: None, today=DAY, stamp=STAMP, **options
        )
        for book in both
    ]
    assert told[1].listings == told[0].listings
    return told, same(both)


def asked_of(program, monkeypatch, run):
    """The names of the tables that a program is asked for, question by question."""
    asked, tables = [], program.tables

    def noted(only=()):
        asked.append(set(only))
        return tables(only)

    with monkeypatch.context() as patch:
        patch.setattr(program, "tables", noted)
        run()
    return asked


def test_adopting_and_working_on_the_managers_tables(both, monkeypatch):
    live = both[1]
    titles = live.sheet_titles()
    run(both, adopt, map={})
    assert live.sheet_titles() == titles, "a look writes nothing"
    (_, told), after = run(both, adopt, map={}, columns=True, apply=True)
    assert live.sheet_titles() == both[0].sheet_titles()
    assert "adopt.done_open" in {one.key for one in told.messages}
    place = after["Inquiries"][0]
    assert (place.sheet, place.extent.first.a1, place.extent.last.row) == ("Заявки", "B4", 10)
    assert live.sheet_title("lists") == "", "what was added is the user's own"
    asked = asked_of(live._program, monkeypatch, lambda: live.read("Customers"))
    assert asked == [{"Columns"}, {"Customers", "Таблица1"}], "other tables are not looked at"
    (_, told), _ = run(both, adopt, map={}, columns=True, apply=True)
    assert {one.key for one in told.messages} >= {"adopt.nothing_new"}
    _, sorted_once = run(both, leads.sort, as_of=DAY)
    assert len(sorted_once["Leads"][1][0]) >= 6
    _, converted = run(both, convert.convert, as_of=DAY, apply=True)
    assert converted["Customers"] != sorted_once["Customers"]
    run(both, undo.undo)


def keep(book):
    adopt(
        book,
        lambda *_, **__: True,
        lambda *_, **__: None,
        today=DAY,
        stamp=STAMP,
        map={},
        apply=True,
    )


def whole(book):
    """All that a user sees of a book, and its names and ranges."""
    model = book.book.api
    areas = model.DatabaseRanges
    held = {
        sheet.getName(): sheet.getCellRangeByName("A1:Z60").getFormulaArray()
        for sheet in model.getSheets()
    }
    ranges = {
        name: (at.Sheet, at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
        for name in areas.getElementNames()
        for at in [areas.getByName(name).DataArea]
    }
    return held, ranges, sorted(model.NamedRanges.getElementNames())


def titles(book):
    return book.book.api.getUndoManager().getAllUndoActionTitles()


def test_one_undo_takes_an_adoption_back(both):
    live = both[1]
    live.book.api.getUndoManager().clear()
    before, undo_list = whole(live), live.book.api.getUndoManager()
    keep(live)
    after = whole(live)
    assert titles(live) == ("xlcrm",)
    undo_list.undo()
    assert whole(live) == before
    undo_list.redo()
    assert whole(live) == after


def test_an_adoption_that_is_refused_leaves_the_book_as_it_was(manager, opened):
    """The new columns have no room beside a remark, which is found when all else is there."""
    book = opened(manager)
    book.sheets["Заявки"]["G7"].value = "remark"
    live = LiveWorkbook(book)
    live.book.api.getUndoManager().clear()
    before = whole(live)
    with pytest.raises(TableBlockedError) as refused:
        keep(live)
    assert refused.value.parameters["cell"] == "G7"
    assert (whole(live), titles(live)) == (before, ())
