from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.activity import activity, count
from xlcrm.metrics.window import day_number

FEW = settings(max_examples=40, deadline=None)


def test_the_first_and_the_last_active_day(history_of):
    start = date(2024, 1, 1)
    known = activity(history_of([("a", start, 1.0)], date(2024, 12, 31), k=1.0, prior_days=40.0))
    days = [day_number(start + timedelta(days=n)) for n in (-1, 0, 40, 41)]
    assert [count(known.on(day)) for day in days] == [0, 1, 1, 0]
    assert [count(known.new(days[0], day)) for day in days] == [0, 1, 1, 1]


@FEW
@given(data=st.data())
def test_who_is_active_on_any_day(data, books, rules, days, naive, history_of):
    lines, rule, as_of = data.draw(books), data.draw(rules), data.draw(days)
    at = as_of - timedelta(days=data.draw(st.integers(0, 400)))
    slow, known = naive(lines, as_of, rule), activity(history_of(lines, as_of, **vars(rule)))
    bits = known.on(day_number(at))
    assert set(known.customers.filter(pl.Series(bits))) == slow.active(at)
    assert count(bits) == len(slow.active(at))


@FEW
@given(data=st.data())
def test_who_is_new_in_a_window(data, books, windows, naive, history_of):
    lines, rule = data.draw(books), {"prior_days": 60.0}
    start, end, as_of = data.draw(windows)
    history = history_of(lines, as_of, **rule)
    known = activity(history)
    bits = known.new(day_number(start), day_number(end))
    slow = naive(lines, as_of, history.rule)
    assert set(known.customers.filter(pl.Series(bits))) == slow.new(start, end)
