"""The office's objects of sheets, kept: each still is the sheet that is meant."""

import pytest

from xlcrm.hosts.libreoffice import engine
from xlcrm.hosts.libreoffice.engine.sheet_objects import SheetObjects

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


@pytest.fixture
def counted(book):
    """A book's sheets A, B and C, each with its title in A1; and what the office was asked for."""
    for title in "ABC":
        book.sheets.add(title, after=book.sheets[-1])["A1"].value = title
    book.sheets[0].delete()
    asked = []

    class Sheets:
        def __init__(self, held):
            self._held = held

        def getElementNames(self):  # noqa: N802 - the office's name
            return self._held.getElementNames()

        def getByIndex(self, index):  # noqa: N802 - the office's name
            asked.append(index)
            return self._held.getByIndex(index)

    class Model:
        def __init__(self, held):
            self.Sheets = Sheets(held.Sheets)

    return SheetObjects(Model(book.api)), asked


def first_cells(objects):
    return [
        objects.at(index).getCellByPosition(0, 0).getString()
        for index in range(len(objects.titles()))
    ]


def test_an_object_is_got_once(counted):
    objects, asked = counted
    assert [first_cells(objects) for _ in range(3)] == [["A", "B", "C"]] * 3
    assert asked == [0, 1, 2]


def test_sheets_that_were_moved_added_and_deleted_are_found(book, counted):
    objects, _ = counted
    first_cells(objects)
    book.sheets["C"].move(before=book.sheets["A"])
    assert first_cells(objects) == ["C", "A", "B"]
    book.sheets["A"].delete()
    assert first_cells(objects) == ["C", "B"]
    book.sheets.add("new", before=book.sheets["B"])["A1"].value = "new"
    assert first_cells(objects) == ["C", "new", "B"]
    while book.api.getUndoManager().isUndoPossible():
        book.api.getUndoManager().undo()
        titles = [title if title in "ABC" else "" for title in objects.titles()]
        assert [cell if cell in "ABC" else "" for cell in first_cells(objects)] == titles


def test_an_object_that_lost_columns_is_got_anew(book, counted):
    objects, asked = counted
    first_cells(objects)
    book.sheets["B"]["A3:B4"].delete("left")
    whole = objects.at(1).getRangeAddress()
    assert (whole.StartColumn, whole.EndRow, whole.EndColumn) == (0, LAST_ROW, LAST_COLUMN)
    assert asked == [0, 1, 2, 1]
    assert first_cells(objects) == ["A", "B", "C"]


def test_a_closed_book_has_no_sheets(app):
    book = app.books.add()
    sheets = book.sheets
    assert len(sheets) == 1
    book.api.close(True)  # noqa: FBT003 - the office's methods take no names
    for ask in (
        lambda: sheets[0],
        lambda: len(sheets),
        lambda: list(sheets),
        lambda: "x" in sheets,
    ):
        with pytest.raises(engine.OfficeGoneError):
            ask()
