"""Convert on a file: a look writes only its sheet; applying is one save; a second run is none."""

import json
import zipfile
from datetime import date

import openpyxl
import pytest

from xlcrm.patches import AppendRows, EditCells
from xlcrm.workbook.closed import ClosedWorkbook

DAY = "2024-06-01"


@pytest.fixture
def book(xlcrm, tmp_path):
    path = tmp_path / "book.xlsx"
    assert xlcrm("new", path)[0] == 0
    leads = {
        "Lead ID": ["L-1", "L-2"],
        "Name": ["Ann", "Bob"],
        "E-mail": ["a@acme.md", "b@acme.md"],
        "Status": ["bought", "bought"],
    }
    customers = {
        "Customer ID": ["C-0001", "C-0002", "C-0003"],
        "Name": ["Anna", "Bob", "Rob"],
        "E-mail": ["a@acme.md", "b@acme.md", "b@acme.md"],
    }
    orders = {"Date": [date(2024, 5, 1)], "Customer ID": ["L-1"], "Amount": [10]}
    tables = {"Leads": leads, "Customers": customers, "Orders": orders}
    patches = [AppendRows(table, columns) for table, columns in tables.items()]
    ClosedWorkbook.open(path).apply(patches)
    return path


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_look_writes_its_sheet_and_nothing_else(xlcrm, book):
    before = parts(book)
    status, output, _ = xlcrm("convert", book, "--as-of", DAY)
    assert status == 1  # one lead waits for a decision
    assert 'The sheet "Conversion" shows it field by field' in output
    after = parts(book)
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }
    assert "Conversion" in openpyxl.load_workbook(book).sheetnames


def test_applying_writes_the_account_in_the_same_save_and_twice_does_nothing(xlcrm, book):
    xlcrm("convert", book, "--as-of", DAY)
    status, output, _ = xlcrm("convert", book, "--apply", "--as-of", DAY)
    assert (status, "were linked" in output) == (1, True)
    sheets = openpyxl.load_workbook(book)
    assert "This was done" in sheets["Conversion"]["B4"].value
    assert [cell.value for cell in sheets["Orders"]["C"]][1] == "C-0001"
    once = book.read_bytes()
    again = xlcrm("convert", book, "--apply", "--as-of", DAY)[1]
    assert "1 lead is stopped" in again
    assert "no other lead that bought is waiting" in again
    assert book.read_bytes() == once


def test_a_look_at_a_book_that_is_open_goes_without_the_sheet(xlcrm, book):
    before = book.read_bytes()
    book.with_name("~$book.xlsx").write_bytes(b"")
    status, output, errors = xlcrm("convert", book, "--as-of", DAY)
    assert (status, errors) == (1, "")
    assert "could not be written" in output
    assert "C-0002, C-0003" in output
    assert book.read_bytes() == before


def test_all_or_nothing(xlcrm, book):
    """A customer cannot be appended: no lead is marked, no order moved."""
    workbook = openpyxl.load_workbook(book)
    workbook["Customers"]["A6"] = "in the way"
    workbook["Leads"]["E2"], workbook["Leads"]["E3"] = "new@else.md", "new@other.md"
    workbook.save(book)
    before = book.read_bytes()
    status, _, errors = xlcrm("convert", book, "--apply", "--as-of", DAY)
    assert status == 2
    assert "cannot grow" in errors
    assert book.read_bytes() == before


def test_a_result_per_row_for_programs(xlcrm, book):
    status, output, _ = xlcrm("convert", book, "L-1", "L-2", "L-9", "--as-of", DAY, "--json")
    assert status == 1
    told = {row["lead_id"]: (row["outcome"], row["candidates"]) for row in json.loads(output)}
    assert told == {
        "L-1": ("merges", []),
        "L-2": ("stopped", ["C-0002", "C-0003"]),
        "L-9": ("refused", []),
    }


def test_the_terminal_names_every_field_with_its_source(xlcrm, book):
    place = ClosedWorkbook.open(book).tables()["Leads"]
    mine = {"Source": ["fair"], "Pet": ["cat"]}
    edits = [EditCells("Leads", name, {place.first_row: cell}) for name, (cell,) in mine.items()]
    ClosedWorkbook.open(book).apply(edits)
    said = xlcrm("convert", book, "--as-of", DAY)[1]
    rows = [" ".join(line.split()) for line in said.splitlines()]
    filled, kept, left = (
        rows.index(title)
        for title in (
            "What is filled in, and where it is from",
            "The customer's own values are kept where they differ",
            "Columns of the lead that Customers does not have; they stay with the lead",
        )
    )
    assert "L-1 C-0001 Anna Source fair Leads, Source" in rows[filled:kept]
    assert "L-1 C-0001 Anna Customer since 2024-05-01 The first order" in rows[filled:kept]
    assert "L-1 C-0001 Anna Name Anna Ann Leads, Name" in rows[kept:left]
    assert "L-1 Pet cat" in rows[left:]


def test_a_refused_lead_is_all_that_is_said(xlcrm):
    assert xlcrm("new", "empty.xlsx")[0] == 0
    status, output, _ = xlcrm("convert", "empty.xlsx", "L-9999")
    assert (status, "refused" in output, "Nothing to do" in output) == (1, True, False)
