"""Tables."""

import pandas as pd
import pytest


@pytest.fixture
def table(sheet):
    sheet["B2"].value = [["name", "n"], ["Ann", 1], ["Bob", 2]]
    sheet["B6"].value = "below"
    return sheet.tables.add(sheet["B2:C4"], name="People")


def test_a_table_knows_its_parts(sheet, table):
    assert [found.name for found in sheet.tables] == ["People"]
    assert table.range.address == "$B$2:$C$4"
    assert table.header_row_range.value == ["name", "n"]
    assert table.data_body_range.address == "$B$3:$C$4"
    assert table.totals_row_range is None
    assert table.insert_row_range is None
    assert (table.show_headers, table.show_totals, table.show_autofilter) == (True, False, True)
    assert sheet["C3"].table.name == "People"
    assert sheet["A1"].table is None
    assert sheet["People"].address == "$B$3:$C$4"
    table.name = "Persons"
    assert sheet.tables["persons"].range.address == "$B$2:$C$4"


def test_rows_are_added_and_taken_out(sheet, table):
    table.rows.add(["Cy", 3])
    table.rows.add(["Abe", 0], index=1)
    assert table.data_body_range.value == [["Abe", 0.0], ["Ann", 1.0], ["Bob", 2.0], ["Cy", 3.0]]
    assert sheet["B8"].value == "below"
    table.rows[1].delete()
    assert [row.range.value[0] for row in table.rows] == ["Abe", "Bob", "Cy"]
    assert sheet["B7"].value == "below"


def test_columns_are_added_and_taken_out(table):
    table.columns.add("age", index=2)
    table.columns.add("city")
    assert [column.name for column in table.columns] == ["name", "age", "n", "city"]
    table.columns["age"].delete()
    assert table.columns["n"].data_body_range.value == [1.0, 2.0]


def test_totals_and_headers_come_and_go(sheet, table):
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", None]
    assert table.data_body_range.address == "$B$3:$C$4"
    assert sheet["B7"].value == "below"
    table.show_totals = False
    assert sheet["B6"].value == "below"
    table.show_headers = False
    assert table.header_row_range is None
    assert table.range.address == "$B$3:$C$4"
    table.show_headers = True
    assert table.range.address == "$B$2:$C$4"


def test_a_table_is_resized_updated_and_sorted(sheet, table):
    table.resize(sheet["B2:C5"])
    assert table.range.address == "$B$2:$C$5"
    table.update(pd.DataFrame({"name": ["Z", "Y"], "n": [5, 4]}), index=False)
    assert table.range.address == "$B$2:$C$4"
    table.sort(2)
    assert table.data_body_range.value == [["Y", 4.0], ["Z", 5.0]]
    with pytest.raises(Exception, match="header row"):
        table.resize(sheet["B3:C5"])


def test_a_table_without_data_waits_for_a_row(sheet):
    table = sheet.tables.add(sheet["A10"])
    assert (table.name, table.header_row_range.value) == ("Table1", "Column1")
    assert table.insert_row_range.address == "$A$11"
    assert table.data_body_range is None
    assert len(table.rows) == 0
    table.rows.add(["first"])
    assert table.data_body_range.value == "first"


def test_tables_do_not_overlap_and_names_are_taken_once(sheet, table):
    with pytest.raises(Exception, match="overlap"):
        sheet.tables.add(sheet["C4:D5"])
    with pytest.raises(Exception, match="there already"):
        sheet.tables.add(sheet["G1:H2"], name="People")


def test_a_filter_of_a_table_hides_rows(sheet, table):
    table.autofilter.apply_values(1, ["Bob"])
    assert sheet["B3"].rows.hidden is True
    assert sheet["B4"].rows.hidden is False
    table.autofilter.clear()
    assert sheet["B3"].rows.hidden is False


def test_a_table_survives_a_file_of_excels(app, book, table, tmp_path):
    path = tmp_path / "people.xlsx"
    book.save(path)
    book.close()
    opened = app.books.open(path)
    try:
        found = opened.sheets[0].tables["People"]
        assert found.range.address == "$B$2:$C$4"
        assert found.show_headers
    finally:
        opened.close()


def test_table_styles_are_not_claimed(table):
    with pytest.raises(NotImplementedError):
        _ = table.table_style
