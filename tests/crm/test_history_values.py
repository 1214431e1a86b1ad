"""History's texts give back exactly the cells that they stand for."""

import math
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xlcrm.crm.history_values import canonical, decode, encode

numbers = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
looks_like = st.from_regex(
    r"'?[+-]?[0-9]*[.]?[0-9]*([eE][+-]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}( 1[0-9]:0[0-9]:00)?",
    fullmatch=True,
)
texts = st.text() | looks_like | st.sampled_from(["TRUE", "FALSE", "true", "", "'", "#N/A", " 7"])
values = st.none() | st.booleans() | numbers | st.dates() | moments | texts


@given(values)
@example("007")
@example("'007")
@example("")
@example("2024-13-45")
@example("1" * 5000)
@example(datetime(2024, 1, 5))
@example(1e22)
@example(0.1 + 0.2)
@example(value=True)
def test_every_cell_comes_back(value):
    back = decode(encode(value))
    same_type = type(back) is type(value) or {type(back), type(value)} == {int, float}
    assert (back, same_type) == (value, True)


@given(texts, numbers | st.dates() | moments | st.booleans())
def test_text_is_never_taken_for_something_else(text, other):
    assert encode(text) != encode(other)
    assert canonical(text) != canonical(other)


@given(values)
def test_what_comes_back_is_the_same_cell(value):
    assert canonical(decode(encode(value))) == canonical(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", "'"),
        ("Call Ann", "Call Ann"),
        ("007", "'007"),
        (7, "7"),
        (7.0, "7"),
        (-0.25, "-0.25"),
        ("2024-05-01", "'2024-05-01"),
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 9, 30), "2024-05-01 09:30:00"),
        (False, "FALSE"),
        ("FALSE", "'FALSE"),
        ("#N/A", "'#N/A"),
        ("'quoted'", "''quoted'"),
        (math.inf, "'#NUM!"),
    ],
)
def test_people_can_read_it(value, text):
    assert encode(value) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        (date(2024, 5, 1), datetime(2024, 5, 1)),
        (7, 7.0),
        (0.1 + 0.2, 0.3),
        (datetime(2024, 5, 1, 9, 0, 0, 400), datetime(2024, 5, 1, 9)),
    ],
)
def test_what_saving_may_change_is_no_change(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("7", 7), (True, 1), ("TRUE", True), ("a", "a "), ("2024-05-01", date(2024, 5, 1))],
)
def test_what_somebody_changed_is_a_change(one, other):
    assert canonical(one) != canonical(other)
