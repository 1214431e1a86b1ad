"""Formulas are set anew in areas: each keeps its place, and what was typed meanwhile stays."""

import pytest

from xlcrm.hosts.libreoffice.binding import bind, cells_to_bind

pytestmark = pytest.mark.office

TABLE = '{=XLCRM.SEGMENT_PIVOT("region")}'


@pytest.fixture
def sheet(blank):
    """A column and a row of calls that meet, a block that one formula fills, and others' cells."""
    found = blank.Sheets.getByIndex(0)
    found.getCellRangeByPosition(0, 0, 0, 2).setFormulaArray(
        (("=XLCRM.CHURN_RATE()",), ("=XLCRM.REVENUE_TOTAL()",), ("=XLCRM.GINI_INDEX()",))
    )
    found.getCellRangeByPosition(1, 1, 3, 1).setFormulaArray(
        (("=XLCRM.NPS_SCORE()", "=SUM(A1:A2)", "=XLCRM.TOP_SHARE(3)"),)
    )
    found.getCellRangeByPosition(5, 5, 6, 7).setArrayFormula('=XLCRM.SEGMENT_PIVOT("region")')
    blank.UndoManager.clear()
    blank.setModified(False)
    return found


def entered(sheet):
    return sheet.getCellRangeByPosition(0, 0, 7, 8).getFormulaArray()


def test_all_calls_are_found(blank, sheet):
    found = {(place.row, place.column): place.formula for place in cells_to_bind(blank)}
    block = {(row, column) for row in (5, 6, 7) for column in (5, 6)}
    assert {at: found[at] for at in block} == dict.fromkeys(block, TABLE)
    assert set(found) - block == {(0, 0), (1, 0), (2, 0), (1, 1), (1, 3)}


def test_every_formula_keeps_its_place_and_the_document_counts_as_unchanged(blank, sheet):
    before = entered(sheet)
    bind(blank, list(cells_to_bind(blank)))
    assert entered(sheet) == before
    assert not blank.isModified()
    assert not blank.UndoManager.isUndoPossible()


def test_what_was_typed_meanwhile_stays(blank, sheet):
    places = list(cells_to_bind(blank))
    sheet.getCellByPosition(0, 1).String = "typed"
    sheet.getCellRangeByPosition(5, 5, 6, 7).clearContents(16)
    sheet.getCellByPosition(6, 6).Value = 5
    before = entered(sheet)
    bind(blank, places)
    assert entered(sheet) == before
    assert blank.UndoManager.isUndoPossible()
