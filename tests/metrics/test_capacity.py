from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.metrics.capacity import load

AS_OF = date(2024, 6, 30)


def asked(*days):
    return pl.DataFrame({"date": pl.Series(days, dtype=pl.Date)})


@pytest.mark.outside("CAPACITY_LOAD")
def test_the_textbook_queue_of_20_arrivals_and_two_servers_of_12():
    """Utilisation is 20 / (2 x 12) = 0.8333: all can be served."""
    found = load(asked(*[AS_OF] * 20), AS_OF, 24 / 20)
    assert found.share == pytest.approx(0.8333, abs=1e-4)
    assert not found.over
    assert load(asked(*[AS_OF] * 21), AS_OF, 24 / 20).over


def test_only_the_last_28_days_count():
    days = [AS_OF - timedelta(days=n) for n in (0, 27, 28)] + [AS_OF + timedelta(days=1), None]
    assert load(asked(*days), AS_OF, 1.0).inquiries == 2


def test_without_a_capacity_nothing_is_over():
    found = load(asked(AS_OF), AS_OF, None)
    assert (found.inquiries, found.share, found.over) == (1, None, False)


@given(day=st.dates(date(2020, 1, 1), date(2030, 1, 1)), capacity=st.floats(0.1, 1000))
def test_four_weeks_have_twenty_weekdays_wherever_they_begin(day, capacity):
    assert load(asked(), day, capacity).places == pytest.approx(20 * capacity)
