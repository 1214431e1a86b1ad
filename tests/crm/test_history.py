"""What is recorded, how rows are named, and what keeps rows that were taken out."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.history import record
from xlcrm.crm.history_batches import Batch, marks, newest, undo_command
from xlcrm.crm.history_lines import Added, Line, RowName, digest, field_names
from xlcrm.crm.history_rows import LONGEST, packed, unpacked
from xlcrm.patches import AppendRows, EditCells, RemoveColumns, RemoveRows, WriteSheet

TWO_LEADS = """
Leads
lead_id | name | status | Own
L-0001 | Ann | open | x
L-0002 | Bob | open |
"""


def told(lines):
    return [(line.row_id, line.field, line.before, line.after) for line in lines]


def test_a_changed_cell_is_one_line(book):
    frames = book(TWO_LEADS)
    patch = EditCells("Leads", "Status", {4: "bought", 5: "open"})
    assert told(record(frames, [patch])) == [("L-0001", "status", "open", "bought")]
    assert told(record(frames, [EditCells("Leads", "Own", {5: "007"})])) == [
        ("L-0002", "Own", None, "'007")
    ]


def test_an_id_that_the_batch_writes_names_the_row(book):
    frames = book("Leads\nlead_id | name | status\n | Ann | open")
    patches = [EditCells("Leads", "Lead ID", {4: "L-7"}), EditCells("Leads", "Status", {4: "lost"})]
    assert told(record(frames, patches)) == [
        ("L-7", "lead_id", None, "L-7"),
        ("L-7", "status", "open", "lost"),
    ]


def test_an_id_that_two_rows_have_names_neither(book):
    frames = book("Leads\nlead_id | name | status\nL-1 | Ann | open\nL-1 | Bob | open")
    (line,) = record(frames, [EditCells("Leads", "Status", {5: "lost"})])
    name = RowName.parse(line.row_id)
    assert (name.id, name.first, len(name.digest)) == ("", 5, 16)


def test_what_is_ours_is_not_recorded(book):
    frames = book(TWO_LEADS)
    sheet = WriteSheet("today", "Today", {})
    assert record(frames, [sheet, EditCells("History", "Batch", {2: 1})]) == []
    assert record(frames, [AppendRows("Leads", {"Name": []})]) == []


def test_rows_and_columns_that_come(book):
    frames = book(TWO_LEADS)
    patch = AppendRows("Leads", {"Lead ID": ["L-3", "L-3"], "Name": ["Cid", "Dan"], "New": [1, 2]})
    lines = record(frames, [patch])
    assert told(lines[:2]) == [
        ("", "table", "A3:D5", "A3:E7"),
        ("", "column", None, "New"),
    ]
    assert [(line.row_id, line.field, line.before) for line in lines[2:]] == [
        ("#6", "row", None),
        ("#7", "row", None),
    ]
    assert Added.parse(lines[2].after).first == digest({"lead_id": "L-3", "name": "Cid", "New": 1})


def test_many_rows_are_one_line(book):
    ids = [f"C-{n}" for n in range(5)]
    frames = book(
        "Orders\ndate | customer_id | amount\n2024-01-01 | C-2 | 5\n\nCustomers\ncustomer_id | name\n | "
    )
    lines = record(frames, [AppendRows("Customers", {"Customer ID": ids})], many=4)
    assert [(line.row_id, line.field) for line in lines] == [("", "table"), ("#4-8", "rows")]
    added = Added.parse(lines[1].after)
    assert (bool(added.run), added.named) == (True, 1)


def test_rows_and_columns_that_go_are_kept_whole(book):
    frames = book(TWO_LEADS)
    patches = [RemoveRows("Leads", [5], 4), RemoveColumns("Leads", ["Own"])]
    extent, column, row = record(frames, patches)
    assert told([extent, column]) == [
        ("", "table", "A3:D5", "A3:C4"),
        ("", "column", "Own", None),
    ]
    assert unpacked([row]) == {5: {"lead_id": "L-0002", "name": "Bob", "status": "open"}}


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
cells = st.one_of(
    st.text(max_size=9),
    st.integers(-9, 9),
    st.booleans(),
    st.dates(),
    st.just("x" * 20_000),
    st.just("'\"" * 9_000),
)
rows = st.dictionaries(
    st.integers(2, 40), st.dictionaries(names, cells, min_size=1, max_size=4), max_size=9
)


@given(rows)
def test_rows_that_go_come_back_cell_for_cell(kept):
    kept = dict(sorted(kept.items()))
    lines = [Line("Leads", run.text, "rows", text, None) for run, text in packed(kept)]
    assert unpacked(lines) == kept
    assert all(len(line.before) <= LONGEST for line in lines)


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", '{"columns": 1, "rows": 2}', '{"columns": ["a"], "rows": [[]]}']
)
def test_what_nobody_packed_is_no_row(text):
    with pytest.raises(ValueError):  # noqa: PT011 - of json or ours
        unpacked([Line("Leads", "#2", "row", text, None)])


@pytest.mark.parametrize(
    "name",
    [RowName("L-1"), RowName("", 7, 7, "0123456789abcdef"), RowName("", 2, 2), RowName("", 2, 99)],
)
def test_names_of_rows(name):
    assert RowName.parse(name.text) == name


@pytest.mark.parametrize(
    "added", [Added("0" * 16), Added("0" * 16, "f" * 16, 3), Added("1" * 16, named=2)]
)
def test_proofs_of_rows(added):
    assert Added.parse(added.text) == added
    assert Added.parse(added.text + "x") is None


def test_a_digest_is_of_what_stands_there():
    row = {"name": "Ann", "date": date(2024, 1, 5), "note": None}
    assert digest(row) == digest(
        {"date": datetime(2024, 1, 5), "note": "", "name": "Ann", "x": None}
    )
    assert digest(row) != digest(row | {"note": "x"})
    assert digest({"a": "b"}) != digest({"b": "a"})


def test_columns_of_the_managers_are_never_taken_for_ours():
    headers = ("Status", "status", "row", "'x", "Own")
    assert field_names("Leads", headers) == {
        "Status": "status",
        "status": "'status",
        "row": "'row",
        "'x": "''x",
        "Own": "Own",
    }


def batches(*commands):
    return {
        n: Batch(n, None, "", command, undone_by, (), ())
        for n, (command, undone_by) in enumerate(commands, 1)
    }


def test_which_batches_are_in_force():
    done = batches(("leads", None), ("convert", 3), (undo_command(2), None))
    assert newest(done) == 1
    assert marks(done, 1, 4) == {1: 4}
    assert marks(done, 3, 4) == {3: 4, 2: None}
    chain = batches(("leads", None), (undo_command(1), 3), (undo_command(2), None))
    assert marks(chain, 3, 4) == {3: 4, 2: None, 1: 2}
    assert newest(batches((undo_command(9), None))) is None
    assert marks(batches((undo_command(1), None)), 1, 2) == {1: 2}
