"""Ids that should stand in another table."""

from datetime import date

import pytest

DAY = date(2025, 1, 1)
ORDERS = ("Date", "Customer ID", "Amount")
CUSTOMERS = (("Customer ID",), [("C-007",), ("C-008",), ("12",)])


def lines(*ids):
    return ORDERS, [(DAY, one, 5.0) for one in ids]


def test_orders_of_unknown_customers(problems):
    found = problems(Orders=lines("C-007", "c7", 12.0, "X", "X", "012"), Customers=CUSTOMERS)
    assert [(p.code, p.cell, p.suggestion) for p in found] == [
        ("id.unknown", "C5", "C-007"),
        ("id.unknown", "C7", ""),
        ("id.unknown", "C8", ""),
        ("id.unknown", "C9", "12"),
    ]
    assert found[0].level == "warning"
    assert found[0].parameters["tables"] == "Customers / Leads"


def test_two_near_ids_are_no_suggestion(problems):
    customers = (("Customer ID",), [("C1",), ("c-1",)])
    assert [p.suggestion for p in problems(Orders=lines("C 01"), Customers=customers)] == [""]


def test_an_order_of_a_lead_is_a_hint(problems):
    leads = (("Lead ID",), [("L1",)])
    found = problems(Orders=lines("L1", "C-007", "L1"), Leads=leads, Customers=CUSTOMERS)
    assert [(p.code, p.cell, p.level) for p in found] == [
        ("order.lead_not_converted", "C4", "hint")
    ]


def test_an_order_line_of_nobody(check):
    assert check(Orders=lines(None, "12", " "), Customers=CUSTOMERS) == [
        ("Orders", "C4", "order.no_customer"),
        ("Orders", "C6", "order.no_customer"),
    ]


def test_an_excel_error_is_one_finding(check):
    assert check(Orders=lines("#N/A"), Customers=CUSTOMERS) == [
        ("Orders", "C4", "cell.excel_error")
    ]


def test_orders_alone_are_one_finding(problems):
    (problem,) = problems(Orders=lines("A", "B", "B"))
    assert (problem.code, problem.cell, problem.parameters["n"]) == ("id.none_known", "C3", 3)


@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("Activities", "Lead or customer ID"),
        ("Touchpoints", "Lead or customer ID"),
        ("Surveys", "Customer ID"),
    ],
)
def test_parties_that_nobody_knows(check, table, header):
    headers = ("Date", header, "Kind") if table == "Activities" else ("Date", header)
    rows = [(DAY, one, "call")[: len(headers)] for one in ("12", "13", None)]
    found = check(**{table: (headers, rows), "Customers": CUSTOMERS})
    assert found == [(table, "C5", "id.unknown")]


def test_stages_of_touchpoints(check):
    stages = (("Stage", "Position"), [("order", 1.0), ("delivery", 2.0)])
    touchpoints = (("Date", "Stage"), [(DAY, "order"), (DAY, "Delivry")])
    assert check(Stages=stages, Touchpoints=touchpoints) == [("Touchpoints", "C5", "id.unknown")]


def test_a_lead_id_in_the_log_is_made_a_lead_by_sorting(check):
    headers = ("Date", "Company", "Lead ID", "Status", "Next step", "Next step date")
    rows = [(DAY, "Vis", "L9", "open", "call", date(2025, 7, 1))]
    assert check(Inquiries=(headers, rows)) == []


@pytest.mark.parametrize("word", ["new", "New", "новый", "nou"])
def test_the_word_for_a_new_customer_is_no_unknown_id(check, word):
    leads = (
        ("Lead ID", "Name", "Customer ID", "Phone"),
        [("L1", "Ann", word, "+37369123456"), ("L2", "Bob", "C-009", "+37369123457")],
    )
    assert check(Leads=leads, Customers=CUSTOMERS) == [("Leads", "D5", "id.unknown")]
