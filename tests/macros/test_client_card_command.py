"""Client card: the client is found by id or by name, and only then is anything written."""

from zipfile import ZipFile

import pytest

from xlcrm.workbook.closed import ClosedWorkbook

DAY = "2025-06-30"


@pytest.fixture
def book(xlcrm, tmp_path):
    path = tmp_path / "firm.xlsx"
    assert xlcrm("new", path, "--sample", "--as-of", DAY)[0] == 0
    return path


def test_a_card_by_id_and_by_part_of_a_name(xlcrm, book):
    status, output, _ = xlcrm("card", book, "c-0043", "--as-of", DAY)
    assert status == 0
    assert "C-0043" in output
    status, output, _ = xlcrm("card", book, " QUARRY FIELD ", "--as-of", DAY)
    assert status == 0
    assert "C-0043" in output
    assert ClosedWorkbook.open(book).sheet_title("client_card") == "ClientCard"


def test_several_are_listed_and_nothing_is_written(xlcrm, book):
    before = book.read_bytes()
    status, output, _ = xlcrm("card", book, "kitchen", "--as-of", DAY)
    assert status == 1
    assert "Nothing was written" in output
    assert "Kitchen" in output
    assert book.read_bytes() == before


def test_nobody_is_said_so(xlcrm, book):
    before = book.read_bytes()
    status, _, errors = xlcrm("card", book, "no such firm", "--as-of", DAY)
    assert status == 2
    assert 'No customer is known by "no such firm"' in errors
    assert book.read_bytes() == before


def test_refresh_keeps_the_client_and_makes_the_card_anew(xlcrm, book):
    assert xlcrm("card", book, "C-0043", "--as-of", "2025-03-31")[0] == 0
    before = ClosedWorkbook.open(book).read("ClientCard").columns[0]
    status, output, _ = xlcrm("refresh", book, "--as-of", DAY)
    assert status == 0
    assert "ClientCard" in output
    after = ClosedWorkbook.open(book).read("ClientCard").columns[0]
    assert before[0] == after[0] == "C-0043"
    with ZipFile(book) as package:
        cells = "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith("ngs.xml")
        )
        cells += "".join(
            package.read(name).decode() for name in package.namelist() if "/sheet" in name
        )
    assert f"as of {DAY}" in cells
    assert "as of 2025-03-31" not in cells


def test_without_a_card_refresh_makes_none(xlcrm, book):
    status, output, _ = xlcrm("refresh", book, "--as-of", DAY)
    assert status == 0
    assert "ClientCard" not in output
