"""The year's seasons on the Dashboard: there with two whole years of orders, else not."""

from datetime import date

import pytest

from xlcrm.report.dashboard import dashboard_sheet

DAY = date(2025, 6, 30)
BUSY = 12


def orders(years):
    """One order a month of the years before DAY: 100 each, and 210 in each December."""
    months = [(year, month) for year in range(2018, 2026) for month in range(1, 13)]
    known = [one for one in months if one <= (2025, 6)][-12 * years :]
    return {
        "Date": [date(year, month, 1) for year, month in known],
        "Customer ID": ["C-1"] * len(known),
        "Amount": [210.0 if month == BUSY else 100.0 for _, month in known],
    }


def season_cells(sheet):
    return [c for _, c in sorted(sheet.cells.items()) if "SEASON_TABLE" in c.formula]


def test_december_stands_above_the_others(make):
    sheet = dashboard_sheet(make({"Orders": orders(4)}))
    cells = season_cells(sheet)
    assert len(cells) == 12 * 5
    indices = {cells[place].value: cells[place + 1].value for place in range(0, 60, 5)}
    # By hand: every centred mean of 12 months is (11 * 100 + 210) / 12, so the ratios need no mending.
    level = (11 * 100 + 210) / 12
    assert indices["December"] == pytest.approx(210 / level)
    assert indices["May"] == pytest.approx(100 / level)
    assert sum(indices.values()) == pytest.approx(12)
    assert any(chart.title == "Revenue by month of the year" for chart in sheet.charts)


@pytest.mark.parametrize("years", [0, 1])
def test_under_two_years_nothing_is_said(make, years):
    table = orders(years) if years else {"Date": [], "Customer ID": [], "Amount": []}
    leads = {"Lead ID": ["L-1"], "First inquiry": [date(2025, 1, 1)]}
    sheet = dashboard_sheet(make({"Orders": table, "Leads": leads}))
    assert season_cells(sheet) == []
