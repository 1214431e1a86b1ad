"""Names and numbers are found however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.workbook.needles import Needles

ION = Needles(["Ion Țurcanu", "Ion.T@firm.md"], ["69123456"])

SHOWN = [
    "tel 069 123 456",
    "069-12-34-56",
    "0 69 12 34 56",
    "+373 69 123 456",
    "69123456",
    "(069)123456",
    "069/123.456",
    "00373 69 123456, 022 11 22 33",
    "Ion Turcanu",
    "ask ION ȚURCANU!",
    "Țurcanu Ion",
    "Turcanu, Ion",
    "Ion  Țurcanu",
    "Ion\nȚurcanu",
    "Ion Ţurcanu",
    "Ion\u00a0T\u0326urcanu",
    "ION.T@FIRM.MD",
]
NOT_SHOWN = ["", "Ion", "Turcanu Vasile, Ion Rusu", "069 123 45", "6912345678", "tfirm.md"]


@pytest.mark.parametrize("text", SHOWN)
def test_whoever_is_meant_is_found(text):
    assert ION.shown_in(text)


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_whoever_is_not_meant_is_not(text):
    assert not ION.shown_in(text)


def test_three_words_keep_their_order():
    needles = Needles(["Ana Maria Rusu"])
    assert needles.shown_in("ANA  maria Rusu")
    assert not needles.shown_in("Rusu Ana Maria")


def test_nothing_is_nowhere():
    assert not Needles(["", "  "], [""])
    assert not Needles([]).shown_in("anything")


@given(st.text(), st.text(), st.text())
def test_a_text_is_found_within_any_other(before, text, after):
    needles = Needles([text])
    assert bool(needles) == bool(text.split())
    if needles:
        assert needles.shown_in(f"{before} {text} {after}")
