"""Rows edited with a few steps each are byte for byte those edited row by row."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Address
from xlcrm.opc import dense_cells
from xlcrm.opc.cell_edits import CellWriter, ColumnEdits, Edit
from xlcrm.opc.cell_values import CellReader, attribute
from xlcrm.opc.cuts import Cuts
from xlcrm.opc.dense_cells import DenseCells
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.part_text import Forward
from xlcrm.opc.row_blocks import SheetError
from xlcrm.opc.sheet_xml import SheetXml
from xlcrm.opc.splice import LockedCellError, Splicer
from xlcrm.workbook import staged_cells
from xlcrm.workbook.staged_cells import StagedCells

SHARED = ["x", "y"]
LETTERS = "ABCDE"
CELLS = st.sampled_from(
    [
        "",
        "",
        '<c r="{c}{n}"/>',
        '<c r="{c}{n}" s="2"/>',
        '<c r="{c}{n}"><v>7</v></c>',
        '<c r="{c}{n}" s="3"><v>7.5</v></c>',
        '<c r="{c}{n}" t="s"><v>0</v></c>',
        '<c r="{c}{n}" s="2" t="s"><v>1</v></c>',
        '<c r="{c}{n}" t="inlineStr" s="1"><is><t>x</t></is></c>',
        '<c r="{c}{n}" t="b"><v>1</v></c>',
        '<c r="{c}{n}" t="str"><f>A1</f><v>x</v></c>',
        '\n<c r="{c}{n}"><v>7</v></c>',
    ]
)
RARE = st.sampled_from(
    [
        '<c r="{l}{n}"><v>7</v></c>',
        '<c r="{c}{n}" t="str"><v><![CDATA[</row>]]></v></c>',
        '<c r="{c}9"><v>7</v></c>',
        '<c r="A{n}"><v>1</v></c>',
        "<c r='{c}{n}'><v>7</v></c>",
        "<!-- -->",
    ]
)
VALUES = st.sampled_from(["x", "y", "& z", " ", 7, 7.5, 1, True, date(2024, 1, 2), None])
ROW = st.tuples(
    st.sampled_from(["", ' spans="1:3"', ' ht="9" spans="1:5" x="1"']),
    st.lists(CELLS, min_size=5, max_size=5),
    st.sampled_from(["", "", "", "\n", "<extLst/>"]),
)


def sheet_of(rows, rare: list[tuple[int, str]]) -> SheetXml:
    text = ""
    for number, row in enumerate(rows, 2):
        if row is None:
            continue
        attributes, cells, after = row
        odd = dict(rare) if number == 4 else {}
        made = "".join(
            odd.get(at, cell).format(c=LETTERS[at], l=LETTERS[at].lower(), n=number)
            for at, cell in enumerate(cells)
        )
        text += (
            f'<row r="{number}"{attributes}>{made}{after}</row>' if made else f'<row r="{number}"/>'
        )
    return SheetXml(f"<worksheet><sheetData>{text}</sheetData></worksheet>".encode())


def spliced(sheet: SheetXml, edits: StagedCells) -> object:
    def style_at(place: Address) -> int:
        row = sheet.row(place.row)
        cell = sheet.cells_at(row, [place.column]).get(place.column) if row else None
        return int(attribute(cell.attributes, b"s") or b"0") if cell else 10 + place.column

    def restyle(style: int, value: object) -> int:
        return style + 50 * isinstance(value, date)

    reader = CellReader(SHARED.__getitem__, lambda _: Shown.NUMBER, epoch_1904=False)
    splicer = Splicer(
        sheet,
        reader,
        lambda index, text: SHARED[index] == text,
        CellWriter(b"", style_at, restyle, epoch_1904=False),
    )
    cuts = Cuts()
    try:
        for made in splicer.splice(edits, []):
            cuts.keep(made)
    except (SheetError, LockedCellError) as error:
        return type(error)
    body = Forward(sheet.source.chunks(sheet.first, sheet.last), sheet.first)
    return b"".join(cuts.over(body, sheet.last)), splicer.formulas_gone


@given(
    rows=st.lists(st.one_of(st.none(), ROW, ROW, ROW), max_size=7),
    rare=st.one_of(st.just([]), st.lists(st.tuples(st.integers(0, 4), RARE), max_size=1)),
    columns=st.lists(
        st.tuples(
            st.integers(1, 5),
            st.dictionaries(st.integers(2, 7), VALUES, min_size=1),
            st.integers(2, 9),
        ),
        min_size=1,
        max_size=3,
    ),
    single=st.dictionaries(st.tuples(st.integers(2, 7), st.integers(1, 5)), VALUES, max_size=1),
)
def test_the_same_bytes(rows, rare, columns, single) -> None:
    results = []
    for dense in (True, False):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(staged_cells, "MANY", 1)
            if not dense:
                patched.setattr(DenseCells, "row", lambda *_: None)
            edits = StagedCells()
            for column, values, first in columns:
                edits.put_column(ColumnEdits(column, values, sorted(values), first))
            for (row, column), value in single.items():
                edits.put(row, column, Edit(value))
            sheet = sheet_of(rows, rare)
            results.append(spliced(sheet, edits))
    assert results[0] == results[1]


def dense_of(text: bytes, values: dict[int, object], column: int = 2) -> DenseCells:
    rows = [
        (int(match[1]), match.start(), match.end())
        for match in re.finditer(rb'<row r="(\d+)".*?</row>', text)
    ]
    writer = CellWriter(b"", lambda _: 0, lambda style, _: style, epoch_1904=False)
    edits = ColumnEdits(column, values, sorted(values), 1)
    return DenseCells(text, rows, [edits], writer, lambda *_: False)


def made(text: bytes, values: dict[int, object], row: int = 1, column: int = 2) -> bytes | None:
    cuts = dense_of(text, values, column).row(row)
    if cuts is None:
        return None
    for start, end, new in reversed(cuts):
        text = text[:start] + new + text[end:]
    return text


def test_what_the_common_way_writes() -> None:
    there = b'<row r="1" spans="1:3"><c r="A1"/><c r="B1" s="4"><v>1</v></c><c r="C1"/></row>'
    assert made(there, {1: 2.5}) == there.replace(b"<v>1</v>", b"<v>2.5</v>")
    lacks = b'<row r="1" spans="1:3"><c r="A1"/><c r="C1"/></row>'
    put = b'<row r="1"><c r="A1"/><c r="B1"><v>7</v></c><c r="C1"/></row>'
    assert made(lacks, {1: 7}) == put
    last = b'<row r="1"><c r="A1"/><c r="C1"/><c r="AA1"><v>7</v></c></row>'
    assert made(lacks, {1: 7}, column=27) == last
    assert made(lacks, {1: None}) == lacks


@pytest.mark.parametrize(
    "text",
    [
        b'<row r="1"><c r="B1"><f>1</f><v>1</v></c></row>',
        b'<row r="1"><c r="C1"/><c r="A1"/></row>',
        b'<row r="1"><c r="A1"/><c r="b1"/></row>',
        b'<row r="1"><c r="A1"/><c r="C2"/></row>',
        b'<row r="1"><c r="A."/><c r="C1"/></row>',
        b'<row r="1"><c r="A11"/><c r="C1"/></row>',
        b'<row r="1"><c r="A1"/><extLst/></row>',
        b'<row r="1"><c r="A1"/>\n</row>',
    ],
)
def test_what_is_left_to_the_other_way(text: bytes) -> None:
    assert made(text, {1: 7}) is None


def test_a_column_of_different_values_is_not_remembered_whole(monkeypatch) -> None:
    monkeypatch.setattr(dense_cells, "_REMEMBERED", 2)
    rows = b"".join(b'<row r="%d"><c r="B%d" s="%d"/></row>' % (n, n, n) for n in range(1, 9))
    dense = dense_of(rows, dict.fromkeys(range(1, 9), 1) | {3: 2, 4: 3})
    texts = [cut[2] for n in range(1, 9) for cut in dense.row(n) or ()]
    assert texts[2] == b'<c r="B3" s="3"><v>2</v></c>'
    assert len(texts) == 8
    assert len(dense._styles) <= 2
    assert len(dense._columns[0]._rests) <= 2
