"""Contacts without a key, and contacts that stand in a table twice."""

import pytest

from xlcrm.validation.people import twins

CUSTOMER = ("Customer ID", "Name", "Company", "Phone", "E-mail")


def people(*rows):
    return CUSTOMER, [(f"C{i}", *row) for i, row in enumerate(rows)]


def test_a_name_alone_is_no_key(check):
    from datetime import date

    headers = ("Date", "Name", "Company", "Phone", "Status")
    rows = [
        (date(2025, 5, 1), "Ion", None, None, "bought"),
        (date(2025, 5, 1), "Ion", "Vis", None, "bought"),
        (date(2025, 5, 1), None, None, "069123456", "bought"),
    ]
    assert check(Inquiries=(headers, rows)) == [("Inquiries", "C4", "contact.no_key")]


def test_an_id_is_a_key(check):
    assert check(Customers=people(("Ion", None, None, None))) == []


def test_one_phone_however_written(problems):
    found = problems(
        Customers=people(
            ("Ion Rusu", None, "069 123 456", None),
            ("Rusu, Ion", None, "+37369123456", None),
            ("Ana Popa", None, "+373 69-123-456", None),
            (None, None, "+373 69 999 999", None),
        )
    )
    assert [(p.code, p.cell, p.level) for p in found] == [
        ("person.doubled", "E5", "warning"),
        ("contact.shared", "E6", "hint"),
    ]
    assert found[0].parameters["other"] == "E4"
    assert found[1].parameters["other_name"] in {"Ion Rusu", "Rusu, Ion"}


def test_one_address_however_written(check):
    rows = people(("Ion", None, None, "Ion@Vis.md "), (None, "Vis", None, "ion@vis.md"))
    assert check(Customers=rows) == [("Customers", "F5", "person.doubled")]


def test_phone_and_address_are_one_finding(check):
    both = ("Ion", None, "069123456", "ion@vis.md")
    assert check(Customers=people(both, both)) == [("Customers", "E5", "person.doubled")]


def test_what_is_no_address_joins_nobody(check):
    rows = people(*[("Ion", None, None, "none")] * 3)
    assert {code for *_, code in check(Customers=rows)} == {"cell.bad_email"}


@pytest.mark.parametrize("table", ["Leads", "Customers"])
def test_both_boxes_are_looked_at_each_by_itself(check, table):
    headers = (table[:-1] + " ID", "Phone", "Next step date", "Status")
    from datetime import date

    one = ("069123456", date(2026, 1, 1), "new")
    assert check(Leads=(("Lead ID", *headers[1:]), [("L1", *one)])) == []
    found = check(**{table: ((*headers[:2], *headers[2:]), [("1", *one), ("2", *one)])})
    assert found == [(table, "C5", "person.doubled")]


def test_a_big_block_is_not_compared_pair_by_pair(book):
    rows = people(*[(f"Person {i:04d}", None, "069123456", None) for i in range(3000)])
    assert len(twins(book(Customers=rows), "Customers", "MD")) == 2999
