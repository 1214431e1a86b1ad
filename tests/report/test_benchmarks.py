"""The reference lines."""

import pytest

from xlcrm.report.benchmarks import HALF_IN_THREE_YEARS, left_after, monthly


def test_half_in_three_years_is_what_it_says():
    assert pytest.approx(0.2063, abs=5e-5) == HALF_IN_THREE_YEARS
    assert pytest.approx(0.5) == (1 - HALF_IN_THREE_YEARS) ** 3
    assert left_after(3 * 365.25, HALF_IN_THREE_YEARS) == pytest.approx(0.5)


def test_twelve_months_make_the_year():
    rate = monthly(HALF_IN_THREE_YEARS)
    assert rate == pytest.approx(1 - (1 - 0.2063) ** (1 / 12), abs=1e-5)
    assert (1 - rate) ** 12 == pytest.approx(1 - HALF_IN_THREE_YEARS)
