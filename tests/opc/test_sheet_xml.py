"""Sheets' bytes: rows and cells are found in any form that the standard allows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import MAX_ROW
from xlcrm.opc.plain_tables import filled_runs
from xlcrm.opc.sheet_xml import SheetError, SheetXml

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(body: str, *, prefix: str = "") -> SheetXml:
    own = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return SheetXml(f'<{prefix}worksheet {own}="{MAIN}">{body}</{prefix}worksheet>'.encode())


def found(made: SheetXml) -> list[tuple[int, int, bytes | None]]:
    rows = made.rows(1, 1 << 20)
    return [(row.number, cell.column, cell.content) for row in rows for cell in made.cells(row)]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        ("<sheetData/>", []),
        ("<sheetData></sheetData>", []),
        ("<sheetData ><row r='2'/><row r='3'></row></sheetData >", []),
        ('<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>', [(2, 2, b"<v>1</v>")]),
        (
            "<sheetData><row><c><v>1</v></c><c/><c r='E1' s='1'/></row><row><c/></row></sheetData>",
            [(1, 1, b"<v>1</v>"), (1, 2, None), (1, 5, None), (2, 1, None)],
        ),
        (
            "<sheetData><!--<row><c/></row>--><row\n r = '4' ><c\tr='A4'></c></row></sheetData>",
            [(4, 1, b"")],
        ),
        (
            (
                "<cols><col min='1' max='1'/></cols><sheetData><row r='1'><c r='A1' t='inlineStr'>"
                "<is><t><![CDATA[</row><c r='B1'/>]]></t></is></c></row></sheetData>"
            ),
            [(1, 1, b"<is><t><![CDATA[</row><c r='B1'/>]]></t></is>")],
        ),
    ],
)
def test_cells_are_found(body: str, cells: list) -> None:
    assert found(sheet(body)) == cells


def test_prefixed_cells_are_found() -> None:
    body = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    assert found(sheet(body, prefix="x:")) == [(1, 1, b"<x:v>1</x:v>")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1251"])
def test_other_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text += f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>я</v></c></row>'
    made = SheetXml((text + "</sheetData></worksheet>").encode(encoding))
    assert found(made) == [(1, 1, "<v>я</v>".encode())]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<sheetData>",
        "<sheetData><row r='2'/><row r='1'/></sheetData>",
        "<sheetData><row r='2'/><row r='2'/></sheetData>",
        "<sheetData><row r='1'><c r='B1'/><c r='A1'/></row></sheetData>",
        "<sheetData><row r='1'><c r='A2'/></row></sheetData>",
        "<sheetData><row r='1'><c r='what'/></row></sheetData>",
    ],
)
def test_what_cannot_be_edited_safely_is_refused(body: str) -> None:
    with pytest.raises(SheetError):
        found(sheet(body))


@pytest.mark.parametrize("height", [10, 3000])
def test_cells_under_columns_are_the_same_by_row_and_by_scan(height: int) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"/><c r="B{n}"><v>{n}</v></c><c r="AB{n}"/></row>'
        for n in range(1, height + 1)
    )
    for made in (
        sheet(f"<sheetData>{rows}</sheetData>"),
        sheet(f"<sheetData>{rows}<!----></sheetData>"),
    ):
        cells = [(row, cell.column) for row, cell in made.cells_under([2, 28], 2, height - 1)]
        assert cells == [(n, column) for n in range(2, height) for column in (2, 28)]


@pytest.mark.parametrize("row", [b"<row/>", b"<row></row>"])
def test_more_rows_than_a_sheet_has(row: bytes) -> None:
    """Short ones, of which an archive of a few kilobytes holds millions."""
    start, end = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
    assert SheetXml(start + row * MAX_ROW + end).last_row == MAX_ROW
    with pytest.raises(SheetError):
        _ = SheetXml(start + row * (MAX_ROW + 1) + end).last_row


def test_a_row_beyond_the_last() -> None:
    with pytest.raises(SheetError):
        _ = sheet('<row r="1048577"/>').last_row


_ROWS = {
    "number": '<row r="{n}"><c r="A{n}"><v>1</v></c></row>',
    "inline": '<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>a</t></is></c></row>',
    "formula": '<row r="{n}"><c r="A{n}"><f>1+1</f></c></row>',
    "spaced": '<row r="{n}"><c r="A{n}"><v>1</v></c></row >',
    "comment": '<row r="{n}"><!-- </v></row> --><c r="A{n}"/></row>',
    "blank": '<row r="{n}"><c r="A{n}" s="1"/></row>',
    "empty": '<row r="{n}"/>',
    "none": "",
}


@given(st.lists(st.sampled_from([*_ROWS, *["number"] * 4]), max_size=12))
def test_runs_of_filled_rows(kinds: list[str]) -> None:
    body = "".join(_ROWS[kind].format(n=number) for number, kind in enumerate(kinds, 1))
    runs = list(filled_runs(sheet(f"<sheetData>{body}</sheetData>")))
    within = {number for first, last in runs for number in range(first, last + 1)}
    filled = {"number", "inline", "formula", "spaced"}
    assert within == {number for number, kind in enumerate(kinds, 1) if kind in filled}
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(runs))


def test_a_row_that_is_left_out_ends_a_run() -> None:
    rows = "".join(_ROWS["number"].format(n=number) for number in (2, 3, 5, 6))
    assert list(filled_runs(sheet(f"<sheetData>{rows}</sheetData>"))) == [(2, 3), (5, 6)]
