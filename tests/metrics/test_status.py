from datetime import date, timedelta
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.status import customer_status, next_order_due, statuses

FEW = settings(max_examples=40, deadline=None)
START = date(2024, 1, 1)
AS_OF = date(2024, 12, 31)


@pytest.fixture
def once(history_of):
    """One order; cadence 40.5 and, with k = 1, a limit of 40.5 days."""
    return history_of([("a", START, 10.0)], AS_OF, k=1.0, prior_days=40.5)


@pytest.mark.parametrize(
    ("silent", "status"),
    [
        (0, "active"),
        (30, "active"),
        (31, "at_risk"),
        (40, "at_risk"),
        (41, "just_lapsed"),
        (41 + 89, "just_lapsed"),
        (41 + 90, "lapsed"),
    ],
)
def test_the_days_on_which_a_status_turns(once, silent, status):
    """0.75 * 40.5 = 30.4; the lapse day is day 41; it stays "just" for 90 days."""
    figure = customer_status(once, "a", START + timedelta(days=silent))
    assert (figure.value, figure.unit) == (status, "code")


def test_before_the_first_order_there_is_no_status(history_of):
    history = history_of([("a", START, 10.0), ("b", START, -10.0)], AS_OF)
    for customer, day in (
        ("a", START - timedelta(days=1)),
        ("b", AS_OF),
        ("nobody", AS_OF),
    ):
        for ask in (customer_status, next_order_due):
            figure = ask(history, customer, day)
            assert (figure.value, figure.note) == (None, "figure.not_bought_yet")
            assert figure.as_of == day


def test_the_next_order_is_due_after_the_cadence_rounded_half_up(once, history_of):
    assert next_order_due(once, "a").value == START + timedelta(days=41)
    less = history_of([("a", START, 10.0)], AS_OF, prior_days=40.4)
    assert next_order_due(less, "a").value == START + timedelta(days=40)


def test_a_day_after_the_end_is_refused(once):
    with pytest.raises(FormulaError):
        customer_status(once, "a", AS_OF + timedelta(days=1))


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, rules, windows, naive, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    _, at, as_of = data.draw(windows)
    slow = naive(lines, as_of, rule)
    rows = statuses(history_of(lines, as_of, **vars(rule)), at)
    customers = [c for c in slow.customers if slow.known(c, at)]
    assert rows["customer_id"].to_list() == customers
    for who, row in zip(customers, rows.iter_rows(named=True), strict=True):
        lapse_day = slow.last_active_day(who, at) + timedelta(days=1)
        silent = (at - slow.known(who, at)[-1]).days
        if slow.is_active(who, at):
            expected = "at_risk" if silent > 0.75 * slow.limit(who, at) else "active"
        else:
            expected = "just_lapsed" if (at - lapse_day).days < 90 else "lapsed"
        assert row["status"] == expected
        assert (row["lapses_on"], row["silent_days"]) == (lapse_day, silent)
        assert (row["first_day"], row["last_day"]) == (
            slow.order_days[who][0],
            slow.known(who, at)[-1],
        )
        assert row["orders"] == len(slow.known(who, at))
        assert row["limit"] == pytest.approx(slow.limit(who, at))


@FEW
@given(data=st.data())
def test_due_days_on_any_book(data, books, days, naive, history_of):
    lines, as_of = data.draw(books), data.draw(days)
    history = history_of(lines, as_of)
    slow = naive(lines, as_of, history.rule)
    for who in slow.customers:
        rounded = floor(slow.cadence(who, as_of) + 0.5)
        expected = slow.known(who, as_of)[-1] + timedelta(days=rounded)
        assert next_order_due(history, who).value == expected
