"""Lines whose quantity was corrected: told with the row, never added beside it in silence."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.importing import plan_import
from xlcrm.crm.importing.recounted import find_recounted

HEAD = "date,customer_id,product,quantity,amount"
BOOK = {
    "Date": [date(2026, 5, 3)],
    "Customer ID": ["C1"],
    "Product": ["Cream"],
    "Quantity": [1.0],
    "Amount": [50.0],
}


@pytest.fixture
def plan(rows_of, book_of):
    def make(*lines, head=HEAD, book=BOOK):
        rows = rows_of("\n".join((head, *lines, "")))
        found = plan_import(book_of(Orders=book), "Orders", rows, {})
        assert found.counts.read == found.counts.accounted
        told = [one.line for one in found.refusals if one.code == "import.row_other_quantity"]
        return found.counts.added, told

    return make


def test_the_same_file_with_another_quantity(plan):
    assert plan("2026-05-03,C1,Cream,2,50") == (0, [2])


@pytest.mark.parametrize(
    "line",
    [
        "2026-05-04,C1,Cream,2,50",
        "2026-05-03,C2,Cream,2,50",
        "2026-05-03,C1,Soap,2,50",
        "2026-05-03,C1,Cream,2,100",
        "2026-05-03,,Cream,2,50",
    ],
)
def test_what_differs_in_more_is_another_sale(plan, line):
    assert plan(line) == (1, [])


@pytest.mark.parametrize(("owner", "found"), [("Ann", (0, [2])), ("", (0, [2])), ("Bob", (1, []))])
def test_another_seller_is_another_sale(plan, owner, found):
    book = {**BOOK, "Owner": ["Ann"]}
    line = f"2026-05-03,C1,Cream,2,50,{owner}"
    assert plan(line, head=f"{HEAD},owner", book=book) == found


@pytest.mark.parametrize(("order", "found"), [("7", (0, [2])), ("8", (1, []))])
def test_another_order_is_another_sale(plan, order, found):
    book = {**BOOK, "Order ID": ["7"], "Product": [None]}
    line = f"2026-05-03,C1,2,50,{order}"
    head = "date,customer_id,quantity,amount,order_id"
    assert plan(line, head=head, book=book) == found


def test_lines_of_one_file_are_all_taken_and_known_again(plan):
    quantities = [2, 1, 3, 1]
    lines = [f"2026-05-03,C1,Cream,{one},50" for one in quantities]
    assert plan(*lines, book={"Date": [], "Amount": []}) == (4, [])
    book = {name: cells * 4 for name, cells in BOOK.items()} | {
        "Quantity": [float(one) for one in quantities]
    }
    assert plan(*lines, book=book) == (0, [])
    assert plan(*lines, "2026-05-03,C1,Cream,4,50", book=book) == (1, [])


@given(there=st.lists(st.integers(1, 4)), here=st.lists(st.integers(1, 4)))
def test_every_row_that_is_left_is_told_with_all_that_it_may_be(there, here):
    def frame(key, quantities):
        counted = pl.Series("quantity", map(str, quantities), dtype=pl.String)
        said = {"date": "d", "customer_id": "C", "amount": "5"}
        rows = counted.to_frame().with_columns(**{one: pl.lit(v) for one, v in said.items()})
        return rows.with_row_index(key)

    found = find_recounted(frame("LINE", here), frame("ROW", there), "Orders", "LINE", "ROW")
    expected = {
        at: [row for row, other in enumerate(there) if other != one][:5]
        for at, one in enumerate(here)
    }
    assert dict(found.iter_rows()) == {at: rows for at, rows in expected.items() if rows}


def test_other_tables_count_nothing():
    rows = pl.DataFrame({"LINE": [1], "name": ["Ann"]})
    book = rows.rename({"LINE": "ROW"})
    assert find_recounted(rows, book, "Leads", "LINE", "ROW").is_empty()
