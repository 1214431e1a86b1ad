"""Pivot tables."""

import pytest

from xlcrm.hosts.libreoffice import engine


@pytest.fixture
def data(sheet):
    sheet["A1"].value = [
        ["region", "kind", "amount"],
        ["N", "a", 1],
        ["S", "a", 2],
        ["N", "b", 3],
        ["N", "a", 4],
    ]
    return sheet["A1:C5"]


def test_a_pivot_table_counts_and_sums(book, sheet, data):
    target = book.sheets.add("pivot")
    pivot = target.pivot_tables.add(
        data, target["A3"], name="P", rows="region", columns="kind", values={"amount": "sum"}
    )
    assert pivot.field_names == ["region", "kind", "amount"]
    assert [field.name for field in pivot.rows] == ["region"]
    assert [field.name for field in pivot.columns] == ["kind"]
    assert [(field.source_field, field.function) for field in pivot.values] == [("amount", "sum")]
    assert pivot.data_body_range.value == [[5.0, 3.0, 8.0], [2.0, None, 2.0], [7.0, 3.0, 10.0]]
    sheet["C2"].value = 11
    pivot.refresh()
    assert pivot.data_body_range.value[0] == [15.0, 3.0, 18.0]
    pivot.show_row_grand_totals = False
    pivot.show_column_grand_totals = False
    assert pivot.data_body_range.value == [[15.0, 3.0], [2.0, None]]
    pivot.columns["kind"].remove()
    assert pivot.data_body_range.value == [18.0, 2.0]
    pivot.delete()
    assert len(target.pivot_tables) == 0


def test_a_table_is_a_source_and_functions_change(book, sheet, data):
    table = sheet.tables.add(data, name="T")
    target = book.sheets.add("pivot")
    pivot = target.pivot_tables.add(table, target["A1"], rows="kind", values="amount")
    pivot.values["amount" if "amount" in pivot.values else 0].function = "average"
    assert pivot.values[0].function == "average"
    assert next(row for row in pivot.data_body_range.value if row is not None) == pytest.approx(
        7 / 3
    )


def test_an_unknown_column_is_refused(book, data):
    target = book.sheets.add("pivot")
    with pytest.raises(engine.OfficeError, match="no column 'nobody'"):
        target.pivot_tables.add(data, target["A1"], rows="nobody")
