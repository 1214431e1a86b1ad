from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from xlcrm.errors import FormulaError
from xlcrm.metrics.churn import (
    churn_by_month,
    churn_rate,
    customers_active,
    customers_lost,
    customers_new,
    retention_rate,
)
from xlcrm.metrics.window import Window

FEW = settings(max_examples=40, deadline=None)


AS_OF = date(2024, 12, 31)
LINES = [
    ("stays", date(2023, 12, 1), 10.0),
    ("stays", date(2024, 1, 20), 10.0),
    ("goes", date(2023, 12, 20), 10.0),
    ("comes", date(2024, 1, 5), 10.0),
    ("back", date(2023, 6, 1), 10.0),
    ("back", date(2024, 1, 31), 10.0),
    (None, date(2024, 1, 10), 99.0),
    ("returned", date(2024, 1, 10), -5.0),
]
JANUARY = (date(2024, 1, 1), date(2024, 1, 31))
RULE = {"k": 1.0, "prior_days": 40.0}
"""After one order day the limit is 40 days: "goes" is active to 29 January."""


@pytest.fixture
def history(history_of):
    return history_of(LINES, AS_OF, **RULE)


def test_a_month_by_hand(history):
    rate = churn_rate(history, *JANUARY)
    assert (rate.value, rate.n) == (0.5, 2)
    assert (rate.start, rate.end, rate.as_of) == (*JANUARY, AS_OF)
    assert 0 < rate.low < 0.5 < rate.high < 1
    assert retention_rate(history, *JANUARY).value == 0.5
    assert customers_lost(history, *JANUARY).value == 1
    assert customers_new(history, *JANUARY).value == 1
    assert churn_by_month(history, *JANUARY).row(0)[:6] == (JANUARY[0], 2, 1, 1, 1, 3)


def test_the_last_active_day_and_the_day_after(history):
    active = [customers_active(history, date(2024, 1, day)).value for day in (29, 30)]
    assert active == [3, 2]
    assert customers_active(history, date(2024, 1, 30)).n == 4
    assert customers_active(history).value == 0


def test_a_window_begins_with_those_active_the_day_before(history):
    """ "goes" lapses on 30 January: lost in a window from that day, gone before the next."""
    rates = [churn_rate(history, date(2024, 1, day), date(2024, 2, 5)) for day in (30, 31)]
    assert [(rate.value, rate.n) for rate in rates] == [(1 / 3, 3), (0, 2)]


def test_an_order_on_the_day_of_the_lapse_prevents_it(history_of):
    first = date(2024, 1, 1)
    active = [
        customers_active(
            history_of([("a", first, 1.0), ("a", first + timedelta(days=gap), 1.0)], AS_OF, **RULE),
            first + timedelta(days=41),
        ).value
        for gap in (41, 42)
    ]
    assert active == [1, 0]


def test_nobody_at_the_start(history):
    figure = churn_rate(history, date(2023, 1, 1), date(2023, 3, 1))
    assert (figure.value, figure.n, figure.note) == (None, 0, "figure.nobody_at_start")
    assert retention_rate(history, date(2023, 1, 1), date(2023, 3, 1)).value is None
    lost = customers_lost(history, date(2023, 1, 1), date(2023, 3, 1))
    assert (lost.value, lost.n, lost.note) == (None, 0, "figure.nobody_at_start")


def test_nobody_at_all(history_of):
    empty = history_of([], AS_OF)
    assert churn_rate(empty).value is None
    assert customers_active(empty).value == 0
    rows = churn_by_month(empty)
    assert rows.height == 12
    assert rows["end"].sum() == 0
    assert rows["rate"].null_count() == 12


def test_one_who_comes_and_goes_within_a_month_is_in_both(history_of):
    lines = [("a", date(2024, 1, 2), 1.0)]
    history = history_of(lines, AS_OF, k=1.0, prior_days=5.0, floor_days=7.0)
    row = churn_by_month(history, *JANUARY).row(0, named=True)
    assert (row["start"], row["new"], row["lost"], row["end"], row["rate"]) == (0, 1, 1, 0, None)


def test_a_wrong_window_is_refused(history):
    with pytest.raises(FormulaError):
        churn_rate(history, None, AS_OF + timedelta(days=1))
    with pytest.raises(FormulaError):
        customers_active(history, AS_OF + timedelta(days=1))


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, rules, windows, naive, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    start, end, as_of = data.draw(windows)
    slow, history = naive(lines, as_of, rule), history_of(lines, as_of, **vars(rule))
    before = slow.active(start - timedelta(days=1))
    figure = churn_rate(history, start, end)
    assert figure.n == len(before)
    assert (customers_lost(history, start, end).value or 0) == len(slow.left(start, end))
    assert customers_new(history, start, end).value == len(slow.new(start, end))
    assert customers_active(history, end).value == len(slow.active(end))
    if not before:
        assert figure.value is None
        return
    assert figure.value == len(slow.left(start, end)) / len(before)
    assert figure.value + retention_rate(history, start, end).value == pytest.approx(1)
    assert 0 <= figure.low <= figure.value <= figure.high <= 1


@FEW
@given(data=st.data())
def test_each_month_adds_up_and_follows_the_one_before(
    data, books, rules, windows, naive, history_of
):
    lines, rule = data.draw(books), data.draw(rules)
    start, end, as_of = data.draw(windows)
    history, slow = history_of(lines, as_of, **vars(rule)), naive(lines, as_of, rule)
    rows = churn_by_month(history, start, end)
    flow = rows.select(pl.col("start") + pl.col("new") + pl.col("reactivated") - pl.col("lost"))
    assert flow.to_series().to_list() == rows["end"].to_list()
    assert rows["end"].to_list()[:-1] == rows["start"].to_list()[1:]
    assert rows["new"].sum() == len(slow.new(start, end))
    for row, month in zip(rows.iter_rows(named=True), Window(start, end).months(), strict=True):
        before = slow.active(month.start - timedelta(days=1))
        new, after = slow.new(month.start, month.end), slow.active(month.end)
        assert row["start"] == len(before)
        assert row["end"] == len(after)
        assert row["reactivated"] == len(after - before - new)
        assert row["lost"] == len((before | new) - after)
        assert row["rate"] == churn_rate(history, month.start, month.end).value


@FEW
@given(data=st.data())
def test_later_orders_never_change_a_closed_month(data, books, windows, history_of):
    """With the prior in the book's settings; an estimated one moves until it is written there."""
    lines, later = data.draw(books), data.draw(books)
    start, end, as_of = data.draw(windows)
    added = [line for line in later if line[1] > end]
    then = churn_by_month(history_of(lines, end, prior_days=45.0), start, end)
    now = churn_by_month(history_of([*lines, *added], as_of, prior_days=45.0), start, end)
    assert_frame_equal(then, now)
