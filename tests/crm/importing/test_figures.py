import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.importing.figures import plainly_numbers
from xlcrm.crm.importing.numbers import read_numbers

WORDS = ["lei", "MDL", "eur", "руб.", "kr", "zł"]  # noqa: RUF001 - as it is written


@given(
    amounts=st.lists(st.integers(1, 10**9), min_size=1),
    word=st.sampled_from(WORDS),
    before=st.booleans(),
    accountant=st.booleans(),
)
def test_what_is_plainly_a_number_is_read_as_it(amounts, word, before, accountant):
    texts = pl.Series([f"{word} {one}" if before else f"{one} {word}" for one in amounts])
    if accountant:
        texts = "(" + texts + ")"
    assert plainly_numbers(texts, "Budget")
    sign = -1 if accountant else 1
    assert read_numbers(texts, "Budget").values.to_list() == [sign * one for one in amounts]


@given(words=st.lists(st.sampled_from(["lei", "EUR", "kr"]), min_size=2))
def test_currencies_are_kept_where_they_differ(words):
    texts = pl.Series([f"5 {word}" for word in words])
    assert plainly_numbers(texts, "Budget") == (len(set(words)) == 1)


@pytest.mark.parametrize("text", ["", "lei", "()", "(", "5)", "(5", "lei lei 5", "-(5)", "5 lei 5"])
def test_no_number_at_all(text):
    assert not plainly_numbers(pl.Series([text]), "Budget")


def test_blanks_alone_are_no_numbers_that_could_be_lost():
    assert plainly_numbers(pl.Series([None, "5"]), "Budget")
