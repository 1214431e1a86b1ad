"""Error cells over COM: the numbers of Excel's enumeration XlCVError, plus 0x800A0000 as an int."""

import pytest

from xlcrm.hosts.excel.value2 import HandedOver
from xlcrm.sheets.kinds import EXCEL_ERRORS
from xlcrm.workbook.com_errors import error_text

BASE = 0x800A0000 - (1 << 32)
DOCUMENTED = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
}


@pytest.mark.parametrize(("shown", "code"), DOCUMENTED.items())
def test_each_error_is_its_text(shown, code):
    assert error_text(BASE + code) == shown
    assert shown in EXCEL_ERRORS


def test_an_error_of_a_later_excel_is_an_error_and_a_number_is_none():
    assert error_text(BASE + 2099) == "#VALUE!"
    assert error_text(0) is error_text(4711) is error_text(2042) is None


def test_functions_see_them_in_tables():
    cells = (("A",), (BASE + 2045,), (BASE + 2099,), (1.5,))
    grid = HandedOver("T", "S", 1, 1, False, cells, ("General",)).grid(epoch_1904=False)  # noqa: FBT003
    assert list(grid.column("A")) == ["#SPILL!", "#VALUE!", 1.5]


def test_the_numbers_are_those_of_excels_type_library():
    data = pytest.importorskip("pyopenvba.interpreter._constants_data", reason="no pyOpenVBA")
    library = {code for name, code in data.EXCEL_CONSTANTS.items() if name.startswith("xlErr")}
    assert set(DOCUMENTED.values()) <= library
    of_cells = {code for code in library if code in range(2000, 3000)}
    assert of_cells == set(DOCUMENTED.values())
