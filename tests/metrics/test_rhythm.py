from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from xlcrm.errors import FormulaError
from xlcrm.metrics.rhythm import RHYTHMS, left_by_rhythm, left_in_a_year, rhythms_of

FEW = settings(max_examples=40, deadline=None)
AT = date(2024, 12, 31)
AGO = AT - timedelta(days=365)


def monthly(name, last, months=12):
    return [(name, last - timedelta(days=30 * n), 10.0) for n in range(months)]


@pytest.mark.parametrize(
    ("orders", "cadence", "expected"),
    [
        (1, 10.0, "once"),
        (2, 45.0, "monthly"),
        (2, 45.1, "quarterly"),
        (5, 135.0, "quarterly"),
        (5, 500.0, "yearly"),
        (5, 501.0, "rarer"),
    ],
)
def test_the_classes(orders, cadence, expected):
    (found,) = rhythms_of(np.array([orders]), np.array([cadence]))
    assert RHYTHMS[found] == expected
    assert class_in_words(orders, cadence) == expected


def class_in_words(orders, cadence):
    if orders == 1:
        return "once"
    if cadence <= 45:
        return "monthly"
    if cadence <= 135:
        return "quarterly"
    return "yearly" if cadence <= 500 else "rarer"


def test_one_class_is_a_share_with_wilsons_interval(history_of):
    """Twelve monthly customers a year ago; nine ordered again, three did not; ten new ones."""
    lines = [line for n in range(12) for line in monthly(f"old{n}", AGO)]
    lines += [(f"old{n}", AGO + timedelta(days=365), 10.0) for n in range(8)]
    lines += [("old8", AGO + timedelta(days=1), 10.0)]
    lines += [line for n in range(10) for line in monthly(f"new{n}", AT)]
    figure = left_in_a_year(history_of(lines, AT, prior_days=30.0))
    low, high = proportion_confint(9, 12, method="wilson")
    assert figure.value == 0.75
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=1e-12)


def test_a_small_class_takes_the_share_of_all(history_of):
    lines = [line for n in range(10) for line in monthly(f"m{n}", AGO)]
    lines += [(f"m{n}", AT, 10.0) for n in range(5)]
    lines += [("once", AGO, 10.0), ("once", AT, 10.0), ("first", AT, 10.0)]
    history = history_of(lines, AT, prior_days=300.0)
    rows = {row["rhythm"]: row for row in left_by_rhythm(history).iter_rows(named=True)}
    assert (rows["once"]["year_ago"], rows["once"]["ordered"]) == (1, 1)
    assert rows["once"]["share"] == pytest.approx(6 / 11)
    assert sum(row["left"] for row in rows.values()) == pytest.approx(
        left_in_a_year(history).value * left_in_a_year(history).n
    )


def test_without_a_past_nothing_is_said(history_of):
    young = left_in_a_year(history_of([("a", AT, 1.0)], AT))
    assert (young.value, young.n, young.note) == (None, 1, "figure.no_year_of_history")
    assert left_by_rhythm(history_of([("a", AT, 1.0)], AT))["share"].to_list() == [None]
    empty = left_in_a_year(history_of([], AT))
    assert (empty.value, empty.note) == (None, "figure.nobody_active")
    with pytest.raises(FormulaError):
        left_in_a_year(history_of([], AT), AT + timedelta(days=1))


def by_the_words(slow, day):
    def classes(at):
        found = {}
        for customer in slow.active(at):
            known = len(slow.known(customer, at))
            rhythm = class_in_words(known, slow.cadence(customer, at))
            found.setdefault(rhythm, []).append(customer)
        return found

    ago = day - timedelta(days=365)

    def kept(customers):
        back = [c for c in customers if any(ago < d <= day for d in slow.order_days[c])]
        return len(back) / len(customers)

    now, past = classes(day), classes(ago)
    if not now or not past:
        return None
    everybody = [c for customers in past.values() for c in customers]
    shares = {
        name: kept(past[name] if len(past.get(name, ())) >= 10 else everybody) for name in now
    }
    total = sum(len(customers) for customers in now.values())
    return sum(len(now[name]) * share for name, share in shares.items()) / total


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, rules, windows, naive, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    copies = data.draw(st.integers(1, 6))
    lines = [(c and f"{c}{n}", day, amount) for n in range(copies) for c, day, amount in lines]
    _, at, as_of = data.draw(windows)
    figure = left_in_a_year(history_of(lines, as_of, **vars(rule)), at)
    expected = by_the_words(naive(lines, as_of, rule), at)
    assert figure.value == (None if expected is None else pytest.approx(expected))
    if expected is not None:
        assert 0 <= figure.low <= figure.value <= figure.high <= 1
    mixed = data.draw(st.permutations(lines))
    assert left_in_a_year(history_of(mixed, as_of, **vars(rule)), at) == figure
