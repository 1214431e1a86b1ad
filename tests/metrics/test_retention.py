from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.errors import FormulaError
from xlcrm.metrics.retention import half_life, lifetimes, retention_curve, survival

FEW = settings(max_examples=40, deadline=None)


START = date(2024, 1, 1)
RULE = {"k": 1.0, "prior_days": 40.0}


def test_one_who_came_back_lives_on_and_is_censored_if_still_there(history_of):
    lines = [("a", START, 1.0), ("a", START + timedelta(days=100), 1.0)]
    early = lifetimes(history_of(lines, START + timedelta(days=60), **RULE))
    later = lifetimes(history_of(lines, START + timedelta(days=110), **RULE))
    gone = lifetimes(history_of(lines, START + timedelta(days=400), **RULE))
    assert (early.times.tolist(), early.events.tolist()) == ([41], [1])
    assert (later.times.tolist(), later.events.tolist()) == ([110], [0])
    # Cadence (2 * 40 + 100) / 3 = 60: active to day 160.
    assert (gone.times.tolist(), gone.events.tolist()) == ([161], [1])


def test_a_lifetime_ends_on_the_lapse_day(history_of):
    lines = [("a", START, 1.0)]
    last, gone = (lifetimes(history_of(lines, START + timedelta(days=n), **RULE)) for n in (40, 41))
    assert (last.times.tolist(), last.events.tolist()) == ([40], [0])
    assert (gone.times.tolist(), gone.events.tolist()) == ([41], [1])


def test_half_of_four_customers(history_of):
    lines = [(name, START, 1.0) for name in "abcd"]
    lines += [(name, START + timedelta(days=20), 1.0) for name in "cd"]
    history = history_of(lines, START + timedelta(days=45), **RULE)
    figure = half_life(history)
    assert (figure.value, figure.n, figure.unit) == (41, 4, "days")
    assert survival(history, 40).value == 1
    assert survival(history, 41).value == 0.5
    assert survival(history, 46).note == "figure.beyond_follow_up"


def test_a_curve_above_one_half_has_no_half_life_yet(history_of):
    lines = [(name, START, 1.0) for name in "abc"]
    lines += [(name, START + timedelta(days=30), 1.0) for name in "bc"]
    figure = half_life(history_of(lines, START + timedelta(days=45), **RULE))
    assert figure.value == ">45"
    assert (figure.note, figure.note_parameters["days"]) == ("figure.above_one_half", 45)


def test_nobody(history_of):
    empty = history_of([], START)
    assert (half_life(empty).value, half_life(empty).note) == (None, "figure.no_customers")
    assert survival(empty, 0).note == "figure.no_customers"
    assert retention_curve(empty).height == 0
    assert retention_curve(empty, 30).columns == ["days", "share", "low", "high", "at_risk"]


def test_the_curve_in_steps_and_where_it_falls(cdnow_history):
    falls, steps = retention_curve(cdnow_history), retention_curve(cdnow_history, 30)
    assert steps["days"].to_list() == list(range(0, 546, 30))
    assert falls.row(0) == (0, 1.0, 1.0, 1.0, 23_570)
    assert falls["days"].max() == 545
    assert steps.row(6)[1] == survival(cdnow_history, 180).value
    with pytest.raises(FormulaError, match="every"):
        retention_curve(cdnow_history, 0)


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, rules, days, naive, history_of):
    lines, rule, as_of = data.draw(books), data.draw(rules), data.draw(days)
    slow, history = naive(lines, as_of, rule), history_of(lines, as_of, **vars(rule))
    spans = slow.lifetimes()
    if not spans:
        assert half_life(history).value is None
        return
    for row in retention_curve(history).iter_rows(named=True):
        assert row["share"] == pytest.approx(slow.kaplan_meier(spans, row["days"]))
        assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
        assert row["at_risk"] == sum(span >= row["days"] for span, _ in spans)
    longest = max(span for span, _ in spans)
    if not longest:
        figure = half_life(history)
        assert (figure.value, figure.note) == (None, "figure.all_came_today")
        return
    halves = [t for t in range(longest + 1) if slow.kaplan_meier(spans, t) <= 0.5 + 1e-12]
    assert half_life(history).value == (halves[0] if halves else f">{longest}")
