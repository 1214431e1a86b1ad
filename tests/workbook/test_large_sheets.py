"""Large sheets are edited while they stream, with the very result that small ones have."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.errors import BookDamagedError, BookWriteError, TableBlockedError
from xlcrm.opc import draft, part_text, streamed
from xlcrm.opc.package import Package
from xlcrm.patches import AppendRows, EditCells, RemoveColumns, RemoveRows
from xlcrm.workbook import sheet_edits
from xlcrm.workbook.closed import ClosedWorkbook

SHEET = "xl/worksheets/sheet1.xml"
HEADER = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'


def stream(patched: pytest.MonkeyPatch) -> None:
    """Makes all sheets count as large, and come in pieces so small that rows lie across them."""
    chunks = Package.chunks

    def cut(self, name, *, checked=True):
        for chunk in chunks(self, name, checked=checked):
            yield from (chunk[at : at + 37] for at in range(0, len(chunk), 37))

    patched.setattr(draft, "_HELD", 0)
    patched.setattr(part_text, "_KEPT", 100)
    patched.setattr(streamed, "_IN_MEMORY", 1)
    patched.setattr(sheet_edits, "_WINDOW", 1)
    patched.setattr(Package, "chunks", cut)


@pytest.fixture
def tall_book(raw_book) -> Path:
    rows = "".join(
        f'<row r="{n}" spans="1:2"><c r="A{n}" t="s"><v>{n % 3}</v></c>'
        f'<c r="B{n}"{" s=" + chr(34) + "1" + chr(34) if n % 2 else ""}><v>{n}</v></c></row>'
        for n in range(2, 41)
        if n % 7
    )
    data = f'<dimension ref="A1:B40"/><sheetData>{HEADER}{rows}</sheetData>'
    after = '<conditionalFormatting sqref="A2:B40"/>'
    texts = ["<t>x</t>", "<t>y &amp; z</t>", "<r><t>ri</t></r><r><t>ch</t></r>"]
    return raw_book(data, "A1:B40", ["a", "b"], after=after, shared=texts)


PATCHES = st.lists(
    st.one_of(
        st.builds(
            EditCells,
            st.just("T"),
            st.sampled_from(["a", "b", "c"]),
            st.dictionaries(
                st.integers(2, 40), st.sampled_from(["x", "y & z", "rich", 7, 8.5, None])
            ),
        ),
        st.builds(
            AppendRows,
            st.just("T"),
            st.dictionaries(
                st.sampled_from(["a", "d"]), st.lists(st.sampled_from([1, "q", None])), max_size=2
            ),
        ),
        st.builds(
            RemoveRows,
            st.just("T"),
            st.lists(st.integers(2, 40), max_size=9),
            st.one_of(st.none(), st.integers(2, 40)),
        ),
        st.builds(RemoveColumns, st.just("T"), st.just(["c", "d"])),
    ),
    max_size=4,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(patches=PATCHES)
def test_streaming_changes_nothing(tall_book: Path, tmp_path: Path, patches) -> None:
    results = []
    for large in (False, True):
        copy = tmp_path / f"copy-{large}.xlsx"
        copy.write_bytes(tall_book.read_bytes())
        with pytest.MonkeyPatch.context() as patched:
            if large:
                stream(patched)
            try:
                ClosedWorkbook.open(copy, keep=0).apply(patches)
            except TableBlockedError as error:
                results.append((error.code, error.parameters))
            else:
                results.append(copy.read_bytes())
    assert results[0] == results[1]


def test_a_large_sheet_is_never_read_whole(tall_book: Path, monkeypatch) -> None:
    stream(monkeypatch)
    read = Package.read

    def refuse(self, name: str) -> bytes:
        assert name != SHEET
        return read(self, name)

    monkeypatch.setattr(Package, "read", refuse)
    book = ClosedWorkbook.open(tall_book)
    book.apply([EditCells("T", "a", {5: "new"}), AppendRows("T", {"a": ["end"], "c": [1]})])
    assert book.tables()["T"].extent.a1 == "A1:C41"


def test_a_large_sheet_that_is_damaged_is_refused(tall_book: Path, monkeypatch) -> None:
    stream(monkeypatch)
    content = bytearray(tall_book.read_bytes())
    name = content.rindex(SHEET.encode())
    content[name - 46 + 16] ^= 1  # its checksum in the directory
    tall_book.write_bytes(content)
    with pytest.raises(BookDamagedError):
        ClosedWorkbook.open(tall_book).apply([EditCells("T", "a", {5: "new"})])
    assert tall_book.read_bytes() == content
    assert [item.name for item in tall_book.parent.iterdir()] == [tall_book.name]


def test_a_text_that_is_too_long_is_named_wherever_it_stands(plain_book: Path) -> None:
    texts = ["x"] * 300 + ["y" * 40_000]
    with pytest.raises(BookWriteError) as caught:
        ClosedWorkbook.open(plain_book).apply([AppendRows("T", {"note": texts})])
    assert caught.value.parameters["cell"] == "E309"


def test_appended_rows_keep_the_format_of_the_row_above_them(plain_book: Path) -> None:
    days = [date(2024, 1, day) for day in range(1, 29)]
    book = ClosedWorkbook.open(plain_book)
    book.apply([AppendRows("T", {"when": days}), AppendRows("T", {"when": days})])
    assert list(book.read("T").column("when"))[5:] == days * 2
    sheet = openpyxl.load_workbook(plain_book)["Data"]
    assert {sheet.cell(row, 3).number_format for row in range(4, 65)} == {"yyyy-mm-dd"}
