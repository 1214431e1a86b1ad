"""Add: the CRM's sheets in a workbook that exists; what it has stays, byte for byte."""

import shutil
import warnings
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from xlcrm.patches import AppendRows
from xlcrm.sheets import MODELS
from xlcrm.workbook.closed import ClosedWorkbook

EDITED = {"[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
DAY = "2024-06-01"
# One book of each kind; all of the folder were tried once.
FOUND = [
    "calamine__table_with_insertrow_attribute.xlsx",  # a table
    "closedxml__TemplateWithTableSourcePivotTables.xlsx",  # pivot tables
    "closedxml__tdf104310.xlsx",  # no default content types
    "excelize__CalcChain.xlsx",  # a calculation chain
    "openxmlsdk__Hyperlinks_on_OArt_Objects-O12-XL-Hyperlinks.xlsx",  # strict
    "phpss__namespacenonstd.xlsx",  # prefixed
    "xlsxwriter__embed_image07.xlsx",  # metadata
    "xlwings__engines.xlsm",  # macros
]


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name.lower(): archive.read(name) for name in archive.namelist()}


def loaded(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows not everything that others write
        return openpyxl.load_workbook(path)


def tables(path):
    return {name: sheet.title for sheet in loaded(path) for name in sheet.tables}


@pytest.fixture
def made(tmp_path):
    """Makes a book of somebody's: sheets of rows, tables by name over the first rows, names."""

    def make(sheets, named=(), names=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        for name, title, ref in named:
            book[title].add_table(Table(displayName=name, ref=ref))
        for name, refers_to in names:
            book.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
                name, attr_text=refers_to
            )
        path = tmp_path / "theirs.xlsx"
        book.save(path)
        return path

    return make


def test_all_tables_come_with_their_rules_and_names(xlcrm, made):
    path = made({"Accounts": [["a", 1]]})
    status, output, _ = xlcrm("add", path)
    assert status == 0
    assert "theirs.previous.xlsx" in output
    book = loaded(path)
    assert book.sheetnames == ["Accounts", "Start", *MODELS, "Drop-downs"]
    assert book["Drop-downs"].sheet_state == "hidden"
    assert {"list_owner", "crm_as_of", "stage_names"} <= set(book.defined_names)
    assert len(book["Leads"].data_validations.dataValidation) == 22
    assert book["Leads"].column_dimensions["D"].number_format == "@"
    assert book.active.title == "Accounts"


def test_a_second_run_does_nothing(xlcrm, made):
    path = made({"Accounts": [["a", 1]]})
    xlcrm("add", path)
    once = path.read_bytes()
    status, output, _ = xlcrm("add", path)
    assert (status, path.read_bytes()) == (0, once)
    assert "Nothing to do" in output


def test_a_new_book_has_all_of_it(xlcrm, tmp_path):
    path = tmp_path / "new.xlsx"
    xlcrm("new", path)
    before = path.read_bytes()
    assert "Nothing to do" in xlcrm("add", path)[1]
    assert path.read_bytes() == before


def test_titles_that_are_taken_get_an_ending(xlcrm, made):
    path = made({"orders": [["a"]], "Lists": [["b"]], "Start": [["c"]], "Settings": [["d"]]})
    assert xlcrm("add", path)[0] == 0
    assert tables(path)["Orders"] == "Orders (CRM)"
    book = loaded(path)
    assert [book[title]["A1"].value for title in ("orders", "Lists")] == ["a", "b"]
    assert "'Settings (CRM)'" in book.defined_names["crm_as_of"].attr_text
    assert "'Lists (CRM)'" in book["Drop-downs"]["G4"].value
    links = {
        cell.hyperlink.location for row in book["Start (CRM)"] for cell in row if cell.hyperlink
    }
    assert "'Orders (CRM)'!A1" in links
    titles = {link.rpartition("!")[0].strip("'") for link in links}
    assert titles <= set(book.sheetnames)


ORDERS = [["", ""], ["Customer ID", "Date", "Amount"], ["C-1", datetime(2024, 5, 1), 10]]


def test_a_table_of_theirs_is_kept_and_used(xlcrm, made):
    path = made({"Sales": ORDERS}, [("Orders", "Sales", "A2:C3")])
    before = parts(path)["xl/worksheets/sheet1.xml"]
    status, output, _ = xlcrm("add", path)
    assert status == 0
    assert "used as they are: Orders (Sales)" in output
    assert tables(path)["Orders"] == "Sales"
    assert parts(path)["xl/worksheets/sheet1.xml"] == before
    assert "10" in xlcrm("calc", path, "=REVENUE_TOTAL()", "--as-of", DAY)[1]


def test_a_table_of_theirs_that_lacks_columns_is_named(xlcrm, made):
    path = made({"Sales": [["Who", "What"], ["a", "b"]]}, [("Orders", "Sales", "A1:B2")])
    status, output, _ = xlcrm("add", path)
    assert status == 1
    assert "The table Orders on Sales lacks Date, Amount" in output.replace("Order ID, ", "")


def test_words_of_a_list_of_theirs_stand_in_the_drop_downs(xlcrm, made):
    rows = [["remark"], [], ["Value", "List", "Alias of"], ["roof", "need"], ["wall", "need"]]
    stages = [["note"], ["Position", "Stage"], [1, "Offer"], [2, "Delivery"]]
    path = made(
        {"Words": rows, "Steps": stages},
        [("Lists", "Words", "A3:C5"), ("Stages", "Steps", "A2:B4")],
    )
    assert xlcrm("add", path)[0] == 0
    book = loaded(path)
    assert "ROWS($G$4:$G4)" in book["Drop-downs"]["G4"].value
    shown = openpyxl.load_workbook(path, data_only=True)["Drop-downs"]
    assert [shown["G4"].value, shown["G5"].value, shown["G6"].value] == ["roof", "wall", None]
    assert book.defined_names["stage_names"].attr_text == (
        "INDEX('Steps'!$B:$B,3):INDEX('Steps'!$B:$B,MAX(3,1+COUNTA('Steps'!$B$2:$B$1048576)))"
    )


@pytest.mark.office
def test_libreoffice_finds_the_words_of_a_list_of_theirs(xlcrm, made, saved_by_libreoffice):
    rows = [["remark"], [], ["Value", "List", "Alias of"], ["roof", "need"], ["wall", "need"]]
    path = made({"Words": rows}, [("Lists", "Words", "A3:C5")])
    xlcrm("add", path)
    theirs = openpyxl.load_workbook(saved_by_libreoffice(path), data_only=True)
    assert [theirs["Drop-downs"][cell].value for cell in ("G4", "G5")] == ["roof", "wall"]
    assert set(MODELS) <= {name for sheet in theirs for name in sheet.tables}


@pytest.mark.parametrize(
    ("named", "names", "said"),
    [
        ([("orders", "Data", "A1:B2")], [], "orders"),
        ([], [("Customers", "Data!$A$1:$B$2")], "Customers"),
        ([], [("list_size", "Data!$A$1")], "list_size"),
        ([("Lists", "Data", "A1:B2")], [], "Lists"),
        ([("Settings", "Data", "A1:B2")], [], "Settings"),
    ],
)
def test_names_that_mean_something_else_are_refused(xlcrm, made, named, names, said):
    path = made({"Data": [["a", "b"], ["c", "d"]]}, named, names)
    before = path.read_bytes()
    status, output, errors = xlcrm("add", path)
    assert (status, output) == (2, "")
    assert f"uses the names {said} for something else" in errors
    assert path.read_bytes() == before


def test_a_sheet_that_was_deleted_comes_back(xlcrm, made):
    path = made({"Accounts": [["a", 1]]})
    xlcrm("add", path)
    book = loaded(path)
    book["Leads"]["B2"] = "Ann"
    del book["Surveys"]
    book.save(path)
    status, output, _ = xlcrm("add", path)
    assert (status, "again: Surveys." in output) == (0, True)
    book = loaded(path)
    assert book["Leads"]["B2"].value == "Ann"
    assert book.sheetnames.count("Start") == 1
    assert "Surveys" in tables(path)


def test_what_was_added_is_the_users(xlcrm, made):
    """Later runs write their own sheets and never these."""
    path = made({"Accounts": [["a", 1]]})
    xlcrm("add", path)
    hidden = [name for name in loaded(path).defined_names if name.startswith("_xlcrm")]
    assert sorted(hidden) == ["_xlcrm.drop_downs", "_xlcrm.start"]


def test_the_main_job_runs_on_it(xlcrm, made):
    path = made({"Orders": [["x"]], "Today": [["y"]]})
    xlcrm("add", path)
    inquiries = {
        "Date": [date(2024, 5, 1), date(2024, 5, 2)],
        "Name": ["Ann", "Bob"],
        "E-mail": ["a@acme.md", "b@acme.md"],
        "Status": ["bought", "open"],
    }
    orders = {"Date": [date(2024, 5, 3)], "Customer ID": ["C-7"], "Amount": [12.5]}
    ClosedWorkbook.open(path).apply(
        [AppendRows("Inquiries", inquiries), AppendRows("Orders", orders)]
    )
    assert xlcrm("validate", path, "--as-of", DAY)[0] == 1
    assert "2 made new leads" in xlcrm("leads", path, "--as-of", DAY)[1]
    assert xlcrm("convert", path, "--apply", "--as-of", DAY)[0] == 0
    assert xlcrm("refresh", path, "--as-of", DAY)[0] == 0
    assert "12.50" in xlcrm("calc", path, "=REVENUE_TOTAL()", "--as-of", DAY)[1]
    book = loaded(path)
    assert (book["Orders"]["A1"].value, book["Today"]["A1"].value) == ("x", "y")
    assert "Today (CRM)" in book.sheetnames


@pytest.mark.data
@pytest.mark.parametrize("name", FOUND)
def test_books_found_in_the_wild_keep_every_part(data, xlcrm, tmp_path, name):
    path = tmp_path / name
    shutil.copyfile(data / "corpus" / name, path)
    before = parts(path)
    assert xlcrm("add", path)[0] == 0
    after = parts(path)
    changed = {part for part, content in before.items() if after.get(part) != content}
    assert changed <= EDITED
    once = path.read_bytes()
    assert "Nothing to do" in xlcrm("add", path)[1]
    assert path.read_bytes() == once
    assert xlcrm("validate", path)[0] == 0


@pytest.mark.data
@pytest.mark.parametrize("name", [*FOUND[:2], FOUND[4]])
def test_the_open_xml_sdk_finds_no_new_error(data, xlcrm, tmp_path, sdk_errors, name):
    path = tmp_path / name
    shutil.copyfile(data / "corpus" / name, path)
    before = sdk_errors(path)
    xlcrm("add", path)
    after = sdk_errors(path)
    assert [error for error in after if after.count(error) > before.count(error)] == []
