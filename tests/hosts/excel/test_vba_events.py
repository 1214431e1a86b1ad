"""What the add-in does when something happens in Excel, over a model of Excel's objects.

Others wrote the model. What it has no idea of (links, the moment at which Excel computes) is stood
in for, and tells what it was asked.
"""

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from xlcrm.hosts.excel.sources import modules

pytestmark = pytest.mark.xdist_group("excel-tables")

NEEDED = (
    "XlcrmAdopted",
    "XlcrmTables",
    "XlcrmCache",
    "XlcrmBinding",
    "XlcrmNames",
    "XlcrmCommands",
)
NEEDED += ("XlcrmRibbon", "XlcrmWatching", "XlcrmEvents", "XlcrmBridge")
SERVER = """
Public Function XlcrmServerCall(ByVal functionName As String, ByVal arguments As Variant) As Variant
    XlcrmServerCall = Array("silent", "")
End Function
Public Sub XlcrmServerRestart()
End Sub
Public Function XlcrmProcess() As Long
End Function
"""
PROBE = """
Private told As String
Private computing As String
Private keys As String
Public Function Keyed() As String
    Keyed = keys & "," & CancelKey
    keys = ""
    CancelKey = xlInterrupt
End Function
Public Sub Note(ByVal what As String)
    told = told & what & "; "
    keys = keys & CancelKey
End Sub
' Excel computes: a sheet with formulas tells so.
Public Sub Recalculated()
    Note "compute"
    If computing <> "" Then XlcrmCalculated Application.ActiveWorkbook.Worksheets(computing)
End Sub
Public Sub Computing(ByVal sheet As String)
    computing = sheet
End Sub
Public Function Heard() As String
    Heard = told
    told = ""
End Function
Public Function Version() As String
    Version = XlcrmVersion(Application.ActiveWorkbook)
End Function
Public Sub Edited(ByVal sheet As String, ByVal address As String)
    With Application.ActiveWorkbook.Worksheets(sheet)
        XlcrmEdited .Range("A1").Worksheet, .Range(address)
    End With
End Sub
Public Sub Calculated(ByVal sheet As String)
    XlcrmCalculated Application.ActiveWorkbook.Worksheets(sheet)
End Sub
Public Sub Mode(ByVal mode As Long)
    Application.Calculation = mode
End Sub
Public Function Opened() As String
    XlcrmOpened Application.ActiveWorkbook
    Opened = Application.Calculation & " " & Application.EnableEvents & " " & Application.ActiveWorkbook.Saved
End Function
Public Sub HandedOver()
    XlcrmSent Application.ActiveWorkbook, XlcrmBookId(Application.ActiveWorkbook), Version()
End Sub
Public Function Known() As Boolean
    Known = XlcrmWasSent(XlcrmBookId(Application.ActiveWorkbook), Version())
End Function
Public Sub Closing()
    Dim events As New XlcrmEvents
    events.app_WorkbookBeforeClose Application.ActiveWorkbook, False
    Application.ActiveWorkbook.Close False
End Sub
Public Sub SavingAs(ByVal path As String)
    Dim events As New XlcrmEvents
    events.app_WorkbookBeforeSave Application.ActiveWorkbook, True, False
    Application.ActiveWorkbook.SaveAs path
    events.app_WorkbookAfterSave Application.ActiveWorkbook, True
End Sub
Public Sub Started()
    Workbook_Open
End Sub
' As Excel raises them.
Public Sub Raised(ByVal name As String)
    Dim events As New XlcrmEvents, sheet As Object
    Set sheet = Application.ActiveWorkbook.Worksheets("Leads")
    Select Case name
        Case "SheetChange": events.app_SheetChange sheet, sheet.Range("B2")
        Case "SheetCalculate": events.app_SheetCalculate sheet
        Case "AfterCalculate": events.app_AfterCalculate
        Case "WorkbookOpen": events.app_WorkbookOpen Application.ActiveWorkbook
        Case "WorkbookActivate": events.app_WorkbookActivate Application.ActiveWorkbook
        Case "WorkbookDeactivate": events.app_WorkbookDeactivate Application.ActiveWorkbook
    End Select
End Sub
Public Function Beats() As Long
    Beats = XlcrmPulseNumber()
End Function
Public Sub ToSheet()
    Dim events As New XlcrmEvents
    events.app_SheetActivate Application.ActiveWorkbook.Worksheets(1)
End Sub
Public Sub Fills(ByVal given As Boolean)
    FillsLists = given
End Sub
Public Function Filling() As Boolean
    Filling = FillsLists
End Function
Public Function Shows(ByVal address As String) As String
    Shows = Application.ActiveWorkbook.Worksheets("Notes").Range(address).Formula
End Function
Public Sub Open2(ByVal path As String)
    Application.Workbooks.Open path
End Sub
Public Sub Lead()
    Dim book As New Linked
    XlcrmLeadLinksHere book
End Sub
Public Sub LeadNothing()
    Dim book As New Unlinked
    XlcrmLeadLinksHere book
End Sub
"""
LINKED = r"""
Public Function LinkSources(ByVal kind As Long) As Variant
    LinkSources = Array("C:\old\XLCRM.xlam", "C:\other\solver.xlam", "C:\new\xlcrm.xlam", "D:\book.xlsx")
End Function
Public Sub ChangeLink(ByVal name As String, ByVal newName As String, ByVal kind As Long)
    Note name & " to " & newName & " as " & kind
End Sub
"""
UNLINKED = """
Public Function LinkSources(ByVal kind As Long) As Variant
End Function
"""
CHANGES = (
    ("    XlcrmLeadLinksHere book\n", '    Note "links"\n'),
    ("Application.Calculate\n", "Recalculated\n"),
    ("edited.Dirty", 'Note "dirty " & edited.Address'),
    ("cells.Dirty", 'Note "dirty " & cells.Address'),
    (
        "cell.Formula2 = XlcrmBare(cell.Formula2)",
        'Note "enter " & cell.Address & IIf(FillsLists, " filling", ""): cell.Formula2 = XlcrmBare(cell.Formula2)',
    ),
    ("ThisWorkbook.FullName", r'"C:\new\xlcrm.xlam"'),
    ("Private Sub app_", "Public Sub app_"),
)
ON_A_MAC = (("#If Mac Then", "#If True Then"), ("#If Not Mac Then", "#If False Then"))
AUTOMATIC, MANUAL, ALL_BUT_DATA_TABLES = -4105, -4135, 2


@pytest.fixture
def book(tmp_path):
    """Orders, typed; Leads with a formula in it; a sheet without tables."""
    made = openpyxl.Workbook()
    orders = made.active
    orders.title = "Orders"
    add_table(orders, "Orders", [["Date", "Amount"], [45000, 10], [45001, 20]])
    leads = made.create_sheet("Leads")
    add_table(leads, "Leads", [["Lead ID", "Double"], ["L-1", "=2*Orders!B2"]])
    made.create_sheet("Notes")["A1"] = "=CHURN_RATE()"
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def add_table(sheet, name, rows):
    for row in rows:
        sheet.append(row)
    sheet.add_table(Table(displayName=name, ref=f"A1:B{len(rows)}"))


@pytest.fixture
def app(interpreted, baked):
    def load(path, changes=CHANGES):
        started = next(m.code for m in modules(baked) if m.name == "ThisWorkbook")
        started = started.replace("Private Sub", "Public Sub")
        stand = {"XlcrmServer": SERVER, "Probing": PROBE, "Starting": started}
        loaded = interpreted(path, NEEDED, stand, changes)
        for name, code in (("Linked", LINKED), ("Unlinked", UNLINKED)):
            loaded.add_module(code, name=name, kind="class")
        return loaded

    return load


def test_an_edit_of_a_table_is_seen_by_volatile_functions_and_by_those_that_name_it(app, book):
    loaded = app(book)
    loaded.run("Mode", AUTOMATIC)
    before = loaded.run("Version")
    loaded.run("Edited", "Orders", "B2")
    assert loaded.run("Heard") == "dirty $B$2; compute; "
    assert loaded.run("Version") != before


BUTTONS = ("    XlcrmShowButtons\n", '    Note "buttons"\n')


@pytest.mark.parametrize(
    ("event", "heard", "beats"),
    [
        ("SheetChange", "dirty $B$2; compute; ", 1),
        ("SheetCalculate", "", 1),
        ("AfterCalculate", "", 1),
        ("WorkbookOpen", "buttons; links; enter $A$1; ", 4),
        ("WorkbookActivate", "buttons; ", 0),
        ("WorkbookDeactivate", "buttons; ", 0),
    ],
)
def test_what_each_event_does(event, heard, beats, app, book):
    loaded = app(book, (*CHANGES, BUTTONS))
    loaded.run("Mode", AUTOMATIC)
    before = loaded.run("Beats")
    loaded.run("Raised", event)
    assert loaded.run("Heard") == heard
    assert loaded.run("Beats") - before == beats


def test_when_excel_starts_the_add_in_books_that_are_open_already_are_bound(app, book, tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_bytes(book.read_bytes())
    loaded = app(book, (*CHANGES, BUTTONS))
    loaded.run("Open2", str(other))
    loaded.run("Heard")
    loaded.run("Started")
    assert loaded.run("Heard") == 2 * "buttons; links; enter $A$1; "


def test_an_edit_of_a_plain_list_counts_once_the_workbook_is_adopted(app, book):
    made = openpyxl.load_workbook(book)
    made.create_sheet("List").append(["Date", "Phone"])
    rows = [["Table", "Place", "Header", "Field", "Read as"]]
    rows += [["Inquiries", "List!A1", header, header, ""] for header in ("Date", "Phone")]
    columns = made.create_sheet("Columns")
    for row in rows:
        columns.append(row)
    columns.add_table(Table(displayName="Columns", ref="A1:E3"))
    made.save(book)
    loaded = app(book)
    loaded.run("Mode", AUTOMATIC)
    for sheet, heard in (("List", "dirty $B$2; compute; "), ("Notes", "")):
        before = loaded.run("Version")
        loaded.run("Edited", sheet, "B2")
        assert loaded.run("Heard") == heard
        assert (loaded.run("Version") != before) is bool(heard)


def test_an_edit_elsewhere_costs_nothing(app, book):
    loaded = app(book)
    before = loaded.run("Version")
    loaded.run("Edited", "Notes", "B2")
    assert loaded.run("Heard") == ""
    assert loaded.run("Version") == before


@pytest.mark.parametrize(
    ("mode", "heard"), [(MANUAL, ""), (ALL_BUT_DATA_TABLES, "dirty $B$2; compute; ")]
)
def test_whoever_computes_by_hand_is_not_forestalled(mode, heard, app, book):
    loaded = app(book)
    loaded.run("Mode", mode)
    before = loaded.run("Version")
    loaded.run("Edited", "Orders", "B2")
    assert loaded.run("Heard") == heard
    assert loaded.run("Version") != before


def test_esc_breaks_no_code_off_that_leaves_excel_changed(app, book):
    loaded = app(book)
    loaded.run("Mode", AUTOMATIC)
    loaded.run("Keyed")
    loaded.run("Edited", "Orders", "B2")
    assert (loaded.run("Heard"), loaded.run("Keyed")) == ("dirty $B$2; compute; ", "00,1")
    loaded.run("Opened")
    assert (loaded.run("Heard"), loaded.run("Keyed")) == ("links; enter $A$1; ", "00,1")


def test_formulas_in_tables_are_waited_for(app, book):
    """What they are computed to is another state; what names such a table is computed after it."""
    loaded = app(book)
    loaded.run("Mode", AUTOMATIC)
    loaded.run("Computing", "Leads")
    loaded.run("Edited", "Orders", "B2")
    assert loaded.run("Heard") == "dirty $B$2; compute; dirty $A$2:$B$2; compute; "


def test_a_computed_sheet_is_another_state_where_its_tables_hold_formulas(app, book):
    loaded = app(book)
    before = loaded.run("Version")
    for sheet in ("Orders", "Notes"):
        loaded.run("Calculated", sheet)
        assert loaded.run("Version") == before
    loaded.run("Calculated", "Leads")
    assert loaded.run("Version") != before
    assert loaded.run("Heard") == ""


def test_a_book_that_is_opened_is_bound_and_counts_as_unchanged(app, book):
    loaded = app(book)
    loaded.run("Mode", AUTOMATIC)
    before = loaded.run("Version")
    assert loaded.run("Opened") == f"{AUTOMATIC} True True"
    assert loaded.run("Heard") == "links; enter $A$1; "
    assert loaded.run("Version") != before


@pytest.mark.parametrize("usual", [True, False])
def test_binding_fills_no_columns_of_tables(usual, app, book):
    """Where Excel's own setting is on, a formula that is entered would fill the blanks below it."""
    loaded = app(book)
    loaded.run("Fills", usual)
    loaded.run("Opened")
    assert loaded.run("Heard") == "links; enter $A$1; "
    assert loaded.run("Filling") is usual


def test_names_that_were_unknown_once_are_bound_under_their_own(app, book):
    made = openpyxl.load_workbook(book)
    for row, name in enumerate(("_xludf.CHURN_RATE", "_xll.churn_rate", "MY.CHURN_RATE"), 2):
        made["Notes"].cell(row, 1, f"=1-{name}()")
    made.save(book)
    loaded = app(book)
    loaded.run("Opened")
    assert loaded.run("Heard") == "links; enter $A$1; enter $A$2; enter $A$3; "
    assert [loaded.run("Shows", f"A{row}") for row in range(1, 5)] == [
        "=CHURN_RATE()",
        "=1-CHURN_RATE()",
        "=1-CHURN_RATE()",
        "=1-MY.CHURN_RATE()",
    ]


LOOK_THROUGH = (
    "Set table = XlcrmTableOfColumns(book)",
    'Note "look": Set table = XlcrmTableOfColumns(book)',
)


def test_sheets_that_are_computed_one_after_the_other_cost_one_look_at_the_workbook(app, book):
    loaded = app(book, (*CHANGES, LOOK_THROUGH))
    for _ in range(3):
        loaded.run("Calculated", "Notes")
        loaded.run("Calculated", "Orders")
    assert loaded.run("Heard") == "look; "
    loaded.run("Edited", "Orders", "B2")
    loaded.run("Heard")
    loaded.run("Calculated", "Notes")
    assert loaded.run("Heard") == "look; "


@pytest.mark.parametrize(("changes", "heard"), [((), ""), (ON_A_MAC, "buttons; ")])
def test_on_a_mac_buttons_are_looked_at_again_with_each_sheet(changes, heard, app, book):
    """Adopting goes on there after its button; Excel on Windows looks again when it has ended."""
    noted = ("        XlcrmShowButtons", '        Note "buttons"')
    loaded = app(book, (*CHANGES, *changes, noted))
    loaded.run("ToSheet")
    assert loaded.run("Heard") == heard


def test_a_book_that_is_no_crm_is_not_touched_when_it_is_opened(app, tmp_path):
    made = openpyxl.Workbook()
    made.active["A1"] = "=CHURN_RATE()"
    made.active["C1"] = ArrayFormula("C1:D2", "=COHORT_TABLE()")
    path = tmp_path / "plain.xlsx"
    made.save(path)
    loaded = app(path)
    loaded.run("Opened")
    assert loaded.run("Heard") == ""


def test_a_protected_sheet_is_left_alone(app, book):
    made = openpyxl.load_workbook(book)
    made["Notes"].protection.sheet = True
    made.save(book)
    loaded = app(book)
    assert loaded.run("Opened").endswith("True True")
    assert loaded.run("Heard") == "links; "


def test_links_to_an_add_in_of_ours_elsewhere_are_led_here(app, book):
    loaded = app(book)
    loaded.run("Lead")
    assert loaded.run("Heard") == "C:\\old\\XLCRM.xlam to C:\\new\\xlcrm.xlam as 1; "
    loaded.run("LeadNothing")
    assert loaded.run("Heard") == ""


def test_a_book_saved_over_another_that_was_open_is_not_taken_for_it(app, book, tmp_path):
    newer = tmp_path / "newer.xlsx"
    newer.write_bytes(book.read_bytes())
    loaded = app(book)
    loaded.run("HandedOver")
    assert loaded.run("Known") is True
    loaded.run("Open2", str(newer))
    loaded.run("SavingAs", str(book))
    assert loaded.run("Known") is False


def test_a_book_saved_under_another_name_and_back_is_handed_over_again(app, book, tmp_path):
    loaded = app(book)
    loaded.run("HandedOver")
    loaded.run("SavingAs", str(book))
    assert loaded.run("Known") is True
    loaded.run("SavingAs", str(tmp_path / "elsewhere.xlsx"))
    loaded.run("SavingAs", str(book))
    assert loaded.run("Known") is False


def test_of_a_book_that_is_closed_nothing_is_held(app, book, tmp_path):
    newer = tmp_path / "newer.xlsx"
    newer.write_bytes(book.read_bytes())
    loaded = app(book)
    loaded.run("HandedOver")
    loaded.run("Open2", str(newer))
    loaded.run("HandedOver")
    loaded.run("Closing")
    newer.write_bytes(book.read_bytes())
    loaded.run("Open2", str(newer))
    assert loaded.run("Known") is False


def test_on_a_mac_no_formula_loses_the_figure_that_it_shows(app, book):
    """No function is there to bind it to, nor to be computed after an edit."""
    loaded = app(book, (*CHANGES, *ON_A_MAC))
    loaded.run("Mode", AUTOMATIC)
    loaded.run("Opened")
    loaded.run("Edited", "Orders", "B2")
    assert loaded.run("Heard") == ""
