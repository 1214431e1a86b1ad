"""Check up on files that somebody has worked in."""

import json
import re
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula

from xlcrm.macros.checkup import check
from xlcrm.patches import AppendRows
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.versions import previous_path

DAY = "2024-06-01"


@pytest.fixture
def book(xlcrm, tmp_path):
    path = tmp_path / "book.xlsx"
    assert xlcrm("new", path)[0] == 0
    customers = {
        "Customer ID": [f"C-000{n}" for n in range(1, 7)],
        "Name": list("ABCDEF"),
        "Region": ["North"] * 6,
        "Double": [2.0 * n for n in range(1, 7)],
    }
    ClosedWorkbook.open(path).apply([AppendRows("Customers", customers)])
    return path


@pytest.fixture
def edited(book):
    """Lets somebody work in the book: a function gets the openpyxl workbook."""

    def edit(work):
        workbook = openpyxl.load_workbook(book)
        work(workbook)
        workbook.save(book)
        return book

    return edit


@pytest.fixture
def told(xlcrm):
    def tell(path, status=1):
        ended, output, errors = xlcrm("checkup", path, "--as-of", DAY, "--json")
        assert (ended, errors) == (status, "")
        return [(one["code"], one["cell"]) for one in json.loads(output)["problems"]]

    return tell


def test_a_sound_book(book, told, xlcrm):
    assert told(book, 0) == []
    said = " ".join(xlcrm("checkup", book, "--as-of", DAY)[1].split())
    assert "Nothing is broken" in said
    assert 'The sheet "Check-up" says the same.' in said
    assert "lists them" not in said
    sheet = openpyxl.load_workbook(book)["Check-up"]
    assert "Nothing is broken" in sheet["B4"].value


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "Всё цело. Проверено: "), ("ro", "Nimic nu e stricat: ")]
)
def test_what_is_counted_is_named_once(xlcrm, tmp_path, language, said):
    path = tmp_path / "small.xlsx"
    assert xlcrm("new", path, "--lang", language)[0] == 0
    output = " ".join(xlcrm("checkup", path, "--as-of", DAY)[1].split())
    assert said in output
    assert not re.search(
        r"(?i)(строк|таблиц|rânduri|tabele): [0-9]+ (строк|таблиц|rând|tabel)", output
    )


def test_a_second_check_changes_no_byte(book, told):
    told(book, 0)
    once = book.read_bytes()
    told(book, 0)
    assert book.read_bytes() == once


def test_cells_that_lost_their_drop_down(edited, told):
    def paste_over(workbook):
        rules = workbook["Customers"].data_validations.dataValidation
        rule = next(one for one in rules if "F2" in one.sqref)
        rule.sqref = MultiCellRange("F2:F3 F6:F5000")

    assert told(edited(paste_over)) == [("checkup.rule_lost", "F4")]


def test_formulas_that_were_typed_over(edited, told):
    def compute(workbook):
        sheet = workbook["Customers"]
        place = next(cell.column for cell in sheet[1] if cell.value == "Double")
        for row in (2, 3, 4, 6, 7):
            sheet.cell(row, place, f"=2*ROW(A{row})")
        sheet.cell(4, place).value = ArrayFormula(sheet.cell(4, place).coordinate, "=2*4")

    found = told(edited(compute))
    # Nobody has opened the book since, so the formulas have no values yet.
    assert found == [("cell.not_calculated", "S2"), ("checkup.formula_lost", "S5")]


def test_values_with_a_sum_among_them_are_no_lost_formulas(edited, told):
    def add_one(workbook):
        workbook["Customers"]["S4"] = "=1+1"

    assert told(edited(add_one)) == [("cell.not_calculated", "S4")]


def test_a_column_that_lost_its_last_drop_down_or_formula(edited, told, book):
    def compute(workbook):
        sheet = workbook["Customers"]
        place = next(cell.column for cell in sheet[1] if cell.value == "Double")
        for row in range(2, 8):
            sheet.cell(row, place, f"=2*ROW(A{row})")

    def paste_over(workbook):
        sheet = workbook["Customers"]
        rules = sheet.data_validations
        rules.dataValidation = [one for one in rules.dataValidation if "F2" not in one.sqref]
        for row in range(2, 8):
            sheet[f"S{row}"] = 2 * row

    edited(compute)
    previous = previous_path(book)
    previous.write_bytes(book.read_bytes())
    edited(paste_over)
    for _ in range(2):  # a second look finds the same: the former version is left alone
        assert told(book) == [("checkup.rules_gone", "F2"), ("checkup.formulas_gone", "S2")]
    previous.unlink()
    assert told(book, 0) == []


def test_rows_outside_of_the_table(edited, told):
    def leave_a_gap(workbook):
        workbook["Customers"]["B10"] = "Zoe"
        workbook["Customers"]["B11"] = "Yan"
        workbook["Customers"]["Z12"] = "beside it"

    assert told(edited(leave_a_gap)) == [("checkup.rows_below", "A10")]


def test_a_deleted_row_is_found_in_the_version_before_which_is_kept(book, xlcrm, tmp_path):
    xlcrm("checkup", book, "--as-of", DAY)  # now the version before has all rows
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Customers"]
    for cell in sheet[4]:
        cell.value = None
    workbook.save(book)
    before, kept = book.read_bytes(), (tmp_path / "book.previous.xlsx").read_bytes()
    status, output, _ = xlcrm("checkup", book, "--as-of", DAY)
    assert status == 1
    assert "C-0003 (C)" in " ".join(output.split())
    assert "was not written" in output
    assert (tmp_path / "book.previous.xlsx").read_bytes() == kept
    assert book.read_bytes() == before


class Running:
    """The file as a program has it open: it says where it lies, not what guards its cells."""

    def __init__(self, path):
        self._file = ClosedWorkbook.open(path)

    def __getattr__(self, name):
        return getattr(self._file, name)


def test_an_open_book_is_compared_with_the_version_beside_its_file(book, xlcrm):
    xlcrm("checkup", book, "--as-of", DAY)
    workbook = openpyxl.load_workbook(book)
    for cell in workbook["Customers"][4]:
        cell.value = None
    workbook.save(book)
    done = check(Running(book), None, lambda *_, **__: None, today=date.fromisoformat(DAY))
    codes = [(one["code"], one["cell"]) for one in done.data["problems"]]
    assert ("checkup.row_gone", "") in codes
    # A program keeps no version of its own, so the sheet takes nobody's place.
    assert "written" in [message.key.rpartition(".")[2] for message in done.messages]


def test_the_sheet_leads_to_the_cells(edited, xlcrm):
    def misspell(workbook):
        workbook["Customers"]["H7"] = "north"

    book = edited(misspell)
    assert xlcrm("checkup", book, "--as-of", DAY)[0] == 1
    sheet = openpyxl.load_workbook(book)["Check-up"]
    links = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
    assert links == ["'Customers'!H7"]
