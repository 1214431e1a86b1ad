"""Where texts are still shown, and which shared texts are in use, in blocks and by cells."""

from pathlib import Path

import pytest

from xlcrm.errors import BookDamagedError
from xlcrm.opc import draft
from xlcrm.opc.book import Book
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.patches import EditCells
from xlcrm.workbook import mentioning
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.mentioning import Mention, mentions

HEADER = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
ROWS = (
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>40722123456</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>4.0722123456E10</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>by ANN &amp; co.</t></is></c></row>'
    '<row r="5"><c r="A5" t="inlineStr"><is><r><t>an</t></r><r><t>n &amp; Co</t></r></is></c>'
    '<c r="B5" t="str"><f>"ann &amp; co"&amp;"x"</f><v>y</v></c></row>'
    "<row r='6'><c r='A6' t='s'><v>2</v></c></row>"
    '<row r="7"><c r="A7" t="s"><v>2</v></c><c r="B7"><v>0.5</v></c></row>'
)
SHARED = ["<t>Ann &amp; Co</t>", "<t>x</t>", "<t>y</t>"]
FOUND = ["A2", "B2", "B3", "A4", "A5", "B5"]


@pytest.fixture(params=[1 << 20, 0], ids=["held", "streamed"])
def book(raw_book, request, monkeypatch) -> Path:
    monkeypatch.setattr(draft, "_HELD", request.param)
    return raw_book(f"<sheetData>{HEADER}{ROWS}</sheetData>", "A1:B7", ["a", "b"], shared=SHARED)


def test_all_mentions_are_found(book: Path) -> None:
    found = mentions(book, ["ann & co", "40722123456"])
    assert found == [Mention("Data", cell) for cell in FOUND]
    assert mentions(book, ["nobody"]) == mentions(book, []) == []


def test_only_blocks_that_may_mention_are_looked_at_cell_by_cell(raw_book, monkeypatch) -> None:
    rows = '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1.5</v></c></row>'
    path = raw_book(f"<sheetData>{HEADER}{rows}</sheetData>", "A1:B2", ["a", "b"], shared=SHARED)
    monkeypatch.setattr(mentioning, "_shown", None)
    assert mentions(path, ["ann & co"]) == []


def test_of_a_plain_block_only_rows_that_may_mention_are_looked_at(raw_book, monkeypatch) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 2}</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(2, 8)
    )
    rows += '<row r="8"><c r="A8" t="inlineStr"><is><t>Ann &amp; Co</t></is></c></row>'
    path = raw_book(f"<sheetData>{HEADER}{rows}</sheetData>", "A1:B8", ["a", "b"], shared=SHARED)
    shown, seen = mentioning._shown, []
    monkeypatch.setattr(
        mentioning, "_shown", lambda *cell: seen.append(shown(*cell)) or shown(*cell)
    )
    assert [one.cell for one in mentions(path, ["ann & co"])] == ["A2", "A4", "A6", "A8"]
    assert seen == ["Ann & Co\n", "2\n", "Ann & Co\n", "4\n", "Ann & Co\n", "6\n", "Ann & Co\n"]


@pytest.mark.parametrize(
    "row", ['<row r="2"><c r="A2" t="s"><v>9x</v></c>', '<row r="2"><c r="A3"><v>1</v></c></row>']
)
def test_a_damaged_sheet_is_a_typed_refusal(raw_book, row: str) -> None:
    path = raw_book(f"<sheetData>{HEADER}{row}</sheetData>", "A1:B2", ["a", "b"], shared=SHARED)
    before = path.read_bytes()
    with pytest.raises(BookDamagedError):
        mentions(path, ["a" * 7, "1"])
    assert path.read_bytes() == before


def test_the_shared_texts_of_a_block(book: Path) -> None:
    with Package.open(book) as package:
        opened = Book(Draft(package))
        sheet = opened.draft.sheet(opened.sheets()[0].part)
        found = [mentioning.shared_in(sheet, place, text) for place, text in sheet.blocks()]
    assert set().union(*found) == {0, 1, 2}


@pytest.mark.parametrize("row", [2, 6])
def test_a_shared_text_goes_with_the_last_cell_that_shows_it(book: Path, row: int) -> None:
    ClosedWorkbook.open(book).apply([EditCells("T", "a", {row: None})], {"Ann & Co", "y"})
    with Package.open(book) as package:
        data = package.read("xl/sharedStrings.xml")
    assert (b"Ann" in data) == (row != 2)
    assert b"<t>x</t>" in data
    assert b"<t>y</t>" in data  # another cell shows it
