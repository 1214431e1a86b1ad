"""Whole new books: equal bytes each time, nothing calculated on opening, our sheets by name."""

import io
import zipfile

import openpyxl
import pytest

from xlcrm.cells import Address, Extent
from xlcrm.opc.new_book import new_book
from xlcrm.patches import Cell, DefineName, TableSpec, Validation, WriteSheet

START = WriteSheet("start", "Bob's start", {Address(1, 1): Cell("Hello")})
ORDERS = WriteSheet(
    "orders",
    "Orders",
    {Address(1, 1): Cell("id"), Address(1, 2): Cell("status")},
    tables=[TableSpec("Orders", Extent.parse("A1:B2"), ("id", "status"))],
    validations=[
        Validation(Extent.parse("B2:B9"), "list", "=list_status", "t" * 50, "m" * 300, strict=True),
        Validation(Extent.parse("C2:C9"), "date"),
        Validation(Extent.parse("D2:D9"), "decimal", minimum=0),
        Validation(Extent.parse("E2:E9"), "any", title="hint", message="text"),
    ],
)
LISTS = WriteSheet("lists", "Lists", {Address(1, 1): Cell("open")}, hidden=True)
NAMES = [DefineName("list_status", "=Lists!$A$1:$A$9")]


def made(*sheets: WriteSheet, **options) -> io.BytesIO:
    target = io.BytesIO()
    new_book(target, sheets or (START, ORDERS, LISTS), NAMES, **options)
    return target


def workbook_part(target: io.BytesIO) -> str:
    with zipfile.ZipFile(target) as archive:
        return archive.read("xl/workbook.xml").decode()


def test_equal_sheets_give_equal_bytes() -> None:
    assert made().getvalue() == made().getvalue()


def test_nothing_is_calculated_on_opening() -> None:
    text = workbook_part(made())
    assert "fullCalcOnLoad" not in text
    assert 'calcId="191029"' in text


def test_our_sheets_have_hidden_names_and_the_users_have_none() -> None:
    names = openpyxl.load_workbook(made()).defined_names
    assert {n: (d.attr_text, bool(d.hidden)) for n, d in names.items()} == {
        "_xlcrm.start": ("'Bob''s start'!$A$1", True),
        "_xlcrm.lists": ("'Lists'!$A$1", True),
        "list_status": ("Lists!$A$1:$A$9", False),
    }
    names = openpyxl.load_workbook(made(owned={"orders"})).defined_names
    assert set(names) == {"_xlcrm.orders", "list_status"}


def test_each_sheet_of_ours_bears_its_mark_too() -> None:
    marks = {
        sheet.title: [(name.attr_text, bool(name.hidden)) for name in sheet.defined_names.values()]
        for sheet in openpyxl.load_workbook(made()).worksheets
    }
    assert [found for found in marks.values() if found] == [
        [('"start"', True)],
        [('"lists"', True)],
    ]
    assert marks["Bob's start"] == [('"start"', True)]


@pytest.mark.parametrize(("active", "index"), [("", 0), ("orders", 1), ("lists", 0)])
def test_the_sheet_that_is_shown_first(active: str, index: int) -> None:
    book = openpyxl.load_workbook(made(active=active))
    assert book.index(book.active) == index
    assert [s.sheet_state for s in book.worksheets] == ["visible", "visible", "hidden"]


def test_a_first_sheet_may_be_hidden() -> None:
    book = openpyxl.load_workbook(made(LISTS, START))
    assert book.active.title == "Bob's start"


def test_validations() -> None:
    rules = openpyxl.load_workbook(made())["Orders"].data_validations.dataValidation
    status, day, number, hint = rules
    assert (status.type, status.formula1, status.errorStyle) == ("list", "list_status", None)
    assert (len(status.promptTitle), len(status.prompt)) == (32, 255)
    assert (day.type, day.operator, day.errorStyle) == ("date", None, "warning")
    assert (number.formula1, number.type) == ("0", "decimal")
    assert (hint.type, hint.promptTitle, hint.prompt) == (None, "hint", "text")


def test_a_path_is_written_too(tmp_path) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, [START])
    assert openpyxl.load_workbook(path).sheetnames == ["Bob's start"]
