"""Erase a person in a file: asked first, written once, and what is not reached is listed."""

import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment

from xlcrm.errors import WorkbookChangedError
from xlcrm.macros.erase import erase_person
from xlcrm.patches import AppendRows
from xlcrm.workbook.closed import ClosedWorkbook

DAY, TODAY = "2024-06-01", date(2024, 6, 1)
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
    assert "C-0001 (Ann Lee)" in " ".join(output.split())
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


def test_checkup_takes_nobody_who_was_erased_for_a_deleted_row(xlcrm, book):
    xlcrm("erase", book, "C-0001", "--yes")
    output = xlcrm("checkup", book, "--as-of", DAY)[1]
    assert "C-0001" not in output
    assert "L-0001" not in output
    assert "Ann Lee" not in output
    assert "Check-up" in openpyxl.load_workbook(book).sheetnames


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


def test_other_ways_to_write_the_name_and_the_phone_are_listed(xlcrm, book):
    workbook = openpyxl.load_workbook(book)
    mine = workbook.create_sheet("Letters")
    ways = ("call 69-11-12-22", "LEE Ann", "Ánn\u00a0 Lee", "Ann", "nobody")
    for row, words in enumerate(ways, 1):
        mine[f"A{row}"] = words
    workbook.save(book)
    status, output, _ = xlcrm("erase", book, "C-0001")
    said = output.split()
    assert status == 1
    assert [cell in said for cell in ("A1", "A2", "A3", "A4", "A5")] == [True] * 3 + [False] * 2
    assert "No other cell" not in output


def test_a_book_that_was_saved_since_it_was_read_is_left_alone(book):
    """The answer to the question may take as long as it takes; rows may have moved by then."""
    opened = ClosedWorkbook.open(book)
    theirs = []

    def answers(*_, **__):
        ClosedWorkbook.open(book).apply([AppendRows("Inquiries", {"Name": ["Cid"]})])
        theirs.append(book.read_bytes())
        return True

    with pytest.raises(WorkbookChangedError):
        erase_person(opened, answers, lambda *_, **__: None, today=TODAY, who="C-0001", yes=True)
    assert [book.read_bytes()] == theirs


def test_every_kept_version_is_listed_whatever_the_name(xlcrm, book, tmp_path):
    path = tmp_path / "firm [2024].xlsx"
    path.write_bytes(book.read_bytes())
    for name in ("firm [2024].previous.xlsx", "firm [2024].previous-3.xlsx"):
        (tmp_path / name).write_bytes(b"")
    said = " ".join(xlcrm("erase", path, "C-0001")[1].split())
    assert "firm [2024].previous-3.xlsx, firm [2024].previous.xlsx" in said
    assert "book.previous.xlsx" not in said


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
