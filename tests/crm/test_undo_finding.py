"""Rows that History names are found where they stand now, or it is said why not."""

import pytest

from xlcrm.crm.history_cells import TableCells, run_digest
from xlcrm.crm.history_lines import Added, RowName, digest
from xlcrm.crm.undo_finding import Found, find_added, find_rows

ORDERS = """
Orders
customer_id | product | amount
A | tea | 1
B | cup | 2
B | cup | 2
C | pot | 3
"""


@pytest.fixture
def orders(book):
    def read(*order):
        lines = ORDERS.strip().splitlines()
        return TableCells(
            book("\n".join([*lines[:2], *(lines[2 + n] for n in order)])).grids["Orders"]
        )

    return read


def named(cells, row):
    return RowName("", row, row, cells.proof(row))


def added(product, amount, customer):
    cells = {"customer_id": customer, "product": product, "amount": amount}
    return Added(digest(cells))


def test_a_row_without_an_id_is_found_by_what_it_holds(orders):
    name = named(orders(0, 1, 3), 4)
    assert find_rows(orders(3, 1, 0), [name]) == {name: Found(6)}
    assert find_rows(orders(3, 1), [name]) == {name: Found(4, "row_unknown")}


def test_rows_that_are_alike_are_told_apart_by_their_place_or_not_at_all(orders):
    before = orders(0, 1, 2, 3)
    one, both = named(before, 5), [named(before, 5), named(before, 6)]
    assert find_rows(before, [one]) == {one: Found(5)}
    assert find_rows(orders(3, 0, 1, 2), both) == {both[0]: Found(7), both[1]: Found(6)}
    assert find_rows(orders(1, 0, 3, 2), [one]) == {one: Found(5, "row_unclear")}


def test_rows_that_were_added_are_found_as_often_as_they_were(orders):
    two = {RowName("", 5, 5): added("cup", 2, "B"), RowName("", 6, 6): added("cup", 2, "B")}
    found = find_added(orders(1, 0, 2, 3), two)
    assert sorted(one.row for one in found.values()) == [4, 6]
    found = find_added(orders(1, 0, 3), two)
    assert sorted((one.row, one.code) for one in found.values()) == [(4, ""), (6, "row_unknown")]


def test_a_run_is_found_where_it_stands_together(orders):
    first = added("cup", 2, "B").first
    run = run_digest({"customer_id": ["B", "C"], "product": ["cup", "pot"], "amount": [2, 3]})
    name, proof = RowName("", 6, 7), Added(first, run)
    assert find_added(orders(0, 1, 2, 3), {name: proof}) == {name: Found(6)}
    assert find_added(orders(2, 3, 0, 1), {name: proof}) == {name: Found(4)}
    assert find_added(orders(3, 2, 0, 1), {name: proof}) == {name: Found(6, "row_unknown")}


def test_ids(book):
    cells = TableCells(
        book("Leads\nlead_id | name\nL-1 | Ann\nL-2 | Bob\nL-2 | Cid").grids["Leads"]
    )
    one, two, three = RowName("L-1"), RowName("L-2"), RowName("L-3")
    assert find_rows(cells, [one, two, three]) == {
        one: Found(4),
        two: Found(5, "id_doubled"),
        three: Found(0, "row_gone"),
    }
