"""What broke, in small books."""

from datetime import date

import pytest

from xlcrm.crm.checkup import check_up
from xlcrm.language import text
from xlcrm.report.problems import message

TODAY = date(2024, 6, 1)


@pytest.fixture
def found(book):
    """The findings of one code (or all): cell, parameters named, suggestion."""

    def find(after, before=None, code="", *names):
        problems = check_up(book(after), {}, book(before) if before else None, TODAY)
        for problem in problems:
            assert message(problem, "en")
        return [
            (one.cell, *(one.parameters[name] for name in names), one.suggestion)
            for one in problems
            if one.code == code or not code
        ]

    return find


BEFORE = "Customers\ncustomer_id | name | company\nC-0001 | Ann |\nC-0002 | | Acme\nC-0003 | Cid |"


def test_rows_that_the_version_before_had(found):
    after = "Customers\ncustomer_id | name\nC-0001 | Ann"
    assert found(after, BEFORE, "checkup.row_gone", "row_id", "name") == [
        ("", "C-0002", "Acme", ""),
        ("", "C-0003", "Cid", ""),
    ]
    assert found(BEFORE, BEFORE, "checkup.row_gone") == []


def test_an_erased_row_is_known_wherever_it_moved(found):
    before = """
        Customers
        customer_id | name | region | customer_since
        C-0001      | Ann  | North  | 2023-01-01
        C-0002      | Bob  | South  | 2023-02-02
        C-0003      | Cid  | West   | 2023-03-03
    """
    moved = """
        Customers
        customer_id | name     | region | customer_since
        C-0003      | Cid      | West   | 2023-03-03
        erased-1    | (erased) | South  | 2023-02-02
    """
    gone = found(moved, before, "checkup.row_gone", "row_id")
    assert gone == [("", "C-0001", "")]  # though the erased row stands where Bob's did
    alone = moved.replace("C-0003      | Cid      | West   | 2023-03-03", "C-0009 | Zoe | |")
    gone = found(alone, before, "checkup.row_gone", "row_id")
    assert gone == [("", "C-0001", ""), ("", "C-0003", "")]
    later = before.replace("C-0002      | Bob ", "erased-1    | (erased)")
    assert found(moved, later, "checkup.row_gone", "row_id") == [("", "C-0001", "")]


def test_rows_that_other_rows_name(found):
    after = """
        Customers
        customer_id | name
        C-0001      | Ann

        Orders
        date       | customer_id | amount
        2024-01-01 | C-0001      | 1
        2024-01-02 | C-0009      | 1
        2024-01-03 | C-0009      | 1
        2024-01-03 | L-0004      | 1

        Leads
        lead_id | name | phone        | next_step | next_step_date
        L-0001  | Bob  | +37369111222 | call      | 2024-07-01
    """
    assert found(after, None, "checkup.row_named", "row_id", "table", "n") == [
        ("B5", "C-0009", "Customers", 2, ""),
        ("B7", "L-0004", "Leads", 1, ""),
    ]


def test_an_id_is_told_once(found):
    orders = "\n\nOrders\ndate | customer_id | amount\n2024-01-01 | C-0003 | 1"
    after = "Customers\ncustomer_id | name\nC-0001 | Ann" + orders
    before = "Customers\ncustomer_id | name\nC-0001 | Ann\nC-0003 | Cid"
    assert found(after, before, "checkup.row_gone", "row_id") == [("", "C-0003", "")]
    assert found(after, before, "checkup.row_named", "row_id") == []


HISTORY = """
    Leads
    lead_id | name | phone
    L-0001  | Ann  | +37369111222

    History
    batch | sheet | row_id | field  | before | after    | undone_by
    1     | Leads | L-0001 | row    |        | #ab      |
    1     | Leads | L-0002 | row    |        | #ab      |
    1     | Leads | L-0003 | row    |        | #ab      | 2
    1     | Leads | L-0003 | status |        | new      | 2
    3     | Leads | L-0004 | status | new    | working  |
    4     | Leads | L-0005 | row    |        | #ab      |
    5     | Leads | L-0005 | row    | #ab    |          |
    6     | Leads | #7 0123456789abcdef | name |  | Eve  |
"""


def test_rows_that_history_knows(found):
    assert found(HISTORY, None, "checkup.row_changed", "row_id") == [
        ("", "L-0002", ""),
        ("", "L-0004", ""),
    ]


def test_a_header_that_was_renamed(found):
    after = "Leads\nlead_id | name | Phones | Pet\nL-0001 | Ann | 1 | cat"
    assert found(after, None, "column.renamed", "header") == [("C3", "Phone", "Phone")]


def test_a_needed_header_that_was_renamed_is_named(found):
    after = "Orders\ndate | Wqxz | amount\n2024-01-05 | C-1 | 7.5\n\nCustomers\ncustomer_id\nC-1"
    assert found(after, None, "column.replaced", "header", "value") == [
        ("B3", "Customer ID", "Wqxz", "Customer ID")
    ]


def test_a_column_of_theirs_is_no_renamed_one(found):
    after = "Leads\nlead_id | name | phone | Phones\nL-0001 | Ann | +37369111222 | 2"
    assert found(after, None, "column.renamed", "header") == []


def column(*labels, header="Region"):
    return f"Customers\ncustomer_id | {header}\n" + "\n".join(
        f"C-{n:04} | {label}" for n, label in enumerate(labels, 1)
    )


@pytest.mark.parametrize(
    ("rare", "common"), [("north", "North"), ("North.", "North"), ("Noth Side", "North Side")]
)
@pytest.mark.parametrize("header", ["Region", "Route"])
def test_a_rare_spelling_of_a_common_label(found, rare, common, header):
    after = column(*[common] * 7, rare, *["West"] * 3, header=header)
    assert found(after, None, "checkup.label_variant", "value", "near", "n", "m") == [
        ("B11", rare, common, 1, 7, common)
    ]


@pytest.mark.parametrize(
    "labels",
    [
        ["North"] * 7 + ["South"] * 2,
        ["Route 1"] * 7 + ["Route 2"],
        ["East"] * 7 + ["Est"],  # too short to tell
        ["Northern"] * 7 + ["Northen"] * 6,  # none of the two is rare
        [f"a remark of its own {'x' * n}" for n in range(9)],
    ],
)
def test_different_labels_are_none(found, labels):
    assert found(column(*labels), None, "checkup.label_variant") == []


def test_what_validation_says_about_labels_and_tables_is_told_too(found):
    after = "Leads\nlead_id | name | phone | status\nL-0001 | Ann | +37369111222 | bougt"
    assert found(after, None, "cell.label_unknown", "value") == [("D4", "bougt", "bought")]
    assert len(found(after, None, "table.missing", "table")) > 3


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("code", ["row_named", "rule_lost", "rows_below"])
def test_every_number_reads_well(code, n):
    named = {"row_id": "C-1", "table": "Customers", "header": "Name", "n": n}
    assert "{" not in text(f"crm.checkup.{code}", **named)
