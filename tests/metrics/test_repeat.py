from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.repeat import repeat_probability, repeat_rate

FEW = settings(max_examples=40, deadline=None)


START = date(2024, 1, 1)


def test_by_hand(history_of):
    """Two of four buy again: on day 10 out of 4, on day 30 out of the 2 still watched."""
    lines = [("a", START, 1.0), ("a", START + timedelta(days=10), 1.0)]
    lines += [("b", START, 1.0), ("b", START + timedelta(days=30), 1.0)]
    lines += [("c", START, 1.0), ("d", START + timedelta(days=20), 1.0)]
    history = history_of(lines, START + timedelta(days=40))
    values = {d: repeat_probability(history, d).value for d in (0, 9, 10, 29, 30, 40)}
    assert values == pytest.approx({0: 0, 9: 0, 10: 0.25, 29: 0.25, 30: 0.625, 40: 0.625})
    beyond = repeat_probability(history, 41)
    assert (beyond.value, beyond.n, beyond.note) == (None, 4, "figure.beyond_follow_up")
    with pytest.raises(FormulaError):
        repeat_probability(history, -1)


def test_the_rate_of_a_window(history_of):
    lines = [(c, START + timedelta(days=n), 1.0) for c, n in (("a", 0), ("a", 3), ("b", 1))]
    lines += [("b", START + timedelta(days=50), 1.0), ("a", START, 5.0), (None, START, 1.0)]
    figure = repeat_rate(history_of(lines, date(2024, 12, 31)), START, date(2024, 1, 31))
    assert (figure.value, figure.n) == (0.5, 2)
    nobody = repeat_rate(history_of([], date(2024, 12, 31)))
    assert (nobody.value, nobody.note) == (None, "figure.no_orders")


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, windows, naive, history_of):
    lines = data.draw(books)
    start, end, as_of = data.draw(windows)
    history = history_of(lines, as_of)
    slow = naive(lines, as_of, history.rule)
    inside = [sum(start <= d <= end for d in each) for each in slow.order_days.values()]
    buyers = sum(n > 0 for n in inside)
    rate = repeat_rate(history, start, end)
    assert rate.value == (sum(n > 1 for n in inside) / buyers if buyers else None)
    spans = [
        ((d[1] - d[0]).days, True) if len(d) > 1 else ((as_of - d[0]).days, False)
        for d in slow.order_days.values()
    ]
    if not spans:
        assert repeat_probability(history, 0).value is None
        return
    within = data.draw(st.integers(0, max(span for span, _ in spans)))
    expected = 1 - slow.kaplan_meier(spans, within)
    assert repeat_probability(history, within).value == pytest.approx(expected, abs=1e-12)
