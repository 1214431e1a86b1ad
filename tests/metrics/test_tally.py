from datetime import date

import polars as pl
import pytest

from xlcrm.metrics.tally import LABEL, ordered, rows_within
from xlcrm.metrics.window import Window


def counts(labels, numbers, dtype=None):
    return pl.DataFrame([pl.Series(LABEL, labels, dtype=dtype), pl.Series("n", numbers)])


@pytest.mark.parametrize(
    ("blank_first", "expected"),
    [(True, [None, "b", "B", "a", "c"]), (False, ["b", "B", "a", "c", None])],
)
def test_the_most_first_equals_by_name_and_the_blank_at_an_end(blank_first, expected):
    rows = counts(["a", "b", None, "c", "B"], [2, 3, 1, 2, 2])
    found = ordered(rows, blank_first=blank_first)
    assert found[LABEL].to_list() == expected
    assert found["n"].sum() == 10


@pytest.mark.parametrize(
    ("labels", "dtype"),
    [
        ([None, "young", "old"], pl.Enum(["young", "old"])),
        ([None, date(2023, 2, 1), date(2024, 1, 1)], pl.Date()),
    ],
)
def test_labels_with_an_order_of_their_own_keep_it_however_many(labels, dtype):
    rows = counts(labels[::-1], [9, 1, 5], dtype)
    assert ordered(rows)[LABEL].to_list() == labels


def test_a_label_that_is_no_number_is_not_known():
    days = [date(2024, 1, 1)] * 3
    rows = pl.DataFrame({"date": days, "by": [1.0, float("nan"), None]})
    found = rows_within(rows, Window(days[0], days[0]), "by")
    assert found[LABEL].to_list() == [1.0, None, None]


def test_nothing_is_in_order():
    assert ordered(counts([], [], pl.String())).shape == (0, 2)
