import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.crm.importing.numbers import read_numbers
from xlcrm.errors import ImportFileError


def read(*texts, **options):
    return read_numbers(pl.Series("texts", texts, dtype=pl.String), "Amount", **options)


@pytest.mark.parametrize(
    ("texts", "mark", "expected"),
    [
        (["11.77", "12", None, "-0.5", "+3", ".5", "5."], ".", [11.77, 12, None, -0.5, 3, 0.5, 5]),
        (["1.234,50", "7"], ",", [1234.5, 7]),
        (["1,234.50", "1,234"], ".", [1234.5, 1234]),
        (["1.234.567"], ",", [1234567]),
        (["0,125", "12,5"], ",", [0.125, 12.5]),
        (["1234,567"], ",", [1234.567]),
        (["41.9136", "1.5e3", "2E-2"], ".", [41.9136, 1500, 0.02]),
        (["1 234,50", "1\u00a0234 567,5", "9\u202f999,1"], ",", [1234.5, 1234567.5, 9999.1]),
        (["1'234.50", "1\u2019234\u2019567.25"], ".", [1234.5, 1234567.25]),
        (
            ["$5.25", "-$5.5", "$-5.5", "($5.50)", "($ 1,000.00)"],
            ".",
            [5.25, -5.5, -5.5, -5.5, -1000],
        ),
        (["5-", "\u22125", "(5)"], "", [-5, -5, -5]),
        (["12", "7"], "", [12, 7]),
    ],
)
def test_a_column_has_one_decimal_mark(texts, mark, expected):
    numbers = read(*texts)
    assert numbers.values.to_list() == expected
    assert numbers.mark == mark


def test_currencies_are_left_aside_and_told():
    numbers = read("5,50 €", "5 EUR", "mdl 7", "8 lei", "\u0440. 9,5")
    assert numbers.values.to_list() == [5.5, 5, 7, 8, 9.5]
    assert numbers.currencies == ("EUR", "LEI", "MDL", "\u0420.", "€")


@pytest.mark.parametrize(
    "text",
    [
        "5 kg",
        "20%",
        "1.2.3",
        "1,23,456",
        "--5",
        "x",
        "1 2",
        "1 2345",
        "inf",
        "NaN",
        "1e999",
        ".",
        "-",
        "€",
        "1,234,56",
    ],
)
def test_what_is_no_number_is_null(text):
    assert read("1.5", text).values.to_list() == [1.5, None]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["1,234", "999"], "import.decimal_mark_ambiguous"),
        (["1.234"], "import.decimal_mark_ambiguous"),
        (["1,5", "1.5"], "import.decimal_mark_mixed"),
    ],
)
def test_an_open_mark_is_never_guessed(texts, code):
    with pytest.raises(ImportFileError) as caught:
        read(*texts)
    assert caught.value.code == code
    assert caught.value.parameters["column"] == "Amount"


def test_the_mark_can_be_said():
    assert read("1,234", given=",").values.to_list() == [1.234]
    assert read("1,234", given=".").values.to_list() == [1234]
    assert read("1,5", "1.5", given=".").values.to_list() == [None, 1.5]


def test_what_is_counted_is_whole():
    assert read("1,234", "12", whole=True).values.to_list() == [1234, 12]
    assert read("5.0", "2.5", whole=True).values.to_list() == [5, None]


STYLES = {
    "plain.": ("{:.2f}", "", ""),
    "english": ("{:,.2f}", "", ""),
    "german": ("{:,.2f}", ".", ","),
    "russian": ("{:,.2f}", "\u00a0", ","),
    "swiss": ("{:,.2f}", "'", "."),
}


@settings(deadline=None)
@given(
    st.sampled_from(sorted(STYLES)),
    st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=30),
)
def test_money_comes_back_as_it_was_written(style, cents):
    form, thousands, point = STYLES[style]
    texts = [form.format(cent / 100) for cent in cents]
    if point:
        swap = str.maketrans({",": thousands, ".": point})
        texts = [text.translate(swap) for text in texts]
    assert read(*texts).values.to_list() == [cent / 100 for cent in cents]


@pytest.mark.parametrize(
    ("texts", "given", "example"),
    [
        (["1.234,50", "1.234"], ".", "1.234,50"),
        (["12,50", "3"], ".", "12,50"),
        (["1,234.50", "2,345"], ",", "1,234.50"),
    ],
)
def test_a_mark_that_was_said_does_not_beat_the_cells(texts, given, example):
    with pytest.raises(ImportFileError) as caught:
        read(*texts, given=given)
    assert caught.value.code == "import.decimal_mark_contrary"
    assert caught.value.parameters["example"] == example
    assert caught.value.parameters["right"] == ",."[given == ","]
