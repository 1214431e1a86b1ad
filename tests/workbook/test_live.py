"""What only a running program has: undo, notes, protection, somebody who types meanwhile."""

import warnings
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookMissingError, BookWriteError, WorkbookChangedError
from xlcrm.patches import (
    AppendRows,
    Cell,
    ChartSpec,
    ColorScale,
    DataBars,
    EditCells,
    FormulaFormat,
    PivotSpec,
    PivotValue,
    PlainColumn,
    PlainRows,
    Series,
    Style,
    Validation,
    WriteSheet,
)
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.live import LiveWorkbook, sheet_writer
from xlcrm.workbook.live.excel import Excel
from xlcrm.workbook.live.office import Office
from xlcrm.workbook.live.program import Program

KEYS = Extent.parse("A4:A6")


@pytest.fixture
def book(plain_book, opened):
    """The book with table T at B3, open in LibreOffice."""
    return LiveWorkbook(opened(plain_book))


def cells(book, table="T"):
    grid = book.read(table)
    return grid.place, [list(column) for column in grid.columns]


def saved(book, tmp_path):
    path = tmp_path / "saved.xlsx"
    book.book.save(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know LibreOffice's extensions
        return openpyxl.load_workbook(path)


def report(**others):
    held = {Address(row, 1): Cell(f"k{row}") for row in range(4, 7)}
    held |= {Address(row, 2): Cell(row / 10, style=Style("0%")) for row in range(4, 7)}
    held[Address(1, 1)] = Cell("Title", style=Style(bold=True, size=18, color="#1F6F8B", indent=1))
    return WriteSheet("report", "Report", held, **others)


def test_formats_and_validations_grow_with_a_table(book, tmp_path):
    book.apply([AppendRows("T", {"id": ["6", "7"], "when": [date(2024, 2, 29), None]})])
    sheet = saved(book, tmp_path)["Data"]
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
    assert manager.getAllUndoActionTitles() == ("xlcrm",)
    manager.undo()
    assert [str(chart.title) for chart in charts] == ["First"]


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


def test_a_cell_that_was_cut_leads_no_command_into_a_sheet_of_the_users(book, tmp_path):
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
    saved(book, tmp_path)
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


def test_a_sheet_with_everything(book, tmp_path):
    series = Series("share", KEYS, Extent.parse("B4:B6"), color="#1F6F8B")
    goal = Series("goal", KEYS, Extent.parse("B4:B6"), kind="line", dashed=True)
    page = report(
        widths={1: 30.0, 2: 12.0, 3: 12.0},
        heights={1: 40.0},
        merges=(Extent.parse("A1:C1"),),
        freeze=Address(4, 1),
        tab="#B23A3A",
        charts=(
            ChartSpec("column", "Shares", (series, goal), Address(4, 5), y_title="of all", y_max=1),
            ChartSpec("bar", "Again", (series,), Address(24, 5), legend=False),
        ),
        formats=(
            DataBars(Extent.parse("B4:B6"), "#A9CFDB"),
            ColorScale(Extent.parse("B4:B5"), "#FFFFFF", "#5AA6BE"),
            FormulaFormat(KEYS, "$B4>0.4", Style(bold=True, fill="#FBF0DA")),
        ),
        validations=(Validation(KEYS, "list", source="=Data!$B$4:$B$8", message="pick"),),
    )
    for _ in range(2):
        book.apply([page])
        live = book.book.sheets["Report"]
        assert [len(live.charts), live["A1"].merge_area.address] == [2, "$A$1:$C$1"]
        assert live["B4"].color != live["B5"].color
    made = saved(book, tmp_path)
    sheet = made["Report"]
    assert (sheet["A1"].value, sheet["A1"].font.b, sheet["A1"].font.sz) == ("Title", True, 18)
    assert sheet["B4"].number_format.endswith("0%")
    assert sheet.freeze_panes == "A4"
    assert sheet.row_dimensions[1].height == pytest.approx(40, abs=1)
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["A4:A6"]
    rules = {str(one.sqref): [r.type for r in one.rules] for one in sheet.conditional_formatting}
    assert rules == {"B4:B6": ["dataBar"], "A4:A6": ["expression"]}
    charts = book.book.sheets["Report"].charts
    assert sorted(str(chart.title) for chart in charts) == ["Again", "Shares"]


def test_the_right_axis_says_what_it_measures(book):
    values = Extent.parse("B4:B6")
    bars = Series("Revenue", KEYS, values)
    line = Series("Active customers", KEYS, values, kind="line", secondary=True)
    spec = ChartSpec("column", "Both", (bars, line), Address(4, 5), y_title="Revenue", y_min=0)
    book.apply([report(charts=(spec,))])
    (chart,) = book.book.sheets["Report"].charts
    assert (chart.value_axis.title, chart.secondary_value_axis.title) == (
        "Revenue",
        "Active customers",
    )
    assert chart.secondary_value_axis.minimum_scale == 0


def test_a_colour_scale_follows_the_values_of_each_write(book):
    scale = ColorScale(Extent.parse("B4:B6"), "#FFFFFF", "#5AA6BE")
    low, high = (255, 255, 255), (0x5A, 0xA6, 0xBE)
    for shares in ((0.1, 0.5, 0.9), (0.9, 0.5, 0.1), (0.9, 0.9, 0.1)):
        held = {Address(row, 2): Cell(share) for row, share in enumerate(shares, 4)}
        book.apply([WriteSheet("report", "Report", held, formats=(scale,))])
        area = book.book.sheets["Report"]["B4:B6"]
        ends = {0.1: low, 0.9: high}
        for cell, share in zip(area, shares, strict=True):
            assert cell.color == ends.get(share, cell.color)
            assert (cell.color in {low, high}) == (share in ends)


def test_texts_links_and_notes(book):
    held = {
        Address(1, 1): Cell("to row 4", link="Data!B4", note="remark"),
        Address(2, 1): Cell(2, formula="1+1", link="Data!B4"),
        Address(3, 1): Cell("007"),
        Address(4, 1): Cell(True),  # noqa: FBT003 - a cell's value
    }
    book.apply([WriteSheet("k", "K", held, hidden=True)])
    sheet = book.book.sheets["K"]
    assert [cell.value for cell in sheet["A1:A4"]] == ["to row 4", 2, "007", True]
    assert sheet["A1"].hyperlink == "#Data.B4"
    assert sheet["A1"].note.text == "remark"
    assert sheet["A2"].formula == "=1+1"
    assert not sheet.visible


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
