import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from xlcrm.metrics.call_list import STEPS, yields


@given(st.lists(st.integers(0, len(STEPS) - 1), max_size=40))
def test_who_came_to_a_step_has_come_to_those_before(places):
    found = yields(pl.Series(places, dtype=pl.Int64))
    counts = found["n"].to_list()
    assert counts[0] == len(places)
    assert counts == sorted(counts, reverse=True)
    for before, row in zip(counts, found.rows()[1:], strict=False):
        _, n, share, low, high = row
        if not before:
            assert (share, low, high) == (None, None, None)
            continue
        ends = proportion_confint(n, before, method="wilson")
        assert (share, low, high) == pytest.approx((n / before, *ends), abs=1e-9)
