"""Edits and appended rows: values land where they belong, all else keeps its bytes."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.errors import BookWriteError, TableBlockedError, TableMissingError
from xlcrm.opc.package import Package
from xlcrm.patches import AppendRows, EditCells
from xlcrm.workbook.closed import ClosedWorkbook

HEADER = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def apply(path: Path, *patches) -> None:
    ClosedWorkbook.open(path).apply(patches)


def cells(path: Path, table: str = "T") -> dict[str, list]:
    grid = ClosedWorkbook.open(path).read(table)
    return dict(zip(grid.place.headers, map(list, grid.columns), strict=True))


def part(path: Path, name: str = SHEET) -> str:
    with Package.open(path) as package:
        return package.read(name).decode()


def refused(path: Path, patch, code: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TableBlockedError) as caught:
        apply(path, patch)
    assert caught.value.code == code
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_edited_cells_keep_their_style_and_their_neighbours(plain_book: Path) -> None:
    before = part(plain_book)
    apply(plain_book, EditCells("T", "amount", {4: 7, 6: "free"}), EditCells("T", "note", {4: "x"}))
    assert cells(plain_book)["amount"] == [7, 1.5, "free", 3.5, 4.5]
    assert cells(plain_book)["note"] == ["x", None, None, None, None]
    after = part(plain_book)
    untouched = before[before.index('<row r="5"') : before.index('<row r="6"')]
    assert untouched in after
    assert before.partition("<sheetData>")[0] == after.partition("<sheetData>")[0]


def test_an_edit_that_changes_nothing_leaves_the_file_alone(plain_book: Path) -> None:
    before, stamp = plain_book.read_bytes(), plain_book.stat().st_mtime_ns
    apply(
        plain_book,
        EditCells("T", "id", {4: "000"}),
        EditCells("T", "when", {4: date(2023, 3, 15)}),
        EditCells("T", "note", {4: None}),
        AppendRows("T", {"id": []}),
    )
    assert plain_book.read_bytes() == before
    assert plain_book.stat().st_mtime_ns == stamp
    assert len(list(plain_book.parent.iterdir())) == 1


def test_a_cleared_cell_keeps_its_looks(plain_book: Path) -> None:
    apply(plain_book, EditCells("T", "when", {4: None}))
    assert cells(plain_book)["when"][0] is None
    assert '<c r="C4" s="1"/>' in part(plain_book)


def test_rows_go_below_and_what_covered_the_last_row_grows(plain_book: Path) -> None:
    apply(plain_book, AppendRows("T", {"id": ["006", "007"], "when": [date(2024, 2, 29), None]}))
    book = ClosedWorkbook.open(plain_book)
    assert book.tables()["T"].extent.a1 == "B3:E10"
    assert cells(plain_book)["id"][-2:] == ["006", "007"]
    assert cells(plain_book)["when"][-2:] == [date(2024, 2, 29), None]
    sheet = openpyxl.load_workbook(plain_book)["Data"]
    assert sheet.tables["T"].autoFilter.ref == "B3:E10"
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["D4:D10"]
    assert [str(f.sqref) for f in sheet.conditional_formatting] == ["B4:E10"]
    assert sheet.dimensions == "B3:E10"
    assert sheet["C9"].number_format == "yyyy-mm-dd"


def test_blank_rows_at_the_end_are_filled_first(raw_book) -> None:
    data = (
        f'<sheetData>{HEADER}<row r="2"><c r="A2"><v>1</v></c></row>'
        '<row r="3"><c r="A3" s="1"/></row></sheetData>'
    )
    path = raw_book(data, "A1:B4", ["a", "b"], table='insertRow="1"')
    apply(path, AppendRows("T", {"a": ["x", "y", "z"]}))
    assert cells(path)["a"] == [1, "x", "y", "z"]
    assert ClosedWorkbook.open(path).tables()["T"].extent.a1 == "A1:B5"
    assert "insertRow" not in part(path, "xl/tables/table1.xml")


def test_an_empty_sheet_data_is_filled(raw_book) -> None:
    path = raw_book("<sheetData/>", "A1:B2", ["a", "b"])
    apply(path, AppendRows("T", {"b": [1, 2]}))
    assert cells(path) == {"a": [None, None], "b": [1, 2]}


def test_new_headers_become_columns_at_the_right(plain_book: Path) -> None:
    apply(
        plain_book,
        AppendRows("T", {"id": ["006"], "lead <id>": ["L1"]}),
        EditCells("T", "on\nday", {4: date(2024, 1, 1)}),
    )
    place = ClosedWorkbook.open(plain_book).tables()["T"]
    assert place.headers == ("id", "when", "amount", "note", "lead <id>", "on\nday")
    assert place.extent.a1 == "B3:G9"
    assert cells(plain_book)["lead <id>"] == [None] * 5 + ["L1"]
    assert cells(plain_book)["on\nday"][0] == date(2024, 1, 1)
    sheet = openpyxl.load_workbook(plain_book)["Data"]
    assert (sheet["F3"].value, sheet["G3"].value) == ("lead <id>", "on\nday")
    assert [column.id for column in sheet.tables["T"].tableColumns] == [1, 2, 3, 4, 5, 6]


def test_rows_after_rows_and_edits_of_rows_that_were_appended(plain_book: Path) -> None:
    apply(
        plain_book,
        AppendRows("T", {"id": ["a"]}),
        AppendRows("T", {"id": ["b"], "amount": [2]}),
        EditCells("T", "amount", {9: 1, 10: 3}),
    )
    assert cells(plain_book)["id"][-2:] == ["a", "b"]
    assert cells(plain_book)["amount"][-2:] == [1, 3]


def test_calculated_columns_go_on_and_locked_ones_stay_blank(raw_book) -> None:
    columns = [
        '<tableColumn id="1" name="a"/>',
        (
            '<tableColumn id="2" name="b"><calculatedColumnFormula>T[[#This Row],[a]]*2'
            "</calculatedColumnFormula></tableColumn>"
        ),
        (
            '<tableColumn id="3" name="c"><calculatedColumnFormula>A2*2'
            "</calculatedColumnFormula></tableColumn>"
        ),
    ]
    data = (
        '<sheetData><row r="1"/><row r="2"><c r="A2"><v>1</v></c>'
        '<c r="B2" s="1"><f>T[[#This Row],[a]]*2</f><v>2</v></c><c r="C2"><f>A2*2</f><v>2</v></c>'
        '</row><row r="3"><c r="B3"><f>T[[#This Row],[a]]*2</f><v>0</v></c></row></sheetData>'
    )
    path = raw_book(data, "A1:C3", ["a", "b", "c"], columns=columns)
    apply(path, AppendRows("T", {"a": [5, 6], "b": [None, None]}))
    text = part(path)
    assert '<c r="A3"><v>5</v></c><c r="B3"><f>T[[#This Row],[a]]*2</f><v>0</v></c>' in text
    assert (
        '<c r="A4"><v>6</v></c><c r="B4" s="1"><f ca="1">T[[#This Row],[a]]*2</f></c></row>' in text
    )


@pytest.mark.parametrize(
    ("extra", "after", "patch"),
    [
        ('<row r="3"><c r="B3"><v>9</v></c></row>', "", AppendRows("T", {"a": [2]})),
        (
            "",
            '<mergeCells count="1"><mergeCell ref="B3:C4"/></mergeCells>',
            AppendRows("T", {"a": [2]}),
        ),
        ('<row r="5"><c r="C5"><v>9</v></c></row>', "", AppendRows("T", {"c": [1, 2, 3, 4]})),
    ],
)
def test_cells_in_the_way_block(raw_book, extra: str, after: str, patch) -> None:
    data = f'<sheetData>{HEADER}<row r="2"><c r="A2"><v>1</v></c></row>{extra}</sheetData>'
    refused(raw_book(data, "A1:B2", ["a", "b"], after=after), patch, "table.blocked")


def test_a_totals_row_blocks(raw_book) -> None:
    data = f'<sheetData>{HEADER}<row r="2"><c r="A2"><v>1</v></c></row><row r="3"/></sheetData>'
    path = raw_book(data, "A1:B3", ["a", "b"], table='totalsRowCount="1"')
    refused(path, AppendRows("T", {"a": [2]}), "table.totals")


def test_a_table_below_blocks(plain_book: Path) -> None:
    book = openpyxl.load_workbook(plain_book)
    book["Data"].add_table(openpyxl.worksheet.table.Table(displayName="U", ref="E10:F11"))
    book["Data"]["E10"], book["Data"]["F10"] = "x", "y"
    book.save(plain_book)
    apply(plain_book, AppendRows("T", {"id": ["1"]}))
    (plain_book.parent / "plain.previous.xlsx").unlink()
    refused(plain_book, AppendRows("T", {"id": ["2"]}), "table.blocked")


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="A2"><f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v></c>',
        '<c r="A2"><f t="array" ref="A2:A3">{1;2}</f><v>1</v></c>',
    ],
)
def test_cells_that_others_hang_on_are_refused(raw_book, formula: str) -> None:
    data = f'<sheetData>{HEADER}<row r="2">{formula}</row></sheetData>'
    refused(raw_book(data, "A1:B3", ["a", "b"]), EditCells("T", "a", {2: 1}), "table.formula_block")


def test_a_cell_of_a_spilled_block_is_refused(raw_book) -> None:
    data = (
        f'<sheetData>{HEADER}<row r="2"><c r="A2"><f t="array" ref="A2:A3">X</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>2</v></c></row></sheetData>'
    )
    refused(raw_book(data, "A1:B3", ["a", "b"]), EditCells("T", "a", {3: 1}), "table.formula_block")


def test_rows_outside_and_unknown_tables(plain_book: Path) -> None:
    refused(plain_book, EditCells("T", "id", {3: "x"}), "table.row_outside")
    refused(plain_book, EditCells("T", "id", {9: "x"}), "table.row_outside")
    with pytest.raises(TableMissingError):
        apply(plain_book, EditCells("Nowhere", "id", {4: "x"}))


def test_all_or_nothing(plain_book: Path) -> None:
    before = plain_book.read_bytes()
    with pytest.raises(TableBlockedError):
        apply(plain_book, EditCells("T", "id", {4: "x"}), EditCells("T", "id", {99: "x"}))
    with pytest.raises(BookWriteError):
        apply(plain_book, EditCells("T", "id", {4: "x"}), EditCells("T", "note", {4: "x" * 40_000}))
    assert plain_book.read_bytes() == before


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["=1+1", "_x0041_", " a\r\nb ", "\x01", "]]>&<"]),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31, 23)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.dictionaries(st.tuples(st.sampled_from("abc"), st.integers(2, 5)), VALUES, max_size=6),
    rows=st.lists(st.tuples(VALUES, VALUES), max_size=3),
    form=st.integers(0, 3),
)
def test_what_is_spliced_reads_back(raw_book, edits: dict, rows: list, form: int) -> None:
    path = _book(raw_book, form)
    before = cells(path)
    patches = [EditCells("T", header, {row: value}) for (header, row), value in edits.items()]
    apply(path, *patches, AppendRows("T", {"b": [r[0] for r in rows], "new": [r[1] for r in rows]}))
    expected = {header: list(column) for header, column in before.items()}
    for (header, row), value in edits.items():
        expected[header][row - 2] = value
    last = max(
        (i for i in range(4) if any(c[i] is not None for c in expected.values())), default=-1
    )
    if rows:
        expected["new"] = [None] * 4
    for index, (b, new) in enumerate(rows, last + 1):
        for column in expected.values():
            column.extend([None] * (index + 1 - len(column)))
        expected["b"][index], expected["new"][index] = b, new
    found = cells(path)
    assert list(found) == list(expected)
    for header, column in expected.items():
        assert list(map(_plain, found[header])) == list(map(_plain, column))
    openpyxl.load_workbook(path)


def _book(raw_book, form: int) -> Path:
    """The same table in four forms that the standard allows; its last row is blank."""
    head = (
        "<c r='A1' t='str'><v>a</v></c><c r='B1' t='str'><v>b</v></c><c r='C1' t='str'><v>c</v></c>"
    )
    bodies = [
        (
            f"<row r='1' spans='1:3'>{head}</row><row r='2' spans='1:3'><c r='A2'><v>1</v></c>"
            "<c r='C2' s='1'><v>45000</v></c></row><row r='4'><c r='B4' t='s'><v>0</v></c></row>"
        ),
        (
            f"<row r='1'>{head}</row><row r='2'/><row r='3'><c r='A3' s='2'/></row>"
            "<row r='4' ht='20'><c r='A4' t='inlineStr'><is><t>in</t></is></c></row>"
        ),
        (
            "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c><c t='str'><v>c</v></c></row>"
            "<row><c><v>1</v></c><c/><c t='b'><v>1</v></c></row><row/><row r='4'><c r='C4'><v>3</v></c></row>"
        ),
        f"<row r='1'>{head}</row>".replace("<", "<x:").replace("<x:/", "</x:"),
    ]
    data = f"<sheetData>{bodies[form]}</sheetData>"
    prefix = ""
    if form == 3:
        data, prefix = data.replace("sheetData", "x:sheetData"), "x:"
    return raw_book(data, "A1:C5", ["a", "b", "c"], shared=["<t>shared</t>"], prefix=prefix)


def _plain(value):
    """A value with its kind; a moment at midnight is a day, since a column may hold both."""
    if isinstance(value, datetime):
        return "date", value
    if isinstance(value, date):
        return "date", datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return type(value).__name__, value
    return "number", float(value)
