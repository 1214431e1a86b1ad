"""The Dashboard of a young firm says what there is, and no shares of nobody."""

from datetime import date, timedelta

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
