"""Dates that have not come yet, and dates in the wrong order, as of 30 June 2025."""

from datetime import date, datetime

import pytest

INQUIRY = ("Date", "Company", "Status", "Replied at", "Closed on", "Lost reason")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 6, 30), []),
        (datetime(2025, 6, 30, 23, 59), []),
        (date(2025, 7, 1), [("Inquiries", "B4", "date.future")]),
    ],
)
def test_what_happened_lies_not_ahead(check, day, expected):
    assert check(Inquiries=(INQUIRY, [(day, "Vis", "bought", None, None, None)])) == expected


def test_plans_lie_ahead(check):
    headers = ("Lead ID", "Next step", "Next step date")
    assert check(Leads=(headers, [("L1", "call", date(2026, 1, 1))])) == []


@pytest.mark.parametrize(
    ("asked", "replied", "wrong"),
    [
        (datetime(2025, 5, 2, 14), datetime(2025, 5, 2, 13), True),
        (datetime(2025, 5, 2, 14), datetime(2025, 5, 2, 15), False),
        (datetime(2025, 5, 2, 14), datetime(2025, 5, 2), False),
        (datetime(2025, 5, 2), datetime(2025, 5, 2, 9), False),
        (datetime(2025, 5, 2), datetime(2025, 5, 1, 9), True),
    ],
)
def test_replied_after_asked(check, asked, replied, wrong):
    expected = [("Inquiries", "E4", "date.order")] if wrong else []
    assert check(Inquiries=(INQUIRY, [(asked, "Vis", "bought", replied, None, None)])) == expected


def test_both_dates_are_named(problems):
    rows = [(datetime(2025, 5, 2, 14), "Vis", "lost", None, date(2025, 5, 1), "price")]
    (problem,) = problems(Inquiries=(INQUIRY, rows))
    assert problem.parameters == {
        "header": "Closed on",
        "other": "Date",
        "value": "2025-05-01",
        "other_value": "2025-05-02 14:00",
    }


def test_converted_before_asked_is_an_error(problems):
    headers = ("Lead ID", "First inquiry", "Status", "Customer ID", "Converted on")
    rows = [("L1", date(2025, 5, 2), "converted", "C1", date(2025, 5, 1))]
    (problem,) = problems(Leads=(headers, rows), Customers=(("Customer ID",), [("C1",)]))
    assert (problem.code, problem.cell, problem.level) == (
        "converted.before_inquiry",
        "F4",
        "error",
    )
