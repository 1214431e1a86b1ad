"""Sheets that say what cannot be: read right where there is a right, else refused; never lost."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from soaking import trial
from soaking.blueprint import SHEET, Blueprint
from soaking.specimens import build

from xlcrm.cells import Address
from xlcrm.errors import BookDamagedError, BookWriteError
from xlcrm.patches import AppendRows, Cell, EditCells, WriteSheet
from xlcrm.workbook.closed import ClosedWorkbook

LIMIT = 32_767
MakeBook = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> MakeBook:
    """A book whose rows were changed: `book({before: after}, more="<row .../>")`."""

    def make(
        replaced: dict[str, str] | None = None, *, more: str = "", dimension: str = "A1:D4"
    ) -> Path:
        made = Blueprint()
        rows = made.sheet["sheetData"]
        for before, after in (replaced or {}).items():
            assert before in rows
            rows = rows.replace(before, after)
        made.sheet |= {
            "sheetData": rows + more,
            "dimension": f'<dimension ref="{dimension}"/>',
        }
        path = tmp_path / "book.xlsx"
        path.write_bytes(made.built())
        return path

    return make


def column(path: Path, number: int) -> list[object]:
    return list(ClosedWorkbook.open(path).read("T").columns[number])


@pytest.mark.parametrize(
    "dimension", ["A1:XFD1048576", "XFD1048576", "A1", "A1:XFE9", "A0", "Z9:A1", "all", ""]
)
def test_a_dimension_that_lies(book: MakeBook, dimension: str) -> None:
    path = book(dimension=dimension)
    assert column(path, 2) == [1.5, 3, -7]
    assert trial.run(path) == "saved with an edit"


def test_a_cell_in_the_last_corner(book: MakeBook) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = book(more=corner, dimension="A1:XFD1048576")
    assert column(path, 0) == ["001", "002", "003"]
    assert trial.run(path) == "saved with an edit"


@pytest.mark.parametrize("dimension", ["A1:D4", "A1", "A1:Z99"])
def test_a_cell_in_the_last_corner_of_which_the_dimension_says_nothing(
    book: MakeBook, dimension: str
) -> None:
    """The fast reader would ask for half a terabyte and end the process."""
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = book(more=corner, dimension=dimension)
    assert column(path, 0) == ["001", "002", "003"]
    inside = book({'r="B2"': 'r="XFD1048576"'}, dimension=dimension)
    assert trial.run(inside).startswith(("saved", "book.damaged"))


@pytest.mark.parametrize(
    "more",
    [
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="5"><c r="XFE5"><v>1</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="-5"/>',
        '<row r="5"><c r="A6"><v>1</v></c></row>',
        '<row r="5"><c r="5A"><v>1</v></c></row>',
        '<row r="5"><c r="B5"/><c r="A5"/></row>',
    ],
)
def test_rows_and_cells_that_cannot_be(book: MakeBook, more: str) -> None:
    """Read or refused, but what is there is never written over."""
    path = book(more=more, dimension="A1:XFD1048577")
    told = trial.run(path)
    assert told == "book.damaged" or told.startswith("saved")


def test_texts_of_any_length_are_read_whole_and_kept(book: MakeBook) -> None:
    path = book({"<t>001</t>": f"<t>{'x' * LIMIT}</t>", "<t>002</t>": f"<t>{'y' * 100_000}</t>"})
    assert column(path, 0) == ["x" * LIMIT, "y" * 100_000, "003"]
    assert trial.run(path) == "saved with an edit"
    assert column(path, 0) == ["x" * LIMIT, "y" * 100_000, "003"]


def test_texts_are_written_up_to_what_a_cell_holds(book: MakeBook) -> None:
    path = book()
    ClosedWorkbook.open(path).apply([EditCells("T", "note", {3: "x" * LIMIT})])
    assert column(path, 3)[1] == "x" * LIMIT
    before = path.read_bytes()
    sheet = WriteSheet("k", "K", {Address(1, 1): Cell("x" * (LIMIT + 1))})
    for patch in (
        EditCells("T", "note", {3: "x" * (LIMIT + 1)}),
        AppendRows("T", {"note": ["x" * (LIMIT + 1)]}),
        sheet,
    ):
        with pytest.raises(BookWriteError) as caught:
            ClosedWorkbook.open(path).apply([patch])
        assert caught.value.code == "cell.too_long"
        assert path.read_bytes() == before


TRICKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|'/c calc'!A0",
    "{=1}",
    "\t=1+1",
    "<r>x</r>",
    "<r><t>x</t></r>",
    "</t></is></c>",
    "]]>",
    "<!--",
    "&amp;&#0;",
    "_x0041_",
    "http://localhost:9/x",
    "  both sides  ",
    "two\nlines",
    "'quoted",
    "\U0001f600",
    "0012",
    "1e5",
    "TRUE",
    "#N/A",
]


@pytest.mark.parametrize("text", TRICKY)
def test_text_stays_text(book: MakeBook, text: str) -> None:
    """In an edited cell, an appended row and a sheet of ours; by our reader and by openpyxl."""
    path = book()
    sheet = WriteSheet("k", "K", {Address(1, 1): Cell(text, note=text)})
    ClosedWorkbook.open(path).apply(
        [EditCells("T", "note", {3: text}), AppendRows("T", {"note": [text]}), sheet]
    )
    assert [column(path, 3)[row] for row in (1, 3)] == [text, text]
    shown = text.replace("_x", "_x005F_x")  # openpyxl leaves escapes as they are
    loaded = openpyxl.load_workbook(path)
    for cell in (loaded["Data"]["D3"], loaded["Data"]["D5"], loaded["K"]["A1"]):
        assert cell.data_type in {"s", "e"}
        assert cell.value == shown


@pytest.mark.parametrize("text", ["\x00", "a\x01b\x1f", "\ud800x", "x\udfff", "\ufffe\uffff"])
def test_what_is_no_text_is_written_so_that_it_can_be_read(book: MakeBook, text: str) -> None:
    path = book()
    sheet = WriteSheet("k", text, {Address(1, 1): Cell(text, note=text)})
    ClosedWorkbook.open(path).apply([EditCells("T", "note", {3: text}), sheet])
    found = column(path, 3)[1]
    legible = "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c >= "\ufffe" else c for c in text)
    assert found == legible
    assert len(openpyxl.load_workbook(path).sheetnames) == 2


def test_escapes_are_read_once(book: MakeBook) -> None:
    path = book({"<t>001</t>": "<t>_x0041__x005F_x0041__xD800__x0000_</t>"})
    assert column(path, 0)[0] == "A_x0041__xD800_\x00"
    assert trial.run(path) == "saved with an edit"


def test_a_shared_text_that_is_not_there(book: MakeBook) -> None:
    path = book({'t="s"><v>1</v>': 't="s"><v>99</v>'})
    with pytest.raises(BookDamagedError):
        ClosedWorkbook.open(path).read("T")
    assert trial.run(path) == "saved"


@pytest.mark.parametrize("style", ["99", "4294967296", "9" * 30])
def test_a_style_that_is_not_there(book: MakeBook, style: str) -> None:
    path = book({' s="1"': f' s="{style}"'})
    assert column(path, 1) == [45000, 45001, 45002.5]
    assert trial.run(path) == "saved with an edit"


@pytest.mark.parametrize(
    ("written", "number", "moment"),
    [
        ("NaN", "NaN", "NaN"),
        ("1e308", 1e308, 1e308),
        ("-5", -5, -5),
        ("60", 60, 60),
        ("1e15", 1e15, 1e15),
        ("2958465", 2958465, date(9999, 12, 31)),
        ("0.5", 0.5, 0.5),
        ("45000.5", 45000.5, datetime(2023, 3, 15, 12)),
        ("\u0661", "\u0661", "\u0661"),
        ("0x1", "0x1", "0x1"),
        ("", None, None),
    ],
)
def test_numbers_that_are_none_and_dates_out_of_range(
    book: MakeBook, written: str, number: object, moment: object
) -> None:
    path = book({"<v>1.5</v>": f"<v>{written}</v>", "<v>45000</v>": f"<v>{written}</v>"})
    assert column(path, 2)[0] == number
    found = column(path, 1)[0]
    assert found == moment or (
        isinstance(found, datetime) and found.date() == moment and found.hour == 0
    )
    assert trial.run(path) == "saved with an edit"


def test_depth_in_a_cell(book: MakeBook) -> None:
    path = book({"<t>001</t>": "<r>" * 20_000 + "<t>001</t>" + "</r>" * 20_000})
    assert trial.run(path).startswith(("saved", "book.damaged"))


def test_a_million_empty_rows(tmp_path: Path) -> None:
    """As left behind where somebody formatted whole columns."""
    made = Blueprint()
    made.sheet["sheetData"] += "".join(f'<row r="{row}"/>' for row in range(5, 1_048_577))
    made.sheet["dimension"] = '<dimension ref="A1:D1048576"/>'
    path = tmp_path / "book.xlsx"
    path.write_bytes(made.built())
    book = ClosedWorkbook.open(path)
    book.apply([AppendRows("T", {"note": ["new"]})])
    assert list(book.read("T").columns[3]) == ["two runs", None, "001x", "new"]


def test_links_out_of_the_book_are_kept_and_never_followed(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build("external_links"))
    assert column(path, 2) == [1.5, 3, 5]
    assert trial.run(path) == "saved with an edit"
    with zipfile.ZipFile(path) as archive:
        assert b"[1]Prices!A1" in archive.read(SHEET)


@pytest.mark.parametrize("text", ["a\x01b", "&#xD800;"])
def test_a_character_that_xml_cannot_hold_is_the_files_fault(book: MakeBook, text: str) -> None:
    path = book(more=f'<row r="5"><c r="A5" t="inlineStr"><is><t>{text}</t></is></c></row>')
    before = path.read_bytes()
    with pytest.raises(BookDamagedError) as raised:
        ClosedWorkbook.open(path).apply([EditCells("T", "Amount", {2: 9})])
    assert raised.value.code == "book.damaged"
    assert "sheet" in raised.value.parameters["part"]
    assert path.read_bytes() == before


def test_what_is_wrong_with_a_row_is_said_in_plain_words(book: MakeBook) -> None:
    opened = ClosedWorkbook.open(book(more='<row r="-5"><c r="A5"><v>1</v></c></row>'))
    with pytest.raises(BookDamagedError) as raised:
        opened.apply([EditCells("T", "Amount", {2: 9})])
    assert raised.value.parameters["why"] == "row -5"
