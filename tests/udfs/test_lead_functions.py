"""Open leads, the queue and the capacity gate over a small box one."""

from datetime import date, datetime

import pytest

from xlcrm.errors import FormulaError
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import evaluate

DAY = date(2024, 3, 15)


@pytest.fixture
def box_one(frames):
    """Who is open on 15 March: five leads, one unsorted inquiry, one promise to a customer."""
    d = date
    return frames(
        Leads={
            "Lead ID": ["L1", "L2", "L3", "L4", "L5", "L6", "L7"],
            "Company": ["Late", "Today", "Tomorrow", "Silent", "Idle", "Lost", "Sold"],
            "First inquiry": [d(2024, 3, 1)] * 7,
            "Status": ["working", "working", "offer", "new", "working", "lost", "converted"],
            "Status on": [d(2024, 3, 2)] * 7,
            "Closed on": [None, None, None, None, None, d(2024, 3, 10), None],
            "Converted on": [None] * 6 + [d(2024, 3, 9)],
            "Next step": ["Call", "Call", "Call", None, None, None, None],
            "Next step date": [d(2024, 3, 14), DAY, d(2024, 3, 16), None, None, None, None],
            "Source": ["fair", "search", "Search", "fair", "fair", "fair", "fair"],
        },
        Inquiries={
            "Date": [datetime(2024, 3, 4, 9, 0), datetime(2024, 3, 5, 9, 0), datetime(2024, 3, 1)],
            "Lead ID": ["L4", None, "L5"],
            "Company": ["Silent", "Stranger", "Idle"],
            "Product": ["tea", "cups", None],
            "Replied at": [None, None, datetime(2024, 3, 2)],
            "Quoted": [None, 90.0, None],
        },
        Customers={"Customer ID": ["C1"], "Name": ["Carla"]},
        Activities={
            "Date": [datetime(2024, 3, 12), datetime(2024, 3, 2)],
            "Party ID": ["C1", "L1"],
            "Kind": ["call", "offer"],
            "Amount": [None, 50.0],
            "Next step": ["Send samples", None],
            "Next step date": [d(2024, 3, 13), None],
        },
        Settings={"Key": ["capacity_per_day"], "Value": [1.0]},
    )


@pytest.fixture
def context(box_one):
    return Context(box_one, DAY, DAY)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=LEADS_OPEN()", 5),
        ("=LEADS_OVERDUE()", 1),
        ('=LEADS_OPEN(,"source=search")', 2),
        ('=LEADS_OVERDUE(,"source=fair")', 1),
        ("=LEADS_OPEN(DATE(2024,3,9))", 6),
        ("=LEADS_OPEN(DATE(2024,3,8))", 7),
        ("=LEADS_OPEN(DATE(2024,2,1))", 0),
        ("=LEADS_OVERDUE(DATE(2024,3,14))", 0),
    ],
)
def test_how_many_are_open(formula, expected, context):
    assert evaluate(formula, context).value == expected


def test_the_queue_has_one_thing_to_do_per_lead_the_most_urgent_first(context):
    table = evaluate('=FOLLOW_UPS(,,,"when,who,what,since")'.replace("when", "group"), context)
    assert [tuple(row) for row in table.rows] == [
        ("overdue", "Carla", "Send samples", date(2024, 3, 13)),
        ("overdue", "Late", "Call", date(2024, 3, 14)),
        ("today", "Today", "Call", DAY),
        ("tomorrow", "Tomorrow", "Call", date(2024, 3, 16)),
        ("not answered", "Silent", "tea", datetime(2024, 3, 4, 9, 0)),
        ("not answered", "Stranger", "cups", datetime(2024, 3, 5, 9, 0)),
        ("no next step", "Idle", "", date(2024, 3, 1)),
    ]


def test_where_and_top_choose_leads(context):
    table = evaluate('=FOLLOW_UPS(,"source=fair",2,"who")', context)
    assert list(table.rows) == [("Late",), ("Silent",)]
    company = evaluate('=FOLLOW_UPS(,"company=stranger",,"who,party_id")', context)
    assert list(company.rows) == [("Stranger", "")]


def test_only_above_capacity_the_dearest_comes_first(box_one, context, frames):
    calm = evaluate("=CAPACITY_LOAD()", context)
    assert (calm.value, calm.n, calm.note) == (0.15, 3, "figure.within_capacity")
    few = frames(Settings={"Key": ["capacity_per_day"], "Value": [0.1]})
    busy = Context(type(box_one)({**box_one.grids, "Settings": few.grids["Settings"]}), DAY, DAY)
    assert evaluate("=CAPACITY_LOAD()", busy).note == "figure.over_capacity"
    table = evaluate('=FOLLOW_UPS(,,,"who,quoted")', busy)
    assert [tuple(row) for row in table.rows][:2] == [("Late", 50.0), ("Carla", None)]
    assert [row[0] for row in table.rows][4:6] == ["Stranger", "Silent"]
    unset = Context(frames(), DAY, DAY)
    assert evaluate("=CAPACITY_LOAD()", unset).note == "figure.no_capacity"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("=LEADS_OPEN(DATE(2024,3,16))", "window.day_after_as_of"),
        ('=FOLLOW_UPS(,"colour=red")', "where.unknown_field"),
        ('=FOLLOW_UPS(,,,"colour")', "formula.unknown_value"),
        ('=LEADS_OPEN(,"colour=red")', "where.unknown_field"),
    ],
)
def test_wrong_arguments_say_what_is_wrong(formula, code, context):
    with pytest.raises(FormulaError) as error:
        evaluate(formula, context)
    assert error.value.code == code


def test_whoever_became_a_customer_waits_no_more_with_what_they_asked_before(frames):
    """By hand: on 15 March four of the seven wait; the others converted on or after they asked.

    L1 and L2 converted on 9 March, L3 on 20 March. "after" asked once more as a customer, and
    "merged" had been one before another lead was merged into them.
    """
    d = date
    asked = {
        "before": (d(2024, 3, 1), "L1", "C1"),
        "same day": (d(2024, 3, 9), "L2", None),
        "by customer": (d(2024, 3, 2), None, "C1"),
        "after": (d(2024, 3, 10), "L1", "C1"),
        "not yet": (d(2024, 3, 3), "L3", None),
        "merged": (d(2024, 3, 4), None, "C2"),
        "nobody's": (d(2024, 3, 5), None, None),
    }
    book = frames(
        Leads={
            "Lead ID": ["L1", "L2", "L3"],
            "Company": ["One", "Two", "not yet"],
            "Status": ["converted"] * 3,
            "First inquiry": [d(2024, 3, 1)] * 3,
            "Converted on": [d(2024, 3, 9), d(2024, 3, 9), d(2024, 3, 20)],
            "Customer ID": ["C1", "C2", "C3"],
        },
        Customers={
            "Customer ID": ["C1", "C2", "C3"],
            "Lead ID": ["L1", None, "L3"],
            "Customer since": [d(2024, 3, 9), d(2022, 1, 1), d(2024, 3, 20)],
        },
        Inquiries={
            "Company": list(asked),
            "Date": [one[0] for one in asked.values()],
            "Lead ID": [one[1] for one in asked.values()],
            "Customer ID": [one[2] for one in asked.values()],
            "Status": ["offer", None, "open", "open", "open", "open", "open"],
        },
    )
    queue = evaluate('=FOLLOW_UPS(,,,"who")', Context(book, DAY, DAY))
    assert [row[0] for row in queue.rows] == ["not yet", "merged", "nobody's", "after"]


def test_a_past_day_is_what_it_was_from_whichever_later_day_it_is_asked(frames):
    """L1 was lost on 20 March and answered on 18 March; on the 15th it waited for its answer."""
    book = frames(
        Leads={
            "Lead ID": ["L1"],
            "Company": ["One"],
            "Status": ["lost"],
            "First inquiry": [date(2024, 3, 1)],
            "Status on": [date(2024, 3, 20)],
            "Closed on": [date(2024, 3, 20)],
        },
        Inquiries={
            "Date": [datetime(2024, 3, 1, 9, 0)],
            "Lead ID": ["L1"],
            "Status": ["lost"],
            "Replied at": [datetime(2024, 3, 18, 9, 0)],
            "Closed on": [date(2024, 3, 20)],
        },
    )
    then = evaluate('=FOLLOW_UPS(,,,"group,who")', Context(book, DAY, DAY))
    later = Context(book, date(2024, 3, 31), date(2024, 3, 31))
    assert list(then.rows) == [("not answered", "One")]
    assert evaluate('=FOLLOW_UPS(DATE(2024,3,15),,,"group,who")', later).rows == then.rows
    assert not evaluate("=FOLLOW_UPS()", later).rows
