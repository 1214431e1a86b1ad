"""Undo: the former cells exactly, found wherever they stand now, or a reason with its cell."""

import ast
from datetime import date, datetime
from pathlib import Path

import pytest

import xlcrm.crm
from xlcrm.errors import ColumnMissingError, UsageError
from xlcrm.language import has_text, text

INQUIRY = (
    "inquiry_id",
    "date",
    "name",
    "email",
    "status",
    "lead_id",
    "customer_id",
    "converted_on",
)
LEAD = (
    "lead_id",
    "name",
    "email",
    "status",
    "first_inquiry",
    "customer_id",
    "converted_on",
    "note",
)
CUSTOMER = ("customer_id", "name", "email", "customer_since", "lead_id", "note")
ORDER = ("date", "customer_id", "product", "amount")
MAY = date(2024, 5, 1)


@pytest.fixture
def firm(desk):
    """One who asked and bought, one who asked; three order lines of the first."""
    asked = datetime(2024, 4, 1)
    return desk(
        {
            "Inquiries": (
                INQUIRY,
                [
                    [None, asked, "Ann", "a@acme.md", "bought", None, None, None],
                    [None, asked, "Bob", "b@bolt.md", "open", None, None, None],
                ],
            ),
            "Leads": (LEAD, [["L-0001", "Ann", "a@acme.md", "bought", None, None, None, None]]),
            "Customers": (CUSTOMER, [[None] * len(CUSTOMER)]),
            "Orders": (
                ORDER,
                [
                    [MAY, "L-0001", "tea", 10],
                    [MAY, "L-0001", "cup", 20],
                    [MAY, "X-1", "tea", 30],
                ],
            ),
        }
    )


def codes(outcome):
    return {(one["code"], one["sheet"], one["cell"]) for one in outcome.data["refusals"]}


def test_each_changed_cell_is_recorded_with_who_when_and_what(firm):
    firm.leads()
    firm.convert()
    lines = firm.history()
    assert {line["who"] for line in lines} == {"ann"}
    assert {(line["batch"], line["command"]) for line in lines} == {(1, "leads"), (2, "convert")}
    told = {(x["sheet"], x["row_id"], x["field"], x["before"], x["after"]) for x in lines}
    assert ("Inquiries", "I-0001", "inquiry_id", None, "I-0001") in told
    assert ("Leads", "L-0001", "status", "bought", "converted") in told
    assert ("Leads", "L-0001", "converted_on", None, "2024-05-01") in told
    added = {(line["sheet"], line["row_id"]) for line in lines if line["field"] == "row"}
    assert added == {("Leads", "L-0002"), ("Customers", "C-0001")}
    orders = [line for line in lines if line["sheet"] == "Orders"]
    assert [(x["field"], x["before"], x["after"]) for x in orders] == [
        ("customer_id", "L-0001", "C-0001")
    ] * 2
    assert [line["row_id"].split()[0] for line in orders] == ["#2", "#3"]


def test_the_newest_first_until_nothing_is_left(firm):
    start = firm.state()
    firm.leads()
    sorted_once = firm.state()
    firm.convert()
    converted = firm.state()
    assert firm.undo().data == {"batch": 2, "undone": 2, "refusals": []}
    assert firm.state() == sorted_once
    firm.undo()
    assert firm.state() == start
    assert [len(firm.rows(table)) for table in ("Leads", "Customers")] == [1, 1]
    assert firm.undo().data == {"undone": None}
    firm.undo(4)
    firm.undo(3)
    assert firm.state() == converted


def test_a_second_undo_does_nothing_and_says_so(firm):
    firm.leads()
    firm.undo()
    lines, state = firm.history(), firm.state()
    told = firm.undo(1)
    assert [message.key for message in told.messages] == ["undo.already"]
    assert (firm.history(), firm.state()) == (lines, state)


def test_an_undo_of_an_undo_of_an_undo(firm):
    start = firm.state()
    firm.leads()
    done = firm.state()
    for batch, wanted in ((1, start), (2, done), (3, start), (4, done)):
        assert firm.undo(batch).data["undone"] == batch
        assert firm.state() == wanted
    listed = {one["batch"]: one["undone_by"] for one in firm.undo(list=True).data}
    assert listed == {1: None, 2: 3, 3: None, 4: 5, 5: None}
    assert firm.undo().data["batch"] == 1
    assert firm.state() == start


def test_rows_are_found_after_sorting_and_inserting(firm):
    start = firm.state()
    firm.leads()
    firm.convert()
    for table in ("Inquiries", "Leads", "Orders"):
        firm.rows(table).reverse()
    firm.rows("Orders").insert(0, [MAY, "X-2", "cup", 5])
    firm.undo()
    firm.undo()
    del firm.rows("Orders")[0]
    for table in ("Inquiries", "Leads", "Orders"):
        firm.rows(table).reverse()
    assert firm.state() == start


def test_a_cell_that_was_changed_since_is_named(firm):
    firm.leads()
    firm.convert()
    firm.change("Leads", 2, "status", "lost")
    before = firm.state()
    told = firm.undo()
    assert told.found
    assert codes(told) == {("undo.cell_changed", "Leads", "D2")}
    assert '"converted"' in told.data["refusals"][0]["reason"]
    assert firm.state() == before


def test_an_added_row_that_was_filled_since_is_kept(firm):
    firm.leads()
    firm.convert()
    firm.change("Customers", 2, "note", "likes tea")
    assert codes(firm.undo()) == {("undo.row_changed", "Customers", "A2")}


def test_an_order_that_names_the_new_customer_holds_it(firm):
    firm.leads()
    firm.convert()
    firm.rows("Orders").append([MAY, "C-0001", "pot", 40])
    assert codes(firm.undo()) == {("undo.hanging", "Orders", "B5")}
    firm.rows("Orders").pop()
    assert firm.undo().data["undone"] == 2


def test_an_inquiry_that_names_the_new_lead_holds_it(firm):
    firm.leads()
    firm.rows("Inquiries").append([None, MAY, "Bea", None, "open", "L-0002", None, None])
    assert codes(firm.undo()) == {("undo.hanging", "Inquiries", "F4")}


def test_what_named_an_id_before_its_row_came_may_do_so_again(desk, tmp_path):
    firm = desk(
        {
            "Customers": (CUSTOMER, [[None] * len(CUSTOMER)]),
            "Orders": (ORDER, [[MAY, "C-0007", "tea", 10]]),
        }
    )
    start, file = firm.state(), tmp_path / "customers.csv"
    file.write_text("customer_id,name\nC-0007,Ann\nC-0008,Bob\n", encoding="utf-8")
    firm.take("Customers", file)
    assert firm.undo().data["undone"] == 1
    assert firm.state() == start


def test_rows_without_ids_go_where_they_are_now(desk, tmp_path):
    firm = desk({"Orders": (ORDER, [[MAY, "X-1", "pot", 3]])})
    start, file = firm.state(), tmp_path / "orders.csv"
    file.write_text(
        "date,customer_id,amount\n2024-05-02,X-1,7\n2024-05-02,X-1,7\n2024-05-03,X-2,8\n",
        encoding="utf-8",
    )
    firm.take("Orders", file)
    firm.rows("Orders").sort(key=lambda row: -row[3])
    assert firm.undo().data["undone"] == 1
    left = [row for row in firm.rows("Orders") if any(row)]
    assert left == [[MAY, "X-1", "pot", 3]]
    firm.book.held["Orders"].rows = left
    assert firm.state() == start


def test_columns_of_the_managers_that_came_go_again(desk, tmp_path):
    firm = desk({"Orders": (ORDER, [[None] * len(ORDER)])})
    start, file = firm.state(), tmp_path / "orders.csv"
    file.write_text("date,customer_id,amount,Colour\n2024-05-02,X-1,7,red\n", encoding="utf-8")
    firm.take("Orders", file, "date", "customer_id", "amount", "Colour")
    assert firm.book.held["Orders"].headers[-1] == "Colour"
    assert firm.undo().data["undone"] == 1
    assert "Colour" not in firm.book.held["Orders"].headers
    assert firm.state() == start
    firm.undo(2)
    assert firm.rows("Orders")[0][-1] == "red"
    firm.rows("Orders").append([MAY, "X-2", None, 5, "blue"])
    assert ("undo.column_filled", "Orders", "E3") in codes(firm.undo())


def test_a_book_without_history_gets_one(desk):
    firm = desk(
        {
            "Inquiries": (INQUIRY, [[None, MAY, "Ann", "a@acme.md", "open", None, None, None]]),
            "Leads": (LEAD, []),
            "Customers": (CUSTOMER, []),
            "Orders": (ORDER, []),
        },
        history=False,
    )
    start = firm.state()
    firm.leads()
    assert firm.history()[0]["command"] == "leads"
    assert firm.undo().data["undone"] == 1
    assert firm.state() == start


def test_a_history_without_its_columns_stops_the_command(firm):
    before = firm.state()
    firm.book.held["History"].headers[3] = "Lot"
    with pytest.raises(ColumnMissingError):
        firm.leads()
    assert firm.state() == before


def test_history_that_was_tampered_with_is_no_traceback(firm):
    firm.leads()
    for row in firm.rows("History"):
        if row[6] == "row":
            row[8] = "gone"
    assert "undo.history_damaged" in {code for code, _, _ in codes(firm.undo())}


@pytest.mark.parametrize("batch", [0, 9, "x", "9" * 5000, ""])
def test_a_number_that_is_none(firm, batch):
    firm.leads()
    with pytest.raises(UsageError):
        firm.undo(batch)


def test_a_number_where_nothing_was_done_yet(firm):
    with pytest.raises(UsageError) as raised:
        firm.undo("abc")
    assert (raised.value.code, raised.value.parameters) == ("usage.no_batches", {"batch": "abc"})


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_the_reasons_are_headed_by_words_alone(language):
    assert not any(
        mark.isdigit() for n in (1, 2, 5, 21) for mark in text("undo.reasons", language, n=n)
    )


def test_a_look_changes_nothing(firm):
    firm.leads()
    before, lines = firm.state(), firm.history()
    told = firm.undo(dry_run=True)
    assert told.data == {"batch": 1, "undone": None, "refusals": []}
    assert (firm.state(), firm.history()) == (before, lines)


def test_a_customer_that_was_there_stays(desk):
    """A conversion that merges is undone without taking out whom it did not make."""
    asked = datetime(2024, 4, 1)
    firm = desk(
        {
            "Inquiries": (
                INQUIRY,
                [[None, asked, "Ann", "a@acme.md", "bought", "L-9", None, None]],
            ),
            "Leads": (LEAD, [["L-9", "Ann", "a@acme.md", "bought", asked, None, None, "vip"]]),
            "Customers": (CUSTOMER, [["C-1", "Acme", "a@acme.md", None, None, None]]),
            "Orders": (ORDER, []),
        }
    )
    start = firm.state()
    firm.convert()
    assert firm.state() != start
    firm.undo()
    assert firm.state() == start


def test_every_reason_has_its_text():
    codes = {
        node.value
        for file in Path(xlcrm.crm.__file__).parent.glob("undo*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("undo.")
        and len(node.value) > len("undo.")
    }
    found = {"row_gone", "row_changed", "row_unknown", "row_unclear", "id_doubled"}
    codes |= {f"undo.{code}" for code in found}
    assert len(codes) > 10
    assert [code for code in codes if not has_text(code)] == []


def test_a_column_that_comes_back_has_its_header_in_the_books_language(desk, tmp_path):
    firm = desk(
        {
            "Orders": (("date", "customer_id", "amount"), [[MAY, "X-1", 5]]),
            "Settings": (("key", "value"), [["language", "ro"]]),
        }
    )
    file = tmp_path / "orders.csv"
    file.write_text("date,customer_id,amount,quantity\n2024-05-02,X-2,7,3\n", encoding="utf-8")
    firm.take("Orders", file, "date", "customer_id", "amount", "quantity")
    assert firm.book.held["Orders"].headers[-1] == "Cantitate"
    firm.undo(1)
    assert "Cantitate" not in firm.book.held["Orders"].headers
    firm.undo(2)
    assert firm.book.held["Orders"].headers[-1] == "Cantitate"
