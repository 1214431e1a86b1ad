"""Old data: said, with the day to propose, once two limits have passed."""

from datetime import date, timedelta

import pytest

from xlcrm.report.dashboard import dashboard_sheet
from xlcrm.report.stale import lapse_limit, newest_order, staleness

NEWEST = date(2024, 3, 31)


def book(make, as_of, **settings):
    lines = {
        "Date": [date(2024, 3, 1), NEWEST, date(2024, 4, 5)],
        "Customer ID": ["a", "a", "a"],
        "Amount": [10.0, 10.0, -5.0],
    }
    return make({"Orders": lines}, as_of, **settings)


def test_returns_are_no_orders(make):
    assert newest_order(book(make, date(2024, 5, 1))) == NEWEST


def test_later_orders_are_not_seen(make):
    assert newest_order(book(make, date(2024, 3, 30))) == date(2024, 3, 1)
    assert newest_order(book(make, date(2024, 2, 1))) is None
    assert staleness(book(make, date(2024, 2, 1))) is None


@pytest.mark.parametrize(
    ("settings", "limit"),
    [
        ({}, 60.0),  # k = 2 times the one gap of 30 days
        ({"lapse_k": 3}, 90.0),
        ({"lapse_floor_days": 100}, 100.0),
        ({"lapse_prior_days": 45}, 90.0),
    ],
)
def test_stale_after_two_limits(make, settings, limit):
    assert lapse_limit(book(make, NEWEST, **settings)) == limit
    last = NEWEST + timedelta(days=int(2 * limit))
    assert staleness(book(make, last, **settings)) is None
    assert staleness(book(make, last + timedelta(days=1), **settings)) == NEWEST


def test_the_dashboard_says_so(make, texts):
    fresh, old = (book(make, NEWEST + timedelta(days=days)) for days in (10, 500))
    said = "The newest order is from 2024-03-31, 500 days before 2025-08-13."
    assert said in texts(dashboard_sheet(old))
    assert "The newest order is from" not in texts(dashboard_sheet(fresh))
