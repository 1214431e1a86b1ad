"""What only a running program has: undo, notes, protection, somebody who types meanwhile."""

from datetime import date

import pytest
import xlsxwriter

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookError, BookMissingError, BookWriteError, WorkbookChangedError
from xlcrm.patches import (
    AppendRows,
    Cell,
    ChartSpec,
    EditCells,
    PivotSpec,
    PivotValue,
    PlainColumn,
    PlainRows,
    Series,
    Style,
    WriteSheet,
)
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.live import LiveWorkbook, sheet_writer
from xlcrm.workbook.live.excel import Excel
from xlcrm.workbook.live.office import Office
from xlcrm.workbook.live.office_looks import OfficeLooks
from xlcrm.workbook.live.program import Program

KEYS = Extent.parse("A4:A6")


@pytest.fixture
def book(plain_book, opened):
    """The book with table T at B3, open in LibreOffice."""
    return LiveWorkbook(opened(plain_book))


def cells(book, table="T"):
    grid = book.read(table)
    return grid.place, [list(column) for column in grid.columns]


def report(**others):
    held = {Address(row, 1): Cell(f"k{row}") for row in range(4, 7)}
    held |= {Address(row, 2): Cell(row / 10) for row in range(4, 7)}
    return WriteSheet("report", "Report", held | {Address(1, 1): Cell("Title")}, **others)


def test_formats_and_validations_grow_with_a_table(book, saved):
    book.apply([AppendRows("T", {"id": ["6", "7"], "when": [date(2024, 2, 29), None]})])
    sheet = saved(book)["Data"]
    assert sheet["C10"].number_format.replace("\\", "") == "yyyy-mm-dd"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D4:D10"]
    assert sheet.tables["T"].ref == "B3:E10"


def test_one_undo_takes_all_of_it_back(book):
    before, titles = cells(book), book.sheet_titles()
    patches = [
        EditCells("T", "amount", {4: 7, 6: None}),
        EditCells("T", "note", {4: "x", 5: "y", 6: "z", 7: "v", 8: "w"}),
        EditCells("T", "own", {5: date(2024, 1, 1)}),
        AppendRows("T", {"id": ["6", "7"], "note": ["n", None]}),
        report(),
    ]
    book.apply(patches)
    after = cells(book)
    assert after != before
    undo = book.book.api.getUndoManager()
    assert undo.getAllUndoActionTitles() == ("xlcrm",)
    undo.undo()
    assert cells(book) == before
    assert book.sheet_titles() == titles
    undo.redo()
    assert cells(book) == after


def test_new_columns_of_new_rows_are_taken_back(book):
    """Rows grow as wide as the table was: what stands right of that is filled otherwise."""
    sheet = book.book.sheets["Data"].api.getCellRangeByName("A1:J20")
    before = sheet.getFormulaArray()
    own = {"own": ["a", None, "c"], "size": [1, 2, 3], "more": ["=x", date(2024, 1, 1), "z"]}
    book.apply([AppendRows("T", {"id": ["6", "7", "8"], **own})])
    after = sheet.getFormulaArray()
    assert after[10][5:8] == ("c", "3", "z")
    undo = book.book.api.getUndoManager()
    undo.undo()
    assert sheet.getFormulaArray() == before
    undo.redo()
    assert sheet.getFormulaArray() == after


def test_rows_of_a_list_that_had_headers_only_are_taken_back(book):
    """No row is above them that they could be filled from."""
    held = book.book.sheets["Data"].api
    held.getCellRangeByName("B4:E8").clearContents(1 | 2 | 4 | 16)
    book.book.sheets["Data"].tables["T"].resize(book.book.sheets["Data"].range("B3:E3"))
    book.book.api.getUndoManager().clear()
    before = held.getCellRangeByName("A1:J20").getFormulaArray()
    book.apply([AppendRows("T", {"id": ["6", "7", "8"], "note": ["x", "y", "z"]})])
    assert held.getCellRangeByName("E4:E6").getFormulaArray() == (("x",), ("y",), ("z",))
    book.book.api.getUndoManager().undo()
    assert held.getCellRangeByName("A1:J20").getFormulaArray() == before


def test_many_sheets_are_one_step(book):
    before, titles = cells(book), book.sheet_titles()
    many = {Address(row, 1): Cell("x", style=Style(size=row)) for row in range(1, 150)}
    sheets = [WriteSheet(f"sheet{n}", f"Sheet {n}", many) for n in range(3)]
    book.apply([EditCells("T", "note", dict.fromkeys(range(4, 9), "x")), *sheets])
    book.book.api.getUndoManager().undo()
    assert (cells(book), book.sheet_titles()) == (before, titles)


def test_what_fails_half_way_is_taken_back(book, monkeypatch):
    before, titles = cells(book), book.sheet_titles()

    def fail(writer):
        raise PulledError

    monkeypatch.setattr(sheet_writer.SheetWriter, "_dress", fail)
    with pytest.raises(PulledError):
        book.apply([EditCells("T", "note", dict.fromkeys(range(4, 9), "x")), report()])
    assert (cells(book), book.sheet_titles()) == (before, titles)
    assert book.book.api.getUndoManager().getAllUndoActionTitles() == ()
    assert book.book.api.isAutomaticCalculationEnabled()
    assert not book.book.api.hasControllersLocked()


@pytest.mark.parametrize("closed", [False, True])
def test_what_fails_is_taken_back_though_another_book_is_in_front(book, monkeypatch, closed):
    """Calc undoes a new sheet in the window in front: of another book, or with a crash."""
    titles = book.sheet_titles()
    desktop = book.book.api.getCurrentController().getFrame().getCreator()
    other = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    front, sheets = other.getCurrentController().getFrame(), other.getSheets()
    for number in range(3):
        sheets.insertNewByName(f"Theirs {number}", number)
    theirs = sheets.getElementNames()
    if closed:
        other.close(True)  # noqa: FBT003 - the office's methods take no names

    def fail(writer):
        raise PulledError

    monkeypatch.setattr(sheet_writer.SheetWriter, "_dress", fail)
    with pytest.raises(PulledError):
        book.apply([report()])
    assert book.sheet_titles() == titles
    if not closed:
        assert desktop.getActiveFrame() == front
        assert sheets.getElementNames() == theirs
        other.close(True)  # noqa: FBT003


class Plain(Program):
    """A program that is spoken to through xlwings alone, as Excel is."""

    def grow(self, above, new, formulas):
        # LibreOffice cannot paste validations alone, as this does otherwise.
        self._written.keep(new)

    def hide_name(self, name, refers_to, sheet=None):
        # Nor does it take a name with a point, which Excel does.
        Office(self.book).hide_name(name, refers_to, sheet)


def plainly(book):
    return LiveWorkbook(book.book, program=Plain(book.book))


class PulledError(Exception):
    """The cable was pulled."""


EDITS = (
    EditCells("T", "amount", {4: 7, 6: None}),
    EditCells("T", "note", {4: "=1+1", 5: "y", 8: "w"}),
    AppendRows("T", {"id": ["006", "7"], "when": [date(2024, 2, 29), None]}),
)


def test_what_a_program_cannot_undo_is_put_back(book, monkeypatch):
    sheet = book.book.sheets["Data"]
    sheet["E4"].value = "'=text"
    sheet["E6"].formula = "=1+2"
    before, titles = cells(book), book.sheet_titles()

    def fail(writer):
        raise PulledError

    monkeypatch.setattr(sheet_writer.SheetWriter, "_dress", fail)
    with pytest.raises(PulledError):
        plainly(book).apply([*EDITS, report()])
    assert (cells(book), book.sheet_titles()) == (before, titles)
    assert [sheet["E6"].formula, sheet["E4"].value] == ["=1+2", "=text"]
    assert [sheet["B9"].value, sheet["C9"].value] == [None, None]


def test_edits_through_xlwings_alone(book):
    plain = plainly(book)
    plain.apply([*EDITS, report()])
    assert plain.tables()["T"].extent.a1 == "B3:E10"
    _, (ids, when, amount, note) = cells(plain)
    assert ids[-2:] == ["006", "7"]
    assert when[-2:] == [date(2024, 2, 29), None]
    assert (amount[0], amount[2], note[0]) == (7, None, "=1+1")
    assert plain.sheet_title("report") == "Report"


def test_a_fingerprint_tells_of_an_edit(book):
    sheet, before = book.book.sheets["Data"], book.fingerprint()
    assert book.fingerprint() == before
    sheet["D5"].value = 99
    assert book.fingerprint() != before
    sheet["D5"].value = 1.5
    assert book.fingerprint() == before


def test_what_waits_is_computed(book):
    model, sheet = book.book.api, book.book.sheets["Data"]
    sheet["E4"].formula = "=D4*2"
    model.enableAutomaticCalculation(False)  # noqa: FBT003 - the office's methods take no names
    sheet["D4"].value = 21
    book.flush()
    assert cells(book)[1][3][0] == 42


def test_a_chart_that_is_made_anew_comes_back(book):
    line = Series("share", KEYS, Extent.parse("B4:B6"))
    first = ChartSpec("line", "First", (line,), Address(8, 1))
    book.apply([report(charts=(first,))])
    book.apply([report(charts=(ChartSpec("line", "Second", (line,), Address(8, 1)),))])
    charts = book.book.sheets["Report"].charts
    assert [str(chart.title) for chart in charts] == ["Second"]
    manager = book.book.api.getUndoManager()
    for _ in range(2):
        manager.undo()
        assert [str(chart.title) for chart in charts] == ["First"]
        manager.undo()
        assert "Report" not in book.sheet_titles()
        manager.redo()
        manager.redo()
        charts = book.book.sheets["Report"].charts
        assert [str(chart.title) for chart in charts] == ["Second"]


def test_pivot_tables(book):
    columns = {"who": ["a", "b", "a"], "paid": [1, 2, 4]}
    held = {Address(1, at): Cell(name) for at, name in enumerate(columns, 1)}
    rows = PlainRows(Address(2, 1), tuple(PlainColumn(tuple(one)) for one in columns.values()))
    figures = (PivotValue("paid", "Paid"), PivotValue("paid", "On average", "average"))
    spec = PivotSpec(
        *("P", "source", Extent.parse("A1:B4"), columns, Address(3, 2)),
        rows="who",
        values=figures,
        total="All",
    )
    # Their source may come later in the same write.
    sheets = [
        WriteSheet("pivot", "Pivot", {}, pivots=(spec,)),
        WriteSheet("source", "S", held, rows=rows),
    ]
    for _ in range(2):
        book.apply(sheets)
        (made,) = book.book.sheets["Pivot"].pivot_tables
        assert made.range.value[1:] == [
            ["who", "Paid", "On average"],
            ["a", 5, 2.5],
            ["b", 2, 2],
            ["All", 7, pytest.approx(7 / 3)],
        ]


def test_an_edit_meanwhile_stops_a_command(book):
    book.read("T")
    book.book.sheets["Data"]["D5"].value = 99
    with pytest.raises(WorkbookChangedError) as caught:
        book.apply([EditCells("T", "amount", {4: 7})])
    assert caught.value.code == "book.edited"
    assert cells(book)[1][2] == [0.5, 99, 2.5, 3.5, 4.5]
    book.apply([EditCells("T", "amount", {4: 7})])
    assert cells(book)[1][2] == [7, 99, 2.5, 3.5, 4.5]


def test_a_protected_sheet_is_refused(book):
    book.book.sheets["Data"].api.protect("")
    with pytest.raises(BookWriteError) as caught:
        book.apply([EditCells("T", "amount", {4: 7})])
    assert caught.value.code == "book.sheet_protected"
    assert cells(book)[1][2][0] == 0.5


def test_what_the_office_refuses_in_the_middle_is_said_and_taken_back(book, monkeypatch):
    def refused(looks, sheet, **dress):
        sheet.api.getCellByPosition(-1, 0)

    before = book.sheet_titles()
    monkeypatch.setattr(OfficeLooks, "dress", refused)
    with pytest.raises(BookError) as caught:
        book.apply([report()])
    assert caught.value.code == "book.refused"
    assert "traceback" not in caught.value.parameters["why"]
    assert book.sheet_titles() == before


def test_a_book_that_was_closed(book):
    book.book.close()
    with pytest.raises(BookMissingError) as caught:
        book.tables()
    assert caught.value.code == "book.gone"


def test_a_read_only_book(plain_book, office):
    opened = office.books.open(plain_book, read_only=True)
    try:
        with pytest.raises(BookWriteError) as caught:
            LiveWorkbook(opened).apply([EditCells("T", "amount", {4: 7})])
        assert caught.value.code == "book.read_only"
    finally:
        opened.close()


def test_notes_of_the_manager_stay(book):
    sheet = book.book.sheets["Data"]
    sheet["E5"].add_note("mine")
    book.apply([EditCells("T", "note", dict.fromkeys(range(4, 9), "x"))])
    assert sheet["E5"].note.text == "mine"
    assert cells(book)[1][3] == ["x"] * 5


def test_the_shown_sheet_stays_shown(book):
    view = book.book.api.getCurrentController()
    view.setActiveSheet(book.book.sheets["Dashboard"].api)
    book.apply([report(freeze=Address(4, 1)), EditCells("T", "note", {4: "x"})])
    assert view.getActiveSheet().getName() == "Dashboard"


def test_a_renamed_sheet_of_ours_keeps_its_title(book):
    book.apply([report()])
    book.book.sheets["Report"].name = "O'Hara's figures"
    assert book.sheet_title("report") == "O'Hara's figures"
    book.apply([report()])
    assert book.sheet_titles() == ["Data", "Dashboard", "O'Hara's figures"]


def test_a_cell_that_was_cut_leads_no_command_into_a_sheet_of_the_users(book, tmp_path, saved):
    book.apply([report()])
    own, data = book.book.sheets["Report"].api, book.book.sheets["Data"].api
    data.moveRange(data.getCellRangeByName("K40").getCellAddress(), _area(own, "A1"))
    assert plainly(book).sheet_title("report") == book.sheet_title("report") == ""
    before = cells(book)
    book.apply([report()])
    assert cells(book) == before
    assert book.book.sheets["Data"]["K40"].value == "Title"
    assert book.sheet_titles() == ["Data", "Dashboard", "Report", "Report (CRM)"]
    assert plainly(book).sheet_title("report") == book.sheet_title("report") == "Report (CRM)"
    saved(book)
    assert ClosedWorkbook.open(tmp_path / "saved.xlsx").sheet_title("report") == "Report (CRM)"


def test_a_sheet_without_a_mark_of_its_own_gets_one_when_it_is_written(book):
    book.apply([report()])
    own, data = book.book.sheets["Report"].api, book.book.sheets["Data"].api
    own.NamedRanges.removeByName("_xlcrm.sheet")
    assert book.sheet_title("report") == "Report"
    book.apply([report()])
    assert own.NamedRanges.hasByName("_xlcrm.sheet")
    own.NamedRanges.removeByName("_xlcrm.sheet")
    data.moveRange(data.getCellRangeByName("K40").getCellAddress(), _area(own, "A1"))
    assert book.sheet_title("report") == ""


def _area(sheet, address):
    return sheet.getCellRangeByName(address).getRangeAddress()


def test_plain_xlwings_reads_the_same(book, opened, tmp_path):
    path = tmp_path / "kinds.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "dd.mm.yy"})
        sheet.add_table("A1:C4", {"name": "K"})
        for row, value in enumerate((45000, 45001.25, 45002), 1):
            sheet.write_number(row, 0, value, day)
            sheet.write(row, 1, ["007", 3, None][row - 1])
            sheet.write_number(row, 2, row)
    shown = opened(path)
    plain = LiveWorkbook(shown, program=Program(shown))
    assert cells(plain, "K") == cells(LiveWorkbook(shown), "K")
    assert plain.tables() == LiveWorkbook(shown).tables()


def test_excel_away_from_windows_reads_the_plain_way(book):
    excel = LiveWorkbook(book.book, program=Excel(book.book))
    assert cells(excel) == cells(book)
