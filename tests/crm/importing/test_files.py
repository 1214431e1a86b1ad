import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.crm.importing.records import read_records
from xlcrm.errors import ImportFileError


def test_a_plain_file(rows_of):
    rows = rows_of("﻿Name,City\r\n Acme ,Rome\r\n\r\nBeta,\r\n")
    assert rows.frame.to_dict(as_series=False) == {"Name": ["Acme", "Beta"], "City": ["Rome", None]}
    assert rows.lines.to_list() == [2, 4]
    assert (rows.encoding, rows.delimiter, rows.refused) == ("utf-8", ",", ())


def test_ids_stay_text(rows_of):
    rows = rows_of("id;n\n00001;1\n007;2\n1e5;3\n")
    assert rows.frame["id"].to_list() == ["00001", "007", "1e5"]


def test_ragged_rows_are_refused_with_their_line(rows_of):
    rows = rows_of("name,city\nAcme,Rome\nBeta, Ltd,Oslo\nGamma\nDelta,Bonn,,\n,,,\n")
    assert rows.frame["name"].to_list() == ["Acme", "Delta"]
    assert [(one.line, one.code, dict(one.facts)) for one in rows.refused] == [
        (3, "import.row_too_long", {"found": 3, "expected": 2}),
        (4, "import.row_too_short", {"found": 1, "expected": 2}),
    ]
    assert rows.height == 4


def test_quotes_protect_delimiters_line_feeds_and_themselves(rows_of):
    rows = rows_of('a,b\n"x, y","say ""hi"""\n"two\nlines",z\nlast,"q"\n')
    assert rows.frame.rows() == [("x, y", 'say "hi"'), ("two\nlines", "z"), ("last", "q")]
    assert rows.lines.to_list() == [2, 3, 5]


def test_a_stray_quote_costs_one_row_not_the_file(rows_of):
    rows = rows_of('a,b\n1,"open\n2,fine\n3,"x"y\n4,12" pipe\n5,"good"\n')
    assert rows.frame.rows() == [("2", "fine"), ("4", '12" pipe'), ("5", "good")]
    assert [(one.line, one.code) for one in rows.refused] == [
        (2, "import.quotes_wrong"),
        (4, "import.quotes_wrong"),
    ]


def test_columns_of_fixed_width(rows_of):
    good = " 00001 19970101  1\n 00002 19970112  12\n" * 20
    rows = rows_of(f" id  date n\n{good} 3 4\n")
    assert rows.headers == ("id", "date", "n")
    assert rows.frame.row(1) == ("00002", "19970112", "12")
    assert [(one.line, one.value) for one in rows.refused] == [(42, "3 4")]


def test_the_hint_to_excel_is_skipped(rows_of):
    rows = rows_of("sep=;\nid;text\n1;a,b\n")
    assert (rows.delimiter, rows.frame.rows(), rows.lines.to_list()) == (";", [("1", "a,b")], [3])


def test_columns_without_a_name_stay_only_where_they_hold_something(rows_of):
    rows = rows_of("a,,b,\n1,x,2,\n")
    assert rows.headers == ("a", "B", "b")


def test_the_delimiter_can_be_said(rows_of):
    assert rows_of("a,b;c\n1,2;3\n", delimiter=";").headers == ("a,b", "c")
    with pytest.raises(ImportFileError, match="delimiter_unknown"):
        rows_of("a,b\n", delimiter="::")


def test_a_header_alone_has_no_rows_and_nothing_is_an_error(rows_of):
    assert rows_of("a,b\n").height == 0
    for nothing in ("", "\n \n", "sep=;\n"):
        with pytest.raises(ImportFileError) as caught:
            rows_of(nothing)
        assert caught.value.code == "import.empty"


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.text("ab1 ,;\"\n'", max_size=6), min_size=width, max_size=width),
            min_size=1,
            max_size=8,
        )
    ),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(",;\t|"),
)
def test_what_python_writes_is_what_we_read(table, quoting, delimiter):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(table)
    names = [f"c{number}" for number in range(len(table[0]))]
    records = read_records(written.getvalue().split("\n"), 1, names, delimiter, quotes=True)
    trimmed = [tuple(cell.strip() or None for cell in row) for row in table]
    assert records.refused == ()
    assert records.frame.rows() == [row for row in trimmed if any(row)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text('a1,"', max_size=10), max_size=12), st.integers(1, 4))
def test_any_lines_are_read_or_refused_and_never_lost(lines, width):
    names = [f"c{number}" for number in range(width)]
    records = read_records(lines, 2, names, ",", quotes=True)
    taken = "".join(cell for row in records.frame.rows() for cell in row if cell)
    refused = "".join(one.value for one in records.refused)
    for letter in "a1":
        assert (taken + refused).count(letter) == "".join(lines).count(letter)
    assert records.lines.is_sorted()
