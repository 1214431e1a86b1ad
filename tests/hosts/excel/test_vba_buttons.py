"""What the ribbon's buttons do in Excel, over a model of its objects that others wrote."""

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

pytestmark = pytest.mark.xdist_group("excel-tables")

NEEDED = ("XlcrmAdopted", "XlcrmTables", "XlcrmCache", "XlcrmBinding", "XlcrmNames")
NEEDED += ("XlcrmCommands", "XlcrmRibbon", "XlcrmBridge", "XlcrmWatching", "XlcrmEvents")
SERVER = """
Private replies As String
Public Sub Reply(ByVal these As String)
    replies = these
End Sub
Public Function XlcrmServerCall(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim cut As Long, kind As String
    If functionName = "run" Then
        Note "run " & arguments(0) & " " & arguments(1) & " " & arguments(2)
        NoteState
    Else
        Note functionName
    End If
    cut = InStr(replies, ";")
    kind = Left(replies, cut - 1)
    replies = Mid(replies, cut + 1)
    XlcrmServerCall = Array(kind, "because of " & kind)
End Function
Public Sub XlcrmServerRestart()
    Note "restart"
End Sub
Public Function XlcrmProcess() As Long
    XlcrmProcess = 4711
End Function
Public Function XlcrmStartOnMac(ByVal command As String, ByVal bookName As String) As Variant
    Note "script " & command & " " & bookName
    XlcrmStartOnMac = Array("silent", "no script")
End Function
"""
PROBE = """
Private told As String
Private others As String
Private keys As String
Public Sub Keyed()
    CancelKey = xlInterrupt
End Sub
Public Function Keys2() As String
    Keys2 = keys & "," & CancelKey
End Function
Public Sub Note(ByVal what As String)
    told = told & what & "; "
End Sub
Public Sub Shown(ByVal what As String, ByVal kind As Long, ByVal title As String)
    Note title & ": " & what
End Sub
Public Sub NoteState()
    Note Application.Calculation & " " & Application.EnableEvents & " " & Application.DisplayAlerts & " " & (VarType(Application.StatusBar) = vbString)
    keys = keys & CancelKey
End Sub
Public Sub Recalculated()
    Note "compute"
End Sub
Public Function Heard() As String
    Heard = told
    told = ""
End Function
Public Sub Press(ByVal button As String, ByVal command As String)
    XlcrmRun button, command
End Sub
Public Sub Explain()
    XlcrmExplain
End Sub
Public Sub OthersAnswer(ByVal names As String)
    others = names
End Sub
Public Function Evaluated(ByVal call_ As String) As Variant
    If InStr(others, Replace(call_, "()", "")) > 0 Then
        Evaluated = 0.5
    Else
        Evaluated = XlcrmAnswer(Replace(call_, "()", ""), Array())
    End If
End Function
Public Function Asked() As Variant
    Asked = XlcrmAnswer("CHURN_RATE", Array())
End Function
Public Sub Edited()
    XlcrmAllChanged Application.ActiveWorkbook
End Sub
Public Sub Pick(ByVal address As String)
    Application.ActiveWorkbook.Worksheets(1).Range(address).Select
End Sub
Public Sub Enter(ByVal address As String, ByVal formula As String)
    Application.ActiveWorkbook.Worksheets(1).Range(address).Formula = formula
End Sub
Public Function Taken() As String
    Taken = XlcrmTakenNames()
End Function
Public Function CallersBook() As String
    CallersBook = XlcrmCallerBook().Name
End Function
Public Sub Open2(ByVal path As String)
    Application.Workbooks.Open path
End Sub
Public Sub Bring(ByVal name As String)
    Application.Workbooks(name).Activate
End Sub
Public Function Front() As String
    Front = Application.ActiveWorkbook.Name
End Function
"""
CHANGES = (
    ("Application.Calculate\n", "Recalculated\n"),
    ("MsgBox ", "Shown "),
    ("Application.Evaluate(", "Evaluated("),
)
WORKING = "-4135 False False True"
AFTER = "compute; -4105 True True False; "


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "Orders"
    for row in (["Date", "Amount"], [45000, 10]):
        made.active.append(row)
    made.active.add_table(Table(displayName="Orders", ref="A1:B2"))
    path = tmp_path / "crm.xlsx"
    made.save(path)
    return path


@pytest.fixture
def app(interpreted):
    def load(path, changes=()):
        stand = {"XlcrmServer": SERVER, "Probing": PROBE}
        return interpreted(path, NEEDED, stand, (*changes, *CHANGES))

    return load


def heard(loaded):
    loaded.run("NoteState")
    return loaded.run("Heard")


def test_a_command_works_in_silence_and_leaves_excel_as_it_was(app, book):
    loaded = app(book)
    loaded.run("Reply", "ready;done;")
    loaded.run("Press", "xlcrm_leads", "leads")
    assert heard(loaded) == f"ready; run leads 4711 crm.xlsx; {WORKING}; {AFTER}"


@pytest.mark.parametrize("ended", ["done", "silent"])
def test_esc_is_left_to_python_while_a_command_works(ended, app, book):
    loaded = app(book)
    loaded.run("Keyed")
    loaded.run("Reply", f"ready;{ended};")
    loaded.run("Press", "xlcrm_leads", "leads")
    assert loaded.run("Keys2") == "0,1"


@pytest.mark.parametrize("ended", ["done", "silent"])
def test_after_a_command_functions_are_computed_again(ended, app, book):
    loaded = app(
        book, (("Application.Caller", 'Application.ActiveWorkbook.Worksheets(1).Range("D4")'),)
    )
    loaded.run("Reply", "kept;value;")
    loaded.run("Asked")
    loaded.run("Reply", f"ready;{ended};")
    loaded.run("Press", "xlcrm_leads", "leads")
    loaded.run("Heard")
    loaded.run("Reply", "kept;value;")
    assert loaded.run("Asked") == "because of value"
    assert loaded.run("Heard") == "load; answer; "


def test_a_process_that_died_is_started_again_before_anything_is_begun(app, book):
    loaded = app(book)
    loaded.run("Reply", "silent;ready;done;")
    loaded.run("Press", "xlcrm_leads", "leads")
    assert heard(loaded).startswith("ready; restart; ready; run leads")


def test_one_that_does_not_come_back_is_said_and_nothing_begun(app, book):
    loaded = app(book)
    loaded.run("Reply", "silent;silent;")
    loaded.run("Press", "xlcrm_leads", "leads")
    assert heard(loaded) == "ready; restart; ready; CRM: because of silent; -4105 True True False; "


def test_a_command_that_broke_off_leaves_excel_as_it_was_and_says_so(app, book):
    loaded = app(book)
    loaded.run("Reply", "ready;silent;")
    loaded.run("Press", "xlcrm_leads", "leads")
    told = heard(loaded)
    assert told.count("run leads") == 1
    assert "CRM: Python stopped in the middle of the command." in told
    assert told.endswith("-4105 True True False; ")


def test_a_button_that_is_of_no_use_does_nothing(app, tmp_path):
    path = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(path)
    loaded = app(path)
    loaded.run("Reply", "ready;done;")
    loaded.run("Press", "xlcrm_leads", "leads")
    assert loaded.run("Heard") == ""
    loaded.run("Press", "xlcrm_adopt", "adopt")
    assert "run adopt 4711 plain.xlsx" in loaded.run("Heard")


def test_on_a_mac_the_script_is_called_and_its_absence_is_said(app, book):
    loaded = app(book, (("#If Mac Then", "#If True Then"), ("#If Not Mac Then", "#If False Then")))
    loaded.run("Press", "xlcrm_leads", "leads")
    assert loaded.run("Heard") == "script leads crm.xlsx; CRM: no script; "
    loaded.run("Explain")
    assert "CRM: Excel on a Mac cannot ask Python" in loaded.run("Heard")


def test_names_that_another_add_in_answers_to_are_told(app, book):
    loaded = app(book)
    assert loaded.run("Taken") == ""
    loaded.run("OthersAnswer", "CHURN_RATE NPS_SCORE")
    assert set(loaded.run("Taken").split(", ")) == {"CHURN_RATE", "NPS_SCORE"}
    loaded.run("Explain")
    told = loaded.run("Heard")
    assert told.startswith("CRM: Another add-in answers to names of CRM functions")
    assert "CHURN_RATE" in told


def test_a_cell_of_which_nothing_is_known_is_said(app, book):
    loaded = app(book)
    loaded.run("Explain")
    assert loaded.run("Heard").startswith("CRM: Nothing is known about an error in this cell")


@pytest.fixture
def failing(app, book):
    """A block of =CHURN_RATE() in D4:E5 that shows an error; asks the cell before each button."""
    made = openpyxl.load_workbook(book)
    made.active["D4"] = ArrayFormula("D4:E5", "=CHURN_RATE()")
    made.save(book)
    first = 'Application.ActiveWorkbook.Worksheets(1).Range("D4")'
    changes = (("Application.Caller", first), ("IsError(Application.ActiveCell.Value2)", "True"))
    loaded = app(book, changes)
    loaded.run("Reply", "kept;error;")
    loaded.run("Asked")
    loaded.run("Heard")
    return loaded


@pytest.mark.parametrize(("cell", "known"), [("D4", True), ("E5", True), ("F5", False)])
def test_all_cells_of_a_block_have_its_reason(cell, known, failing):
    failing.run("Pick", cell)
    failing.run("Explain")
    assert ("because of error" in failing.run("Heard")) is known


def test_a_cell_with_another_formula_has_no_reason_of_before(failing):
    failing.run("Enter", "D4:E5", "=1/0")
    failing.run("Pick", "D4")
    failing.run("Explain")
    assert failing.run("Heard").startswith("CRM: Nothing is known")


def test_a_cell_that_shows_a_figure_again_has_no_reason_of_before(failing):
    failing.run("Edited")
    failing.run("Reply", "kept;value;")
    failing.run("Asked")
    failing.run("Heard")
    failing.run("Pick", "D4")
    failing.run("Explain")
    assert failing.run("Heard").startswith("CRM: Nothing is known")


def test_a_function_asks_for_the_workbook_in_which_it_stands(app, book, tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_bytes(book.read_bytes())
    caller = 'Application.Workbooks("crm.xlsx").Worksheets(1).Range("D4")'
    loaded = app(book, (("Application.Caller", caller),))
    loaded.run("Open2", str(other))
    loaded.run("Bring", "other.xlsx")
    assert loaded.run("Front") == "other.xlsx"
    assert loaded.run("CallersBook") == "crm.xlsx"
