"""Consent: a withdrawal wins, as of 30 June 2025."""

from datetime import date

HEADERS = ("Customer ID", "Name", "Phone", "Consent")


def test_the_other_row_of_a_contact_that_withdrew(problems):
    rows = [
        ("C1", "Ion", "069123456", "given"),
        ("C2", "Ion", "+373 69123456", "withdrawn"),
        ("C3", "Ana", "069123456", "given"),
    ]
    found = problems(Customers=(HEADERS, rows))
    differing = [(p.cell, p.parameters["other"]) for p in found if p.code == "consent.differs"]
    assert differing == [("E4", "E5")]


def test_no_step_is_planned_with_who_withdrew(check):
    rows = [("C1", "Ion", None, "withdrawn"), ("C2", "Ana", None, "given")]
    headers = ("Date", "Kind", "Lead or customer ID", "Next step date")
    day = date(2025, 3, 1)
    activities = [
        (day, "call", "C1", date(2025, 7, 1)),
        (day, "call", "C1", date(2025, 6, 1)),
        (day, "call", "C2", date(2025, 7, 1)),
    ]
    assert check(Customers=(HEADERS, rows), Activities=(headers, activities)) == [
        ("Activities", "E4", "consent.withdrawn")
    ]
