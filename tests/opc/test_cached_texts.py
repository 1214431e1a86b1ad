"""The cached text of a formula reads back as it was, whatever it holds."""

from pathlib import Path

import openpyxl
import pytest

from xlcrm.cells import Address, Extent
from xlcrm.opc.cell_text import unescaped
from xlcrm.patches import ArrayFormula, Cell, WriteSheet
from xlcrm.workbook.closed import ClosedWorkbook

TEXTS = ["_x000D_", "a_x0041_b", "one\rtwo", "a\x01b", "a & <b>", " edges ", "two\nlines"]


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_formula_shows(book_file, text: str) -> None:
    path: Path = book_file()
    cells = {
        Address(1, 1): Cell(text, formula="A9"),
        Address(2, 1): Cell(text),
        Address(2, 2): Cell(text),
    }
    array = ArrayFormula(Extent.parse("A2:B2"), "A9:B9")
    ClosedWorkbook.open(path).apply([WriteSheet("k", "K", cells, arrays=[array])])
    shown = openpyxl.load_workbook(path, data_only=True)["K"]
    for cell in ("A1", "A2", "B2"):
        # openpyxl leaves escapes as they are, and takes a line end for one character.
        assert unescaped(shown[cell].value) == text


def test_half_a_character_is_none(book_file) -> None:
    path: Path = book_file()
    cells = {Address(1, 1): Cell("\ud800x", formula="A9")}
    ClosedWorkbook.open(path).apply([WriteSheet("k", "K", cells)])
    assert openpyxl.load_workbook(path, data_only=True)["K"]["A1"].value == "\ufffdx"
