from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.churn import churn_rate
from xlcrm.metrics.revenue_churn import revenue_churn
from xlcrm.metrics.wilson import interval
from xlcrm.metrics.window import resolve

FEW = settings(max_examples=40, deadline=None)


AS_OF = date(2024, 12, 31)
JANUARY = (date(2024, 1, 1), date(2024, 1, 31))
RULE = {"k": 1.0, "prior_days": 40.0}


def test_the_customers_weigh_what_they_brought_in(history_of):
    lines = [
        ("stays", date(2023, 12, 1), 200.0),
        ("stays", date(2024, 1, 1), 900.0),
        ("goes", date(2023, 12, 20), 120.0),
        ("goes", date(2023, 12, 22), -20.0),
        ("goes", date(2022, 12, 31), -5000.0),
        ("returned", date(2023, 12, 21), 1.0),
        ("returned", date(2023, 12, 22), -400.0),
    ]
    figure = revenue_churn(history_of(lines, AS_OF, **RULE), *JANUARY)
    assert (figure.value, figure.n) == (100 / 300, 3)


def test_with_equal_weights_its_interval_is_that_of_the_churn_rate(history_of):
    lines = [(f"c{n}", date(2023, 12, 1), 100.0) for n in range(20)]
    lines += [(f"c{n}", date(2024, 1, 5), 1.0) for n in range(8, 20)]
    history = history_of(lines, AS_OF, **RULE)
    weighted, plain = revenue_churn(history, *JANUARY), churn_rate(history, *JANUARY)
    assert plain.value == 0.4
    assert (weighted.low, weighted.high) == pytest.approx((0.21881, 0.61342), abs=1e-5)
    assert (weighted.low, weighted.high) == pytest.approx((plain.low, plain.high))


def test_where_one_weighs_all_the_interval_is_that_of_one_case(history_of):
    lines = [("large", date(2023, 12, 1), 1e6), ("small", date(2023, 12, 1), 0.01)]
    lines += [("small", date(2024, 1, 5), 1.0)]
    figure = revenue_churn(history_of(lines, AS_OF, **RULE), *JANUARY)
    assert (figure.low, figure.high) == pytest.approx(interval(1, 1), abs=1e-6)


def test_nobody_and_nothing_at_the_start(history_of):
    nobody = revenue_churn(history_of([], AS_OF, **RULE), *JANUARY)
    assert (nobody.value, nobody.note) == (None, "figure.nobody_at_start")
    gift = history_of([("a", date(2023, 12, 20), 0.0)], AS_OF, **RULE)
    nothing = revenue_churn(gift, *JANUARY)
    assert (nothing.value, nothing.n, nothing.note) == (None, 1, "figure.no_revenue_before")


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, rules, windows, naive, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    start, end, as_of = data.draw(windows)
    slow = naive(lines, as_of, rule)
    eve = start - timedelta(days=1)
    year = resolve(None, eve, eve)
    worth = {c: max(0, slow.revenue(year.start, eve, {c})) for c in slow.active(eve)}
    left = sum(worth[c] for c in slow.left(start, end))
    expected = left / sum(worth.values()) if sum(worth.values()) else None
    figure = revenue_churn(history_of(lines, as_of, **vars(rule)), start, end)
    assert figure.value == (None if expected is None else pytest.approx(expected))
    assert figure.n == len(worth)
    if figure.value is not None:
        assert 0 <= figure.low <= figure.value <= figure.high <= 1
