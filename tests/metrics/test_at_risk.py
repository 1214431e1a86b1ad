from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.at_risk import at_risk, revenue_at_risk
from xlcrm.metrics.status import statuses
from xlcrm.metrics.window import resolve

FEW = settings(max_examples=40, deadline=None)
AT = date(2024, 7, 1)
RULE = {"k": 1.0, "prior_days": 40.0}


def ago(days):
    return AT - timedelta(days=days)


def test_the_dearest_come_first(history_of):
    lines = [
        ("fine", ago(5), 900.0),
        ("small", ago(35), 50.0),
        ("big", ago(60), 300.0),
        ("tie", ago(70), 50.0),
        ("tie", AT + timedelta(days=3), 1000.0),
        ("lost", ago(300), 700.0),
        (None, ago(35), 4000.0),
    ]
    history = history_of(lines, date(2024, 12, 31), **RULE)
    rows = at_risk(history, AT)
    assert rows.select("customer_id", "status", "cents").rows() == [
        ("big", "just_lapsed", 30_000),
        ("small", "at_risk", 5_000),
        ("tie", "just_lapsed", 5_000),
    ]
    figure = revenue_at_risk(history, AT)
    assert (figure.value, figure.n, figure.as_of) == (400.0, 3, AT)


def test_only_the_last_twelve_months_count(history_of):
    """The customer is yearly; 2 July 2023 is the first day of the twelve months."""
    lines = [("a", ago(366 + n * 365), 10.0) for n in range(4)] + [("a", ago(300), -4.0)]
    rule = {"k": 1.05, "prior_days": 365.0}
    assert at_risk(history_of(lines, AT, **rule))["cents"].to_list() == [-400]
    lines = [*lines, ("a", ago(365), 10.0)]
    assert at_risk(history_of(lines, AT, **rule))["cents"].to_list() == [600]


def test_nothing_is_at_stake_with_who_sent_back_more(history_of):
    start = AT - timedelta(days=100)
    lines = [("a", start, 50.0), ("b", start, 10.0), ("b", start, -500.0), ("c", start, -7.0)]
    history = history_of(lines, AT, prior_days=45.0)
    assert at_risk(history).select("customer_id", "cents").rows() == [("a", 5000), ("b", -49000)]
    figure = revenue_at_risk(history)
    assert (figure.value, figure.n, figure.note) == (50.0, 2, "figure.negatives_clipped")
    assert dict(figure.note_parameters) == {"n": 1, "amount": -490.0}


def test_nobody_is_at_risk(history_of):
    empty = history_of([], AT)
    assert at_risk(empty).height == 0
    assert (revenue_at_risk(empty).value, revenue_at_risk(empty).n) == (0, 0)


@FEW
@given(data=st.data())
def test_the_list_and_the_sum_agree_with_the_statuses(
    data, books, rules, windows, naive, history_of
):
    lines, rule = data.draw(books), data.draw(rules)
    _, at, as_of = data.draw(windows)
    slow, history = naive(lines, as_of, rule), history_of(lines, as_of, **vars(rule))
    year = resolve(None, at, at)
    worth = {
        row["customer_id"]: slow.revenue(year.start, at, {row["customer_id"]})
        for row in statuses(history, at).iter_rows(named=True)
        if row["status"] in {"at_risk", "just_lapsed"}
    }
    ranked = sorted(worth.items(), key=lambda item: (-item[1], item[0]))
    assert at_risk(history, at).select("customer_id", "cents").rows() == ranked
    assert (
        revenue_at_risk(history, at).value == sum(max(0, cents) for cents in worth.values()) / 100
    )
