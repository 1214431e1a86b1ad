"""Erase a person in a file: asked first, written once, and what is not reached is listed."""

import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment

from xlcrm.patches import AppendRows
from xlcrm.workbook.closed import ClosedWorkbook

DAY = "2024-06-01"
NAMES = ("Ann Lee", "ann@acme.md", "069111222", "loves tea")


@pytest.fixture
def book(xlcrm, tmp_path):
    """A book that another program has saved, so that its texts are shared ones."""
    path = tmp_path / "book.xlsx"
    assert xlcrm("new", path)[0] == 0
    inquiries = {
        "Date": [date(2024, 5, 1), date(2024, 5, 2)],
        "Name": ["Ann Lee", "Bob Ray"],
        "E-mail": ["ann@acme.md", "bob@acme.md"],
        "Phone": ["069111222", "069111333"],
        "Note": ["loves tea", None],
        "Status": ["bought", "open"],
    }
    ClosedWorkbook.open(path).apply([AppendRows("Inquiries", inquiries)])
    workbook = openpyxl.load_workbook(path)
    workbook.save(path)
    for command in (("leads",), ("convert", "--apply"), ("refresh",), ("validate",)):
        xlcrm(command[0], path, *command[1:], "--as-of", DAY)
    workbook = openpyxl.load_workbook(path)
    workbook.save(path)
    return path


def texts(path):
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith("xml")
        )


def test_it_shows_first_and_writes_nothing(xlcrm, book):
    before = book.read_bytes()
    status, output, _ = xlcrm("erase", book, "ann@acme.md")
    assert status == 0
    assert "C-0001" in output
    assert "cannot be undone" in output
    assert "No other cell" in output
    assert book.read_bytes() == before


def test_no_byte_of_the_file_names_the_person(xlcrm, book):
    assert all(name in texts(book) for name in NAMES)
    status, output, errors = xlcrm("erase", book, "069111222", "--yes")
    assert (status, errors) == (0, "")
    assert "erased-1, erased-2" in " ".join(output.split())
    said = texts(book)
    assert [name for name in NAMES if name in said] == []
    assert "Bob Ray" in said
    assert "book.previous.xlsx" in output


def test_the_book_goes_on_working(xlcrm, book):
    before = xlcrm("calc", book, "=CONVERSION_RATE()", "--as-of", DAY)[1]
    xlcrm("erase", book, "C-0001", "--yes")
    assert xlcrm("calc", book, "=CONVERSION_RATE()", "--as-of", DAY)[1] == before
    assert "emptied" in openpyxl.load_workbook(book)["Conversion"]["B4"].value
    assert xlcrm("refresh", book, "--as-of", DAY)[0] == 0
    assert xlcrm("leads", book, "--as-of", DAY)[0] == 0
    assert not any(name in texts(book) for name in NAMES)


def test_undo_brings_nobody_back(xlcrm, book):
    xlcrm("erase", book, "C-0001", "--yes")
    for _ in range(3):
        xlcrm("undo", book)
    assert not any(name in texts(book) for name in NAMES)


def test_rows_that_an_undo_took_out_are_redacted_too(xlcrm, book):
    for _ in range(2):
        assert xlcrm("undo", book)[0] == 0
    for command in (("leads",), ("convert", "--apply")):
        assert xlcrm(command[0], book, *command[1:], "--as-of", DAY)[0] == 0
    assert all(name in texts(book) for name in NAMES)
    status, _, errors = xlcrm("erase", book, "ann@acme.md", "--yes")
    assert (status, errors) == (0, "")
    assert [name for name in NAMES if name in texts(book)] == []


def test_what_it_cannot_reach_is_listed(xlcrm, book):
    workbook = openpyxl.load_workbook(book)
    mine = workbook.create_sheet("Letters")
    mine["B2"], mine["C3"] = "Dear ANN LEE!", '="ask "&"ann@acme.md"'
    mine["A1"].comment = Comment("call Ann Lee", "me")
    workbook.save(book)
    status, output, _ = xlcrm("erase", book, "C-0001")
    assert status == 1
    looked = " ".join(output.split())
    status, output, _ = xlcrm("erase", book, "C-0001", "--yes")
    assert status == 1
    for said in (looked, " ".join(output.split())):
        assert "Letters B2" in said
        assert "Letters C3" in said
        assert "comment" in said
    sheet = openpyxl.load_workbook(book)["Letters"]
    assert sheet["B2"].value == "Dear ANN LEE!"


def test_a_text_that_another_cell_shares_stays_there(xlcrm, book):
    workbook = openpyxl.load_workbook(book)
    workbook.create_sheet("Letters")["B2"] = "Ann Lee"
    workbook.save(book)
    xlcrm("erase", book, "C-0001", "--yes")
    assert openpyxl.load_workbook(book)["Letters"]["B2"].value == "Ann Lee"


def test_nobody_is_a_refusal(xlcrm, book):
    before = book.read_bytes()
    status, output, errors = xlcrm("erase", book, "x@y.md", "--yes")
    assert (status, output) == (2, "")
    assert 'Nobody is known by "x@y.md"' in errors
    assert book.read_bytes() == before
