"""Open, lost and converted: what should be said about them."""

from datetime import date

import pytest

DAY, LATER = date(2025, 5, 1), date(2025, 7, 1)
INQUIRY = (
    "Date",
    "Company",
    "Status",
    "Next step",
    "Next step date",
    "Lead ID",
    "Lost reason",
    "Closed on",
)
LEAD = ("Lead ID", "Status", "Next step", "Next step date", "Lost reason")


def inquiry(status=None, step=None, day=None, lead=None, reason=None, closed=None):
    return DAY, "Vis", status, step, day, lead, reason, closed


@pytest.mark.parametrize("status", ["open", "offer", "postponed", None])
def test_an_open_inquiry_needs_a_step_and_its_day(check, status):
    rows = [inquiry(status), inquiry(status, "call"), inquiry(status, None, LATER)]
    assert check(Inquiries=(INQUIRY, rows)) == [
        ("Inquiries", "E4", "open.no_next_step"),
        ("Inquiries", "F5", "open.no_next_step_date"),
    ]


def test_a_closed_inquiry_needs_no_step(check):
    rows = [inquiry("bought"), inquiry("lost", reason="price", closed=DAY)]
    assert check(Inquiries=(INQUIRY, rows)) == []


def test_a_log_without_steps_is_not_asked_for_them(check):
    assert check(Inquiries=(("Date", "Company", "Status"), [(DAY, "Vis", "open")])) == []


def test_of_a_sorted_inquiry_the_lead_speaks(check):
    leads = (LEAD, [("L1", "working", None, None, None)])
    assert check(Inquiries=(INQUIRY, [inquiry("open", lead="L1")]), Leads=leads) == [
        ("Leads", "D4", "open.no_next_step")
    ]


def test_the_newest_inquiry_or_activity_names_the_step_of_a_lead(check):
    leads = (LEAD, [(one, "new", None, None, None) for one in ("L1", "L2", "L3")])
    activities = (
        ("Date", "Kind", "Lead or customer ID", "Next step date"),
        [
            (DAY, "call", "L2", LATER),
            (date(2025, 4, 1), "call", "L3", date(2025, 4, 20)),
            (DAY, "call", "L3", None),
        ],
    )
    found = check(
        Leads=leads,
        Activities=activities,
        Inquiries=(INQUIRY, [inquiry("open", "call", LATER, "L1")]),
    )
    assert found == [("Leads", "D6", "open.no_next_step")]


def test_a_step_that_is_still_ahead_is_not_undone_by_a_call_before_it(check):
    headers = ("Date", "Kind", "Lead or customer ID", "Next step date")
    calls = [(date(2025, 4, 1), "call", "L1", LATER), (DAY, "call", "L1", None)]
    leads = (LEAD, [("L1", "new", None, None, None)])
    assert check(Leads=leads, Activities=(headers, calls)) == []


def test_a_lead_whose_inquiry_was_lost_since_is_not_open(check):
    leads = ((*LEAD, "Status on"), [("L1", "working", None, None, None, date(2025, 5, 10))])
    lost = inquiry("lost", lead="L1", reason="price", closed=date(2025, 6, 1))
    assert check(Leads=leads, Inquiries=(INQUIRY, [lost])) == []


def test_lost_wants_a_reason_and_a_day(check):
    assert check(Inquiries=(INQUIRY, [inquiry("lost")])) == [
        ("Inquiries", "H4", "lost.no_reason"),
        ("Inquiries", "I4", "lost.no_date"),
    ]


def test_a_lost_lead_gives_its_reason_once(check):
    leads = (LEAD, [("L1", "lost", None, None, None), ("L2", "lost", None, None, None)])
    rows = [inquiry("lost", lead="L1", reason="price", closed=DAY)]
    assert check(Inquiries=(INQUIRY, rows), Leads=leads) == [("Leads", "F5", "lost.no_reason")]


def test_converted_without_a_customer_and_without_a_day(check):
    headers = ("Lead ID", "Status", "Customer ID", "Converted on")
    rows = [
        ("L1", "converted", None, DAY),
        ("L2", "converted", "C1", None),
        ("L3", "converted", "C1", DAY),
    ]
    assert check(Leads=(headers, rows), Customers=(("Customer ID",), [("C1",)])) == [
        ("Leads", "D4", "converted.no_customer"),
        ("Leads", "E5", "converted.no_date"),
    ]
