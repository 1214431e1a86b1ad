from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.metrics.shifted_beta_geometric import fit, geometric, survival

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


def of_survivors(left):
    lost = [before - after for before, after in pairwise(left)]
    return fit(lost, [*[0] * len(lost), left[-1]])


@pytest.mark.parametrize(
    ("left", "parameters", "log_likelihood"),
    [
        (REGULAR, (0.7041, 1.1820), -1680.27),
        (HIGH_END, (0.668, 3.806), -1611.16),
        (REGULAR[:5], (0.764, 1.296), -1401.56),
    ],
)
def test_the_published_cohorts(left, parameters, log_likelihood):
    """Both segments of the paper over seven years, and four years of the first (note of 2014)."""
    found = of_survivors(left)
    assert found.parameters == pytest.approx(parameters, rel=2e-3)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=0.05)


def test_the_twelfth_year_that_a_constant_rate_misses():
    """17.3 % were left; the model says 17.0 %, a constant rate 8.7 %."""
    assert survival(of_survivors(REGULAR).parameters, 12) == pytest.approx(0.170, abs=5e-4)
    assert geometric(0.241, 7, 12) == pytest.approx(0.087, abs=5e-4)


def test_several_cohorts_count_together():
    """Half of the customers came three years later: they are censored younger."""
    lost = [738, 326, 172, 112, 37, 27, 21]
    censored = [0, 0, 0, 0, 326, 0, 0, 241]
    assert fit(lost, censored).parameters == pytest.approx([0.72, 1.21], rel=0.03)


def test_a_fit_that_degenerates_is_refused():
    geometric_lot = [2 ** (14 - t) for t in range(14)]
    assert fit(geometric_lot, [*[0] * 14, 1]) is None
    assert fit([], [5]) is None
    assert fit([0, 0], [0, 0, 10]) is None
    assert fit([10, 0], [0, 0, 0]) is None


@given(alpha=st.floats(0.05, 20), beta=st.floats(0.05, 20), period=st.integers(0, 50))
def test_the_curve_falls_from_one(alpha, beta, period):
    shares = [survival([alpha, beta], period + step) for step in (0, 1)]
    assert survival([alpha, beta], 0) == pytest.approx(1)
    assert 0 <= shares[1] <= shares[0] <= 1 + 1e-12
    assert shares[1] == pytest.approx(shares[0] * (beta + period) / (alpha + beta + period))
