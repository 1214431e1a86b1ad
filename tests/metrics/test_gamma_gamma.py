import csv
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifetimes import GammaGammaFitter

from xlcrm.metrics.gamma_gamma import expected, fit


@pytest.fixture(scope="module")
def worth():
    """Repeat orders and their mean worth, of the 946 customers of the note who came back."""
    (folder,) = find_spec("lifetimes").submodule_search_locations
    text = (Path(folder) / "datasets" / "cdnow_customers_summary_with_transactions.csv").read_text()
    rows = [(float(row["x"]), float(row["zbar"])) for row in csv.DictReader(text.splitlines())]
    return np.array([row for row in rows if row[0] > 0]).T


@pytest.mark.outside("CUSTOMER_VALUE")
def test_the_notes_estimates(worth):
    found = fit(*worth)
    assert worth.shape[1] == 946
    assert found.parameters == pytest.approx([6.25, 3.74, 15.44], rel=2e-3)


def test_as_lifetimes_has_it(worth):
    theirs, ours = GammaGammaFitter(penalizer_coef=0.0).fit(*worth), fit(*worth)
    assert ours.parameters == pytest.approx(theirs.params_.to_numpy(), rel=2e-3)
    for x, mean in worth.T[::100]:
        want = theirs.conditional_expected_average_profit(x, mean)
        assert expected(ours.parameters, int(x), mean) == pytest.approx(float(want), rel=2e-3)


def test_a_fit_that_degenerates_is_refused():
    assert fit(np.array([1.0, 2.0] * 50), np.full(100, 30.0)) is None
    assert fit(np.array([]), np.array([])) is None


@given(x=st.integers(1, 100), mean=st.floats(1, 1000))
def test_the_estimate_lies_between_ones_own_mean_and_everybodys(x, mean):
    parameters = np.array([6.25, 3.74, 15.44])
    usual, mine = expected(parameters, 0, 0.0), expected(parameters, x, mean)
    assert usual == pytest.approx(6.25 * 15.44 / 2.74)
    assert min(usual, mean) - 1e-9 <= mine <= max(usual, mean) + 1e-9
