"""What sorting the leads says: every inquiry of the log once, so that the totals reconcile."""

import re
from datetime import datetime

INQUIRIES = ("date", "name", "email", "lead_id", "customer_id", "status")
LEADS = ("lead_id", "first_inquiry", "status", "customer_id", "converted_on", "name")
LOG = [
    ("2024-01-05", "Ann", "a@x.md", None, None, "open"),
    ("2024-01-06", "Ann", "a@x.md", None, None, "open"),
    ("2024-01-07", "Bob", "b@x.md", None, None, "open"),
    ("2024-01-08", "Cid", "c@x.md", "L-0001", None, "open"),
    ("2024-01-09", "Dan", "d@x.md", None, None, "open"),
    ("2024-01-10", None, None, None, None, "open"),
    ("2024-01-11", "Eve", "e@x.md", None, None, "open"),
    ("2025-01-11", "Fay", "f@x.md", None, None, "open"),
]


def test_every_inquiry_is_accounted_for(desk):
    one = desk(
        {
            "Inquiries": (INQUIRIES, [(datetime.fromisoformat(day), *rest) for day, *rest in LOG]),
            "Leads": (LEADS, [("L-0001", None, "working", None, None, "Cid")]),
            "Customers": (
                ("customer_id", "name", "email"),
                [("C-1", "Eve", "e@x.md"), ("C-2", "Dan", "d@x.md"), ("C-3", "Dana", "d@x.md")],
            ),
            "Orders": (("order_id", "date", "customer_id", "amount"), [(None, None, "C-1", 5.0)]),
        }
    )
    lines = [message.text("en") for message in one.leads().messages]
    assert lines[0] == (
        "Inquiries: 8 read = 2 made new leads + 1 joined a lead + 1 came from a customer (a repeat"
        " request) + 1 could be from several people + 1 names nobody and stays in the log only"
        " + 1 is dated later and waits for its day + 1 was filed before."
    )
    assert lines[-1] == "1 order line got an order ID."
    again = [message.text("en") for message in one.leads().messages]
    read, *parts = (int(n) for n in re.findall(r"\d+(?= [a-z])", again[1]))
    assert (read, sum(parts)) == (8, 8)
    assert again[0].startswith("Nothing to do")


def test_what_is_worth_a_look_is_a_few_of_each_kind(desk):
    strangers = [(datetime(2024, 1, day), None, None, None, None, "open") for day in range(1, 9)]
    one = desk(
        {
            "Inquiries": (INQUIRIES, strangers),
            "Leads": (LEADS, []),
            "Customers": (("customer_id",), []),
            "Orders": (("date", "customer_id", "amount"), []),
        }
    )
    (listing,) = one.leads().listings
    assert [row[1] for row in listing.rows] == ["Inquiries!B2", "Inquiries!B3", "Inquiries!B4", ""]
    assert listing.rows[-1][2] == "... and 5 more like these."
