"""What waits: each lead once, under its most urgent reason, by what is dated last."""

from datetime import date, datetime, timedelta

import pytest

from xlcrm.report.waiting import Group, waiting

DAY = date(2025, 6, 30)


def lead(**cells):
    base = {
        "Lead ID": "L-1",
        "Company": "Acme",
        "First inquiry": date(2025, 6, 1),
        "Status": "working",
        "Status on": date(2025, 6, 1),
        "Next step": None,
        "Next step date": None,
        "Closed on": None,
        "Converted on": None,
    }
    return {"Leads": {key: [value] for key, value in (base | cells).items()}}


def inquiry(**cells):
    base = {
        "Date": datetime(2025, 6, 10, 9, 30),
        "Company": "Acme",
        "Status": "open",
        "Request": "A quote",
        "Replied at": None,
        "Lead ID": "L-1",
        "Customer ID": None,
        "Next step": None,
        "Next step date": None,
        "Closed on": None,
    }
    return {"Inquiries": {key: [value] for key, value in (base | cells).items()}}


def activity(**cells):
    base = {
        "Date": datetime(2025, 6, 20),
        "Kind": "call",
        "Lead or customer ID": "L-1",
        "Next step": None,
        "Next step date": None,
    }
    return {"Activities": {key: [value] for key, value in (base | cells).items()}}


@pytest.fixture
def groups(make):
    def of(*tables, as_of=DAY):
        joined = {}
        for table in tables:
            joined |= table
        found = waiting(make(joined, as_of))
        return {
            group.value: [item.what for item in items] for group, items in found.items() if items
        }

    return of


@pytest.mark.parametrize(
    ("days", "group"),
    [(-400, "overdue"), (-1, "overdue"), (0, "today"), (1, "tomorrow"), (2, "later")],
)
def test_the_day_of_the_next_step_decides(groups, days, group):
    step = {"Next step": "Call", "Next step date": DAY + timedelta(days=days)}
    assert groups(lead(**step)) == {group: ["Call"]}


def test_a_step_without_a_day_needs_one(groups):
    assert groups(lead(**{"Next step": "Call"})) == {"unplanned": ["Call"]}


def test_an_open_lead_without_a_step(groups):
    assert groups(lead()) == {"unplanned": [""]}


@pytest.mark.parametrize("status", ["lost", "bought", "converted"])
def test_closed_leads_do_not_wait(groups, status):
    assert groups(lead(Status=status, **{"Next step date": DAY})) == {}


def test_a_lead_lost_later_was_open_on_the_day(groups):
    closed = lead(Status="lost", **{"Closed on": date(2025, 7, 3), "Status on": date(2025, 6, 2)})
    assert groups(closed) == {"unplanned": [""]}


def test_a_postponed_lead_is_not_forgotten(groups):
    assert groups(lead(Status="postponed")) == {"unplanned": [""]}


def test_an_unanswered_inquiry_of_a_lead(groups):
    assert groups(lead(), inquiry()) == {"unanswered": ["A quote"]}


def test_a_due_step_comes_before_the_reply(groups):
    step = lead(**{"Next step": "Send it", "Next step date": DAY})
    assert groups(step, inquiry()) == {"today": ["Send it"]}


@pytest.mark.parametrize(
    "cells", [{"Replied at": datetime(2025, 6, 10, 12)}, {"Status": "offer"}, {"Status": "lost"}]
)
def test_answered_or_closed_inquiries_need_no_reply(groups, cells):
    assert "unanswered" not in groups(lead(), inquiry(**cells))


def test_an_activity_since_is_a_reply(groups):
    assert groups(lead(), inquiry(), activity()) == {"unplanned": [""]}
    before = activity(Date=datetime(2025, 6, 9))
    assert groups(lead(), inquiry(), before) == {"unanswered": ["A quote"]}


def test_an_unsorted_inquiry_counts_too(groups):
    assert groups(inquiry(**{"Lead ID": None})) == {"unanswered": ["A quote"]}


def test_an_inquiry_after_the_day_does_not(groups):
    assert groups(inquiry(Date=datetime(2025, 7, 1))) == {}


def test_the_newest_status_wins(groups):
    lost = lead(Status="lost", **{"Status on": date(2025, 6, 5), "Closed on": date(2025, 6, 5)})
    assert groups(lost, inquiry()) == {"unanswered": ["A quote"]}
    older = inquiry(Date=datetime(2025, 6, 4))
    assert groups(lost, older) == {}


def test_the_newest_step_wins_where_the_rows_own_was_due(groups):
    new = activity(**{"Next step": "New", "Next step date": DAY + timedelta(days=1)})
    was_due = lead(**{"Next step": "Old", "Next step date": date(2025, 6, 20)})
    assert groups(was_due, new) == {"tomorrow": ["New"]}
    ahead = lead(**{"Next step": "Own", "Next step date": DAY})
    assert groups(ahead, new) == {"today": ["Own"]}


def test_a_step_is_done_by_an_activity_on_its_day_or_after(groups):
    due = lead(**{"Next step": "Call", "Next step date": date(2025, 6, 20)})
    assert groups(due) == {"overdue": ["Call"]}
    assert groups(due, activity()) == {"unplanned": [""]}
    assert groups(due, activity(Date=datetime(2025, 6, 19))) == {"overdue": ["Call"]}


def test_a_step_agreed_with_a_customer(groups):
    customers = {"Customers": {"Customer ID": ["C-1"], "Company": ["Acme"]}}
    step = activity(**{"Lead or customer ID": "C-1", "Next step": "Visit", "Next step date": DAY})
    assert groups(customers, step) == {"today": ["Visit"]}


def test_a_repeat_request_of_a_converted_lead(make):
    tables = {
        **lead(Status="converted", **{"Converted on": date(2025, 6, 5)}),
        **inquiry(Company=None, **{"Customer ID": "C-1"}),
        "Customers": {"Customer ID": ["C-1"], "Company": ["Acme"], "Phone": ["+44 1"]},
    }
    (item,) = waiting(make(tables))[Group.UNANSWERED]
    assert (item.who, item.phone, item.table, item.row) == ("Acme", "+44 1", "Inquiries", 2)


def test_who_waits_longest_comes_first(make):
    dates = [datetime(2025, 6, 10, 12), datetime(2025, 6, 10, 8), datetime(2025, 6, 1)]
    tables = {"Inquiries": {"Date": dates, "Company": ["b", "a", "first"]}}
    assert [item.who for item in waiting(make(tables))[Group.UNANSWERED]] == ["first", "a", "b"]
