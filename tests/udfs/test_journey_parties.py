"""Who counts as a party of the journey: one person once, and nobody who is not known yet."""

from datetime import date

import pytest

from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY = date(2024, 6, 30)


@pytest.fixture
def journeys(frames):
    """Ann asked as L1 and bought as C1; L2 is lost; L3 is lost, and asked in July only."""
    d = date
    lines = [
        (d(2024, 5, 1), "L1", "ask", "good"),
        (d(2024, 5, 9), "C1", "ask", "bad"),
        (d(2024, 5, 10), "C1", "buy", "good"),
        (d(2024, 5, 2), "L2", "ask", "neutral"),
        (d(2024, 5, 3), "L3", "ask", "good"),
    ]
    columns = zip(*lines, strict=True)
    heads = ("Date", "Party ID", "Stage", "Moment")
    return frames(
        Stages={"Stage": ["ask", "buy"], "Position": [1, 2]},
        Touchpoints={name: list(cells) for name, cells in zip(heads, columns, strict=True)},
        Leads={
            "Lead ID": ["L1", "L2", "L3"],
            "First inquiry": [d(2024, 5, 1), d(2024, 5, 2), d(2024, 7, 1)],
            "Status": ["converted", "lost", "lost"],
            "Closed on": [None, d(2024, 6, 1), d(2024, 7, 2)],
            "Converted on": [d(2024, 5, 10), None, None],
            "Customer ID": ["C1", None, None],
        },
        Orders={"Date": [d(2024, 5, 10)], "Customer ID": ["C1"], "Amount": [10.0]},
    )


def reached(formula, book, day=DAY):
    rows = evaluate(formula, Context(book, day, day)).rows
    return {row[0]: tuple(row[4:7]) for row in rows}


def test_a_lead_and_the_customer_that_it_became_are_one_party(journeys):
    """Reached, left, came back, by hand: Ann reached both stages once, and did not leave."""
    days = "(DATE(2024,5,1),DATE(2024,6,30))"
    assert reached(f"=JOURNEY_TABLE{days}", journeys) == {"ask": (3, 1, 0), "buy": (1, 0, 0)}
    table = evaluate('=MOMENTS_TABLE("party_id",DATE(2024,5,1))', Context(journeys, DAY, DAY))
    assert {row[0]: tuple(row[1:4]) for row in table.rows[:-1]} == {
        "C1": (2, 0, 1),
        "L2": (0, 1, 0),
        "L3": (1, 0, 0),
    }


def test_before_she_bought_she_was_a_lead(journeys):
    day = date(2024, 5, 9)
    table = evaluate('=MOMENTS_TABLE("party_id",DATE(2024,5,1))', Context(journeys, day, day))
    assert {row[0] for row in table.rows[:-1]} == {"L1", "C1", "L2", "L3"}


def test_whom_nobody_had_heard_of_by_then_has_not_left(journeys):
    """L3 asked and was lost in July: at the end of June one lead, L2, had left."""
    days = "(DATE(2024,5,1),DATE(2024,6,30))"
    later = date(2024, 7, 31)
    assert reached(f"=JOURNEY_TABLE{days}", journeys, later)["ask"] == (3, 1, 0)
    whole = "(DATE(2024,5,1),DATE(2024,7,31))"
    assert reached(f"=JOURNEY_TABLE{whole}", journeys, later)["ask"] == (3, 2, 0)


@pytest.fixture
def office(frames):
    """Ann asked for an office as L1 and is C1, whose own need is blank; nobody noted the day."""
    return frames(
        Stages={"Stage": ["ask"], "Position": [1]},
        Touchpoints={
            "Date": [date(2024, 5, 1)],
            "Party ID": ["L1"],
            "Stage": ["ask"],
            "Moment": ["good"],
        },
        Leads={
            "Lead ID": ["L1"],
            "First inquiry": [date(2024, 5, 1)],
            "Status": ["lost"],
            "Customer ID": ["C1"],
            "Need": ["office"],
        },
        Customers={"Customer ID": ["C1"], "Name": ["Ann"]},
        Surveys={"Date": [date(2024, 6, 1)], "Customer ID": ["C1"], "Kind": ["NPS"], "Score": [9]},
        Orders={"Date": [date(2024, 6, 29)], "Customer ID": ["C1"], "Amount": [30.0]},
    )


def test_a_condition_on_customers_finds_what_they_were_asked_as_leads(office):
    context = Context(office, DAY, DAY)
    table = evaluate('=MOMENTS_TABLE("stage",DATE(2024,5,1),,"need=office")', context)
    assert table.rows[0][:2] == ("ask", 1)


def test_a_customer_who_orders_has_not_left_though_the_lead_is_called_lost(office):
    assert reached("=JOURNEY_TABLE(DATE(2024,5,1),DATE(2024,6,30))", office) == {"ask": (1, 0, 0)}


def test_a_need_that_only_the_lead_told_is_the_customers_everywhere(office):
    context = Context(office, DAY, DAY)
    revenue = evaluate('=REVENUE_TOTAL(DATE(2024,5,1),,"need=office")', context)
    assert (revenue.value, revenue.note) == (30.0, "")
    assert evaluate('=NPS_SCORE(DATE(2024,5,1),,"need=office")', context).n == 1
    table = evaluate('=NPS_TABLE("need",DATE(2024,5,1))', context)
    assert table.rows[0][0] == "office"
