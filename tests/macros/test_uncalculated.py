"""Formulas that no program has calculated: said as what they are, not as blank cells."""

import json
from datetime import date

import openpyxl
import pytest

from xlcrm.patches import AppendRows
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.uncalculated import uncalculated

DAY = "2024-06-01"


@pytest.fixture
def book(xlcrm, tmp_path):
    path = tmp_path / "book.xlsx"
    assert xlcrm("new", path)[0] == 0
    rows = 4
    orders = {
        "Date": [date(2024, 5, n) for n in range(1, rows + 1)],
        "Quantity": [2.0, 3.0, 4.0, None],
        "Price": [5.0] * rows,
        "Amount": [10.0, 15.0, 20.0, None],
    }
    ClosedWorkbook.open(path).apply([AppendRows("Orders", orders)])
    return path


def with_formulas(path, *cells):
    """As another library leaves them: formulas without values."""
    workbook = openpyxl.load_workbook(path)
    for cell in cells:
        row = cell[1:]
        workbook["Orders"][cell] = f"=F{row}*I{row}"
    workbook.save(path)


def found(xlcrm, path, command="validate"):
    _, output, errors = xlcrm(command, path, "--as-of", DAY, "--json")
    assert errors == ""
    told = json.loads(output)["problems"]
    codes = ("cell.not_calculated", "cell.required")
    return [(one["code"], one["cell"], one["message"]) for one in told if one["code"] in codes]


@pytest.mark.parametrize("command", ["validate", "checkup"])
def test_a_column_is_told_once_and_no_cell_of_it_as_blank(xlcrm, book, command):
    with_formulas(book, "G2", "G3")
    (first, *rest) = found(xlcrm, book, command)
    assert first[:2] == ("cell.not_calculated", "G2")
    assert "never calculated" in first[2]
    assert "2 cells" in first[2]
    assert [one[:2] for one in rest] == ([("cell.required", "G5")] if command == "validate" else [])


@pytest.mark.office
def test_a_value_beside_the_formula_is_enough(xlcrm, book, saved_by_libreoffice):
    with_formulas(book, "G2", "G3")
    assert [one[:2] for one in found(xlcrm, saved_by_libreoffice(book))] == [
        ("cell.required", "G5")
    ]


def test_only_columns_with_blank_cells_are_looked_at(book):
    with_formulas(book, "G2")
    assert uncalculated(book, {"Orders": ["Amount", "Nowhere"]}) == {"Orders": {"Amount": (2,)}}
    assert uncalculated(book, {"Orders": ["Price"], "Leads": []}) == {}


def test_a_book_without_formulas_has_none(book):
    assert uncalculated(book, {"Orders": ["Amount", "Date"]}) == {}
