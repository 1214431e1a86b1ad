"""A sheet that comes in pieces has the same rows and cells as one that is at hand."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.opc import row_blocks, sheet_xml
from xlcrm.opc.sheet_xml import SheetError, SheetXml

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Pieces:
    """A part that comes in pieces of a given size."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size = data, size

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        data = self.data[start:end]
        yield from (data[at : at + self.size] for at in range(0, len(data), self.size))

    def read(self, start: int, end: int) -> bytes:
        return self.data[start:end]


ROWS = st.lists(
    st.sampled_from(
        [
            "<row r='{n}'><c r='A{n}'><v>1</v></c></row>",
            '<row r="{n}" spans="1:2"><c r="A{n}"/><c r="B{n}" t="inlineStr"><is><t>x</t></is></c></row>',
            "<row/>",
            "<row><c><v>7</v></c></row>",
            "<!-- <row r='1'/> </sheetData> -->",
            '<row r="{n}"><c r="A{n}" t="str"><v><![CDATA[</row></sheetData><row r="1"/>]]></v></c></row>',
            "\n  ",
            '<row r="{n}"><c r="C{n}"><f t="array" ref="C{n}:D{n}">1</f></c></row>',
        ]
    ),
    max_size=12,
)


def document(rows: list[str], prefix: str) -> bytes:
    body = "".join(row.replace("{n}", str(number)) for number, row in _numbered(rows))
    text = (
        f"<worksheet xmlns='{MAIN}'><cols/><sheetData>{body}</sheetData><pageMargins/></worksheet>"
    )
    if prefix:
        for name in ("worksheet", "sheetData", "row", "c ", "c>", "c/", "v>"):
            text = text.replace(f"<{name}", f"<x:{name}").replace(f"</{name}", f"</x:{name}")
    return text.encode()


def _numbered(rows: list[str]) -> Iterator[tuple[int, str]]:
    number = 0
    for row in rows:
        number += row.startswith("<row")
        yield number, row


def described(sheet: SheetXml) -> tuple:
    rows = [
        (row.number, row.start, row.end, row.text, [c.content for c in sheet.cells(row)])
        for row in sheet.rows(1, 100)
    ]
    cells = [(number, cell.column) for number, cell in sheet.cells_under([1, 2], 2, 9)]
    return rows, cells, sheet.arrays, sheet.head, sheet.opening, sheet.last, sheet.tail


@given(rows=ROWS, size=st.integers(1, 60), prefix=st.sampled_from(["", "x:"]))
def test_pieces_change_nothing(rows: list[str], size: int, prefix: str) -> None:
    data = document(rows, prefix)
    assert described(SheetXml(Pieces(data, size))) == described(SheetXml(data))


@given(rows=ROWS, size=st.integers(1, 60))
def test_cells_are_found_without_looking_up_rows(rows: list[str], size: int) -> None:
    data = document(rows, "")
    first, second = SheetXml(Pieces(data, size)), SheetXml(data)
    assert second.last_row >= 0
    found = [
        [(n, c.column) for n, c in sheet.cells_under([1, 3], 1, 50)] for sheet in (first, second)
    ]
    assert found[0] == found[1]


def test_tall_areas_are_scanned(monkeypatch) -> None:
    rows = ["<row r='{n}'><c r='A{n}'/></row>", '<row r="{n}"><c r="A{n}"><v>1</v></c></row>'] * 6
    data = document(rows, "")
    read = [(n, c.content) for n, c in SheetXml(data).cells_under([1], 1, 12)]
    monkeypatch.setattr(sheet_xml, "_TALL", 1)
    monkeypatch.setattr(sheet_xml, "_STEP", 50)
    scanned = SheetXml(Pieces(data, 40))
    assert [(n, c.content) for n, c in scanned.cells_under([1], 1, 12)] == read
    assert scanned.last_row == 12
    assert [(n, c.content) for n, c in scanned.cells_under([1], 1, 12)] == read


def test_rows_and_tails_without_an_end_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(row_blocks, "_ROW_LIMIT", 100)
    monkeypatch.setattr(row_blocks, "_TAIL_LIMIT", 100)
    long = "<row r='{n}'>" + "<c/>" * 60 + "</row>"
    for data in (
        document([long], ""),
        document([], "") + b" " * 200,
        document(["<row/>"], "")[:-40],
    ):
        with pytest.raises(SheetError):
            _ = SheetXml(Pieces(data, 30)).last_row


@pytest.mark.parametrize(
    "row", ['<row r="1048577"/>', "<row r='1048577'/>", f'<row r="{"9" * 40}"/>']
)
def test_rows_beyond_the_sheet_are_refused(row: str) -> None:
    with pytest.raises(SheetError):
        _ = SheetXml(document([row], "")).last_row
