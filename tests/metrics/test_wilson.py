import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.wilson import Z, interval, share


def test_published_intervals():
    assert interval(8, 20) == pytest.approx((0.21881, 0.61342), abs=1e-5)
    assert interval(0, 10) == pytest.approx((0, 0.27753), abs=1e-5)
    assert pytest.approx(1.959963984540054, abs=1e-15) == Z


@settings(deadline=None)
@given(n=st.integers(1, 10_000), data=st.data())
def test_an_interval_holds_its_share_and_mirrors(n, data):
    part = data.draw(st.integers(0, n))
    low, high = interval(part, n)
    assert 0 <= low <= part / n <= high <= 1
    assert low < high
    assert interval(n - part, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(("part", "n"), [(0, 0), (3, 2), (-1, 2)])
def test_impossible_counts_are_refused(part, n):
    with pytest.raises(ValueError, match=str(part)):
        interval(part, n)


def test_a_share_of_nothing_is_undefined():
    figure = share(0, 0, "figure.no_leads")
    assert (figure.value, figure.low, figure.high, figure.n) == (None, None, None, 0)
    assert figure.note == "figure.no_leads"
