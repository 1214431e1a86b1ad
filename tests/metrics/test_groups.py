from collections import defaultdict
from datetime import date
from statistics import median

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.groups import Groups, holds, medians

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "B", "", None]),
        st.booleans(),
        st.integers(-1000, 1000).map(lambda n: n / 4),
    ),
    max_size=30,
)


def by_hand(rows):
    found = defaultdict(list)
    for place, (label, meant, number) in enumerate(rows):
        found[label].append((place, meant, number))
    return found


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_every_row_is_in_one_group_and_what_is_meant_is_counted_there(rows):
    labels = pl.Series("label", [label for label, _, _ in rows], dtype=pl.String)
    meant = np.array([one for _, one, _ in rows], dtype=np.bool_)
    numbers = np.array([number for _, _, number in rows], dtype=np.float64)
    groups, hand = Groups.of(labels), by_hand(rows)
    assert groups.labels.to_list() == list(hand)
    assert groups.labels.dtype == pl.String
    lists = hand.values()
    assert groups.count("n").to_list() == [len(found) for found in lists]
    assert groups.count("n", meant).to_list() == [sum(m for _, m, _ in found) for found in lists]
    sums = [sum(n for _, m, n in found if m) for found in lists]
    assert groups.total("sum", numbers, meant).to_list() == sums
    apart = [places.tolist() for places in groups.apart(meant)]
    assert apart == [[place for place, m, _ in found if m] for found in lists]
    assert sorted(p for places in groups.apart() for p in places.tolist()) == [*range(len(rows))]
    middle = [
        median(n for _, m, n in found if m) if any(m for _, m, _ in found) else None
        for found in lists
    ]
    assert medians("middle", groups.apart(meant), numbers).to_list() == middle


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (["x", "y", None], pl.Enum(["y", "x"])),
        ([date(2024, 1, 1), None], pl.Date()),
        ([None, None], pl.Null()),
        ([], pl.String()),
    ],
)
def test_labels_keep_their_type(values, dtype):
    groups = Groups.of(pl.Series("label", values, dtype=dtype))
    assert groups.labels.dtype == dtype
    assert groups.labels.to_list() == list(dict.fromkeys(values))


def test_a_blank_cell_holds_none_of_the_values():
    kinds = pl.Series(["call", None, "visit", "offer"])
    assert holds(kinds, ("call", "offer")).tolist() == [True, False, False, True]
    assert holds(kinds, ()).tolist() == [False] * 4
    assert holds(pl.Series([True, None, False]), (False,)).tolist() == [False, False, True]


@pytest.mark.parametrize("kinds", [3, 4_000])
def test_thousands_of_texts_are_told_apart_as_a_few_are(kinds):
    drawn = np.random.default_rng(7).integers(0, kinds, 9_000).tolist()
    told = [None if number == 0 else "" if number == 1 else f"Kunde {number}" for number in drawn]
    groups = Groups.of(pl.Series("label", told))
    assert groups.labels.to_list() == [*dict.fromkeys(told)]
    assert groups.labels.gather(groups.places).to_list() == told
