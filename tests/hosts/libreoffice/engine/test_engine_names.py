"""Names of a book and of a sheet."""

import pytest


def test_names_are_added_found_and_taken_away(book, sheet):
    sheet["B2:C3"].name = "box"
    book.names.add("rate", "=0.2")
    assert [name.name for name in book.names] == ["box", "rate"]
    assert book.names["box"].refers_to == "=Sheet1!$B$2:$C$3"
    assert book.names["BOX"].refers_to_range.address == "$B$2:$C$3"
    assert sheet["B2:C3"].name.name == "box"
    assert sheet["B2"].name is None
    book.names["box"].name = "square"
    book.names["square"].refers_to = "=Sheet1!$A$1"
    assert sheet["A1"].name.name == "square"
    del book.names["square"]
    assert "square" not in book.names
    assert book.names["rate"].refers_to == "=0.2"


def test_a_sheets_own_names_belong_to_it(book, sheet):
    other = book.sheets.add("My data", after=sheet)
    other.names.add("own", "='My data'!$A$1")
    assert [name.name for name in book.names] == ["'My data'!own"]
    assert len(sheet.names) == 0
    assert other["own"].address == "$A$1"
    with pytest.raises(KeyError):
        sheet["own"]


def test_what_looks_like_a_cell_cannot_be_a_name(book):
    with pytest.raises(ValueError, match="looks like a cell"):
        book.names.add("n1", "=Sheet1!$A$1")


def test_a_name_without_cells_says_so(book):
    book.names.add("rate", "=0.2")
    with pytest.raises(Exception, match="stands for no cells"):
        _ = book.names["rate"].refers_to_range
