from datetime import date, datetime

import pytest
import xlsxwriter

from xlcrm.crm.importing import plan_import, read_rows
from xlcrm.crm.importing.mapping import fits
from xlcrm.errors import BookError, ImportFileError
from xlcrm.frames import Frames


@pytest.fixture
def book_with(tmp_path):
    """Writes a workbook of sheets, each of rows from a cell on; tables by sheet and range."""

    def write(sheets, tables=()):
        path = tmp_path / "theirs.xlsx"
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "dd.mm.yyyy"})
            for title, (top, left, rows) in sheets.items():
                sheet = book.add_worksheet(title)
                for row, cells in enumerate(rows, top):
                    for at, cell in enumerate(cells, left):
                        if isinstance(cell, date):
                            sheet.write_datetime(row, at, cell, day)
                        elif cell is not None:
                            sheet.write(row, at, cell)
            for title, name, extent, headers in tables:
                columns = [{"header": header} for header in headers]
                book.get_worksheet_by_name(title).add_table(
                    extent, {"name": name, "columns": columns}
                )
        return path

    return write


HEADERS = ["Дата", "Client", "Tel", "Amount"]
LINES = [
    HEADERS,
    [datetime(2024, 1, 5), "C-1", 37322212345, 1.234],
    ["13.01.2024", 7, "022 212 345", "1.234,5 lei"],
    [45306, "C-3", None, 1000000],
]


def test_cells_are_taken_as_what_they_are_and_texts_are_read(book_with):
    path = book_with({"Sales": (3, 1, [["Sales of the year"], *LINES])})
    rows = read_rows(path)
    assert (rows.sheet, rows.encoding, rows.headers) == ("Sales", "", tuple(HEADERS))
    assert rows.lines.to_list() == [6, 7, 8]
    plan = plan_import(Frames({}), "Orders", rows, {"customer_id": "Client", "Phone": "Tel"})
    assert plan.counts.added == plan.counts.read == 3
    assert plan.patches[0].columns == {
        "Date": [date(2024, 1, 5), date(2024, 1, 13), date(2024, 1, 15)],
        "Customer ID": ["C-1", "7", "C-3"],
        "Amount": [1.234, 1234.5, 1000000.0],
        "Phone": ["37322212345", "022 212 345", None],
    }


def test_the_sheet_whose_headers_fit_is_taken_and_else_the_user_is_asked(book_with):
    path = book_with({"Notes": (0, 0, [["what", "who"], ["x", "y"]]), "Sales": (0, 0, LINES)})
    wanted = {"fits": lambda headers: fits(Frames({}), "Orders", headers, {})}
    assert read_rows(path, **wanted).sheet == "Sales"
    assert read_rows(path, sheet=" notes").headers == ("what", "who")
    with pytest.raises(ImportFileError) as caught:
        read_rows(path)
    assert caught.value.code == "import.sheet_open"
    assert caught.value.parameters["sheets"] == "Notes, Sales"
    with pytest.raises(ImportFileError) as caught:
        read_rows(path, sheet="Sheet1")
    assert caught.value.code == "import.sheet_unknown"


def test_tables_are_known_by_their_names(book_with):
    path = book_with(
        {"Data": (0, 0, [["a", "b"], [1, 2], [None, None], ["c", "d"], [3, 4]])},
        [("Data", "First", "A1:B2", ["a", "b"]), ("Data", "Second", "A4:B5", ["c", "d"])],
    )
    assert read_rows(path, sheet="second").frame.rows() == [("3", "4")]
    with pytest.raises(ImportFileError, match="sheet_open"):
        read_rows(path)


def test_a_mapping_says_which_sheet_is_meant(book_with):
    path = book_with({"A": (0, 0, [["x", "y"], [1, 2]]), "B": (0, 0, [["p", "q"], [1, 2]])})
    meant = {"date": "p", "amount": "Q"}
    rows = read_rows(path, fits=lambda headers: fits(Frames({}), "Orders", headers, meant))
    assert rows.sheet == "B"


def test_headers_alone_are_a_file_without_rows_as_in_a_text(book_with):
    rows = read_rows(book_with({"A": (0, 0, [["x", "y"]])}))
    assert (rows.headers, rows.height, rows.sheet) == (("x", "y"), 0, "A")
    both = {"A": (0, 0, [["x", "y"]]), "B": (0, 0, [["p", "q"], [1, 2]])}
    assert read_rows(book_with(both)).sheet == "B"
    assert read_rows(book_with(both), sheet="A").height == 0


def test_a_workbook_without_rows_and_one_that_is_none(book_with, tmp_path):
    with pytest.raises(ImportFileError, match="empty"):
        read_rows(book_with({"A": (0, 0, [])}))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(BookError):
        read_rows(broken)
