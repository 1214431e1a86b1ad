import csv
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifetimes import BetaGeoFitter

from xlcrm.metrics.bg_nbd import Buying, alive, expected, fit

PAPER = np.array([0.243, 4.414, 0.793, 2.426])


@pytest.fixture(scope="module")
def summary():
    """Repeats, last and observed, in weeks, of the 2,357 customers of the paper."""
    (folder,) = find_spec("lifetimes").submodule_search_locations
    text = (Path(folder) / "datasets" / "cdnow_customers_summary.csv").read_text()
    rows = csv.DictReader(text.splitlines())
    columns = ("frequency", "recency", "T")
    return np.array([[float(row[name]) for name in columns] for row in rows]).T


@pytest.mark.outside("EXPECTED_ORDERS")
def test_the_papers_estimates(summary):
    found = fit(*summary)
    assert found.parameters == pytest.approx([0.24259, 4.41353, 0.79289, 2.42575], rel=1e-3)
    assert found.log_likelihood == pytest.approx(-9582.4256, abs=0.01)


@pytest.mark.outside("EXPECTED_ORDERS")
def test_the_papers_example():
    buying = Buying(2, 30.43, 38.86)
    assert expected(PAPER, buying, 39) == pytest.approx(1.2260, rel=1e-3)
    assert alive(PAPER, buying) == pytest.approx(0.7266, rel=1e-3)


def test_as_lifetimes_has_it(summary):
    theirs = BetaGeoFitter(penalizer_coef=0.0).fit(*summary)
    ours = fit(*summary)
    assert ours.parameters == pytest.approx(theirs.params_.to_numpy(), rel=1e-3)
    errors = np.sqrt(np.diag(ours.covariance)) * ours.parameters
    assert errors == pytest.approx(theirs.summary["se(coef)"].to_numpy(), rel=0.02)
    for x, last, observed in summary.T[::200]:
        number = expected(ours.parameters, Buying(int(x), last, observed), 52)
        want = theirs.conditional_expected_number_of_purchases_up_to_time(52, x, last, observed)
        assert number == pytest.approx(float(want), rel=1e-3)


def test_the_unit_of_time_does_not_matter(summary):
    weeks, days = fit(*summary), fit(summary[0], summary[1] * 7, summary[2] * 7)
    assert days.parameters == pytest.approx(weeks.parameters * [1, 7, 1, 1], rel=1e-5)
    buying = Buying(3, 20.0, 30.0), Buying(3, 140.0, 210.0)
    both = expected(weeks.parameters, buying[0], 10), expected(days.parameters, buying[1], 70)
    assert both[0] == pytest.approx(both[1], rel=1e-5)
    assert weeks.log_likelihood == pytest.approx(
        days.log_likelihood + summary[0].sum() * np.log(7), abs=1e-3
    )


def test_a_fit_that_degenerates_is_refused():
    """All alike and none ever leaves: no difference between customers to estimate."""
    n = 200
    assert fit(np.full(n, 12.0), np.full(n, 360.0), np.full(n, 365.0)) is None
    assert fit(np.zeros(n), np.zeros(n), np.full(n, 365.0)) is None
    assert fit(np.array([]), np.array([]), np.array([])) is None


@settings(deadline=None, max_examples=60)
@given(
    x=st.integers(0, 60),
    last=st.floats(0.01, 1),
    observed=st.floats(1, 200),
    ahead=st.floats(0.1, 500),
    a=st.floats(0.05, 5),
)
def test_bounds(x, last, observed, ahead, a):
    parameters = np.array([0.5, 10.0, a, 2.0])
    buying = Buying(x, last * observed if x else 0.0, observed)
    number, more = (expected(parameters, buying, t) for t in (ahead, 2 * ahead))
    assert 0 <= number <= more * (1 + 1e-9)
    assert 0 < alive(parameters, buying) <= 1
    assert number <= (0.5 + x) / (10.0 + observed) * ahead * (1 + 1e-9)


def test_at_a_of_one_the_formula_has_no_gap():
    buying = Buying(2, 30.0, 40.0)
    near, at = (expected(np.array([0.2, 4.0, a, 2.4]), buying, 39) for a in (1.0001, 1.0))
    assert at == pytest.approx(near, rel=1e-3)
