import re
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.rfm_cells import SEGMENTS, customer_segment, segment_of, segments, sizes

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 12, 31)
USUAL = {
    r"[12][12]": "hibernating",
    r"[12][34]": "slipping",
    r"[12]5": "cannot_lose",
    r"3[12]": "about_to_sleep",
    r"33": "attention",
    r"[34][45]": "loyal",
    r"41": "promising",
    r"51": "recent",
    r"[45][23]": "potential",
    r"5[45]": "champions",
}
"""The ten names as they are usually written down: a pattern over R and F for each. Where "new" is
usual it is "recent" here: who ordered late and seldom may have come years ago."""


@pytest.mark.parametrize(("r", "f"), list(product("12345", repeat=2)))
def test_the_usual_grid(r, f):
    (name,) = [name for pattern, name in USUAL.items() if re.fullmatch(pattern, r + f)]
    assert segment_of(f"{r}{f}1", 25) == name


@pytest.mark.parametrize(
    ("score", "name"), [("331", "champions"), ("223", "attention"), ("113", "hibernating")]
)
def test_thirds_stand_for_one_three_and_five(score, name):
    assert segment_of(score, 24) == name


def test_one_customer(history_of):
    history = history_of([("a", date(2024, 5, 1), 1.0)], AS_OF)
    assert customer_segment(history, "a").value == "hibernating"
    assert customer_segment(history, "b").note == "figure.not_bought_yet"


@FEW
@given(data=st.data())
def test_the_segments_sum_to_all_and_equals_are_alike(data, books, history_of):
    lines = data.draw(books)
    twins = [(c and f"{c}{n}", day, amount) for n in range(4) for c, day, amount in lines]
    rows = segments(history_of(twins, AS_OF))
    assert set(rows["segment"]) <= set(SEGMENTS)
    named = {}
    for customer, segment in rows.select("customer_id", "segment").iter_rows():
        assert named.setdefault(customer[0], segment) == segment
    found = sizes(rows)
    assert found["segment"].to_list() == list(SEGMENTS)
    assert found["customers"].sum() == rows.height
    assert found["cents"].sum() == rows["cents"].sum()
    if rows.height:
        assert found["share"].sum() == pytest.approx(1)
