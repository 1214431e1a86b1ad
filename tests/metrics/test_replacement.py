from datetime import date, timedelta
from math import ceil
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.replacement import first_years, needed, new_customers_needed
from xlcrm.metrics.revenue_churn import revenue_churn

FEW = settings(max_examples=30, deadline=None)
AT = date(2024, 12, 31)


def ago(days):
    return AT - timedelta(days=days)


def firm():
    """Two who stay (100 and 300 a year), one who left (100), newcomers worth 40, 50 and 60."""
    stay = [(c, ago(30 * n), amount) for c, amount in (("x", 10.0), ("y", 30.0)) for n in range(30)]
    left = [("z", ago(400 + 30 * n), 10.0) for n in range(10)]
    young = [("n1", ago(500), 40.0), ("n2", ago(600), 50.0), ("n3", ago(700), 60.0)]
    return [*stay, *left, *young]


def test_the_parts_make_the_number(history_of):
    history = history_of(firm(), AT, prior_days=30.0)
    parts = needed(history, AT)
    assert parts.revenue == 13 * 4_000
    assert parts.active_revenue == 13 * 4_000
    assert parts.churn == revenue_churn(history).value
    figure = new_customers_needed(history)
    assert figure.value == ceil(parts.active_revenue * parts.churn / parts.newcomer - 1e-9)
    grown = new_customers_needed(history, 0.5)
    missing = parts.active_revenue * parts.churn + 0.5 * parts.revenue
    assert grown.value == ceil(missing / parts.newcomer - 1e-9)
    assert figure.low <= figure.value <= figure.high
    assert (parts.newcomers, parts.before) == (6, 3)
    assert figure.n == 3


def test_only_whole_first_years_up_to_four_years_old_count(history_of):
    lines = [
        ("young", ago(364), 1.0),
        ("just", ago(365), 2.0),
        ("just", ago(1), 30.0),  # day 365 of them: the 365th day after the first is left out
        ("just", ago(0), 500.0),
        ("old", ago(1460), 4.0),
        ("older", ago(1461), 8.0),
    ]
    assert first_years(history_of(lines, AT), AT).tolist() == [400.0, 3200.0]


def test_what_is_not_known_is_not_guessed(history_of):
    empty = new_customers_needed(history_of([], AT))
    assert (empty.value, empty.note) == (None, "figure.no_revenue_before")
    lines = [("a", ago(30 * n), 1.0) for n in range(60)]
    alone = new_customers_needed(history_of(lines, AT, prior_days=30.0))
    assert (alone.value, alone.note, alone.n) == (None, "figure.no_first_years", 0)
    for growth in (-1.0, float("nan"), float("inf")):
        with pytest.raises(FormulaError, match="growth"):
            new_customers_needed(history_of([], AT), growth)


@FEW
@given(data=st.data())
def test_as_the_words_say_whatever_the_order_of_rows(data, books, naive, rules, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    growth = data.draw(st.sampled_from([0.0, 0.1, 1.0, -0.2]))
    slow, history = naive(lines, AT, rule), history_of(lines, AT, **vars(rule))
    figure = new_customers_needed(history, growth, AT)
    churn = revenue_churn(history).value
    firsts = {c: days[0] for c, days in slow.order_days.items()}
    worth = [
        slow.revenue(first, first + timedelta(days=364), {c})
        for c, first in firsts.items()
        if 365 <= (AT - first).days <= 1460
    ]
    if churn is None or not worth or median(worth) <= 0:
        assert figure.value is None
        return
    year = AT.replace(day=1, month=1)
    stay = slow.revenue(year, AT, slow.active(AT)) if slow.active(AT) else 0
    missing = (stay * churn + growth * slow.revenue(year, AT)) / median(worth)
    assert figure.value == max(0, ceil(missing - 1e-9))
    assert figure.low <= figure.value <= figure.high
    mixed = history_of(data.draw(st.permutations(lines)), AT, **vars(rule))
    assert new_customers_needed(mixed, growth, AT) == figure
