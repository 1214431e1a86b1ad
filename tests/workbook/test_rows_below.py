"""Rows typed directly below a table, as LibreOffice leaves them, are the table's rows."""

import openpyxl
import pytest
import xlsxwriter

from xlcrm.errors import TableBlockedError
from xlcrm.patches import AppendRows, EditCells
from xlcrm.workbook.closed import ClosedWorkbook


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "typed.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Log")
        sheet.add_table(
            "B2:C4",
            {
                "name": "Log",
                "columns": [{"header": "Name"}, {"header": "Age"}],
                "data": [["Ann", 40], ["Bob", 50]],
            },
        )
        sheet.write_row("B5", ["Carl", 60])
        sheet.write_row("B6", ["", 70])
        sheet.write_row("B9", ["a remark, further down"])
        sheet.write_row("D5", ["beside the table"])
    return ClosedWorkbook.open(path)


def names(book):
    return list(book.read("Log").column("Name"))


def test_they_are_read(book):
    assert book.tables()["Log"].extent.a1 == "B2:C6"
    assert names(book) == ["Ann", "Bob", "Carl", None]


def test_the_first_edit_takes_them_into_the_range(book):
    book.apply([EditCells("Log", "Name", {5: "Karl", 6: "Dora"})])
    assert openpyxl.load_workbook(book.path)["Log"].tables["Log"].ref == "B2:C6"
    assert names(book) == ["Ann", "Bob", "Karl", "Dora"]


def test_new_rows_go_below_them(book):
    book.apply([AppendRows("Log", {"Name": ["Emil"], "Age": [1]})])
    assert openpyxl.load_workbook(book.path)["Log"].tables["Log"].ref == "B2:C7"
    assert names(book) == ["Ann", "Bob", "Carl", None, "Emil"]


def test_what_stands_further_down_is_never_overwritten(book):
    before = book.path.read_bytes()
    with pytest.raises(TableBlockedError):
        book.apply([AppendRows("Log", {"Name": ["Emil", "Finn", "Gert"]})])
    assert book.path.read_bytes() == before


def test_a_second_table_below_keeps_its_rows(tmp_path):
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Both")
        for name, top in (("One", 0), ("Two", 2)):
            sheet.add_table(
                top, 0, top + 1, 0, {"name": name, "columns": [{"header": name}], "data": [[name]]}
            )
    tables = ClosedWorkbook.open(path).tables()
    assert {name: place.extent.a1 for name, place in tables.items()} == {
        "One": "A1:A2",
        "Two": "A3:A4",
    }
