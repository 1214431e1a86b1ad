"""Seasons, waits, the cold-call list and what silence cost, over small books."""

from datetime import date, datetime

import pytest

from xlcrm.errors import FormulaError
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY = date(2024, 12, 31)


def rows(formula, context):
    return [tuple(row) for row in evaluate(formula, context).rows]


@pytest.fixture
def book(frames):
    d, t = date, datetime
    return frames(
        Inquiries={
            "Date": [t(2024, 2, 1, 9), t(2024, 2, 2, 9), t(2024, 2, 3, 9), t(2024, 2, 4, 9)],
            "Replied at": [t(2024, 2, 1, 10), t(2024, 2, 4, 9), None, None],
            "Lead ID": ["L1", "L2", "L3", None],
            "Customer ID": [None, None, None, "c2"],
            "Status": ["bought", "lost", "lost", "lost"],
            "Closed on": [d(2024, 2, 20)] * 4,
            "Unhappy": ["no", "yes", None, None],
        },
        Leads={"Lead ID": ["L1", "L2", "L3"], "Customer ID": ["c1", None, None]},
        Orders={
            "Date": [d(2024, 2, 20), d(2024, 5, 1), d(2023, 1, 1)],
            "Customer ID": ["c1", "c1", "c2"],
            "Amount": [100.0, 300.0, 50.0],
        },
        Activities={
            "Date": [t(2024, 2, 5), t(2024, 2, 6), t(2024, 2, 7), t(2024, 2, 9)],
            "Kind": ["offer", "call", "offer", "call"],
            "Party ID": ["L1", "L3", "L1", None],
            "Contact": [None, None, None, "two  LTD"],
            "Result": [None, "decision maker", None, "no answer"],
        },
        Touchpoints={
            "Date": [t(2024, 3, 1), t(2024, 3, 2)],
            "Party ID": ["c1", "L2"],
            "Kind": ["complaint", "complaint"],
            "Resolved on": [d(2024, 3, 6), d(2025, 1, 1)],
        },
        Prospects={
            "Company": ["One Ltd", "Two Ltd", "Three Ltd", "Four Ltd"],
            "Lead ID": ["L1", None, "L3", None],
            "Status": [None, "new", None, "offer"],
        },
    )


@pytest.fixture
def context(book):
    return Context(book, DAY, DAY)


def counts(kind, context):
    found = rows(f'=TURNAROUND_TABLE("{kind}",DATE(2024,1,1))', context)
    return {label: (n, again) for label, n, again, *_ in found if n}


def test_waits_for_replies_offers_and_answers(context):
    assert counts("reply", context) == {
        "The same day": (1, 1),
        "2 - 3 days": (1, 0),
        "Not settled": (2, 0),
    }
    # The second offer answers no other inquiry.
    assert counts("offer", context) == {"4 - 7 days": (1, 1)}
    # What is settled after the as-of date is not settled yet.
    assert counts("complaint", context) == {"4 - 7 days": (1, 1), "Not settled": (1, 0)}


def test_the_farthest_step_of_each_prospect(context):
    found = [(step, n) for step, n, *_ in rows("=CALL_TABLE()", context)]
    assert [n for _, n in found] == [4, 4, 3, 2, 1]
    assert found[0][0] == "On the list"
    before = [(step, n) for step, n, *_ in rows("=CALL_TABLE(DATE(2024,2,6))", context)]
    # On that day the second had not been called, and nobody had ordered.
    assert [n for _, n in before] == [4, 3, 3, 2, 0]
    assert rows('=CALL_TABLE(,"company=One Ltd")', context)[-1][1] == 1


def test_what_silence_cost(frames):
    """Six were lost without a reply and three unhappy; one of four was won; an order is 200."""
    day, times = date(2024, 2, 20), 3
    book = frames(
        Inquiries={
            "Date": [datetime(2024, 2, 1, 9)] * 4 * times,
            "Replied at": [datetime(2024, 2, 1, 10), datetime(2024, 2, 4, 9), None, None] * times,
            "Status": ["bought", "lost", "lost", "lost"] * times,
            "Closed on": [day] * 4 * times,
            "Unhappy": ["no", "yes", None, None] * times,
        },
        Orders={"Date": [day, DAY], "Customer ID": ["c1", "c1"], "Amount": [100.0, 300.0]},
    )
    context = Context(book, DAY, DAY)
    figure = evaluate('=BENEFIT_LOST("unanswered",DATE(2024,1,1))', context)
    assert (figure.value, figure.n) == (300.0, 6)
    assert evaluate('=BENEFIT_LOST("unhappy",DATE(2024,1,1))', context).value == 150.0
    assert evaluate('=BENEFIT_LOST("unhappy",DATE(2024,3,1))', context).value == 0.0


def test_no_cost_rests_on_a_share_of_few(context):
    """One of four was won: too few to say what share the lost ones would have bought."""
    figure = evaluate('=BENEFIT_LOST("unanswered",DATE(2024,1,1))', context)
    assert (figure.value, figure.n, figure.note) == (None, 2, "figure.too_few")
    assert figure.note_parameters == {"n": 4, "needed": 10}


def test_a_season_is_shown_from_two_years_on(frames):
    months = [date(2022 + n // 12, n % 12 + 1, 3) for n in range(36)]
    sold = [30.0 if month.month == 12 else 10.0 for month in months]
    table = {"Date": months, "Customer ID": ["a"] * 36, "Amount": sold}
    context = Context(frames(Orders=table), DAY, DAY)
    found = rows('=SEASON_TABLE("revenue")', context)
    assert [row[0] for row in found[::11]] == ["January", "December"]
    assert found[11][1] / found[0][1] == pytest.approx(3.0)
    assert {row[1] for row in rows('=SEASON_TABLE("orders")', context)} == {1.0}
    short = evaluate('=SEASON_TABLE("revenue",DATE(2023,11,30))', context)
    assert (list(short.rows), short.note) == ([], "figure.too_short_for_seasons")
    assert short.note_parameters == {"n": 23, "needed": 24}
    assert evaluate("=SEASON_TABLE()", context).note_parameters["n"] == 0


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('=SEASON_TABLE("weather")', "formula.unknown_value"),
        ('=TURNAROUND_TABLE("visit")', "formula.unknown_value"),
        ('=BENEFIT_LOST("bored")', "formula.unknown_value"),
        ("=TURNAROUND_TABLE()", "formula.missing"),
        ('=CALL_TABLE(,"colour=red")', "where.unknown_field"),
        ('=CUSTOMER_VALUE("c1",365)', "formula.number_for_date"),
        ("=CALL_TABLE(2024)", "formula.number_for_date"),
    ],
)
def test_wrong_arguments_say_what_is_wrong(formula, code, context):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, context)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=SURVIVAL(1e308)", "1E+308"),
        ("=SURVIVAL(TRUE)", "TRUE"),
        ("=SURVIVAL(0.1)", "0.1"),
        ("=SURVIVAL(DATE(2024,1,1))", "2024-01-01"),
    ],
)
def test_a_wrong_value_is_shown_as_it_is_typed(formula, shown, context):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, context)
    assert error.value.parameters["value"] == shown
