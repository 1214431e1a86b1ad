"""Books: opening, saving, closing."""

import pytest
import xlwings as xw

from xlcrm.hosts.libreoffice import engine


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xlsm", "csv"])
def test_a_book_is_saved_and_opened(app, tmp_path, ending):
    book = app.books.add()
    book.sheets[0]["A1"].value = [["a", 1.5], ["ü", 2]]
    path = tmp_path / f"book with a space.{ending}"
    book.save(path)
    assert (book.name, book.fullname) == (path.name, str(path))
    book.close()
    opened = app.books.open(path)
    assert app.books.open(path) == opened
    assert xw.Book(path) == opened
    assert opened.sheets[0]["A1:B2"].value == [["a", 1.5], ["ü", 2.0]]
    opened.sheets[0]["A1"].value = "changed"
    opened.save()
    opened.close()
    again = app.books.open(path)
    assert again.sheets[0]["A1"].value == "changed"
    again.close()


def test_closing_saves_nothing(app, tmp_path):
    book = app.books.add()
    path = tmp_path / "b.xlsx"
    book.save(path)
    before = path.read_bytes()
    book.sheets[0]["A1"].value = 1
    book.close()
    assert path.read_bytes() == before


def test_books_are_found_by_number_and_name(app, book):
    other = app.books.add()
    try:
        assert app.books[other.name] == other
        assert app.books[-1] == other == app.books.active
        book.activate()
        assert app.books.active == book
        assert len({found.name for found in app.books}) == len(app.books)
    finally:
        other.close()
    with pytest.raises(KeyError):
        app.books["no such book"]


def test_the_selection_is_that_of_the_active_book(app, book):
    book.sheets[0]["B2:C3"].select()
    assert app.selection.address == "$B$2:$C$3"
    assert book.selection.sheet == book.sheets[0]


def test_separate_areas_are_one_selection_and_none_is_cut_off(app, book):
    rows = range(1001, 1081, 2)
    document = book.api
    areas = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    for row in rows:
        area = book.sheets[0][f"B{row}:C{row}"].api.getRangeAddress()
        areas.addRangeAddress(area, False)  # noqa: FBT003 - the office's methods take no names
    document.CurrentController.select(areas)
    assert app.selection.address == ",".join(f"$B${row}:$C${row}" for row in rows)
    assert app.selection.shape == (1, 2)


def test_what_cannot_be_read_or_written_says_so(app, book, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(engine.BookUnreadableError, match=r"broken\.xlsx"):
        app.books.open(broken)
    with pytest.raises(FileNotFoundError):
        app.books.open(tmp_path / "absent.xlsx")
    with pytest.raises(engine.BookUnwritableError, match="no folder"):
        book.save(tmp_path / "no folder" / "b.xlsx")
    with pytest.raises(ValueError, match="xlsb"):
        book.save(tmp_path / "b.xlsb")


def test_a_password_is_asked_for(app, tmp_path):
    book = app.books.add()
    path = tmp_path / "secret.xlsx"
    book.save(path, password="open")  # noqa: S106 - made for the test
    book.close()
    with pytest.raises(engine.BookUnreadableError):
        app.books.open(path)
    opened = app.books.open(path, password="open")  # noqa: S106 - made for the test
    assert opened.name == "secret.xlsx"
    opened.close()


def test_a_book_becomes_a_pdf(book, tmp_path):
    book.sheets[0]["A1"].value = "page"
    book.to_pdf(tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
