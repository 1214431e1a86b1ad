"""The ribbon's commands through xlwings' own objects, with LibreOffice in the place of Excel."""

from datetime import datetime

import openpyxl
import pytest
import xlwings as xw

from xlcrm.errors import BookMissingError, HostError, TableMissingError
from xlcrm.hosts.buttons.talk import CancelledError, Scripted
from xlcrm.hosts.excel import document as document_module
from xlcrm.hosts.excel import server
from xlcrm.hosts.excel.commands import press
from xlcrm.hosts.excel.document import Document, find_book
from xlcrm.language import in_window, text
from xlcrm.macros.outcome import explain
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.live import LiveWorkbook

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("excel-commands")]

NOW = datetime(2026, 11, 20, 9)


@pytest.fixture(scope="module")
def app():
    """An office that xlwings means by default, as it means Excel on Windows."""
    engine = pytest.importorskip("xlcrm.hosts.libreoffice.engine")
    before = xw.engines.active
    engine.register().activate()
    try:
        opened = xw.App(visible=False, add_book=False)
    except engine.OfficeMissingError as missing:
        pytest.skip(f"LibreOffice is not here: {missing}")
    yield opened
    opened.quit()
    xw.engines.active = before


@pytest.fixture
def book(app, small_book, copy_of):
    """A small firm, open."""
    opened = app.books.open(copy_of(small_book))
    yield opened
    opened.close()


@pytest.fixture
def button(app, book):
    """Presses a button, as VBA does; gives how it ended and all that was said."""

    def pressed(name, *answers):
        talk = Scripted(answers)
        kind, _ = press(name, app.pid, book.name, now=NOW, speaker=lambda *_: talk)
        return kind, talk.said

    return pressed


@pytest.fixture(scope="module")
def untouched(app, sample_book, tmp_path_factory):
    """The sample firm, open for tests that write nothing."""
    path = tmp_path_factory.mktemp("untouched") / "untouched.xlsx"
    path.write_bytes(sample_book.read_bytes())
    opened = app.books.open(path)
    yield opened
    opened.close()


def column(book, table, header):
    return list(LiveWorkbook(book).read(table).column(header))


def test_a_no_changes_nothing_and_a_yes_does_it_once_in_the_callers_book(app, book, button):
    other = app.books.add()
    other.activate()
    assert app.books.active.name != book.name
    before = column(book, "Inquiries", "Lead ID")
    kind, said = button("leads", "no")
    assert (kind, said[0].endswith("\n\nDo it?")) == ("done", True)
    assert column(book, "Inquiries", "Lead ID") == before
    kind, said = button("leads", "yes")
    assert (kind, len(said)) == ("done", 2)
    after = column(book, "Inquiries", "Lead ID")
    assert after != before
    _, again = button("leads", "yes")
    assert len(again) == 1
    assert column(book, "Inquiries", "Lead ID") == after
    assert book.app.status_bar is False
    assert other.sheets[0].used_range.value is None
    other.close()


def test_the_same_messages_and_cells_as_on_the_closed_file(
    book, button, small_book, tmp_path, run_command
):
    file = tmp_path / "closed.xlsx"
    file.write_bytes(small_book.read_bytes())
    status, printed, _ = run_command("convert", file, "--apply", "--as-of", "2026-11-20")
    assert status == 0, printed
    kind, said = button("convert", "yes")
    assert kind == "done"
    first = said[-1].splitlines()[0]
    assert first in " ".join(printed.split())
    closed = ClosedWorkbook.open(file)
    for table in ("Leads", "Customers", "Inquiries"):
        assert column(book, table, ids(table)) == list(closed.read(table).column(ids(table)))


def ids(table):
    return {"Leads": "Lead ID", "Customers": "Customer ID", "Inquiries": "Customer ID"}[table]


def test_only_the_selected_leads_are_converted(book, button):
    button("leads", "yes")
    book.sheets["Leads"].activate()
    book.sheets["Leads"].range("A3:B4").select()
    chosen = column(book, "Leads", "Lead ID")[1:3]
    kind, said = button("convert", "yes", "no")
    assert kind == "done"
    assert all(lead in said[0] for lead in chosen)


def test_what_is_missing_is_said_and_nothing_done(app, untouched):
    for name, answer, boxes in (("import", "Nonsense", 1), ("card", "Nobody of this name", 2)):
        talk = Scripted([answer])
        kind, _ = press(name, app.pid, untouched.name, now=NOW, speaker=lambda *_, one=talk: one)
        assert (kind, len(talk.said)) == ("stopped", boxes)


@pytest.fixture
def foreign(app, tmp_path):
    """A list of sales of somebody who never heard of us, open."""
    book = openpyxl.Workbook()
    book.active.title = "Sales"
    book.active.append(["Date", "Customer", "Product", "Amount"])
    for day in range(1, 9):
        book.active.append([datetime(2026, 10, day), f"Client {day % 3}", "Paint", 10.5 * day])
    path = tmp_path / "sales.xlsx"
    book.save(path)
    opened = app.books.open(path)
    yield opened
    opened.close()


def test_a_book_that_is_no_crm_is_adopted_by_its_button(app, foreign):
    """What every other command but About refuses; then they work."""

    def pressed(name, *answers):
        talk = Scripted(answers)
        kind, _ = press(name, app.pid, foreign.name, now=NOW, speaker=lambda *_: talk)
        return kind, talk.said

    assert pressed("validate")[0] == "stopped"
    assert pressed("about")[0] == "done"
    kind, said = pressed("adopt", "no")
    assert (kind, foreign.sheet_names) == ("done", ["Sales"])
    assert "Sales" in said[0]
    assert pressed("adopt", "yes", "yes")[0] == "done"
    assert LiveWorkbook(foreign).tables()["Orders"].sheet == "Sales"
    assert column(foreign, "Orders", "Amount") == [10.5 * day for day in range(1, 9)]
    assert pressed("validate")[0] == "done"


def test_a_book_without_a_language_is_spoken_of_in_the_installs(app, foreign):
    talk = Scripted(())
    told = []

    def speaker(_, language):
        told.append(language)
        return talk

    press("validate", app.pid, foreign.name, now=NOW, speaker=speaker, reader="ru")
    press("about", app.pid, foreign.name, now=NOW, speaker=speaker, reader="ru")
    assert told == ["ru", "ru"]
    with in_window():
        missing = explain(TableMissingError("table.none", book=foreign.name), "ru")
    assert talk.said[0] == missing
    assert text("excel.about", "ru", excel="", log="").split(";")[1] in talk.said[1]
    document = Document(foreign, "x", language="ru")
    document.progress("progress.looking")
    assert foreign.app.status_bar == text("progress.looking", "ru")
    foreign.app.status_bar = False


def test_a_book_that_was_closed_is_said(app):
    kind, why = press("leads", app.pid, "elsewhere.xlsx", now=NOW)
    assert kind == "error"
    assert "closed meanwhile" in why
    assert server.run("leads", float(app.pid), "elsewhere.xlsx") == (kind, why)
    with pytest.raises(BookMissingError):
        find_book(app.pid + 1, "elsewhere.xlsx")


def test_one_excel_needs_no_number(untouched):
    assert find_book(0, untouched.name).fullname == untouched.fullname


def test_esc_stops_before_anything_is_written(untouched):
    document = Document(untouched, "Sort leads", lambda: True)
    for step in (
        lambda: document.progress("progress.starting", command="x"),
        lambda: document.read("Leads"),
        lambda: document.apply([]),
    ):
        with pytest.raises(CancelledError):
            step()


def test_on_a_mac_a_sheet_is_written_with_figures(book, button, monkeypatch):
    monkeypatch.setattr(document_module, "_on_a_mac", lambda: True)
    write = LiveWorkbook.apply

    def apply(document, patches):
        """Writes one of the sheets: all of them take a running office long."""
        write(document, [one for one in patches if getattr(one, "key", "") in {"", "dashboard"}])

    monkeypatch.setattr(LiveWorkbook, "apply", apply)
    assert button("refresh", "yes")[0] == "done"
    sheet = book.sheets["Dashboard"]
    rows = sheet.used_range.formula
    assert not [cell for row in rows for cell in row if str(cell).startswith("=")]
    assert [cell for row in sheet.used_range.value for cell in row if isinstance(cell, float)]


def test_where_the_book_stands(app, untouched):
    assert Document(untouched, "x").file().samefile(untouched.fullname)
    unsaved = app.books.add()
    assert Document(unsaved, "x").file() is None
    unsaved.close()
    with pytest.raises(HostError, match="no_copy_here"):
        Document(untouched, "x").save_copy(Document(untouched, "x").file().with_name("copy.xlsx"))


def test_the_rows_that_are_selected(untouched):
    sheet = untouched.sheets["Orders"]
    sheet.activate()
    document = Document(untouched, "x")
    for address, rows in (("B3", range(3, 4)), ("B3:C7", range(3, 8)), ("2:4", range(2, 5))):
        sheet.range(address).select()
        assert document.rows() == {"Orders": [rows]}


def test_rows_in_many_separate_areas(untouched):
    sheet = untouched.sheets["Orders"]
    sheet.activate()
    areas = untouched.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    for row in range(1001, 1081, 2):
        areas.addRangeAddress(sheet[f"B{row}"].api.getRangeAddress(), False)  # noqa: FBT003
    untouched.api.CurrentController.select(areas)
    picked = [range(row, row + 1) for row in range(1001, 1081, 2)]
    assert Document(untouched, "x").rows() == {"Orders": picked}
