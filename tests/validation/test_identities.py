"""Ids that name two rows."""


def test_each_later_row_names_the_first(problems):
    ids = ["7", "8", " 7", None, "7"]
    found = problems(Customers=(("Name", "Customer ID", "Company"), [("A", i, "B") for i in ids]))
    assert [(p.code, p.cell, p.parameters["other"]) for p in found] == [
        ("id.doubled", "C6", "C4"),
        ("id.doubled", "C8", "C4"),
    ]


def test_a_number_and_a_text_are_one_id_but_zeros_count(check):
    ids = [7.0, "7", "007"]
    assert check(Leads=(("Lead ID",), [(i,) for i in ids])) == [("Leads", "B5", "id.doubled")]


def test_order_lines_share_their_order(check):
    from datetime import date

    rows = [("O1", date(2025, 1, 1), "C1", 5.0)] * 2
    headers = ("Order ID", "Date", "Customer ID", "Amount")
    assert check(Orders=(headers, rows), Customers=(("Customer ID",), [("C1",)])) == []


def test_ids_that_differ_only_in_capitals_are_a_warning(problems):
    ids = ["K3", "k3", "K4", "k3", "K3"]
    found = problems(Customers=(("Name", "Customer ID"), [("A", i) for i in ids]))
    assert [(p.code, p.cell, p.level, p.parameters["other"]) for p in found] == [
        ("id.capitals", "C5", "warning", "C4"),
        ("id.doubled", "C7", "error", "C5"),
        ("id.doubled", "C8", "error", "C4"),
    ]
