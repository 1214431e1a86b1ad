from datetime import date

import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.frames import Frames

MAPPING = {"date": "d", "customer_id": "c", "amount": "a"}
TEXT = "d,c,a\n2024-01-05,X,10.10\n2024-01-05,X,10.10\n2024-01-06,Y,5\n"


def remarks(book, rows, mapping=MAPPING):
    return {
        one.code: dict(one.parameters) for one in plan_import(book, "Orders", rows, mapping).remarks
    }


def test_customers_that_the_book_does_not_know_are_remarked(rows_of, book_of):
    book = book_of(Customers={"Customer ID": ["X"]})
    assert remarks(book, rows_of(TEXT)) == {"import.customers_unknown": {"n": 1, "examples": "Y"}}
    with_lead = book_of(Customers={"Customer ID": ["X"]}, Leads={"Lead ID": ["Y"]})
    assert remarks(with_lead, rows_of(TEXT)) == {}


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([("X", 10.1)], 1),
        ([("X", 10.1), ("X", 10.1), ("X", 10.1)], 2),
        ([("X", 10.1), ("X", 10.1), ("Y", 5)], 3),
    ],
)
def test_lines_that_are_there_are_counted_and_not_added(rows_of, book_of, lines, number):
    days = [date(2024, 1, 6 if one == "Y" else 5) for one, _ in lines]
    book = book_of(
        Customers={"Customer ID": ["X", "Y"]},
        Orders={
            "Date": days,
            "Customer ID": [one for one, _ in lines],
            "Amount": [a for _, a in lines],
        },
    )
    rows = rows_of(TEXT)
    assert remarks(book, rows) == {"import.rows_there": {"n": number, "of": 3}}
    plan = plan_import(book, "Orders", rows, MAPPING)
    assert (plan.counts.unchanged, plan.counts.added) == (number, 3 - number)
    again = plan_import(book, "Orders", rows, MAPPING, again=True)
    assert (again.counts.unchanged, again.counts.added) == (0, 3)


def test_a_column_may_have_any_name(rows_of, after):
    rows = rows_of("n,text,COUNT,line,row\n2024-01-05,X,5,1,a\n2024-01-06,Y,6,2,b\n")
    mapping = {"date": "n", "customer_id": "text", "amount": "COUNT", "n": "line", "row": "row"}
    plan = plan_import(
        after(plan_import(Frames({}), "Orders", rows, mapping)), "Orders", rows, mapping
    )
    assert plan.patches == ()
    assert plan.counts.unchanged == 2


def test_lines_with_other_ids_are_other_lines(rows_of, book_of):
    book = book_of(
        Customers={"Customer ID": ["X"]},
        Orders={
            "Order ID": ["1"],
            "Date": [date(2024, 1, 5)],
            "Customer ID": ["X"],
            "Amount": [5.0],
        },
    )
    rows = rows_of("o,d,c,a\n2,2024-01-05,X,5\n")
    assert remarks(book, rows, {**MAPPING, "order_id": "o"}) == {}


def test_lines_without_a_customer_are_taken_and_counted(rows_of, book_of):
    book = book_of(Customers={"Customer ID": ["X"]})
    rows = rows_of("d,c,a\n2024-01-05,,1\n2024-01-05,X,1\n")
    assert remarks(book, rows) == {"import.lines_without_customer": {"n": 1}}
    assert remarks(book, rows, {"date": "d", "amount": "a"}) == {
        "import.orders_without_customers": {}
    }
