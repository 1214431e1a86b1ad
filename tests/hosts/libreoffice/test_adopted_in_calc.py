"""The functions on the manager's own tables, in a real Calc: a workbook adopted by the button."""

from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

pytestmark = pytest.mark.office
SUM = 10.5 * sum(range(1, 29))


@pytest.fixture
def kept(tmp_path):
    """Sales as an Excel table, requests as a plain list under a title: as a manager keeps them."""
    book = openpyxl.Workbook()
    sales = book.active
    sales.title = "Sales"
    sales.append(["Date", "Customer", "Product", "Amount"])
    for day in range(1, 29):
        sales.append([datetime(2026, 1 + day % 9, day), f"Client {day % 5}", "Paint", 10.5 * day])
    sales.add_table(Table(displayName="Table1", ref="A1:D29"))
    asked = book.create_sheet("Who's asking")
    asked["B2"] = "Requests of this year"
    rows = [["Date", "Name", "Phone", "Request"]]
    rows += [
        [datetime(2026, 9, day), f"Ann {day}", f"+1 202 555 01{day:02}", "a door"]
        for day in range(1, 20)
    ]
    for at, row in enumerate(rows, 4):
        for column, value in enumerate(row, 2):
            asked.cell(at, column, value)
    path = tmp_path / "own.xlsx"
    book.save(path)
    return path


@pytest.fixture(params=["xlsx", "ods"])
def document(kept, opened, property_value, request):
    """The workbook in Calc, as Excel's file or as Calc's own."""
    document = opened(kept)
    if request.param == "xlsx":
        return document
    own = kept.with_suffix(".ods")
    document.storeAsURL(own.as_uri(), (property_value("FilterName", "calc8"),))
    document.close(True)  # noqa: FBT003 - the office's methods take no names
    return opened(own)


@pytest.fixture
def typed(document):
    """Types a formula into a cell where nothing stands."""

    def enter(formula, row=0):
        cell = document.Sheets.getByName("Sales").getCellByPosition(30, row)
        cell.Formula = formula
        return cell

    return enter


def adopt(document, press):
    done, said = press(document, "adopt", "yes", "yes")
    assert done, said
    assert "Table1" in document.DatabaseRanges.ElementNames


def test_functions_follow_a_table_under_its_own_name(document, press, typed, until):
    year = "DATE(2026;1;1);DATE(2026;10;31)"
    revenue = typed(f"=REVENUE_TOTAL({year})")
    assert revenue.getError() != 0, "nobody has said yet what the table is"
    adopt(document, press)
    until(lambda: revenue.getError() == 0, "the figure, once the workbook is adopted")
    assert revenue.Value == pytest.approx(SUM)
    churn = typed("=CHURN_RATE(DATE(2026;6;1);DATE(2026;10;31))", 1)
    assert churn.getError() == 0
    amount = document.Sheets.getByName("Sales").getCellByPosition(3, 5)
    amount.Value += 1000
    until(lambda: revenue.Value == pytest.approx(SUM + 1000), "the edit")
    assert typed(f"=CUSTOMERS_NEW({year})", 2).Value == 5
    day = document.Sheets.getByName("Sales").getCellRangeByName("A2:A29")
    before = churn.Value
    day.setDataArray(tuple((46_000.0 + n,) for n in range(28)))  # December 2025 and January 2026
    until(lambda: churn.Value != before, "another churn rate")


def test_functions_follow_a_plain_list(document, press, typed, until):
    adopt(document, press)
    asked = typed("=LEADS_OPEN(DATE(2026;10;31))")
    portrait = document.Sheets.getByName("Sales").getCellRangeByPosition(32, 0, 33, 1)
    portrait.setArrayFormula('=PORTRAIT_TABLE("request";DATE(2026;1;1);DATE(2026;10;31))')

    def shown():
        return portrait.getDataArray()[1]

    assert shown() == ("a door", 19.0)
    sheet = document.Sheets.getByName("Who's asking")
    last = sheet.getCellRangeByName("B23:E23")
    sheet.copyRange(sheet.getCellRangeByName("B24").CellAddress, last.RangeAddress)
    until(lambda: shown() == ("a door", 20.0), "the line that was typed below the list")
    sheet.setName("Requests")
    sheet.getCellRangeByName("E5").String = "a window"
    until(lambda: shown() == ("a door", 19.0), "the list on a sheet with another title")
    assert press(document, "leads", "yes")[0]
    until(lambda: asked.Value > 0, "the leads that the button has sorted")


def test_the_tables_stay_when_the_sheet_that_validate_added_is_taken_back(
    document, press, typed, until
):
    """It stands behind the last one of the tables' sheets, which Calc wrongly empties of them."""
    adopt(document, press)
    revenue = typed("=REVENUE_TOTAL(DATE(2026;1;1);DATE(2026;10;31))")
    amount = document.Sheets.getByName("Sales").getCellByPosition(3, 5)
    before = document.Sheets.ElementNames, document.DatabaseRanges.ElementNames
    assert press(document, "validate")[0]
    assert document.Sheets.ElementNames == (*before[0], "Problems")
    amount.Value += 1000
    until(lambda: revenue.Value == pytest.approx(SUM + 1000), "the edit beside the new sheet")
    undo = document.UndoManager
    for step in (undo.undo, undo.undo, undo.redo, undo.undo):
        step()
    assert (document.Sheets.ElementNames, document.DatabaseRanges.ElementNames) == before
    amount.Value += 500
    until(lambda: revenue.Value == pytest.approx(SUM + 500), "the edit without the new sheet")
    assert press(document, "validate")[0]


def test_a_refreshed_workbook_of_the_managers_is_live_when_it_is_opened_again(
    document, press, opened, until
):
    adopt(document, press)
    done, said = press(document, "refresh", "yes", "yes")
    assert done, said
    document.store()
    path = document.URL
    document.close(True)  # noqa: FBT003 - the office's methods take no names
    again = opened(Path(unquote(urlsplit(path).path)))
    for sheet in again.Sheets:
        assert not sheet.queryFormulaCells(4).RangeAddresses, sheet.Name
