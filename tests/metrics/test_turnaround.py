from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from xlcrm.metrics.turnaround import AGAIN_DAYS, ALL_BANDS, turnaround
from xlcrm.metrics.window import Window, day_number

AS_OF = date(2024, 12, 31)
LAST = day_number(AS_OF)
WINDOW = Window(date(2024, 1, 1), date(2024, 11, 30))
FIRST = WINDOW.first
CASES = {"party": pl.String, "asked": pl.Int64, "settled": pl.Int64}
REPEATS = {"party": pl.String, "day": pl.Int64}


def table(cases, repeats):
    rows = (
        pl.DataFrame(cases, schema=CASES, orient="row"),
        pl.DataFrame(repeats, schema=REPEATS, orient="row"),
    )
    return turnaround(*rows, WINDOW, AS_OF)


def test_bands_and_who_came_back():
    cases = [
        ("a", FIRST, FIRST),  # back on day 20
        ("b", FIRST, FIRST + 1),  # the order of that very day is not after it
        ("c", FIRST, FIRST + 3),
        ("d", FIRST, FIRST + 7),
        ("e", FIRST, FIRST + 8),
        (None, FIRST, None),
        ("f", FIRST - 1, FIRST),  # before the window
    ]
    repeats = [("a", FIRST + 20), ("b", FIRST), ("c", FIRST + 181), ("f", FIRST + 9)]
    found = table(cases, repeats)
    assert found.select("label", "n", "again").rows() == [
        ("same_day", 1, 1),
        ("next_day", 1, 0),
        ("three_days", 1, 0),
        ("week", 1, 0),
        ("over_week", 1, 0),
        ("waiting", 1, 0),
    ]
    # The only case of the first band came back: it need not be followed any further.
    assert found["share"].to_list() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert found["low"].null_count() == found["high"].null_count() == len(ALL_BANDS)


def test_nobody():
    found = table([], [])
    assert found["label"].to_list() == list(ALL_BANDS)
    assert found["n"].sum() == 0
    assert found["share"].null_count() == len(ALL_BANDS)


@pytest.mark.outside("TURNAROUND_TABLE")
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(FIRST, WINDOW.last)), min_size=1, max_size=20
    ),
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(FIRST, LAST)), max_size=20),
)
def test_as_lifelines_says(cases, repeats):
    found = table([(party, asked, asked) for party, asked in cases], repeats).row(0, named=True)
    spans = []
    for party, asked in cases:
        after = [day for who, day in repeats if who == party and day > asked]
        spans.append((min(after, default=LAST) - asked, bool(after)))
    days, ended = map(np.array, zip(*spans, strict=True))
    assert found["n"] == len(cases)
    assert found["again"] == int((ended & (days <= AGAIN_DAYS)).sum())
    if days.max() < AGAIN_DAYS and not ended[days == days.max()].all():
        assert found["share"] is None
    else:
        theirs = KaplanMeierFitter().fit(days, ended)
        assert found["share"] == pytest.approx(1 - theirs.predict(AGAIN_DAYS))
