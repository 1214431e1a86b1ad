"""What every workbook does, wherever it lives: the same tests for a file and for a running office."""

from datetime import date, datetime, time

import pytest
import xlsxwriter

from xlcrm.cells import Address, Extent
from xlcrm.errors import BookWriteError, TableBlockedError, TableMissingError
from xlcrm.patches import (
    AppendRows,
    Cell,
    EditCells,
    RemoveColumns,
    RemoveRows,
    Style,
    TableSpec,
    WriteSheet,
)
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.live import LiveWorkbook

HEADERS = ("id", "when", "amount", "mixed", "double")


@pytest.fixture
def path(tmp_path):
    """A table T at B3 with five rows and a blank one, others beside and below it, and an array."""
    path = tmp_path / "contract.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day, moment, share = (
            book.add_format({"num_format": code})
            for code in ("dd.mm.yyyy", "yyyy-mm-dd hh:mm", "[h]:mm")
        )
        sheet = book.add_worksheet("Data")
        columns = [{"header": header} for header in HEADERS]
        columns[4]["formula"] = "=[@amount]*2"
        sheet.add_table("B3:F9", {"name": "T", "columns": columns})
        for row in range(5):
            sheet.write_string(3 + row, 1, f"00{row}")
            sheet.write_number(3 + row, 2, 45000 + row + (0.25 if row == 4 else 0), day)
            sheet.write_number(3 + row, 3, row + 0.5)
        for row in range(6):
            value = 2 * row + 1 if row < 5 else 0
            sheet.write_formula(3 + row, 5, f"=Data!$D$1+D{4 + row}*2", None, value)
        sheet.write("E4", True)  # noqa: FBT003 - the writer's own argument
        sheet.write_formula("E5", "=1/0", None, "#DIV/0!")
        sheet.write_number("E6", 1.5, share)
        sheet.write_number("E7", 0.5, moment)
        sheet.write_string("E8", "#N/A")
        sheet.add_table("B13:C15", {"name": "Below", "columns": [{"header": "a"}, {"header": "b"}]})
        sheet.write_column("B14", ["x", "y", "typed below"])
        sheet.write_string("B20", "a remark")
        sheet.add_table(
            "H3:I5",
            {
                "name": "Summed",
                "total_row": True,
                "columns": [{"header": "n", "total_string": "Total"}, {"header": "m"}],
            },
        )
        sheet.write_array_formula("K4:K6", "{=B4:B6}", None, "000")
        sheet.add_table("K3:K6", {"name": "Array", "columns": [{"header": "spread"}]})
        sheet.write_array_formula("K4:K6", "{=B4:B6}", None, "000")
        book.add_worksheet("Dashboard").write_string("A1", "mine")
    return path


@pytest.fixture(params=["closed", pytest.param("live", marks=pytest.mark.office)])
def book(request, path):
    """The workbook, as a file and in LibreOffice."""
    if request.param == "closed":
        return ClosedWorkbook.open(path)
    return LiveWorkbook(request.getfixturevalue("opened")(path))


def pytest_generate_tests(metafunc):
    if "value" in metafunc.fixturenames:
        metafunc.parametrize("value", VALUES, ids=repr)


VALUES = [
    *(7, -2.5, True, False, date(2024, 2, 29), date(1999, 12, 31), datetime(2024, 1, 2, 3, 4, 5)),
    *("007", "=1+1", "+49 30", "-x", "@all", "'quoted", "2024-01-01", "TRUE", "1e5", "a\nb", " x "),
    *("#N/A", "Grün ❤", "12:30", "1/2", None),
]


def column(book, header, table="T"):
    return list(book.read(table).column(header))


def state(book):
    return {
        name: (place, [list(cells) for cells in book.read(name).columns])
        for name, place in book.tables().items()
    }


def test_where_tables_stand(book):
    places = book.tables()
    assert set(places) == {"T", "Below", "Summed", "Array"}
    assert (places["T"].sheet, places["T"].extent.a1) == ("Data", "B3:F9")
    assert places["T"].headers == HEADERS
    assert places["T"].calculated == ("double",)
    assert places["Below"].extent.a1 == "B13:C16", "what is typed below is part of it"
    assert (places["Summed"].extent.a1, places["Summed"].totals) == ("H3:I4", True)
    assert book.name == "contract.xlsx"
    assert book.sheet_titles() == ["Data", "Dashboard"]


def test_what_cells_hold(book):
    grid = book.read("T")
    assert [str(getattr(cells, "dtype", "raw")) for cells in grid.columns] == [
        *("String", "Datetime(time_unit='us', time_zone=None)", "Float64", "raw", "Float64"),
    ]
    assert column(book, "id") == ["000", "001", "002", "003", "004", None]
    assert column(book, "when")[3:] == [datetime(2023, 3, 18), datetime(2023, 3, 19, 6), None]
    assert column(book, "amount") == [0.5, 1.5, 2.5, 3.5, 4.5, None]
    assert column(book, "mixed") == [True, "#DIV/0!", 1.5, 0.5, "#N/A", None]
    assert column(book, "b", "Below") == [None, None, None]


def test_a_value_reads_back_as_it_was_written(book, value):
    book.apply([EditCells("T", "mixed", dict.fromkeys((4, 5, 6, 7, 8), value))])
    assert column(book, "mixed") == [value] * 5 + [None]
    book.apply([EditCells("T", "when", {5: value}), EditCells("T", "id", {9: value})])
    moment = datetime.combine(value, time()) if type(value) is date else value
    assert column(book, "when")[1] == moment
    held = column(book, "id")[-1]
    assert (held, type(held)) == (value, type(value))


def test_edits_in_a_row_and_here_and_there(book):
    book.apply(
        [
            EditCells("T", "id", {4: "a", 6: "c", 8: "e"}),
            EditCells("T", "amount", {4: 1, 5: 2, 8: None}),
            EditCells("T", "amount", {5: 3}),
        ]
    )
    assert column(book, "id") == ["a", "001", "c", "003", "e", None]
    assert column(book, "amount") == [1, 3, 2.5, 3.5, None, None]


def test_new_rows_fill_blank_ones_first(book):
    book.apply(
        [AppendRows("T", {"id": ["6", "7"], "when": [date(2024, 1, 1), None], "amount": [1, 2]})]
    )
    assert book.tables()["T"].extent.a1 == "B3:F10"
    assert column(book, "id")[-2:] == ["6", "7"]
    assert column(book, "when")[-2:] == [datetime(2024, 1, 1), None]
    assert column(book, "mixed")[-2:] == [None, None]
    book.apply([AppendRows("T", {"id": ["8"]}), EditCells("T", "mixed", {11: 5})])
    assert book.tables()["T"].extent.a1 == "B3:F11"
    assert column(book, "mixed")[-1] == 5
    assert book.tables()["T"].calculated == ("double",)


def test_new_rows_go_below_what_was_typed_below(book):
    book.apply([AppendRows("Below", {"a": ["new"], "b": [1]})])
    assert book.tables()["Below"].extent.a1 == "B13:C17"
    assert column(book, "a", "Below") == ["x", "y", "typed below", "new"]
    assert column(book, "b", "Below") == [None, None, None, 1]


def test_a_new_column(book):
    book.apply([EditCells("Below", "mine", {14: "p"}), AppendRows("Below", {"mine": ["q"]})])
    assert book.tables()["Below"].headers == ("a", "b", "mine")
    assert book.tables()["Below"].extent.a1 == "B13:D17"
    assert column(book, "mine", "Below") == ["p", None, None, "q"]


def test_rows_and_columns_that_were_added_go_again(book):
    before = state(book)
    book.apply([EditCells("Below", "mine", {14: "p"}), AppendRows("Below", {"a": ["q", "r"]})])
    book.apply(
        [
            EditCells("Below", "mine", {14: None}),
            RemoveRows("Below", [17, 18], last_row=16),
            RemoveColumns("Below", ["mine", "never there"]),
        ]
    )
    assert state(book) == before


def test_a_removed_row_keeps_its_formula(book):
    book.apply([RemoveRows("T", [8])])
    assert book.tables()["T"].extent.a1 == "B3:F9"
    assert column(book, "id") == ["000", "001", "002", "003", None, None]
    assert book.tables()["T"].calculated == ("double",)


REFUSED = {
    "no such table": (EditCells("X", "id", {4: 1}), TableMissingError, "table.missing"),
    "outside": (EditCells("T", "id", {10: 1}), TableBlockedError, "table.row_outside"),
    "in the way": (AppendRows("T", {"id": ["x"] * 6}), TableBlockedError, "table.blocked"),
    "a remark": (AppendRows("Below", {"a": ["x"] * 4}), TableBlockedError, "table.blocked"),
    "totals": (AppendRows("Summed", {"n": [1, 2]}), TableBlockedError, "table.totals"),
    "too long": (EditCells("T", "id", {4: "x" * 32_768}), BookWriteError, "cell.too_long"),
    "an array": (EditCells("Array", "spread", {5: 1}), TableBlockedError, "table.formula_block"),
    "a filled column": (RemoveColumns("Below", ["b", "a"]), TableBlockedError, "table.blocked"),
    "not the last": (RemoveColumns("Below", ["a"]), TableBlockedError, "table.column_inside"),
    "somebody else's": (RemoveRows("T", [20]), TableBlockedError, "table.row_outside"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_changes_nothing(book, case):
    patch, error, code = REFUSED[case]
    before = state(book)
    with pytest.raises(error) as caught:
        book.apply([EditCells("T", "amount", {4: 99}), patch])
    assert caught.value.code == code
    assert state(book) == before


def sheet(**others):
    cells = {
        Address(1, 1): Cell("Title", style=Style(bold=True, size=18, color="#1F6F8B")),
        Address(3, 1): Cell("name"),
        Address(3, 2): Cell("share"),
        Address(3, 3): Cell("on"),
        Address(4, 1): Cell("=not a formula", link="Data!B4", note="remark"),
        Address(4, 2): Cell(0.25, style=Style(number_format="0%")),
        Address(4, 3): Cell(date(2024, 5, 1), style=Style(number_format="yyyy-mm-dd")),
        Address(5, 1): Cell("007"),
        Address(5, 2): Cell(0.5, formula="B4*2", style=Style(number_format="0%")),
        Address(5, 3): Cell(None),
    }
    table = TableSpec("Made", Extent.parse("A3:C5"), ("name", "share", "on"))
    return WriteSheet("dashboard", "Dashboard", cells, tables=(table,), **others)


def test_a_sheet_of_ours_is_found_again(book):
    assert book.sheet_title("dashboard") == ""
    book.apply([sheet()])
    assert book.sheet_title("dashboard") == "Dashboard (CRM)"
    assert book.sheet_titles() == ["Data", "Dashboard", "Dashboard (CRM)"]
    assert column(book, "name", "Made") == ["=not a formula", "007"]
    assert column(book, "share", "Made") == [0.25, 0.5]
    assert column(book, "on", "Made") == [date(2024, 5, 1), None]
    before = state(book)
    book.apply([sheet()])
    assert state(book) == before
    assert book.sheet_titles() == ["Data", "Dashboard", "Dashboard (CRM)"]


def test_edits_and_sheets_go_together(book):
    with pytest.raises(TableMissingError):
        book.apply([sheet(), EditCells("X", "id", {4: 1})])
    assert book.sheet_title("dashboard") == ""
    book.apply([sheet(), EditCells("T", "id", {4: "x"})])
    assert book.sheet_title("dashboard") == "Dashboard (CRM)"
    assert column(book, "id")[0] == "x"
