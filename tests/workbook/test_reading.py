"""Reading tables: every cell as the file holds it, typed where a column is clean."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.cells import Value
from xlcrm.errors import BookDamagedError, TableMissingError
from xlcrm.workbook.closed import ClosedWorkbook


@pytest.fixture(scope="module", params=[1 << 40, 0], ids=["small", "large"], autouse=True)
def _large(request) -> Iterator[None]:
    """Each test here runs as with a small sheet, and as with a large one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xlcrm.workbook.reading._LARGE", request.param)
        yield


def read(path: Path) -> dict[str, pl.Series | list[Value]]:
    grid = ClosedWorkbook.open(path).read("T")
    return dict(zip(grid.place.headers, grid.columns, strict=True))


def cells(path: Path) -> dict[str, list[Value]]:
    return {header: list(column) for header, column in read(path).items()}


def rows(*texts: str) -> str:
    return f"<sheetData>{''.join(texts)}</sheetData>"


HEADER = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'


def column_of(raw_book, *contents: str, **options) -> pl.Series | list[Value]:
    """The column "a" whose cells are `contents`; {r} stands for the cell's address."""
    made = [
        f'<row r="{n}">{text.format(r=f"A{n}")}<c r="B{n}"><v>1</v></c></row>'
        for n, text in enumerate(contents, 2)
    ]
    path = raw_book(rows(HEADER, *made), f"A1:B{len(contents) + 1}", ["a", "b"], **options)
    return read(path)["a"]


NUMBER, DAY, MOMENT = (
    '<c r="{r}"><v>5</v></c>',
    '<c r="{r}" s="1"><v>45000</v></c>',
    ('<c r="{r}" s="2"><v>45000.5</v></c>'),
)
TEXT, ERROR = '<c r="{r}" t="str"><v>x</v></c>', '<c r="{r}" t="e"><v>#N/A</v></c>'
YES, BLANK = '<c r="{r}" t="b"><v>1</v></c>', '<c r="{r}" s="1"/>'


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ((NUMBER, NUMBER.replace("5", "2.5")), pl.Series([5.0, 2.5])),
        ((NUMBER, BLANK), pl.Series([5.0, None])),
        ((DAY, DAY), pl.Series([date(2023, 3, 15)] * 2)),
        ((DAY, MOMENT), pl.Series([datetime(2023, 3, 15), datetime(2023, 3, 15, 12)])),
        ((TEXT, TEXT), pl.Series(["x", "x"])),
        ((YES, BLANK), pl.Series([True, None])),
        ((BLANK, BLANK), pl.Series([None, None], dtype=pl.Null)),
    ],
)
def test_clean_column_is_typed(raw_book, contents, expected) -> None:
    found = column_of(raw_book, *contents)
    assert isinstance(found, pl.Series)
    assert found.dtype == expected.dtype
    assert found.to_list() == expected.to_list()


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ((NUMBER, TEXT), [5, "x"]),
        ((NUMBER, ERROR), [5, "#N/A"]),
        ((NUMBER, TEXT.replace(">x<", ">N/A<")), [5, "N/A"]),
        ((NUMBER, TEXT.replace(">x<", ">NaN<")), [5, "NaN"]),
        ((NUMBER, YES), [5, True]),
        ((YES, NUMBER), [True, 5]),
        ((DAY, NUMBER), [date(2023, 3, 15), 5]),
        ((DAY, TEXT), [date(2023, 3, 15), "x"]),
        ((TEXT.replace(">x<", ">007<"), NUMBER), ["007", 5]),
    ],
)
def test_mixed_column_keeps_each_cell(raw_book, contents, expected) -> None:
    found = column_of(raw_book, *contents)
    assert isinstance(found, list)
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]


def test_false_may_be_spelled_out(raw_book) -> None:
    assert list(column_of(raw_book, YES, YES.replace(">1<", ">false<"))) == [True, False]


def test_the_first_format_may_be_a_date(raw_book) -> None:
    found = column_of(raw_book, NUMBER.replace("5", "45000"), DAY, formats=(14, 14))
    assert list(found) == [date(2023, 3, 15)] * 2


def test_what_is_no_number_stays_a_text(raw_book) -> None:
    assert list(column_of(raw_book, NUMBER, NUMBER.replace("5", "5,5"))) == [5, "5,5"]


def test_errors_among_texts_are_texts(raw_book) -> None:
    assert list(column_of(raw_book, TEXT, ERROR)) == ["x", "#N/A"]


def test_texts_keep_their_blanks_and_escapes(raw_book) -> None:
    texts = [
        '<t xml:space="preserve">  two  </t>',
        "<t>_x000D_line_x005F_x000D_</t>",
        "<r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh sb='0' eb='1'><t>no</t></rPh>",
        "<t>a &amp; b &lt;c&gt; &#233;</t>",
    ]
    numbers = [f'<c r="{{r}}" t="s"><v>{n}</v></c>' for n in range(len(texts))]
    expected = ["  two  ", "\rline_x000D_", "rich", "a & b <c> é"]
    assert list(column_of(raw_book, *numbers, shared=texts)) == expected
    assert list(column_of(raw_book, *numbers, ERROR, shared=texts)) == [*expected, "#N/A"]


def test_a_bare_time_and_a_duration_are_numbers(raw_book) -> None:
    time, span = '<c r="{r}" s="4"><v>0.5</v></c>', '<c r="{r}" s="3"><v>1.5</v></c>'
    assert list(column_of(raw_book, time, time)) == [0.5, 0.5]
    assert list(column_of(raw_book, span, span)) == [1.5, 1.5]


def test_early_days_and_the_day_that_never_was(raw_book) -> None:
    days = [DAY.replace("45000", str(number)) for number in (1, 59, 60, 61)]
    expected = [date(1900, 1, 1), date(1900, 2, 28), 60, date(1900, 3, 1)]
    assert list(column_of(raw_book, *days)) == expected


def test_days_since_1904(raw_book) -> None:
    found = column_of(raw_book, DAY, DAY.replace("45000", "1"), epoch_1904=True)
    assert list(found) == [date(2027, 3, 16), date(1904, 1, 2)]


def test_rows_and_cells_without_references(raw_book) -> None:
    data = rows(
        "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row>",
        "<row><c><v>1</v></c><c t='inlineStr'><is><t>x</t></is></c></row>",
        "<row><c r='B3'><v>2</v></c></row>",
    )
    assert cells(raw_book(data, "A1:B3", ["a", "b"])) == {"a": [1, None], "b": ["x", 2]}


def test_prefixed_sheet(raw_book) -> None:
    data = (
        '<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c></x:row>'
        '<x:row r="3"><x:c r="A3" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData>'
    )
    assert cells(raw_book(data, "A1:A3", ["a"], prefix="x:")) == {"a": [7, "#REF!"]}


def test_comments_and_cdata(raw_book) -> None:
    data = rows(
        HEADER,
        "<!-- <row r='9'><c r='A9'><v>9</v></c></row> -->",
        '<row r="2"><c r="A2" t="str"><v><![CDATA[<v>&amp;]]></v></c>'
        '<c r="B2"><v>1<!-- one --></v></c></row>',
    )
    assert cells(raw_book(data, "A1:B2", ["a", "b"])) == {"a": ["<v>&amp;"], "b": [1]}


def test_table_away_from_the_corner_with_notes_around(raw_book) -> None:
    data = rows(
        '<row r="2"><c r="B2" t="str"><v>a title</v></c></row>',
        '<row r="4"><c r="C4" t="str"><v>a</v></c><c r="D4" t="str"><v>b</v></c></row>',
        '<row r="6"><c r="C6"><v>6</v></c><c r="F6" t="e"><v>#N/A</v></c></row>',
        '<row r="8"><c r="C8"><v>8</v></c></row>',
        '<row r="12"><c r="C12" t="str"><v>below</v></c></row>',
    )
    found = read(raw_book(data, "C4:D9", ["a", "b"]))
    assert list(found["a"]) == [None, 6, None, 8, None]
    assert isinstance(found["a"], pl.Series)
    assert list(found["b"]) == [None] * 5


def test_one_row_and_no_row(raw_book) -> None:
    assert cells(raw_book(rows(HEADER), "A1:B2", ["a", "b"])) == {"a": [None], "b": [None]}
    assert cells(raw_book(rows(HEADER), "A1:B1", ["a", "b"])) == {"a": [], "b": []}


def test_totals_row_is_not_data(raw_book) -> None:
    data = rows(
        HEADER, '<row r="2"><c r="A2"><v>1</v></c></row>', '<row r="3"><c r="A3"><v>9</v></c></row>'
    )
    path = raw_book(data, "A1:B3", ["a", "b"], table='totalsRowCount="1"')
    assert cells(path)["a"] == [1]
    assert ClosedWorkbook.open(path).tables()["T"].totals


def test_unknown_table(plain_book: Path) -> None:
    with pytest.raises(TableMissingError):
        ClosedWorkbook.open(plain_book).read("Nowhere")


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["007", "N/A", "#N/A", "nan", " x ", "TRUE", "1e5", "=A1", "é\n☃", "_x0041_"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 4)),  # XlsxWriter writes 16 digits
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1905, 1, 2), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
)
KINDS = st.sampled_from([st.text("ab 0", min_size=1), st.integers(0, 9), st.booleans(), CELLS])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.data(), height=st.integers(1, 6), place=st.tuples(st.integers(0, 3), st.integers(0, 3))
)
def test_what_was_written_is_read(
    tmp_path: Path, data, height: int, place: tuple[int, int]
) -> None:
    columns = []
    for _ in range(3):
        kind = data.draw(KINDS)
        columns.append(data.draw(st.lists(st.none() | kind, min_size=height, max_size=height)))
    path = tmp_path / "drawn.xlsx"
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "d.m.yyyy"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"})
    sheet = book.add_worksheet("S")
    top, left = place
    for index, column in enumerate(columns):
        for row, value in enumerate(column, top + 1):
            if isinstance(value, datetime):
                sheet.write_datetime(row, left + index, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(row, left + index, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, left + index, value)
            elif value is not None:
                sheet.write(row, left + index, value)
    headers = [{"header": f"h{n}"} for n in range(3)]
    sheet.add_table(top, left, top + height, left + 2, {"name": "T", "columns": headers})
    book.close()
    for found, written in zip(cells(path).values(), columns, strict=True):
        assert [_plain(value) for value in found] == [_plain(value) for value in written]


def _plain(value: Value) -> tuple[str, Value]:
    """A value with its kind: whole and fractional numbers are one, days and moments too."""
    if isinstance(value, datetime):
        return "date", value
    if isinstance(value, date):
        return "date", datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return type(value).__name__, value
    return "number", float(value)


@pytest.mark.data
def test_corpus_tables_read_as_openpyxl_reads_them(corpus: list[Path]) -> None:
    compared = 0
    for path in corpus:
        if path.name not in {
            "calamine__table_with_insertrow_attribute.xlsx",
            "openxmlsdk__Spreadsheet.xlsx",
            "poi__StructuredRefs-lots-with-lookups.xlsx",
            "xlwings__database.xlsm",
        }:
            continue
        book = ClosedWorkbook.open(path)
        other = openpyxl.load_workbook(path, data_only=True)
        for name, place in book.tables().items():
            grid = book.read(name)
            for header in place.headers:
                for index, value in enumerate(grid.column(header)):
                    address = grid.address(header, index)
                    theirs = other[place.sheet].cell(address.row, address.column).value
                    assert _plain(value) == _plain(theirs), (path.name, name, address.a1)
                    compared += 1
    assert compared > 20


@pytest.mark.parametrize("cell", ["-INF", "1e999", "2958466", "NaN"])
@pytest.mark.parametrize("kind", [NUMBER, DAY])
def test_numbers_that_are_none_are_never_numbers(raw_book, kind, cell):
    odd = kind.replace("<v>5<", f"<v>{cell}<").replace("<v>45000<", f"<v>{cell}<")
    found = list(column_of(raw_book, kind, odd))
    assert found[0] == (5.0 if kind is NUMBER else date(2023, 3, 15))
    assert found[1] == (2958466.0 if cell == "2958466" else cell)


def moved(path: Path, old: str, new: str) -> Path:
    """The same book with a part under another name."""
    target = path.with_name(f"{new}.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            data = source.read(name).replace(old.encode(), new.encode())
            copy.writestr(name.replace(old, new), data)
    return target


def test_parts_may_have_any_name(raw_book):
    row = f'<row r="2">{DAY.format(r="A2")}<c r="B2" t="s"><v>0</v></c></row>'
    path = raw_book(rows(HEADER, row), "A1:B2", ["a", "b"], shared=["<t>x</t>"])
    for old in ("styles.xml", "sharedStrings.xml"):
        path = moved(path, old, "other" + old)
    assert cells(path) == {"a": [date(2023, 3, 15)], "b": ["x"]}


@pytest.mark.parametrize("part", ["worksheets/sheet1.xml", "sharedStrings.xml"])
def test_a_wrong_checksum_is_damage(raw_book, part):
    row = '<row r="2"><c r="A2"><v>1.5</v></c><c r="B2" t="s"><v>0</v></c></row>'
    path = raw_book(rows(HEADER, row), "A1:B2", ["a", "b"], shared=["<t>1.5</t>"])
    target = path.with_name("stored.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
        place = copy.getinfo(f"xl/{part}").header_offset
    data = bytearray(target.read_bytes())
    at = data.index(b"1.5", place)
    data[at : at + 3] = b"9.5"
    target.write_bytes(data)
    with pytest.raises(BookDamagedError):
        read(target)
