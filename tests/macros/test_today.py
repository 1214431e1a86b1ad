"""Today and About on a file."""

import openpyxl
import pytest

from xlcrm.workbook.closed import ClosedWorkbook

DAY = "2025-06-30"


@pytest.fixture
def book(xlcrm, tmp_path):
    path = tmp_path / "firm.xlsx"
    assert xlcrm("new", path, "--sample", "--as-of", DAY)[0] == 0
    return path


def cells(path):
    sheet = openpyxl.load_workbook(path)["Today"]
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def test_today_is_the_sheet_that_refresh_makes_and_the_only_one(book, xlcrm):
    status, said, _ = xlcrm("today", book, "--as-of", DAY)
    assert status == 0
    assert "wait for you" in said
    made = cells(book)
    assert "Dashboard" not in ClosedWorkbook.open(book).sheet_titles()
    assert xlcrm("refresh", book, "--as-of", DAY)[0] == 0
    assert cells(book) == made


def test_an_order_book_that_nobody_keeps_does_not_hide_who_waits(book, xlcrm):
    status, said, errors = xlcrm("today", book, "--as-of", "2031-01-01")
    assert (status, errors) == (0, "")
    assert "as of 2031-01-01" in said


def test_about_tells_what_a_helper_asks_first(book, xlcrm):
    xlcrm("leads", book, "--as-of", DAY)
    status, said, _ = xlcrm("about", book)
    assert status == 0
    assert "firm.xlsx has 12 of the CRM's tables" in said
    assert "no. 1, leads" in said
    assert "log" in said


def test_about_takes_any_workbook(xlcrm, tmp_path):
    path = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(path)
    status, said, _ = xlcrm("about", path)
    assert status == 0
    assert "plain.xlsx has none of the CRM's tables" in said
