from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.lapse import LapseRule
from xlcrm.metrics.window import day_number

FEW = settings(max_examples=40, deadline=None)


START = date(2024, 1, 1)


def spells_of(history):
    named = pl.col("customer").cast(pl.String)
    return history.spell_rows.with_columns(named).sort("customer", "day")


def test_a_customer_by_hand(history_of):
    """Prior 60, m = 2, k = 2: cadences (120+0)/2, (120+30)/3, (120+160)/4."""
    bought = [START + timedelta(days=n) for n in (0, 30, 160)]
    history = history_of([("a", day, 10.0) for day in bought], date(2025, 12, 31), prior_days=60.0)
    rows = spells_of(history)
    first = day_number(START)
    assert rows["i"].to_list() == [1, 2, 3]
    assert rows["cadence"].to_list() == [60, 50, 70]
    assert rows["limit"].to_list() == [120, 100, 140]
    assert (rows["until"] - first).to_list() == [120, 130, 300]
    assert (rows["active_to"] - first).to_list() == [29, 130, 300]


def test_an_order_on_the_last_active_day_takes_over_on_that_day(history_of):
    bought = [START, START + timedelta(days=40)]
    lines = [("a", day, 1.0) for day in bought]
    rows = spells_of(history_of(lines, date(2025, 12, 31), k=1.0, prior_days=40.0))
    assert (rows["active_to"] - day_number(START)).to_list() == [39, 80]


def test_the_floor_and_part_days(history_of):
    """Cadence 10.3 with k = 2 is 20.6 days; a floor of 30.9 keeps 30 whole days."""
    lines = [("a", START, 1.0)]
    late = date(2024, 12, 31)
    short = spells_of(history_of(lines, late, prior_days=10.3, floor_days=0.0))
    floored = spells_of(history_of(lines, late, prior_days=10.3, floor_days=30.9))
    assert short["limit"].item() == pytest.approx(20.6)
    assert (short["until"] - short["day"]).item() == 20
    assert (floored["until"] - floored["day"]).item() == 30


def test_the_prior_is_the_mean_gap_of_all_customers(history_of):
    offsets = {"a": (0, 10, 40), "b": (0, 25), "c": (7,), None: (1, 500)}
    lines = [(who, START + timedelta(days=n), 1.0) for who, days in offsets.items() for n in days]
    lines += [("a", START + timedelta(days=90), -1.0), ("a", START, 2.0)]
    assert history_of(lines, date(2026, 1, 1)).prior_days == 65 / 3


def test_without_any_gap_the_prior_is_90_days(history_of):
    assert history_of([("a", START, 1.0), ("b", START, 1.0)], START).prior_days == 90
    assert history_of([], START).prior_days == 90


@pytest.mark.parametrize(
    "setting",
    [{"k": 0}, {"m": -1.0}, {"prior_days": 0.0}, {"floor_days": -1.0}, {"k": float("nan")}],
)
def test_a_setting_that_makes_no_rule_is_refused(setting):
    with pytest.raises(FormulaError) as error:
        LapseRule(**setting)
    assert error.value.parameters["setting"] == next(iter(setting))


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, rules, days, naive, history_of, frame_of):
    lines, rule, as_of = data.draw(books), data.draw(rules), data.draw(days)
    slow = naive(lines, as_of, rule)
    rows = spells_of(history_of(lines, as_of, **vars(rule)))
    assert list(zip(rows["customer"], rows["day"], strict=True)) == [
        (who, day_number(day)) for who in slow.customers for day in slow.order_days[who]
    ]
    ordered = [(who, day) for who in slow.customers for day in slow.order_days[who]]
    for (who, day), row in zip(ordered, rows.iter_rows(named=True), strict=True):
        assert row["cadence"] == pytest.approx(slow.cadence(who, day), rel=1e-12)
        assert row["until"] == day_number(slow.last_active_day(who, day))
        follows = row["next_day"] is not None and row["next_day"] <= row["until"]
        assert row["active_to"] == (row["next_day"] - 1 if follows else row["until"])
