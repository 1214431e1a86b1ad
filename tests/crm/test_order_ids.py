"""Order ids: filled where they are blank, shared by the lines of one order, never changed."""

from datetime import date

import polars as pl
import pytest

from xlcrm.crm import order_ids

BOOK = """
    Orders
    order_id | date       | customer_id | amount
    S-77     | 2024-01-05 | C-0001      | 10
             | 2024-01-05 | C-0001      | 20
             | 2024-01-05 | C-0001      | 30
             | 2024-01-06 | C-0001      | 40
             | 2024-01-06 |             | 50
             | 2024-01-06 |             | 60
    O-0007   | 2024-01-06 | C-0002      | 70
"""


def test_lines_of_one_day_and_customer_are_one_order(sorted_book, shown):
    after, plan = sorted_book(BOOK)
    assert [one for (one,) in shown(after, "Orders", "order_id")] == [
        "S-77",
        "O-0008",
        "O-0008",
        "O-0009",
        "O-0010",
        "O-0011",
        "O-0007",
    ]
    assert plan.order_lines == 5


def test_a_table_without_the_column_gets_none(sorted_book):
    _, plan = sorted_book("Orders\ndate | customer_id | amount\n2024-01-05 | C-0001 | 10")
    assert (plan.patches, plan.order_lines) == ((), 0)


def test_too_many_lines_for_history_stay_as_they_are(sorted_book, monkeypatch):
    monkeypatch.setattr(order_ids, "MOST", 4)
    _, plan = sorted_book(BOOK)
    assert (plan.patches, plan.order_lines) == ((), 0)


@pytest.mark.parametrize("named", [True, False])
def test_ids_of_lines(named):
    lines = pl.DataFrame({"date": [date(2024, 1, 5)] * 3, "customer_id": ["b", "a", "b"]})
    fresh = (f"O-{n}" for n in range(9))
    found = order_ids.order_ids(lines if named else lines.drop("customer_id"), fresh).to_list()
    assert found == (["O-0", "O-1", "O-0"] if named else ["O-0", "O-1", "O-2"])
