"""Customer data and the PivotTables over it: they agree with the worksheet functions."""

from datetime import date

import pytest

from xlcrm.opc.pivot_grid import PivotGrid
from xlcrm.report import customer_table
from xlcrm.report.customer_table import customer_columns, customers_extent, customers_sheet
from xlcrm.report.page import figure_of
from xlcrm.report.pivot import pivot_sheet


def figures(spec):
    """The cells of a PivotTable by row label, without its heads."""
    rows = {}
    for place, cell in PivotGrid(spec).cells():
        rows.setdefault(place.row, []).append(cell.value)
    return {row[0]: row[1:] for row in rows.values()}


def test_each_customer_has_one_row_that_agrees_with_the_functions(small):
    columns = customer_columns(small)
    ids = columns["Customer ID"]
    assert ids == sorted(set(ids))
    assert len(ids) == figure_of("CUSTOMERS_NEW(DATE(1990,1,1))", small).value
    assert columns["Status now"].count("lapsed") > 0
    active = sum(word in {"active", "at risk"} for word in columns["Status now"])
    assert active == figure_of("CUSTOMERS_ACTIVE()", small).value
    for at in (0, len(ids) // 2, len(ids) - 1):
        for header, formula in (("Status now", "CUSTOMER_STATUS"), ("RFM score", "RFM_SCORE")):
            assert columns[header][at] == figure_of(f'{formula}("{ids[at]}")', small).value
        whose = figure_of(f'REVENUE_TOTAL(DATE(1990,1,1),,"customer_id={ids[at]}")', small)
        assert columns["Revenue so far"][at] == pytest.approx(whose.value, abs=1e-9)


def test_the_sheet_holds_the_columns_as_a_table(small):
    columns = customer_columns(small)
    sheet = customers_sheet(small).spelled_out()
    (table,) = sheet.tables
    assert table.extent == customers_extent(columns)
    assert table.headers == tuple(columns)
    first = table.extent.first
    for right, (header, values) in enumerate(columns.items()):
        for down, value in enumerate((header, *values)):
            place = first._replace(row=first.row + down, column=first.column + right)
            assert sheet.cells[place].value == value
    assert not any(cell.formula for cell in sheet.cells.values())


def test_the_parts_of_a_pivot_sum_to_the_whole(small):
    by_status, by_revenue = pivot_sheet(small).pivots
    columns = customer_columns(small)
    everybody = len(columns["Customer ID"])
    assert figures(by_status)["Total"][-1] == everybody
    totals = figures(by_revenue)
    whole = sum(columns["Revenue so far"])
    assert totals["Total"] == [everybody, pytest.approx(whole), pytest.approx(whole / everybody)]
    parts = [row for label, row in totals.items() if label not in {"Total", by_revenue.rows}]
    assert sum(row[0] for row in parts) == everybody
    assert sum(row[1] for row in parts) == pytest.approx(whole)
    stood = {place.row for spec in (by_status, by_revenue) for place, _ in PivotGrid(spec).cells()}
    assert not stood & {place.row for place in pivot_sheet(small).cells}


def test_a_column_of_the_managers_own_may_be_called_like_one_of_ours(make):
    ids = [f"C-{n:02}" for n in range(20)]
    tables = {
        "Orders": {"Date": [date(2025, 5, 5)] * 20, "Customer ID": ids, "Amount": [1.0] * 20},
        "Customers": {"Customer ID": ids, "Status now": ["good", "bad"] * 10},
    }
    columns = customer_columns(make(tables))
    assert columns["Status now *"] == ["good", "bad"] * 10
    assert columns["Status now"] == ["active"] * 20


@pytest.mark.parametrize("own", ["segment", "score", "orders", "revenue", "called", "first_day"])
def test_a_column_of_the_managers_own_may_be_called_as_ours_are_in_code(make, own):
    ids = [f"C-{n:02}" for n in range(20)]
    tables = {
        "Orders": {"Date": [date(2025, 5, 5)] * 20, "Customer ID": ids, "Amount": [1.0] * 20},
        "Customers": {"Customer ID": ids, own: ["good", "bad"] * 10},
    }
    columns = customer_columns(make(tables))
    assert ["good", "bad"] * 10 in columns.values()
    assert [1] * 20 in columns.values()
    assert len(columns) == len(customer_columns(make({"Orders": tables["Orders"]}))) + 1


def test_without_traits_the_rfm_segment_stands_in_the_rows(make):
    tables = {"Orders": {"Date": [date(2025, 5, 5)], "Customer ID": ["a"], "Amount": [1.0]}}
    by_status, _ = pivot_sheet(make(tables)).pivots
    assert (by_status.rows, by_status.across) == ("RFM segment", "Status now")
    assert pivot_sheet(make({"Orders": {"Date": [], "Customer ID": [], "Amount": []}})) is None


def test_too_many_customers_are_said_and_not_cut(small, monkeypatch):
    monkeypatch.setattr(customer_table, "MOST", 5)
    monkeypatch.setattr("xlcrm.report.pivot.MOST", 5)
    assert customers_sheet(small) is None
    sheet = pivot_sheet(small)
    assert sheet.pivots == ()
    assert any("beyond 5 rows" in str(cell.value) for cell in sheet.cells.values())
