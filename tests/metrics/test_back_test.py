from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score

from xlcrm.metrics.back_test import back_test, rule_accuracy

FEW = settings(max_examples=30, deadline=None)
AS_OF = date(2024, 12, 31)


@pytest.mark.outside("RULE_ACCURACY", "RULE_TABLE")
def test_cdnow_as_measured_elsewhere(cdnow_history):
    """Fixed windows of 90 and 180 days on halves of 273 days: 0.673 and 0.724."""
    rows = {row["rule"]: row for row in back_test(cdnow_history).iter_rows(named=True)}
    assert rows["90"]["accuracy"] == pytest.approx(0.673, abs=0.005)
    assert rows["180"]["accuracy"] == pytest.approx(0.724, abs=0.005)
    assert rows["own_rhythm"]["accuracy"] == pytest.approx(0.68, abs=0.02)
    assert rule_accuracy(cdnow_history).note == ""


def test_a_rule_that_tells_nothing_says_so(history_of):
    """Those who ordered lately do not come back, those who have not do."""
    back, gone = AS_OF - timedelta(days=700), AS_OF - timedelta(days=370)
    lines = [(f"b{n}", back, 1.0) for n in range(5)] + [(f"b{n}", AS_OF, 1.0) for n in range(5)]
    lines += [(f"g{n}", gone, 1.0) for n in range(5)]
    figure = rule_accuracy(history_of(lines, AS_OF, prior_days=30.0))
    assert (figure.value, figure.n, figure.note) == (0.0, 10, "figure.rule_uninformed")


def test_what_cannot_be_tested(history_of):
    for lines in (
        [],
        [("a", AS_OF - timedelta(days=59), 1.0)],
        [("a", AS_OF - timedelta(days=400), 1.0)],
    ):
        figure = rule_accuracy(history_of(lines, AS_OF))
        assert (figure.value, figure.note) == (None, "figure.no_back_test")


@FEW
@given(data=st.data())
def test_as_scikit_learn_scores_what_the_words_say(data, books, rules, naive, history_of):
    lines, rule = data.draw(books), data.draw(rules)
    slow, history = naive(lines, AS_OF, rule), history_of(lines, AS_OF, **vars(rule))
    rows = back_test(history)
    if rows.height:
        day = rows["day"][0]
        known = [c for c in slow.customers if slow.order_days[c][0] <= day]
        truth = [any(day < d <= AS_OF for d in slow.order_days[c]) for c in known]
        active = [slow.is_active(c, day) for c in known]
        row = rows.row(0, named=True)
        assert row["accuracy"] == pytest.approx(balanced_accuracy_score(truth, active))
        assert (row["customers"], row["ordered"]) == (len(known), sum(truth))
        assert (rows["low"] <= rows["accuracy"]).all()
        assert (rows["accuracy"] <= rows["high"]).all()
    mixed = history_of(data.draw(st.permutations(lines)), AS_OF, **vars(rule))
    assert back_test(mixed).equals(rows)
