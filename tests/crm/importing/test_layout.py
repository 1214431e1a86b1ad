import pytest

from xlcrm.crm.importing.layout import (
    BLANKS,
    NONE,
    WIDE_BLANKS,
    excel_hint,
    header_names,
    sniff_delimiter,
)


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a,b", "1,2"], ","),
        (["a;b", "1,5;2,5"], ";"),
        (["a\tb, c", "1\t2"], "\t"),
        (["a|b", "1|2"], "|"),
        (['"a;b","c"', '"1;2","3"'], ","),
        (["id,text", "1,a; b", "2,c", "3,d; e; f"], ","),
        (["Name, first;Amount", "A, B;1,5"], ";"),
        ([" id  date n", " 1 19970101  1", " 2 19970102  5"], BLANKS),
        (["Name      Amount", "Acme Ltd    5", "Beta        7", "Gamma Foo Ltd  8"], WIDE_BLANKS),
        (["Company name", "Acme Ltd", "Beta Foods"], NONE),
        (["E-mail", "a@b.example"], NONE),
        (["id name"], NONE),
    ],
)
def test_the_delimiter_is_the_one_that_parts_the_lines_evenly(lines: list[str], delimiter: str):
    assert sniff_delimiter(lines) == delimiter


def test_a_few_ragged_lines_do_not_change_the_delimiter():
    lines = ["name,city", *["Acme, Ltd,Rome"] * 40, *["Beta,Oslo"] * 60]
    assert sniff_delimiter(lines) == ","


def test_the_hint_to_excel_is_understood():
    assert [excel_hint(line) for line in ("sep=;", "SEP=\t", "sep=x", "sep", "a;b")] == [
        ";",
        "\t",
        "",
        "",
        "",
    ]


def test_headers_have_names_and_no_two_are_alike():
    assert header_names([" Date ", "", "Date", "First\n name", "Date"]) == (
        "Date",
        "B",
        "Date (2)",
        "First name",
        "Date (3)",
    )
