from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.window import Window, complete_month, day_number, day_of, month_number, resolve

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "as_of", "window"),
    [
        (None, None, date(2026, 11, 22), (date(2025, 11, 1), date(2026, 10, 31))),
        (None, None, date(2026, 11, 30), (date(2025, 12, 1), date(2026, 11, 30))),
        (None, None, date(2024, 2, 29), (date(2023, 3, 1), date(2024, 2, 29))),
        (None, None, date(2024, 2, 28), (date(2023, 2, 1), date(2024, 1, 31))),
        (date(2026, 1, 5), None, date(2026, 11, 22), (date(2026, 1, 5), date(2026, 11, 22))),
        (None, date(2026, 6, 30), date(2026, 11, 22), (date(2025, 7, 1), date(2026, 6, 30))),
        (None, date(2026, 6, 15), date(2026, 11, 22), (date(2025, 6, 16), date(2026, 6, 15))),
        (None, date(2025, 2, 28), date(2026, 11, 22), (date(2024, 3, 1), date(2025, 2, 28))),
        (None, date(2024, 2, 28), date(2026, 11, 22), (date(2023, 3, 1), date(2024, 2, 28))),
        (date(2026, 3, 3), date(2026, 3, 3), date(2026, 3, 3), (date(2026, 3, 3),) * 2),
    ],
)
def test_omitted_ends_mean_the_default_window(start, end, as_of, window):
    assert resolve(start, end, as_of) == Window(*window)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (None, date(2026, 11, 23), "window.ends_after_as_of"),
        (date(2026, 11, 23), None, "window.starts_after_end"),
        (date(2026, 2, 2), date(2026, 2, 1), "window.starts_after_end"),
    ],
)
def test_a_window_that_cannot_be_is_refused(start, end, code):
    with pytest.raises(FormulaError) as error:
        resolve(start, end, date(2026, 11, 22))
    assert error.value.code == code


@settings(deadline=None)
@given(as_of=DAYS)
def test_the_default_window_is_twelve_whole_months(as_of):
    window = resolve(None, None, as_of)
    assert len(list(window.months())) == 12
    assert window.start.day == 1
    assert (window.end + timedelta(days=1)).day == 1
    assert as_of - timedelta(days=31) < window.end <= as_of


@settings(deadline=None)
@given(end=DAYS)
def test_twelve_months_up_to_a_day_follow_the_twelve_before(end):
    window = resolve(None, end, end)
    before = resolve(None, window.start - timedelta(days=1), end)
    assert window.last - window.first in {364, 365}
    assert before.end + timedelta(days=1) == window.start


@settings(deadline=None)
@given(start=DAYS, length=st.integers(0, 900))
def test_months_cover_each_day_of_a_window_once(start, length):
    window = Window(start, start + timedelta(days=length))
    months = list(window.months())
    assert months[0].start == window.start
    assert months[-1].end == window.end
    assert sum(month.last - month.first + 1 for month in months) == length + 1
    assert len({(month.start.year, month.start.month) for month in months}) == len(months)


def test_a_month_is_complete_on_its_last_day():
    assert complete_month(date(2026, 4, 30)) == month_number(date(2026, 4, 1))
    assert complete_month(date(2026, 4, 29)) == month_number(date(2026, 3, 1))


def test_a_day_after_as_of_is_refused():
    assert day_of(None, date(2026, 1, 1)) == date(2026, 1, 1)
    with pytest.raises(FormulaError, match="day_after_as_of"):
        day_of(date(2026, 1, 2), date(2026, 1, 1))


def test_days_count_from_1970():
    assert (day_number(date(1970, 1, 1)), day_number(date(2026, 11, 22))) == (0, 20779)
