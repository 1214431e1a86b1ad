from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.metrics.rfm import rfm_score, rfm_scores

FEW = settings(max_examples=40, deadline=None)
AS_OF = date(2024, 12, 31)
START = date(2024, 1, 1)


def ranked(count, again=()):
    """Customers c00, c01, ...: each buys a day later, for more, than the one before."""
    lines = [(f"c{n:02}", START + timedelta(days=n + 60), float(n + 1)) for n in range(count)]
    return lines + [(f"c{n:02}", START + timedelta(days=n), 0.0) for n in again]


def test_fifths_are_exact_without_ties(history_of):
    rows = rfm_scores(history_of(ranked(25), AS_OF))
    fifths = [n // 5 + 1 for n in range(25)]
    assert rows["r_score"].to_list() == fifths
    assert rows["m_score"].to_list() == fifths
    assert rows["f_score"].to_list() == [1] * 25
    assert rows["score"].to_list() == [f"{n}1{n}" for n in fifths]
    assert rows["customer_id"].to_list() == [f"c{n:02}" for n in range(25)]


def test_under_25_customers_there_are_three_classes(history_of):
    rows = rfm_scores(history_of(ranked(24), AS_OF))
    assert rows["r_score"].to_list() == [n // 8 + 1 for n in range(24)]


def test_equals_score_alike_by_the_lowest_rank(history_of):
    """Ten bought twice: they share rank 21 of 30, so 5 * 20 // 30 + 1 = 4."""
    rows = rfm_scores(history_of(ranked(30, again=range(10)), AS_OF))
    assert rows["f_score"].to_list() == [4] * 10 + [1] * 20


def test_money_is_net_and_known_by_then(history_of):
    lines = [
        ("a", START, 50.0),
        ("a", START + timedelta(days=9), -45.0),
        ("b", START, 10.0),
        ("b", START + timedelta(days=30), 10.0),
        ("gone", START, -3.0),
    ]
    history = history_of(lines, AS_OF)
    then = rfm_scores(history, START + timedelta(days=10))
    assert then.select("customer_id", "orders", "cents", "score").rows() == [
        ("a", 1, 500, "111"),
        ("b", 1, 1000, "112"),
    ]
    figure = rfm_score(history, "b", START + timedelta(days=10))
    assert (figure.value, figure.n, figure.as_of) == ("112", 2, START + timedelta(days=10))
    assert rfm_score(history, "b").value == "222"
    assert rfm_score(history, "gone").note == "figure.not_bought_yet"


def test_nobody(history_of):
    rows = rfm_scores(history_of([], AS_OF))
    assert (rows.height, rows.columns[-1]) == (0, "score")


@pytest.mark.parametrize("letter", ["r_score", "f_score", "m_score"])
def test_on_cdnow_a_score_is_the_rank_in_fifths(cdnow_history, letter):
    """Written again with pandas, whose rank is another program's."""
    rows = rfm_scores(cdnow_history)
    column = {"r_score": "last_day", "f_score": "orders", "m_score": "cents"}[letter]
    values = rows[column].cast(pl.Int64 if column != "last_day" else pl.Int32).to_pandas()
    expected = (5 * (values.rank(method="min") - 1) // rows.height + 1).astype(int)
    assert rows[letter].to_list() == expected.to_list()


@FEW
@given(data=st.data())
def test_as_the_words_of_the_definition_say(data, books, days, naive, history_of):
    lines, as_of = data.draw(books), data.draw(days)
    history = history_of(lines, as_of)
    slow, rows = naive(lines, as_of, history.rule), rfm_scores(history)
    seen = {
        who: (bought[-1], len(bought), slow.revenue(date.min, as_of, {who}))
        for who, bought in slow.order_days.items()
    }
    for row in rows.iter_rows(named=True):
        mine = seen[row["customer_id"]]
        below = [sum(other[k] < mine[k] for other in seen.values()) for k in range(3)]
        assert row["score"] == "".join(str(3 * n // len(seen) + 1) for n in below)
        assert (row["last_day"], row["orders"], row["cents"]) == mine
    assert rows.height == len(seen)
