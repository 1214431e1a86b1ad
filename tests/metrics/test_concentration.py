from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.concentration import (
    effective_number,
    gini,
    gini_index,
    hhi,
    hhi_index,
    parties,
    top_share,
)

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 6, 30)
DAY = date(2024, 5, 1)


def firm(*amounts):
    return [(f"c{n}", DAY, amount) for n, amount in enumerate(amounts)]


@pytest.mark.outside("GINI_INDEX", "HHI_INDEX")
def test_the_published_figures_of_one_to_five(history_of):
    history = history_of(firm(1.0, 2.0, 3.0, 4.0, 5.0), AS_OF)
    assert gini_index(history).value == pytest.approx(0.266667, abs=1e-6)
    assert hhi_index(history).value == pytest.approx(0.244444, abs=1e-6)
    assert top_share(history, 2).value == 0.6


@pytest.mark.outside("HHI_INDEX", "EFFECTIVE_NUMBER")
def test_the_departments_of_justice_example_of_four_firms(history_of):
    """30, 30, 20 and 20 percent: 2,600 on the scale of the guidelines."""
    history = history_of(firm(30.0, 30.0, 20.0, 20.0), AS_OF)
    assert hhi_index(history).value == pytest.approx(0.26)
    assert effective_number(history).value == pytest.approx(1 / 0.26)
    assert effective_number(history).n == 4


def test_cdnow_as_numpy_counts_it(cdnow, cdnow_history):
    totals = np.sort(cdnow.group_by("customer_id").sum()["amount"].to_numpy())[::-1]
    assert top_share(cdnow_history, 100).value == pytest.approx(totals[:100].sum() / totals.sum())
    pairs = np.abs(totals[:2000, None] - totals[None, :2000]).mean() / 2 / totals[:2000].mean()
    cents = np.rint(totals[:2000] * 100).astype(np.int64)
    assert gini(cents) == pytest.approx(pairs)
    assert hhi(cents) == pytest.approx(((totals[:2000] / totals[:2000].sum()) ** 2).sum())


def test_returns_are_clipped_and_said(history_of):
    history = history_of([*firm(6.0, 4.0, 1.0), ("c2", AS_OF, -3.5)], AS_OF)
    figure = top_share(history, 1)
    assert (figure.value, figure.n, figure.note) == (0.6, 3, "figure.negatives_clipped")
    assert dict(figure.note_parameters) == {"n": 1, "amount": -2.5}


def test_groups_are_one_party(history_of):
    history = history_of(firm(5.0, 5.0, 10.0), AS_OF)
    groups = {"c0": "Holding", "c1": "Holding"}
    rows, _ = parties(history, None, None, groups)
    assert rows.rows() == [("Holding", 2, 1000), ("c2", 1, 1000)]
    assert hhi_index(history, groups=groups).value == 0.5


@FEW
@given(data=st.data())
def test_groups_are_added_up_whoever_is_in_them(data, books, rules, windows, naive, history_of):
    """A group may be called like a customer, have a member who never ordered, or have them all."""
    lines, rule = data.draw(books), data.draw(rules)
    start, end, as_of = data.draw(windows)
    names = st.sampled_from(["Holding", "Chain", "a"])
    groups = data.draw(st.dictionaries(st.sampled_from(["a", "b", "c", "d", "stranger"]), names))
    slow, history = naive(lines, as_of, rule), history_of(lines, as_of, **vars(rule))
    summed = {}
    for customer in slow.customers:
        if slow.order_days[customer][0] <= end:
            number, cents = summed.get(groups.get(customer, customer), (0, 0))
            earned = slow.revenue(start, end, {customer})
            summed[groups.get(customer, customer)] = number + 1, cents + earned
    rows, _ = parties(history, start, end, groups)
    by_hand = [(party, number, cents) for party, (number, cents) in summed.items()]
    assert rows.rows() == sorted(by_hand, key=lambda row: (-row[2], row[0]))
    rows.drop_in_place("cents")
    assert parties(history, start, end, groups)[0].columns == ["party", "customers", "cents"]


def test_both_days_omitted_take_everything(history_of):
    old = ("old", date(2015, 1, 1), 90.0)
    history = history_of([old, *firm(10.0)], AS_OF)
    assert top_share(history, 1).value == 0.9
    assert top_share(history, 1).start is None
    year = top_share(history, 1, None, AS_OF)
    assert (year.value, year.n, year.start) == (1.0, 2, date(2023, 7, 1))


def test_what_is_undefined(history_of):
    nobody = hhi_index(history_of([], AS_OF))
    assert (nobody.value, nobody.note) == (None, "figure.no_customers")
    free = gini_index(history_of(firm(0.0, 0.0), AS_OF))
    assert (free.value, free.note) == (None, "figure.no_revenue")
    assert effective_number(history_of([], AS_OF)).value is None
    with pytest.raises(FormulaError, match="not_positive"):
        top_share(history_of(firm(1.0), AS_OF), 0)


@FEW
@given(data=st.data())
def test_bounds_order_and_the_words(data, books, rules, windows, naive, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    start, end, as_of = data.draw(windows)
    slow, history = naive(lines, as_of, rule), history_of(lines, as_of, **vars(rule))
    there = [c for c in slow.customers if slow.order_days[c][0] <= end]
    worth = sorted((max(0, slow.revenue(start, end, {c})) for c in there), reverse=True)
    figures = [
        gini_index(history, start, end),
        hhi_index(history, start, end),
        top_share(history, 2, start, end),
    ]
    if not sum(worth):
        assert [figure.value for figure in figures] == [None] * 3
        return
    index, squares, two = (figure.value for figure in figures)
    n = len(worth)
    apart = sum(abs(a - b) for a in worth for b in worth) / (2 * n * sum(worth))
    assert index == pytest.approx(apart)
    assert two == pytest.approx(sum(worth[:2]) / sum(worth))
    assert 0 <= index <= 1 - 1 / n + 1e-12
    assert 1 / n - 1e-12 <= squares <= 1 + 1e-12
    mixed = history_of(data.draw(st.permutations(lines)), as_of, **vars(rule))
    assert hhi_index(mixed, start, end) == figures[1]
    later = [*lines, ("a", end.replace(year=end.year + 4), 500.0)]
    future = history_of(later, end.replace(year=end.year + 4), **vars(rule))
    assert gini_index(future, start, end).value == index


@FEW
@given(
    amounts=st.lists(st.integers(0, 10_000), min_size=1, max_size=20).filter(any),
    times=st.integers(1, 50),
)
def test_only_proportions_matter(amounts, times):
    cents = np.array(amounts, dtype=np.int64)
    assert gini(cents * times) == pytest.approx(gini(cents))
    assert hhi(cents * times) == pytest.approx(hhi(cents))
    assert gini(np.full(len(amounts), 7)) == pytest.approx(0)
