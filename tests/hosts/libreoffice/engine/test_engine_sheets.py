"""Sheets."""

import pytest


def test_sheets_are_added_named_moved_and_taken_out(book):
    book.sheets.add("last", after=book.sheets[-1])
    book.sheets.add("first", before=1)
    added = book.sheets.add()
    assert book.sheet_names == ["Sheet2", "first", "Sheet1", "last"]
    assert book.sheets.active == added
    book.sheets["LAST"].name = "end"
    book.sheets["end"].move(before=book.sheets[0])
    assert book.sheet_names == ["end", "Sheet2", "first", "Sheet1"]
    book.sheets["first"].delete()
    assert [sheet.index for sheet in book.sheets] == [1, 2, 3]
    assert "first" not in book.sheets
    with pytest.raises(ValueError, match="already present"):
        book.sheets.add("sheet2")


def test_a_copy_has_the_cells_the_looks_and_the_tables(app, book, sheet):
    sheet["A1"].value = [["a", "b"], [1, 2]]
    sheet["A1"].color = (1, 2, 3)
    sheet["A1"].add_note("n")
    sheet.tables.add(sheet["A1:B2"], name="T")
    copied = sheet.copy(name="copy")
    assert (copied["B2"].value, copied["A1"].color, copied["A1"].note.text) == (2.0, (1, 2, 3), "n")
    assert [table.range.address for table in copied.tables] == ["$A$1:$B$2"]
    other = app.books.add()
    try:
        sheet.copy(before=other.sheets[0])
        assert other.sheet_names == ["Sheet1 (2)", "Sheet1"]
        assert other.sheets[0]["B2"].value == 2.0
    finally:
        other.close()


def test_a_sheet_is_hidden_and_shown(book):
    other = book.sheets.add("other")
    other.visible = False
    assert not other.visible
    other.visible = True
    assert other.visible


def test_a_sheet_is_emptied(sheet):
    sheet["A1"].value = "x"
    sheet["A1"].color = (9, 9, 9)
    sheet.clear_contents()
    assert (sheet["A1"].value, sheet["A1"].color) == (None, (9, 9, 9))
    sheet.clear()
    assert sheet["A1"].color is None


def test_grid_lines_are_hidden_and_the_shown_sheet_stays(book, sheet):
    other = book.sheets.add("other")
    sheet.show_gridlines = False
    assert not sheet.show_gridlines
    sheet.show_gridlines = True
    assert sheet.show_gridlines
    assert book.sheets.active == other


@pytest.mark.parametrize(("at", "columns", "rows"), [("A1:B3", 2, 3), ("1:1", 0, 1), ("A:A", 1, 0)])
def test_panes_stay_in_sight(sheet, at, columns, rows):
    sheet.freeze_panes.freeze_at(at)
    controller = sheet.impl.document.controller
    assert controller.hasFrozenPanes()
    assert (controller.getSplitColumn(), controller.getSplitRow()) == (columns, rows)
    sheet.freeze_panes.unfreeze()
    assert not controller.hasFrozenPanes()


def test_print_areas(sheet):
    assert sheet.page_setup.print_area is None
    sheet.page_setup.print_area = "A1:B2,D4"
    assert sheet.page_setup.print_area == "$A$1:$B$2,$D$4"
    with pytest.raises(ValueError, match="no address"):
        sheet.page_setup.print_area = "nowhere"
