"""What was known on a day: each kind of date that may lie after it, one by one."""

from datetime import date, datetime

import pytest

from xlcrm.standing.known import known

DAY, BEFORE, LATER = date(2024, 3, 31), date(2024, 3, 1), date(2024, 4, 1)


def seen(frames, table, *names):
    return known(frames, DAY)[table].select(names).rows()


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("Orders", "order_id"),
        ("Inquiries", "inquiry_id"),
        ("Activities", "party_id"),
        ("Touchpoints", "party_id"),
        ("Surveys", "customer_id"),
    ],
)
def test_events_of_later_days_are_left_out_and_those_without_a_day_stay(book, table, key):
    days = {"on it": DAY, "later": LATER, "undated": None}
    frames = book(**{table: [{"date": day, key: name} for name, day in days.items()]})
    assert seen(frames, table, key) == [("on it",), ("undated",)]


def test_a_reply_and_an_ending_after_the_day_are_not_known(book):
    lost = {"status": "lost", "lost_reason": "price", "lost_to": "Rival"}
    rows = [
        {"date": BEFORE, "replied_at": datetime(2024, 4, 1, 0, 0), "status": "open"},
        {"date": BEFORE, "replied_at": datetime(2024, 3, 31, 23, 59), "status": "open"},
        {"date": BEFORE, **lost, "closed_on": LATER},
        {"date": BEFORE, **lost, "closed_on": DAY},
        {"date": BEFORE, "status": "bought", "customer_id": "C1", "converted_on": LATER},
        {"date": BEFORE, **lost},
    ]
    shown = ("replied_at", "status", "lost_reason", "lost_to", "closed_on", "customer_id")
    assert seen(book(Inquiries=rows), "Inquiries", *shown) == [
        (None, "open", None, None, None, None),
        (datetime(2024, 3, 31, 23, 59), "open", None, None, None, None),
        (None, None, None, None, None, None),
        (None, "lost", "price", "Rival", DAY, None),
        (None, None, None, None, None, None),
        (None, "lost", "price", "Rival", None, None),
    ]


def test_a_lead_that_became_a_customer_later_is_none_yet(book):
    rows = [
        {"lead_id": "L1", "status": "converted", "converted_on": LATER, "customer_id": "C1"},
        {"lead_id": "L2", "status": "converted", "converted_on": DAY, "customer_id": "C2"},
    ]
    assert seen(book(Leads=rows), "Leads", "lead_id", "status", "converted_on", "customer_id") == [
        ("L1", None, None, None),
        ("L2", "converted", DAY, "C2"),
    ]


def test_a_lead_who_asked_later_is_not_known_by_the_row_or_by_the_log(book):
    leads = [
        {"lead_id": "L1", "first_inquiry": LATER},
        {"lead_id": "L2"},
        {"lead_id": "L3", "first_inquiry": LATER},
        {"lead_id": "L4"},
    ]
    asked = [{"date": LATER, "lead_id": "L2"}, {"date": BEFORE, "lead_id": "L3"}]
    frames = book(Leads=leads, Inquiries=asked)
    assert seen(frames, "Leads", "lead_id", "first_inquiry") == [("L3", None), ("L4", None)]


def test_a_row_that_is_written_later_still_tells_of_an_ending_before_the_day(book):
    rows = [
        {"status": "lost", "status_on": LATER, "closed_on": BEFORE, "next_step": "write"},
        {"status": "offer", "status_on": LATER, "next_step": "write"},
        {"status": "offer", "status_on": DAY, "next_step": "write"},
    ]
    assert seen(book(Leads=rows), "Leads", "status", "status_on", "next_step") == [
        ("lost", None, "write"),
        (None, None, None),
        ("offer", DAY, "write"),
    ]


def test_a_status_that_is_not_known_yet_has_no_day_either(book):
    """Sorting before the end writes the day of its run beside it, and the step stays the same."""
    row = {"status": "bought", "closed_on": LATER, "next_step": "call"}
    rows = [{**row, "status_on": day} for day in (BEFORE, DAY)]
    assert seen(book(Leads=rows), "Leads", "status", "status_on", "next_step") == [
        (None, None, "call"),
        (None, None, "call"),
    ]


def test_answers_to_complaints_and_surveys_after_the_day_are_not_given(book):
    frames = book(
        Touchpoints=[{"date": BEFORE, "due_on": LATER, "resolved_on": LATER}],
        Surveys=[{"date": BEFORE, "due_on": LATER, "closed_on": LATER}],
        Customers=[{"customer_id": "C1", "customer_since": LATER}],
    )
    assert seen(frames, "Touchpoints", "due_on", "resolved_on") == [(LATER, None)]
    assert seen(frames, "Surveys", "due_on", "closed_on") == [(LATER, None)]
    assert seen(frames, "Customers", "customer_id", "customer_since") == [("C1", None)]


def test_where_nothing_lies_ahead_the_tables_are_the_very_same(book):
    frames = book(
        Orders=[{"date": DAY, "amount": 1.0}], Surveys=[{"date": BEFORE}], Leads=[{"lead_id": "L1"}]
    )
    for table in ("Orders", "Surveys", "Inquiries", "Leads"):
        assert known(frames, DAY)[table] is frames[table]
