from datetime import date, datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.crm.importing.natural import Step, steps
from xlcrm.crm.importing.standing import comparable_column, pair_rows
from xlcrm.sheets import MODELS, columns

WHOLE = [Step(("a", "n"))]


def rows(*cells, name="AT"):
    schema = {"a": pl.String, "n": pl.String}
    frame = pl.DataFrame(list(cells), schema=schema, orient="row")
    return frame.insert_column(0, pl.int_range(frame.height, eager=True).alias(name))


def pairs(ours, theirs, by=WHOLE):
    return pair_rows(ours, theirs.rename({"AT": "ROW"}), by, "AT", "ROW").rows()


def test_rows_count_as_often_as_the_table_has_them():
    ours = rows(("x", "1"), ("x", "1"), ("x", "1"), ("y", "2"), (None, "3"))
    theirs = rows(("z", "5"), ("x", "1"), (None, "3"), ("x", "1"))
    assert sorted(pairs(ours, theirs)) == [(0, 1), (1, 3), (4, 2)]
    assert pairs(ours, theirs.clear()) == []


def test_what_is_alike_throughout_goes_before_what_has_the_same_key():
    ours, theirs = rows(("x", "1"), ("x", "2")), rows(("x", "2"), ("x", "9"))
    assert sorted(pairs(ours, theirs, [*WHOLE, Step(("a",), ("a",))])) == [(0, 1), (1, 0)]


def test_a_key_without_anybody_in_it_pairs_nothing():
    ours, theirs = rows((None, "1")), rows((None, "2"))
    assert pairs(ours, theirs, [Step(("a",), ("a",))]) == []


CELL = st.tuples(st.sampled_from(["x", "y", None]), st.sampled_from(["1", "2", None]))


@given(st.lists(CELL, max_size=8), st.lists(CELL, max_size=8))
def test_each_row_is_in_one_pair_at_most_and_a_table_pairs_with_itself(one, other):
    ours, theirs = rows(*one), rows(*other)
    found = pairs(ours, theirs, [*WHOLE, Step(("a",), ("a",))])
    for side in zip(*found, strict=True):
        assert len(set(side)) == len(side)
    assert sorted(pairs(ours, ours)) == [(at, at) for at in range(len(one))]


def test_values_are_compared_by_what_they_mean():
    of = columns(MODELS["Customers"])
    phones = pl.Series(["+37322123456", "022 123 456", "asdf", None])
    assert comparable_column(phones, of["phone"], "MD").to_list() == [
        "37322123456",
        "37322123456",
        "asdf",
        None,
    ]
    emails = pl.Series(["A@B.md", "a@b.md"])
    assert comparable_column(emails, of["email"], "").n_unique() == 1
    amounts = pl.Series([10.1, 10.1000001, 10.2])
    assert comparable_column(amounts, columns(MODELS["Orders"])["amount"], "").n_unique() == 2


def test_every_natural_key_names_columns_of_its_table():
    for table in ("Inquiries", "Leads", "Customers", "Orders", "Activities", "Prospects"):
        for step in steps(table, list(columns(MODELS[table]))):
            assert set(step.by) <= columns(MODELS[table]).keys()
            assert set(step.who) <= set(step.by)


def test_own_values_are_compared_by_what_they_look_like():
    def looks(*values):
        return comparable_column(pl.Series(values), None, "").to_list()

    assert looks(5.0, 1234.5) == looks("5", " 1234.5 ") == ["5", "1234.5"]
    assert looks(date(2024, 1, 5)) == looks("2024-01-05") == looks(datetime(2024, 1, 5))
    assert looks(datetime(2024, 1, 5, 10, 30)) == ["2024-01-05 10:30:00"]
    assert looks(*[True]) == looks("TRUE")
