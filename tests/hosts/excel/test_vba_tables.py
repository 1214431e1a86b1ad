"""Reading tables by .Value2: the add-in's VBA over a model of Excel's objects that others wrote."""

import json
from datetime import date, datetime

import pytest

from xlcrm.hosts.excel import server
from xlcrm.hosts.excel.ribbon import buttons
from xlcrm.opc.serials import to_serial
from xlcrm.sheets import MODELS

pytestmark = pytest.mark.xdist_group("excel-tables")

NEEDED = ("XlcrmAdopted", "XlcrmTables", "XlcrmCache", "XlcrmBinding", "XlcrmBridge", "XlcrmNames")
NEEDED += ("XlcrmCommands", "XlcrmRibbon")
CALLER = 'Application.ActiveWorkbook.Worksheets(1).Range("Z99")'
WATCHING = "Public Sub XlcrmWatch()\nEnd Sub"
SERVER = """
Private calls As String
Private states As String
Public Function XlcrmServerCall(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim index As Long, tables As Variant
    If functionName = "load" Then
        tables = arguments(4)
        calls = calls & "load"
        For index = LBound(tables) To UBound(tables)
            calls = calls & " " & tables(index)(0)
        Next index
        calls = calls & ";"
        XlcrmServerCall = Array("kept", "")
    Else
        calls = calls & "answer;"
        XlcrmServerCall = Array("value", Len(calls))
    End If
End Function
Public Sub XlcrmServerRestart()
End Sub
Public Function XlcrmProcess() As Long
End Function
Public Function Heard() As String
    Heard = calls
    calls = ""
End Function
"""
PROBE = """
Public Function Everything() As Variant
    Everything = XlcrmTablesToSend(Application.ActiveWorkbook, True)
End Function
Public Function Names() As Variant
    Names = XlcrmTableNames(Application.ActiveWorkbook)
End Function
Public Function Usable(ByVal button As String) As Boolean
    Usable = XlcrmIsOfUse(button, Application.ActiveWorkbook)
End Function
Public Function UsableWithoutBook(ByVal button As String) As Boolean
    UsableWithoutBook = XlcrmIsOfUse(button, Nothing)
End Function
Public Function Bound(ByVal sheet As String) As Long
    Bound = XlcrmBindSheet(Application.ActiveWorkbook.Worksheets(sheet))
End Function
Public Function Formulas(ByVal addresses As String) As String
    Dim address As Variant
    For Each address In Split(addresses, " ")
        With Application.ActiveWorkbook.Worksheets(1).Range(address)
            Formulas = Formulas & .Formula
            If .HasArray Then Formulas = Formulas & " in " & .CurrentArray.Address
            Formulas = Formulas & "; "
        End With
    Next address
End Function
Public Sub Rename(ByVal sheet As String, ByVal title As String)
    Application.ActiveWorkbook.Worksheets(sheet).Name = title
End Sub
Public Function Stamps() As String
    XlcrmAllChanged Application.ActiveWorkbook
    Stamps = XlcrmVersion(Application.ActiveWorkbook)
End Function
Public Function Version() As String
    Version = XlcrmVersion(Application.ActiveWorkbook)
End Function
Public Function Height() As Long
    Dim tables As Variant
    tables = XlcrmTablesToSend(Application.ActiveWorkbook, True)
    Height = UBound(tables(0)(5), 1)
End Function
Public Function Ask(ByVal where As String) As Variant
    Ask = XlcrmAnswer("CHURN_RATE", Array(where))
End Function
Public Sub Change(ByVal sheet As String)
    XlcrmSheetChanged Application.ActiveWorkbook.Worksheets(sheet)
End Sub
Public Sub Enter(ByVal sheet As String, ByVal address As String)
    Application.ActiveWorkbook.Worksheets(sheet).Range(address).Value = "typed"
    XlcrmPulse
End Sub
"""


@pytest.fixture
def opened(interpreted):
    def load(path):
        stand = {"XlcrmWatching": WATCHING, "XlcrmServer": SERVER, "Probing": PROBE}
        return interpreted(path, NEEDED, stand, [("Application.Caller", CALLER)])

    return load


@pytest.fixture(scope="module")
def sample(run_command, tmp_path_factory):
    path = tmp_path_factory.mktemp("vba") / "sample.xlsx"
    assert run_command("new", path, "--sample", "--as-of", "2026-11-20")[0] == 0
    return path


@pytest.fixture
def small_book(tmp_path):
    """Two tables of ours and one of the user's; a mixed column; a row typed below a table."""
    import xlsxwriter

    path = tmp_path / "small.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Bestellungen")
        sheet.add_table("B2:D4", {"name": "Orders", "columns": columns("Date", "Amount", "X")})
        sheet.write("B3", 45000, day)
        sheet.write("B4", 45001)
        sheet.write("C3", 12.5)
        sheet.write("C4", "12,50")
        sheet.write("D4", True)  # noqa: FBT003 - a cell
        other = book.add_worksheet("Mine")
        other.add_table("A1:A3", {"name": "Table1", "columns": columns("Y")})
        leads = book.add_worksheet("Leads")
        leads.add_table("A1:A2", {"name": "Leads", "columns": columns("Lead ID")})
        leads.write("A2", "L-1")
    return path


def columns(*headers):
    return [{"header": header} for header in headers]


def as_tuples(value):
    return tuple(as_tuples(one) for one in value) if isinstance(value, list) else value


def filled(rows):
    """Without blank rows at the end: Excel's range of an empty table may end at its header."""
    last = max(index for index, row in enumerate(rows) if any(cell is not None for cell in row))
    return rows[: last + 1]


def test_the_sample_firm_is_handed_over_as_it_stands(opened, sample, as_value2):
    app = opened(sample)
    handed, expected = as_tuples(app.run("Everything")), as_value2(sample)
    assert [table[:5] for table in handed] == [table[:5] for table in expected]
    for ours, theirs in zip(handed, expected, strict=True):
        assert filled(ours[5]) == filled(theirs[5]), ours[0]
    names = tuple(app.run("Names"))
    since_1900 = False
    assert server.load("read by VBA", "1", since_1900, names, handed) == server.KEPT
    assert server.load("read by us", "1", since_1900, names, expected) == server.KEPT
    for call in (("REVENUE_TOTAL", (None, None, None)), ("AT_RISK", (None, None, None, None))):
        figure = server.answer("read by VBA", "1", *call)
        assert figure[0] == "value"
        assert figure == server.answer("read by us", "1", *call)


def test_only_headers_of_tables_that_are_not_ours(opened, small_book):
    orders, mine, leads = as_tuples(opened(small_book).run("Everything"))
    assert (mine[0], mine[5], mine[6]) == ("Table1", "Y", ("",))
    assert orders[:5] == ("Orders", "Bestellungen", 2, 2, False)
    assert orders[5] == (("Date", "Amount", "X"), (45000, 12.5, None), (45001, "12,50", True))
    assert orders[6] == ("\ndn", "General", "General")
    assert leads[5] == (("Lead ID",), ("L-1",))
    assert "Leads" in MODELS


@pytest.fixture
def without_headers(sample, tmp_path):
    """The sample firm with the header row of Orders switched off, as Excel does it."""
    import openpyxl

    book = openpyxl.load_workbook(sample)
    (sheet,) = [one for one in book.worksheets if "Orders" in one.tables]
    table = sheet.tables["Orders"]
    first, last = table.ref.split(":")
    table.ref = f"{first[0]}{int(first[1:]) + 1}:{last}"
    table.headerRowCount = 0
    table.autoFilter = None
    path = tmp_path / "without.xlsx"
    book.save(path)
    return path


def test_a_table_whose_headers_are_hidden_has_them_and_all_its_rows(
    opened, sample, without_headers
):
    shown, hidden = opened(sample), opened(without_headers)
    orders = next(one for one in as_tuples(hidden.run("Everything")) if one[0] == "Orders")
    assert "Date" in orders[7]
    call = ("REVENUE_TOTAL", (46000.0, 46300.0, None))
    answers = []
    for name, app in (("shown.xlsx", shown), ("hidden.xlsx", hidden)):
        load(app, name)
        answers.append(server.answer(name, "1", *call))
    assert answers[0] == answers[1]
    assert answers[0][0] == "value"
    assert answers[0][1] > 0


def test_rows_typed_below_a_table_are_its_rows(opened, small_book):
    app = opened(small_book)
    assert app.run("Height") == 3
    app.run("Enter", "Bestellungen", "C6")
    app.run("Enter", "Bestellungen", "A5")
    assert app.run("Height") == 3
    app.run("Enter", "Bestellungen", "C5")
    assert app.run("Height") == 5


def test_only_what_changed_is_sent_and_once(opened, small_book):
    app = opened(small_book)
    first = app.run("Ask", "a")
    assert app.run("Heard") == "load Orders Table1 Leads;answer;"
    assert app.run("Ask", "a") == first
    assert app.run("Heard") == ""
    app.run("Change", "Leads")
    app.run("Ask", "a")
    assert app.run("Heard") == "load Leads;answer;"
    app.run("Ask", "b")
    assert app.run("Heard") == "answer;"


def test_a_version_stands_still_where_nothing_changed(opened, small_book):
    app = opened(small_book)
    before = app.run("Version")
    app.run("Enter", "Mine", "F20")
    assert app.run("Version") == before
    app.run("Change", "Bestellungen")
    assert app.run("Version") != before


def test_the_buttons_are_grey_where_they_are_of_no_use(opened, small_book, tmp_path):
    import openpyxl

    path = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(path)
    crm, foreign = opened(small_book), opened(path)
    for button in buttons():
        control = f"xlcrm_{button.name}"
        assert crm.run("Usable", control) is True
        assert foreign.run("Usable", control) is (button.name in {"adopt", "about", "why"})
        assert foreign.run("UsableWithoutBook", control) is False


def test_after_a_command_everything_is_read_anew(opened, small_book):
    app = opened(small_book)
    before = app.run("Version")
    assert app.run("Stamps") != before
    app.run("Ask", "a")
    app.run("Heard")
    app.run("Stamps")
    app.run("Ask", "a")
    assert app.run("Heard") == "load Orders Table1 Leads;answer;"


def test_formulas_are_bound_as_they_were_entered(opened, tmp_path):
    """Blocks stay blocks; formulas that call nothing of ours are not touched."""
    import openpyxl
    from openpyxl.worksheet.formula import ArrayFormula

    path = tmp_path / "bound.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["B2"] = "=CHURN_RATE()", "=SUM(1,2)", "=1-CHURN_RATE()"
    sheet["D1"] = ArrayFormula("D1:F4", "=COHORT_TABLE()")
    book.create_sheet("Empty")
    book.save(path)
    app = opened(path)
    before = app.run("Formulas", "A1 A2 B2 D1")
    assert "=COHORT_TABLE() in $D$1:$F$4" in before
    assert app.run("Bound", "Sheet") == 3
    assert app.run("Formulas", "A1 A2 B2 D1") == before
    assert app.run("Bound", "Empty") == 0


@pytest.fixture
def adopted(tmp_path, run_command):
    """Sales as an Excel table, requests as a plain list under a title: adopted in the file."""
    import openpyxl
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sales = book.active
    sales.title = "Sales"
    sales.append(["Date", "Customer", "Product", "Amount"])
    for day in range(1, 29):
        sales.append([datetime(2026, 1 + day % 9, day), f"Client {day % 5}", "Paint", 10.5 * day])
    sales.add_table(Table(displayName="Table1", ref="A1:D29"))
    asked = book.create_sheet("Who's asking")
    asked["B2"] = "Requests of this year"
    rows = [["Date", "Name", "Phone", "Request"]]
    rows += [
        [datetime(2026, 9, day), f"Ann {day}", f"+1 202 555 01{day:02}", "a door"]
        for day in range(1, 20)
    ]
    for at, row in enumerate(rows, 4):
        for column, value in enumerate(row, 2):
            asked.cell(at, column, value)
    path = tmp_path / "adopted.xlsx"
    book.save(path)
    status, printed, _ = run_command("adopt", path, "--apply")
    assert status == 0, printed
    return path


def figures(name):
    year = (float(to_serial(date(2026, 1, 1))), float(to_serial(date(2026, 10, 31))), None)
    calls = [
        ("REVENUE_TOTAL", year),
        ("CUSTOMERS_NEW", year),
        ("PORTRAIT_TABLE", ("request", *year)),
    ]
    answers = [server.answer(name, "1", *call) for call in calls]
    assert [kind for kind, _ in answers] == ["value"] * len(calls), answers
    return [shown for _, shown in answers]


def load(app, name):
    handed, names = as_tuples(app.run("Everything")), tuple(app.run("Names"))
    assert server.load(name, "1", False, names, handed) == server.KEPT  # noqa: FBT003 - since 1900
    return names


def test_the_tables_of_an_adopted_workbook_go_by_our_names(opened, adopted, run_command):
    names = load(opened(adopted), "adopted.xlsx")
    assert {"Table1", "!Who's asking", "Columns"} <= set(names)
    revenue, new, portrait = figures("adopted.xlsx")
    assert (revenue, new) == (10.5 * sum(range(1, 29)), 5)
    printed = json.loads(
        run_command(
            "calc", adopted, "--json", '=PORTRAIT_TABLE("request",DATE(2026,1,1),DATE(2026,10,31))'
        )[1]
    )
    assert portrait[1][1] == 19
    assert [row[1] for row in portrait] == [row[1] for row in printed["value"]]


def test_a_sheet_with_a_plain_list_is_found_under_another_title(opened, adopted):
    app = opened(adopted)
    load(app, "before.xlsx")
    app.run("Rename", "Who's asking", "Requests")
    assert "!Requests" in load(app, "after.xlsx")
    assert figures("after.xlsx") == figures("before.xlsx")


def test_of_an_adopted_workbook_only_what_changed_is_sent(opened, adopted):
    app = opened(adopted)
    app.run("Ask", "a")
    assert "!Who's asking" in app.run("Heard")
    version = app.run("Version")
    app.run("Change", "Who's asking")
    assert app.run("Version") != version
    app.run("Ask", "a")
    assert app.run("Heard") == "load !Who's asking;answer;"
