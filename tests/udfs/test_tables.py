"""The tables by label over a small firm: what they count, and what they are told apart by."""

from datetime import date, datetime

import pytest

from xlcrm.errors import FormulaError
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY = date(2024, 3, 31)


@pytest.fixture
def firm(frames):
    d = datetime
    orders = [("anna", 1, "tea", 10.0), ("anna", 2, "tea", 30.0), ("bert", 3, "cups", 60.0)]
    return frames(
        Inquiries={
            "Date": [d(2024, 3, 4, 9), d(2024, 3, 4, 9), d(2024, 3, 6, 9), d(2024, 2, 1)],
            "Replied at": [d(2024, 3, 4, 10), None, d(2024, 3, 8, 9), None],
            "Need": ["Gift", "gift ", None, "gift"],
            "Age": [17, 18, 64, 90],
            "Quoted": [9, 10, 49.99, 20],
            "Status": ["bought", "lost", "open", "lost"],
            "Closed on": [date(2024, 3, 5), date(2024, 3, 9), None, date(2024, 2, 2)],
            "Lost reason": [None, "price", None, None],
            "Channel": ["phone", "phone", "e-mail", "phone"],
            "Lead ID": ["L1", None, "L2", None],
            "Customer ID": [None, "anna", None, None],
        },
        Leads={
            "Lead ID": ["L1", "L2"],
            "First inquiry": [date(2024, 3, 4), date(2024, 3, 6)],
            "Converted on": [date(2024, 3, 5), None],
            "Source": ["fair", "search"],
        },
        Customers={
            "Customer ID": ["anna", "bert"],
            "Region": ["North", "South"],
            "Group": ["Big", "big"],
        },
        Orders={
            "Date": [date(2024, month, 1) for _, month, *_ in orders],
            "Customer ID": [customer for customer, *_ in orders],
            "Category": [category for *_, category, _ in orders],
            "Amount": [amount for *_, amount in orders],
        },
        Surveys={
            "Date": [date(2024, 3, 1), date(2024, 3, 2)],
            "Customer ID": ["anna", "bert"],
            "Score": [9, 3],
            "Satisfaction": [5, 2],
        },
        Stages={
            "Stage": ["Ask", "Use"],
            "Position": [1, 2],
            "Ours to control": ["ours", "shared"],
            "Obstacle": [None, "Courier"],
            "Owner": ["Ola", None],
        },
        Touchpoints={
            "Date": [d(2024, 3, 1), d(2024, 3, 2), d(2024, 3, 3)],
            "Party ID": ["anna", "anna", "L1"],
            "Stage": ["ask", "Use", "Ask"],
            "Moment": ["good", "bad", "good"],
        },
        Activities={
            "Date": [d(2024, 3, 4), d(2024, 3, 11)],
            "Owner": ["Ola", "Ola"],
            "Kind": ["call", "offer"],
            "Result": ["decision maker", None],
            "Amount": [None, 70.0],
        },
        Settings={"Key": ["moments_ratio"], "Value": [2.0]},
    )


@pytest.fixture
def context(firm):
    return Context(firm, DAY, DAY)


def rows(formula, context):
    return [tuple(row) for row in evaluate(formula, context).rows]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("need", [("(blank)", 1), ("gift", 3), ("Total", 4)]),
        ("Age", [("< 18", 1), ("18 - 24", 1), ("55 - 64", 1), ("65 +", 1), ("Total", 4)]),
        ("quoted", [("< 10", 1), ("10 - 19", 1), ("20 - 49", 2), ("Total", 4)]),
        ("month", [(date(2024, 2, 1), 1), (date(2024, 3, 1), 3), ("Total", 4)]),
        ("week", [(date(2024, 1, 29), 1), (date(2024, 3, 4), 3), ("Total", 4)]),
        ("weekday", [("Monday", 2), ("Wednesday", 1), ("Thursday", 1), ("Total", 4)]),
        (
            "day",
            [(date(2024, 2, 1), 1), (date(2024, 3, 4), 2), (date(2024, 3, 6), 1), ("Total", 4)],
        ),
    ],
)
def test_by_what_inquiries_are_told_apart(by, expected, context):
    found = rows(f'=PORTRAIT_TABLE("{by}",DATE(2024,1,1))', context)
    assert [row[:2] for row in found] == expected


def test_demand_knows_who_is_new_and_what_was_bought(context):
    found = rows('=DEMAND_TABLE("need",DATE(2024,3,1))', context)
    picked = [(row[0], row[1], *row[5:]) for row in found]
    assert picked == [
        ("(blank)", 1, 0, 0, 1, 0, 49.99),
        ("gift", 2, 1, 1, 1, 1, 9.5),
        ("Total", 3, 1, 1, 2, 1, 10.0),
    ]


def test_losses_and_the_answers_before_them(context):
    found = rows("=LOSS_REASONS(DATE(2024,1,1))".replace("(DATE", "(,DATE"), context)
    assert [(row[0], row[1], row[-1]) for row in found] == [
        ("price", 1, 10.0),
        ("(blank)", 1, 20.0),
        ("Total", 2, 30.0),
    ]
    bands = rows("=RESPONSE_TABLE(,DATE(2024,1,1))", context)
    assert {row[0]: row[1:3] for row in bands if row[1]} == {
        "Up to 1 hour": (1, 1),
        "Up to 3 days": (1, 0),
        "Not answered": (2, 0),
    }
    by_channel = rows('=RESPONSE_TABLE("channel",DATE(2024,1,1))', context)
    assert [row[:5] for row in by_channel] == [
        ("phone", 3, 1, 1.0, 1),
        ("e-mail", 1, 1, 48.0, 0),
        ("Total", 4, 2, 48.0, 1),
    ]
    assert evaluate("=RESPONSE_HOURS(DATE(2024,1,1))", context).n == 3


def test_the_funnel_by_lead_and_by_first_inquiry(context):
    assert [row[:5] for row in rows('=FUNNEL_TABLE("source",DATE(2024,3,1))', context)] == [
        ("fair", 1, 0, 1, 0),
        ("search", 1, 1, 0, 0),
        ("Total", 2, 1, 1, 0),
    ]
    assert [row[:2] for row in rows('=FUNNEL_TABLE("channel",DATE(2024,3,1))', context)] == [
        ("e-mail", 1),
        ("phone", 1),
        ("Total", 2),
    ]
    assert rows("=FUNNEL_TABLE(,DATE(2024,3,1))", context)[0][0] == date(2024, 3, 1)


def test_concentration_takes_groups_as_one(context):
    table = evaluate('=TOP_CUSTOMERS(,,,,"customer,revenue,customers,last_score")', context)
    assert list(table.headers) == ["Customer", "Revenue", "Customers", "Last survey"]
    assert list(table.rows) == [("Big", 100.0, 2, 3)]
    assert evaluate("=HHI_INDEX()", context).value == 1.0
    assert evaluate('=TOP_SHARE(1,,,"region=north")', context).value == 1.0
    assert rows("=STRESS_TABLE()", context) == [(1, 100.0, 1.0, None)]


def test_voice_and_journey(context):
    assert evaluate("=NPS_SCORE(DATE(2024,3,1))", context).value == 0.0
    assert evaluate('=NPS_SCORE(DATE(2024,3,1),,"region=north")', context).value == 100.0
    assert evaluate("=CSAT_SHARE(DATE(2024,3,1))", context).value == 0.5
    by_region = rows('=NPS_TABLE("region",DATE(2024,3,1))', context)
    assert [row[:6] for row in by_region] == [
        ("North", 1, 1, 0, 0, 100.0),
        ("South", 1, 0, 0, 1, -100.0),
        ("Total", 2, 1, 0, 1, 0.0),
    ]
    assert evaluate("=MOMENTS_BALANCE(DATE(2024,3,1))", context).value == 0.0
    assert evaluate('=MOMENTS_BALANCE(DATE(2024,3,1),,"stage=use")', context).value == -2.0
    found = evaluate("=JOURNEY_TABLE(DATE(2024,3,1))", context)
    named = [dict(zip(found.headers, row, strict=True)) for row in found.rows]
    columns = ("Stage", "Obstacle", "Reached", "Left", "Balance")
    assert [tuple(row[name] for name in columns) for row in named] == [
        ("Ask", None, 2, 0, 2.0),
        ("Use", "Courier", 1, 0, -2.0),
    ]


def test_activities_have_a_column_per_kind(context):
    table = evaluate('=ACTIVITY_TABLE("owner",DATE(2024,3,1))', context)
    assert list(table.headers[:6]) == ["owner", "call", "visit", "meeting", "e-mail", "offer"]
    assert list(table.rows) == [
        ("Ola", 1, 0, 0, 0, 1, 0, 2, 1, 70.0),
        ("Total", 1, 0, 0, 0, 1, 0, 2, 1, 70.0),
    ]
    weeks = rows("=ACTIVITY_TABLE(,DATE(2024,3,1))", context)
    assert [row[0] for row in weeks] == [date(2024, 3, 4), date(2024, 3, 11), "Total"]


def test_values_of_customers(context):
    assert evaluate('=CUSTOMER_VALUE("anna")', context).value == 40.0
    assert evaluate('=CUSTOMER_VALUE("anna",DATE(2024,1,31))', context).value == 10.0
    refused = evaluate('=CUSTOMER_VALUE("anna",,365)', context)
    assert (refused.value, refused.note) == (None, "figure.too_few_repeaters")
    assert evaluate('=CUSTOMER_SEGMENT("bert")', context).value == "about to sleep"
    assert sum(row[1] for row in rows("=RFM_TABLE()", context)) == 2
    assert sum(row[1] for row in rows('=RFM_TABLE(,"region=north")', context)) == 1


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('=PORTRAIT_TABLE("colour")', "where.unknown_field"),
        ('=CROSS_SELL("amount")', "where.unknown_field"),
        ('=CROSS_SELL(,"weeks")', "formula.unknown_value"),
        ('=PROJECTION_TABLE("week")', "formula.unknown_value"),
        ("=TOP_SHARE(0)", "argument.not_positive"),
        ('=NEW_CUSTOMERS_NEEDED("ten")', "formula.not_number"),
        ("=NEW_CUSTOMERS_NEEDED(-2)", "argument.growth"),
        ('=EXPECTED_ORDERS("anna",0)', "argument.not_positive"),
        ('=NPS_SCORE(,,"colour=red")', "where.unknown_field"),
        ('=TOP_CUSTOMERS(3,,,,"colour")', "formula.unknown_value"),
    ],
)
def test_wrong_arguments_say_what_is_wrong(formula, code, context):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, context)
    assert error.value.code.removesuffix("_near") == code


def test_the_order_of_rows_does_not_matter(firm, frames):
    def turned(grid):
        return {name: list(grid.column(name))[::-1] for name in grid.place.headers}

    other = frames(**{name: turned(grid) for name, grid in firm.grids.items()})
    one, two = (Context(book, DAY, DAY) for book in (firm, other))
    for formula in (
        '=PORTRAIT_TABLE("channel")',
        '=DEMAND_TABLE("channel")',
        '=FUNNEL_TABLE("source")',
        "=LOSS_REASONS()",
        "=RESPONSE_TABLE()",
        "=JOURNEY_TABLE()",
        "=MOMENTS_TABLE()",
        "=ACTIVITY_TABLE()",
        "=NPS_TABLE()",
        "=TOP_CUSTOMERS()",
    ):
        assert rows(formula, one) == rows(formula, two), formula
