"""The whole: order, noise, and what a clean workbook says."""

from datetime import date, datetime

from xlcrm.frames import Frames
from xlcrm.validation.everything import validate


def test_a_clean_workbook_has_no_problem(check):
    assert check() == []


def test_a_manager_with_a_good_log_is_left_alone(check):
    headers = (
        "Date", "Channel", "Source", "Name", "Company", "Phone", "E-mail", "Need", "Status",
        "Closed on", "Lost reason", "Next step", "Next step date", "My own",
    )  # fmt: skip
    rows = [
        (datetime(2025, 5, 1, 9, 30), "phone", "search", "Ion Rusu", None, "+373 69 123 456",
         None, "a desk", "open", None, None, "call", date(2025, 7, 1), "=x"),
        (datetime(2025, 5, 2), "E-Mail", "recommendation", "Ana", "Vis SRL", "069123457",
         "ana@vis.md", None, "Lost", date(2025, 5, 9), "price", None, None, 3.0),
        (datetime(2025, 5, 3), None, None, None, None, None,
         "office@example.com", None, "bought", None, None, None, None, None),
    ]  # fmt: skip
    assert check(Inquiries=(headers, rows)) == []


def test_problems_come_in_the_order_of_sheets_rows_and_columns(check):
    bad = (None, "x", "y")
    found = check(
        Orders=(("Amount", "Date", "Customer ID"), [(None, None, None), bad, bad]),
        Leads=(("Lead ID", "Status", "Next step date"), [("L1", "opn", "soon")] * 2),
    )
    assert found == [
        ("Leads", "C4", "cell.label_unknown"),
        ("Leads", "D4", "cell.not_a_date"),
        ("Leads", "B5", "id.doubled"),
        ("Leads", "C5", "cell.label_unknown"),
        ("Leads", "D5", "cell.not_a_date"),
        ("Orders", "B5", "cell.required"),
        ("Orders", "C5", "cell.not_a_date"),
        ("Orders", "D5", "id.unknown"),
        ("Orders", "B6", "cell.required"),
        ("Orders", "C6", "cell.not_a_date"),
        ("Orders", "D6", "id.unknown"),
    ]


def test_an_empty_book_names_what_it_lacks(problems):
    found = validate(Frames({}), date(2025, 6, 30))
    assert [(one.table, one.cell, one.code) for one in found] == [
        (table, "", "table.missing")
        for table in ("Inquiries", "Leads", "Customers", "Orders", "Lists", "Settings")
    ]
