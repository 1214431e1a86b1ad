"""Copy for sending: values only, and the workbook itself keeps every byte."""

import re

import openpyxl
import pytest

from xlcrm.udfs.catalogue import FUNCTIONS

DAY = "2025-06-30"
CALL = re.compile(r"(\w+)\(")


@pytest.fixture(scope="module")
def refreshed(run_command, tmp_path_factory):
    path = tmp_path_factory.mktemp("firm") / "firm.xlsx"
    assert run_command("new", path, "--sample", "--as-of", DAY)[0] == 0
    assert run_command("refresh", path, "--as-of", DAY)[0] == 0
    assert run_command("card", path, "C-0043", "--as-of", DAY)[0] == 0
    return path.read_bytes()


@pytest.fixture
def book(refreshed, tmp_path):
    path = tmp_path / "firm.xlsx"
    path.write_bytes(refreshed)
    return path


def functions_in(path):
    called, book = set(), openpyxl.load_workbook(path, read_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            texts = (str(getattr(cell.value, "text", cell.value)) for cell in row)
            called |= {name for text in texts if text[0] == "=" for name in CALL.findall(text)}
    book.close()
    return called & set(FUNCTIONS)


def values_of(path, *sheets):
    """The filled cells of some sheets; a formula's value is kept with one digit more."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = {
        (sheet, cell.coordinate): round(cell.value, 12)
        if isinstance(cell.value, float)
        else cell.value
        for sheet in sheets
        for row in book[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    }
    book.close()
    return found


def test_a_copy_shows_the_same_without_a_function(book, xlcrm, tmp_path):
    before = book.read_bytes()
    status, said, _ = xlcrm("copy", book, "--as-of", DAY)
    copy = tmp_path / f"firm for sending {DAY}.xlsx"
    assert status == 0
    assert copy.name in said
    assert functions_in(book)
    assert functions_in(copy) == set()
    assert values_of(copy, "Churn", "Customers") == values_of(book, "Churn", "Customers")
    assert book.read_bytes() == before
    assert [one.name for one in tmp_path.glob("firm for*")] == [copy.name]


def test_a_copy_that_exists_is_left_alone(book, xlcrm, tmp_path):
    target = tmp_path / "out.xlsx"
    target.write_text("mine")
    status, _, errors = xlcrm("copy", book, "--to", target, "--as-of", DAY)
    assert status == 2
    assert "exists already" in errors
    assert target.read_text() == "mine"


@pytest.mark.parametrize(("name", "why"), [("out.csv", ".xlsx"), ("gone/out.xlsx", "no folder")])
def test_a_copy_has_to_be_a_workbook_in_a_folder(book, xlcrm, tmp_path, name, why):
    status, _, errors = xlcrm("copy", book, "--to", tmp_path / name, "--as-of", DAY)
    assert status == 2
    assert why in errors
