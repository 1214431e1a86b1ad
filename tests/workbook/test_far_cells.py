"""Cells so far out that the fast reader would end the process: found in sheets of any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Extent
from xlcrm.workbook import far_cells
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.far_cells import Watched

ROW = '<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>x</t></is></c></row>'
FAR = [
    '<c r="XFD1048576"/>',
    '<c s="1" r="XFD1048576"><v>1</v></c>',
    "<c r='XFD1048576'/>",
    '<c  r = "XFD1048576"/>',
    '<c\n r="xfd1048576"/>',
    '<x:c r="XFD1048576"/>',
    '<c r="ABCD1"/>',
    '<c r="A12345678"/>',
]


def reaches_far(pieces: list[bytes], extent: Extent | None) -> bool:
    watched = Watched(pieces, extent)
    assert list(watched) == pieces
    return watched.far


def sheet(inside: str, place: int) -> bytes:
    rows = [ROW.format(n=n) for n in range(1, 60)]
    rows.insert(place, f"<row>{inside}</row>")
    return f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


@pytest.mark.parametrize("extent", ["A1:B60", None])
@given(inside=st.sampled_from(FAR), place=st.integers(0, 59), size=st.integers(1, 500))
def test_found_wherever_pieces_end(extent: str | None, inside: str, place: int, size: int) -> None:
    data = sheet(inside, place)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert reaches_far(pieces, Extent.parse(extent) if extent else None)


@pytest.mark.parametrize("inside", ["", "<c/>", "<cx r='1'/>", '<c r="ZZ99"/>', "<c r='C3'/>"])
@given(size=st.integers(1, 500))
def test_what_there_is_room_for(inside: str, size: int) -> None:
    data = sheet(inside, 30)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert not reaches_far(pieces, Extent.parse("A1:B60"))


def test_a_tag_without_an_end(monkeypatch) -> None:
    monkeypatch.setattr(far_cells, "_TAG_LIMIT", 100)
    assert reaches_far([b"<c ", *[b" " * 60] * 3], None)
    assert not reaches_far([b"<t>", *[b"x" * 60] * 3, b"</t>"], None)


def test_a_large_sheet_with_a_far_cell_is_read(raw_book) -> None:
    """More than 16 MB: the fast reader would ask for half a terabyte and end the process."""
    filler = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 500_000))
    data = (
        '<dimension ref="A1:A2"/><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row>'
        f'<row r="2"><c r="A2"><v>7</v></c></row>{filler}'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    assert len(data) > 16 << 20
    assert list(ClosedWorkbook.open(raw_book(data, "A1:A2", ["a"])).read("T").columns[0]) == [7]
