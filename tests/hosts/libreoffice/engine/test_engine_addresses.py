"""Addresses: both ways, for cells, columns and rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.hosts.libreoffice.engine import addresses
from xlcrm.hosts.libreoffice.engine.addresses import MAX_COLUMN, MAX_ROW, Place


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ("A1", Place(1, 1), "$A$1"),
        ("$b$2:D5", Place(2, 2, 4, 3), "$B$2:$D$5"),
        ("D5:B2", Place(2, 2, 4, 3), "$B$2:$D$5"),
        ("A:D", Place(1, 1, MAX_ROW, 4), "$A:$D"),
        ("3:7", Place(3, 1, 5, MAX_COLUMN), "$3:$7"),
        ("XFD1048576", Place(MAX_ROW, MAX_COLUMN), "$XFD$1048576"),
    ],
)
def test_an_address_is_read_and_written(text, place, written):
    assert addresses.parse(text) == place
    assert place.a1() == written


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B", "Orders", "A1B"])
def test_what_is_no_address_is_none(text):
    assert addresses.parse(text) is None


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN), st.integers(1, 99), st.integers(1, 99))
def test_every_place_survives_its_text(row, column, height, width):
    place = Place(row, column, min(height, MAX_ROW - row + 1), min(width, MAX_COLUMN - column + 1))
    assert addresses.parse(place.a1()) == place


@given(st.data())
def test_what_two_places_share_lies_in_both(data):
    def place():
        return Place(*(data.draw(st.integers(1, 12)) for _ in range(4)))

    one, other = place(), place()
    shared = one.within(other)
    cells = {
        (row, column)
        for row in range(one.row, one.last_row + 1)
        for column in range(one.column, one.last_column + 1)
        if other.row <= row <= other.last_row and other.column <= column <= other.last_column
    }
    assert (0 if shared is None else shared.cells) == len(cells)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Data", "Data"),
        ("My data", "'My data'"),
        ("Bob's", "'Bob''s'"),
        ("A1", "'A1'"),
        ("1", "'1'"),
    ],
)
def test_a_title_is_quoted_where_a_formula_needs_it(title, written):
    assert addresses.quoted(title) == written
