from datetime import date

import pytest

from xlcrm.crm.importing import plan_import
from xlcrm.patches import AppendRows, EditCells

BOOK = {
    "Customers": {
        "Customer ID": ["A", "B", "C"],
        "Name": ["Ann", "Bob", "Cy"],
        "Phone": ["+37322212345", None, None],
        "Note": ["likes tea", "old", None],
        "Mine": ["x", "y", "z"],
    },
    "Settings": {"Setting": ["country"], "Value": ["MD"]},
}
FILE = (
    "customer_id,name,phone,note,Mine\nA,Ann,022 212 345,,x\nB,Rob,,new,y\nC,Cy,,hello,\nD,Di,,,w\n"
)


@pytest.fixture
def plan(rows_of, book_of):
    def make(text=FILE, table="Customers", book=None, **options):
        frames = book_of(**(book or BOOK))
        return plan_import(frames, table, rows_of(text), {}, **options)

    return make


def test_other_values_are_listed_and_the_workbooks_kept(plan):
    found = plan()
    assert [(d.key, d.field, d.kept, d.other) for d in found.differences] == [
        ("B", "name", "Bob", "Rob"),
        ("B", "note", "old", "new"),
        ("C", "note", None, "hello"),
    ]
    assert [type(patch) for patch in found.patches] == [AppendRows]
    counts = found.counts
    assert (counts.added, counts.unchanged, counts.differing, counts.updated) == (1, 1, 2, 0)
    assert counts.accounted == counts.read


def test_they_are_taken_over_where_the_user_wants_it_and_no_note_is_lost(plan):
    found = plan(update=True)
    *edits, rows = found.patches
    assert edits == [
        EditCells("Customers", "Name", {3: "Rob"}),
        EditCells("Customers", "Note", {3: "old\nnew", 4: "hello"}),
    ]
    assert rows.columns["Customer ID"] == ["D"]
    counts = found.counts
    assert (counts.added, counts.unchanged, counts.differing, counts.updated) == (1, 1, 0, 2)
    assert counts.accounted == counts.read


def test_a_blank_of_the_file_takes_nothing_away_and_a_known_note_is_not_added_twice(plan):
    found = plan("customer_id,name,note\nA,,tea\nB,Bob,\n", update=True)
    assert (found.patches, found.counts.unchanged) == ((), 2)


def test_people_without_an_id_are_known_by_phone_or_mail_and_never_by_name(plan):
    book = {
        "Customers": {
            "Name": ["Ann", "Ann"],
            "Phone": ["+37322212345", None],
            "Region": ["N", "S"],
        },
        "Settings": BOOK["Settings"],
    }
    text = "name,phone,region\nAnn,022212345,E\nAnn,,S\nAnn,,W\n"
    found = plan(text, book=book)
    assert [(d.field, d.kept, d.other, d.row) for d in found.differences] == [
        ("region", "N", "E", 2)
    ]
    assert (found.counts.unchanged, found.counts.added) == (1, 1)


def test_order_lines_are_counted_by_day_customer_product_and_amount(plan):
    book = {
        "Orders": {
            "Date": [date(2024, 1, 5)] * 3,
            "Customer ID": ["X", "X", None],
            "Product": ["tea", "tea", "tea"],
            "Amount": [5.0, 5.0, 5.0],
            "Owner": ["Ann", "Ann", "Ann"],
        }
    }
    line = "2024-01-05,{},tea,5,{}\n"
    text = "date,customer_id,product,amount,owner\n" + "".join(
        line.format(*one)
        for one in [("X", "Ann"), ("X", "Bob"), ("X", "Ann"), ("", "Ann"), ("", "Cy")]
    )
    found = plan(text, "Orders", book=book)
    assert [(d.field, d.kept, d.other, d.line) for d in found.differences] == []
    assert (found.counts.unchanged, found.counts.added) == (3, 2)
    fewer = plan(
        text.replace("X,tea,5,Ann\n2024-01-05,X,tea,5,Bob", "X,tea,5,Cy", 1), "Orders", book=book
    )
    assert [(d.field, d.kept, d.other) for d in fewer.differences] == [("owner", "Ann", "Cy")]


def test_lines_of_one_order_that_changed_are_the_same_lines(plan):
    book = {
        "Orders": {
            "Order ID": ["1", "1", "2"],
            "Date": [date(2024, 1, 5)] * 3,
            "Customer ID": ["X", "X", "X"],
            "Product": ["tea", "salt", "tea"],
            "Amount": [5.0, 6.0, 5.0],
        }
    }
    text = "order_id,date,customer_id,product,amount\n1,2024-01-05,X,tea,7\n1,2024-01-05,X,salt,6\n3,2024-01-05,X,tea,5\n"
    found = plan(text, "Orders", book=book, update=True)
    assert found.patches[0] == EditCells("Orders", "Amount", {2: 7.0})
    assert found.patches[1].columns["Order ID"] == ["3"]


def test_a_line_that_was_given_an_order_id_is_still_the_same(plan):
    book = {
        "Orders": {
            "Order ID": ["O-0001"],
            "Date": [date(2024, 1, 5)],
            "Customer ID": ["X"],
            "Amount": [5.0],
        }
    }
    found = plan("order_id,date,customer_id,amount\n,2024-01-05,X,5\n", "Orders", book=book)
    assert (found.patches, found.counts.unchanged) == ((), 1)


def test_a_line_of_a_converted_lead_is_the_customers_by_now(plan):
    book = {
        "Leads": {"Lead ID": ["L-1"], "Customer ID": ["C-1"]},
        "Orders": {"Date": [date(2024, 1, 5)], "Customer ID": ["C-1"], "Amount": [5.0]},
    }
    found = plan("date,customer_id,amount\n2024-01-05,L-1,5\n", "Orders", book=book)
    assert (found.patches, found.differences) == ((), ())


def test_a_quarter_without_a_customer_is_taken_and_said(plan):
    text = "date,customer_id,amount\n" + "".join(
        f"2024-01-{day:02},{'' if day % 4 == 0 else 'нет' if day == 5 else 'C-1'},5\n"
        for day in range(1, 29)
    )
    found = plan(text, "Orders", book={"Customers": {"Customer ID": ["C-1"]}})
    assert (found.counts.added, found.counts.refused) == (28, 0)
    assert {one.code: one.parameters["n"] for one in found.remarks} == {
        "import.blank_words": 1,
        "import.lines_without_customer": 8,
    }


def test_order_numbers_that_begin_anew_are_other_orders(plan):
    book = {
        "Orders": {
            "Order ID": ["1"],
            "Date": [date(2023, 1, 9)],
            "Customer ID": ["C-1"],
            "Product": ["X"],
            "Amount": [100.0],
        }
    }
    text = "order_id,date,customer_id,product,amount\n1,2024-01-08,C-1,X,250\n"
    found = plan(text, "Orders", book=book)
    assert (found.counts.added, found.differences) == (1, ())


def test_another_line_of_an_order_without_products_is_no_change(plan):
    book = {
        "Orders": {
            "Order ID": ["1"],
            "Date": [date(2024, 1, 8)],
            "Customer ID": ["C-1"],
            "Amount": [100.0],
        }
    }
    text = "order_id,date,customer_id,amount\n1,2024-01-08,C-1,30\n"
    found = plan(text, "Orders", book=book)
    assert (found.counts.added, found.differences) == (1, ())


def test_an_update_never_changes_an_id(plan):
    book = {
        "Customers": {
            "Customer ID": ["A", "B"],
            "Name": ["Ann", "Bob"],
            "Lead ID": ["L-1", None],
        },
    }
    text = "customer_id,name,lead_id\nA,Ann,L-9\nB,Rob,L-2\n"
    found = plan(text, book=book, update=True)
    assert found.patches == (
        EditCells("Customers", "Name", {3: "Rob"}),
        EditCells("Customers", "Lead ID", {3: "L-2"}),
    )
    assert (found.counts.updated, found.counts.differing) == (1, 1)
    assert [(one.field, one.fixed) for one in found.differences] == [
        ("lead_id", True),
        ("name", False),
        ("lead_id", False),
    ]
    (told,) = [one for one in found.remarks if one.code == "import.values_fixed"]
    assert told.parameters == {"n": 1, "fields": "lead_id"}


def test_what_has_converted_stays_so(plan):
    book = {"Leads": {"Lead ID": ["L-1", "L-2"], "Status": ["converted", "new"]}}
    text = "lead_id,status\nL-1,working\nL-2,working\n"
    found = plan(text, "Leads", book=book, update=True)
    assert found.patches == (EditCells("Leads", "Status", {3: "working"}),)
    assert plan(text, "Leads", book=book).replaceable == 1


def test_an_own_text_is_the_cell_that_looks_like_it(plan):
    book = {"Customers": {"Customer ID": ["A", "B"], "Mine": [5.0, 6.5]}}
    found = plan("customer_id,Mine,name\nA,5,\nB,six,\n", book=book)
    assert [(one.kept, one.other) for one in found.differences] == [(6.5, "six")]


SOLD = "date,customer_id,product,amount\n2024-01-13,,tea,5\n2024-01-14,,cup,7\n2024-01-15,A,tea,5\n"


def test_a_line_of_nobody_that_was_filled_by_hand_since_is_told(plan):
    orders = {
        "Date": [date(2024, 1, 13), date(2024, 1, 14), date(2024, 1, 15)],
        "Customer ID": ["B", None, "A"],
        "Product": ["tea", "cup", "tea"],
        "Amount": [5.0, 7.0, 5.0],
    }
    found = plan(SOLD, "Orders", {**BOOK, "Orders": orders})
    assert (found.counts.added, found.counts.unchanged) == (1, 2)
    told = {one.code: one.parameters for one in found.remarks}
    assert told["import.rows_named_since"] == {"n": 1, "rows": "2"}
    again = plan(SOLD, "Orders", {**BOOK, "Orders": orders}, again=True)
    assert "import.rows_named_since" not in {one.code for one in again.remarks}


def test_a_line_of_nobody_that_differs_from_all_others_is_not_spoken_of(plan):
    orders = {
        "Date": [date(2024, 1, 13)],
        "Customer ID": ["B"],
        "Product": ["tea"],
        "Amount": [6.0],
    }
    found = plan(SOLD, "Orders", {**BOOK, "Orders": orders})
    assert found.counts.added == 3
    assert "import.rows_named_since" not in {one.code for one in found.remarks}
