from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.revenue import average_order, revenue_total

FEW = settings(max_examples=40, deadline=None)


AS_OF = date(2024, 12, 31)
YEAR = (date(2024, 1, 1), AS_OF)


def test_unknown_customers_count_in_the_total_and_nowhere_else(history_of):
    lines = [
        ("a", date(2024, 1, 5), 100.005),
        ("a", date(2024, 1, 5), 20.0),
        ("a", date(2024, 2, 5), 30.0),
        ("a", date(2024, 3, 5), -10.0),
        (None, date(2024, 3, 5), 7.5),
        ("a", date(2023, 12, 31), 1000.0),
    ]
    history = history_of(lines, AS_OF)
    total, average = revenue_total(history, *YEAR), average_order(history, *YEAR)
    assert (total.value, total.unit) == (147.51, "money")
    assert (total.note, dict(total.note_parameters)) == (
        "figure.unknown_included",
        {"amount": 7.5},
    )
    assert (average.value, average.n) == (140.01 / 2, 2)


def test_returns_of_who_never_ordered_are_netted_and_said(history_of):
    lines = [("a", date(2024, 5, 1), 100.0), ("b", date(2024, 5, 2), -40.0)]
    figure = average_order(history_of(lines, AS_OF), *YEAR)
    assert (figure.value, figure.n) == (60.0, 1)
    assert (figure.note, dict(figure.note_parameters)) == (
        "figure.only_returns_included",
        {"amount": -40.0},
    )


def test_a_window_without_orders(history_of):
    empty = history_of([("a", date(2020, 1, 1), 5.0)], AS_OF)
    assert (revenue_total(empty, *YEAR).value, revenue_total(empty, *YEAR).note) == (0, "")
    assert (average_order(empty, *YEAR).value, average_order(empty, *YEAR).n) == (None, 0)


def test_many_small_amounts_lose_nothing(history_of):
    lines = [("a", date(2024, 1, 1), 0.1)] * 1000
    assert revenue_total(history_of(lines, AS_OF), *YEAR).value == 100


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, windows, naive, history_of):
    lines = data.draw(books)
    start, end, as_of = data.draw(windows)
    history = history_of(lines, as_of)
    slow = naive(lines, as_of, history.rule)
    assert revenue_total(history, start, end).value == slow.revenue(start, end) / 100
    known = {c for c, *_ in slow.lines if c is not None}
    orders = sum(start <= d <= end for each in slow.order_days.values() for d in each)
    average = average_order(history, start, end)
    expected = slow.revenue(start, end, known) / orders / 100 if orders else None
    assert average.value == (None if expected is None else pytest.approx(expected))
