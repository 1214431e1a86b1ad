"""Generated sheets: found by their key, made anew in place, and never in place of a user's own."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookWriteError
from xlcrm.patches import (
    AppendRows,
    ArrayFormula,
    Cell,
    ChartSpec,
    Series,
    Style,
    TableSpec,
    WriteSheet,
)
from xlcrm.workbook.closed import ClosedWorkbook


def sheet(key: str = "dashboard", title: str = "Dashboard", count: int = 3, **more) -> WriteSheet:
    cells = {
        Address(1, 1): Cell("Figures", style=Style(bold=True)),
        Address(2, 1): Cell(0.5, "CHURN_RATE()", Style("0.0%")),
        Address(3, 1): Cell("rows"),
        Address(3, 2): Cell(count),
    }
    cells |= {Address(10 + n, 1): Cell(f"n{n}") for n in range(count)}
    cells |= {Address(10 + n, 2): Cell(n * 1.5) for n in range(count)}
    names, values = Extent.of(10, 1, count, 1), Extent.of(10, 2, count, 1)
    options = {
        "arrays": [ArrayFormula(Extent.parse("A3:B3"), "SEGMENT_PIVOT()")],
        "charts": [ChartSpec("line", "A chart", (Series("n", names, values),), Address(1, 5))],
    }
    return WriteSheet(key, title, cells, **(options | more))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def apply(path: Path, *patches) -> None:
    ClosedWorkbook.open(path).apply(patches)


def test_a_sheet_of_the_same_title_is_the_users(plain_book: Path) -> None:
    apply(plain_book, sheet())
    book = ClosedWorkbook.open(plain_book)
    assert book.sheet_titles() == ["Data", "Dashboard", "Dashboard (CRM)"]
    assert book.sheet_title("dashboard") == "Dashboard (CRM)"
    assert book.sheet_title("today") == ""
    assert openpyxl.load_workbook(plain_book)["Dashboard"]["A1"].value == "mine"
    apply(plain_book, sheet("other", "DASHBOARD"))
    assert ClosedWorkbook.open(plain_book).sheet_title("other") == "DASHBOARD (CRM 2)"


def test_a_long_title_is_cut(plain_book: Path) -> None:
    wished = "A title that is as long as can be: [31]"
    apply(plain_book, sheet("one", wished), sheet("two", wished))
    titles = ClosedWorkbook.open(plain_book).sheet_titles()[2:]
    assert titles == ["A title that is as long as can ", "A title that is as long a (CRM)"]


def test_values_styles_formulas_and_charts_arrive(plain_book: Path) -> None:
    moment = datetime(2024, 5, 6, 7, 30)
    cells = {
        Address(1, 1): Cell(date(2024, 5, 6), style=Style("d.m.yyyy")),
        Address(1, 2): Cell(moment, style=Style("yyyy-mm-dd hh:mm")),
        Address(1, 3): Cell("=not a formula"),
        Address(1, 4): Cell(value=True),
        Address(1, 5): Cell(float("nan")),
        Address(1, 6): Cell(None, style=Style(fill="#FF0000")),
        Address(1, 7): Cell("a\rb_x000D_ \n"),
        Address(1, 8): Cell("text", "T()"),
        Address(1, 9): Cell(None, "BLANK()"),
        Address(1, 10): Cell("to", link="My data!B2", note="a note"),
        Address(1, 11): Cell(3, link="Data!B2"),
    }
    apply(plain_book, sheet("cells", "Cells", charts=(), arrays=()), WriteSheet("x", "X", cells))
    made = openpyxl.load_workbook(plain_book)["X"]
    cached = openpyxl.load_workbook(plain_book, data_only=True)["X"]
    assert (made["A1"].value, made["A1"].number_format) == (datetime(2024, 5, 6), "d.m.yyyy")
    assert made["B1"].value == moment
    assert (made["C1"].value, made["C1"].data_type) == ("=not a formula", "s")
    assert made["D1"].value is True
    assert cached["E1"].value == "#NUM!"
    assert made["F1"].fill.fgColor.rgb == "FFFF0000"
    assert made["G1"].value == "a_x000D_b_x005F_x000D_ \n"
    assert (made["H1"].value, cached["H1"].value) == ("=T()", "text")
    assert made["I1"].value == "=BLANK()"
    assert (made["J1"].hyperlink.location, made["J1"].comment.text) == ("'My data'!B2", "a note")
    assert made["K1"].value == 3


def test_the_chart_names_its_sheet_and_holds_its_values(plain_book: Path) -> None:
    apply(plain_book, sheet())
    chart = parts(plain_book)["xl/charts/chart1.xml"].decode()
    assert "'Dashboard (CRM)'!$B$10:$B$12" in chart
    assert re.findall(r"<c:v>([\d.]+)</c:v>", chart) == ["0", "1.5", "3"]
    assert re.findall(r"<c:v>(n\d)</c:v>", chart) == ["n0", "n1", "n2"]


def test_made_anew_in_place(plain_book: Path) -> None:
    apply(plain_book, sheet(), sheet("last", "Last"))
    before = parts(plain_book)
    apply(plain_book, sheet(count=5, charts=(), title="Another title"))
    after = parts(plain_book)
    assert ClosedWorkbook.open(plain_book).sheet_titles() == [
        "Data",
        "Dashboard",
        "Dashboard (CRM)",
        "Last",
    ]
    assert before.keys() - after.keys() == {
        "xl/drawings/drawing1.xml",
        "xl/drawings/_rels/drawing1.xml.rels",
        "xl/charts/chart1.xml",
        "xl/worksheets/_rels/sheet3.xml.rels",
    }
    assert before["xl/workbook.xml"] == after["xl/workbook.xml"]
    for name in ("drawing1", "chart1"):
        assert name not in after["[Content_Types].xml"].decode()
    apply(plain_book, sheet(), sheet("last", "Last"))
    now = parts(plain_book)
    assert now.keys() == before.keys()
    assert {name for name in before if now[name] != before[name]} <= {"[Content_Types].xml"}


def test_equal_sheets_change_nothing(plain_book: Path) -> None:
    patches = (
        sheet(),
        sheet("last", "Last", tables=[TableSpec("P", Extent.parse("A10:B12"), ("n0", "0"))]),
    )
    apply(plain_book, *patches)
    before, stamp = plain_book.read_bytes(), plain_book.stat().st_mtime_ns
    apply(plain_book, *patches)
    apply(plain_book, patches[1])
    assert plain_book.read_bytes() == before
    assert plain_book.stat().st_mtime_ns == stamp


def test_refreshes_do_not_grow_the_styles(plain_book: Path) -> None:
    apply(plain_book, sheet())
    before = parts(plain_book)["xl/styles.xml"]
    for count in (4, 5, 3):
        apply(plain_book, sheet(count=count))
    assert parts(plain_book)["xl/styles.xml"] == before


def test_a_sheet_that_was_renamed_moved_hidden_and_shown(plain_book: Path) -> None:
    apply(plain_book, sheet())
    _change(
        plain_book,
        "xl/workbook.xml",
        (r'(<sheet name=")Dashboard \(CRM\)"', r'\1Bob&apos;s"'),
        (r"'Dashboard \(CRM\)'!\$A\$1", "'Bob''s'!$A$1"),
        (r"(<sheet name=\"Data\"[^>]*/>)(.*)(</sheets>)", r"\2\1\3"),
        (r'(<sheet name="Bob&apos;s")', r'\1 state="hidden"'),
        ('localSheetId="2"', 'localSheetId="1"'),
    )
    _change(
        plain_book,
        "xl/worksheets/sheet3.xml",
        ("<sheetPr>", '<sheetPr codeName="Own">'),
        ("<sheetView ", '<sheetView tabSelected="1" '),
    )
    _change(plain_book, "xl/worksheets/sheet1.xml", (' tabSelected="1"', ""))
    apply(plain_book, sheet(count=4))
    book = openpyxl.load_workbook(plain_book)
    assert book.sheetnames == ["Dashboard", "Bob's", "Data"]
    assert book["Bob's"].sheet_state == "hidden"
    assert book["Bob's"].sheet_properties.codeName == "Own"
    assert [s.sheet_view.tabSelected for s in book.worksheets] == [None, True, None]
    assert "'Bob''s'!$B$10:$B$13" in parts(plain_book)["xl/charts/chart1.xml"].decode()


def test_a_sheet_that_was_deleted_is_new_again(plain_book: Path) -> None:
    apply(plain_book, sheet())
    _change(
        plain_book,
        "xl/workbook.xml",
        (r'<sheet name="Dashboard \(CRM\)"[^>]*/>', ""),
        (r"'Dashboard \(CRM\)'!\$A\$1", "#REF!"),
    )
    assert ClosedWorkbook.open(plain_book).sheet_title("dashboard") == ""
    apply(plain_book, sheet())
    assert ClosedWorkbook.open(plain_book).sheet_title("dashboard") == "Dashboard (CRM)"
    assert len(re.findall(b"_xlcrm.dashboard", parts(plain_book)["xl/workbook.xml"])) == 1


def test_parts_that_others_use_too_stay(plain_book: Path) -> None:
    apply(plain_book, sheet())
    own = parts(plain_book)["xl/worksheets/_rels/sheet3.xml.rels"].decode()
    drawing = re.search(r"<Relationship [^>]*drawing1[^>]*/>", own)[0]
    _change(
        plain_book,
        "xl/worksheets/_rels/sheet1.xml.rels",
        ("</Relationships>", drawing.replace('Id="rId1"', 'Id="rId77"') + "</Relationships>"),
    )
    apply(plain_book, sheet(charts=()))
    assert "xl/charts/chart1.xml" in parts(plain_book)


def test_only_new_sheets_are_selected_by_nobody(plain_book: Path) -> None:
    apply(plain_book, sheet(), sheet("two", "Two"))
    views = [s.sheet_view.tabSelected for s in openpyxl.load_workbook(plain_book).worksheets]
    assert views == [True, None, None, None]


def test_tables_get_free_names_and_ids(plain_book: Path) -> None:
    cells = {Address(1, 1): Cell("id"), Address(2, 1): Cell(1)}
    table = TableSpec("T", Extent.parse("A1:A2"), ("id",))
    patch = WriteSheet("rows", "Rows", cells, tables=[table])
    apply(plain_book, patch)
    assert list(ClosedWorkbook.open(plain_book).tables()) == ["T", "T_2"]
    made = openpyxl.load_workbook(plain_book)
    assert [t.id for s in made.worksheets for t in s.tables.values()] == [1, 2]
    apply(plain_book, AppendRows("T", {"id": ["9"]}), patch)
    assert list(ClosedWorkbook.open(plain_book).tables()) == ["T", "T_2"]


def test_days_since_1904(raw_book) -> None:
    path = raw_book("<sheetData/>", "A1:A2", ["a"], epoch_1904=True)
    cell = Cell(date(2024, 5, 6), style=Style("d.m.yyyy"))
    apply(
        path,
        WriteSheet(
            "x",
            "X",
            {Address(1, 1): cell, Address(1, 2): Cell(date(2024, 5, 6), "NOW()", Style("d.m.yy"))},
        ),
    )
    made = openpyxl.load_workbook(path, data_only=True)["X"]
    assert made["A1"].value == made["B1"].value == datetime(2024, 5, 6)


def test_a_host_without_styles_whose_first_format_is_a_date(raw_book) -> None:
    path = raw_book("<sheetData/>", "A1:A2", ["a"], formats=(20,))
    apply(path, WriteSheet("x", "X", {Address(1, 1): Cell(1.5)}))
    assert openpyxl.load_workbook(path)["X"]["A1"].value == 1.5


def test_a_text_that_no_cell_holds(plain_book: Path) -> None:
    before = plain_book.read_bytes()
    with pytest.raises(BookWriteError) as caught:
        apply(plain_book, WriteSheet("x", "X", {Address(2, 3): Cell("x" * 32_768)}))
    assert caught.value.parameters["cell"] == "C2"
    assert plain_book.read_bytes() == before


def test_macros_and_the_order_of_sheets_survive_in_a_large_book(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    book = xlsxwriter.Workbook(path)
    for number in range(60):
        book.add_worksheet(f"S{number}").write(0, 0, number)
    book.define_name("S3!local", "=S3!$A$1")
    book.close()
    apply(path, sheet(), sheet("two", "Two", hidden=True))
    made = openpyxl.load_workbook(path)
    assert made.sheetnames == [*(f"S{n}" for n in range(60)), "Dashboard", "Two"]
    assert [made[f"S{n}"]["A1"].value for n in range(60)] == list(range(60))
    assert made["Two"].sheet_state == "hidden"
    assert "local" in made["S3"].defined_names


def _change(path: Path, name: str, *changes: tuple[str, str]) -> None:
    """What a user does in a program: pieces of one part become others."""
    content = parts(path)
    text = content[name].decode()
    for before, after in changes:
        text, count = re.subn(before, after, text, flags=re.DOTALL)
        assert count, before
    content[name] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in content.items():
            archive.writestr(part, data)


def rename(path: Path, before: str, after: str) -> None:
    """Changes what stands in the workbook part, as a spreadsheet program would."""
    held = parts(path)
    text = held["xl/workbook.xml"].decode()
    assert before in text
    held["xl/workbook.xml"] = text.replace(before, after).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)


@pytest.mark.parametrize("cell", ["$A$1", "$C$7"])
def test_a_cell_that_the_user_cut_takes_no_sheet_along(plain_book: Path, cell: str) -> None:
    """Cut and paste moves the name onto the user's sheet; the mark has stayed on ours."""
    apply(plain_book, sheet())
    rename(plain_book, "'Dashboard (CRM)'!$A$1", f"'Dashboard'!{cell}")
    apply(plain_book, sheet(count=2))
    assert openpyxl.load_workbook(plain_book)["Dashboard"]["A1"].value == "mine"
    book = ClosedWorkbook.open(plain_book)
    titles = ["Data", "Dashboard", "Dashboard (CRM)", "Dashboard (CRM 2)"]
    assert book.sheet_titles() == titles
    assert book.sheet_title("dashboard") == titles[-1]
    apply(plain_book, sheet(count=1))
    assert ClosedWorkbook.open(plain_book).sheet_titles() == titles


def test_a_mark_that_went_astray_takes_no_sheet_along(plain_book: Path) -> None:
    """A program that orders sheets anew may forget to count the places of names anew."""
    apply(plain_book, sheet())
    rename(plain_book, 'localSheetId="2"', 'localSheetId="1"')
    apply(plain_book, sheet(count=2))
    assert openpyxl.load_workbook(plain_book)["Dashboard"]["A1"].value == "mine"


def test_a_name_that_moved_is_not_trusted_where_no_sheet_bears_the_mark(plain_book: Path) -> None:
    apply(plain_book, sheet())
    text = parts(plain_book)["xl/workbook.xml"].decode()
    (mark,) = re.findall('<definedName name="_xlcrm.sheet"[^/]*/definedName>', text)
    rename(plain_book, mark, "")
    rename(plain_book, "'Dashboard (CRM)'!$A$1", "'Dashboard'!$C$7")
    apply(plain_book, sheet())
    assert openpyxl.load_workbook(plain_book)["Dashboard"]["A1"].value == "mine"
    titles = ["Data", "Dashboard", "Dashboard (CRM)", "Dashboard (CRM 2)"]
    assert ClosedWorkbook.open(plain_book).sheet_titles() == titles


def test_a_copy_of_our_sheet_is_the_users(plain_book: Path) -> None:
    apply(plain_book, sheet())
    apply(plain_book, sheet("other", "Copy"))
    rename(plain_book, '"other"', '"dashboard"')  # a copy bears the mark of what it was made from
    apply(plain_book, sheet(count=2))
    written = openpyxl.load_workbook(plain_book)
    assert (written["Copy"]["B3"].value, written["Dashboard (CRM)"]["B3"].value) == (3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "_x005F_x0041_",
        "_x0041_",
        "_x0041_x0042_x0043_",
        "a_x005F_b",
        "\x01_x0001_",
        "_x005F_x0041_ <b> & _x000D_",
    ],
)
def test_a_text_like_an_escape_stays_that_text(plain_book: Path, text: str) -> None:
    cells = {Address(1, 1): Cell("id"), Address(2, 1): Cell(text)}
    table = TableSpec("Texts", Extent.parse("A1:A2"), ("id",))
    apply(plain_book, WriteSheet("texts", "Texts", cells, tables=[table]))
    assert list(ClosedWorkbook.open(plain_book).read("Texts").columns[0]) == [text]
