import warnings
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.seasonal import seasonal_decompose

from xlcrm.metrics.seasonality import FEWEST_MONTHS, season, whole_months

START = 2021 * 12


@pytest.mark.outside("SEASON_TABLE")
@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 500), min_size=24, max_size=70))
def test_as_statsmodels_says(values):
    found = season(dict(enumerate(values, START)), range(START, START + len(values)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = seasonal_decompose(np.array(values, float), model="multiplicative", period=12)
    assert found["index"].to_list() == pytest.approx(theirs.seasonal[:12].tolist())
    assert found["month"].to_list() == list(range(1, 13))
    assert sum(found["index"]) == pytest.approx(12)
    assert (found["least"] <= found["index"] + 1e-12).all()
    assert (found["most"] >= found["index"] - 1e-12).all()


@pytest.mark.parametrize("count", [0, 1, 12, FEWEST_MONTHS - 1])
def test_under_two_years_there_is_none(count):
    months = range(START, START + count)
    assert season(dict.fromkeys(months, 5), months).height == 0


def test_nothing_at_all_has_no_season():
    months = range(START, START + 40)
    assert season({}, months).height == 0


@given(st.integers(2, 50), st.integers(1, 1000))
def test_an_even_year_has_no_season_whatever_its_level(count, level):
    months = range(START, START + 24 + count)
    found = season(dict.fromkeys(months, level), months)
    assert found["index"].to_list() == pytest.approx([1.0] * 12)


def test_a_month_counts_whole_from_its_first_week():
    month = 2024 * 12
    assert whole_months(date(2024, 1, 7), date(2024, 3, 30)) == range(month, month + 2)
    assert whole_months(date(2024, 1, 8), date(2024, 3, 31)) == range(month + 1, month + 3)
    assert len(whole_months(date(2024, 3, 20), date(2024, 3, 25))) == 0
