"""The Dashboard of a young firm says what there is, and no shares of nobody."""

from datetime import date, timedelta

from xlcrm.cells import Address
from xlcrm.report.dashboard import dashboard_sheet

DAY = date(2025, 6, 30)


def test_a_firm_in_its_first_year_has_lost_nobody_yet(make, texts):
    orders = {
        "Date": [DAY - timedelta(days=n) for n in (60, 30, 20)],
        "Customer ID": ["C-1", "C-1", "C-2"],
        "Amount": [10.0, 12.0, 7.0],
    }
    said = texts(dashboard_sheet(make({"Orders": orders})))
    assert "2 customers are active." in said
    assert "Nobody was active before." in said
    assert "of the 0" not in said.casefold()


def lines(customers, amounts):
    days = [date(2025, month, 5) for month in range(1, 1 + len(amounts))]
    return {"Orders": {"Date": days, "Customer ID": customers, "Amount": amounts}}


def test_orders_without_a_customer_are_no_want_of_orders(make, texts):
    said = texts(dashboard_sheet(make(lines([None] * 3, [400.0] * 3))))
    assert "No order names a customer: fill in Customer ID in Orders." in said
    assert "Revenue of the last 12 complete months: 1,200." in said
    assert "Nobody has ordered yet" not in said


def test_returns_alone_make_no_customer_but_have_a_revenue_by_month(make, texts):
    sheet = dashboard_sheet(make(lines(["C-1"] * 3, [-400.0, -1.0, -9.0])))
    said = texts(sheet)
    assert "Orders has only negative amounts" in said
    assert "Nobody has ordered yet" not in said
    heads = [at for at, cell in sheet.cells.items() if cell.value == "Month"]
    (head,) = [at for at in heads if sheet.cells[Address(at.row, at.column + 1)].value == "Revenue"]
    values = [sheet.cells[Address(head.row + n, head.column + 1)].value for n in (1, 2, 3)]
    assert values == [-400.0, -1.0, -9.0]
    assert Address(head.row, head.column + 2) not in sheet.cells
    assert sheet.charts == ()


def test_no_orders_at_all(make, texts):
    assert "Nobody has ordered yet." in texts(dashboard_sheet(make(lines([], []))))
