from datetime import date, datetime

import polars as pl

from xlcrm.crm.importing.outcome import Difference
from xlcrm.crm.importing.reduction import LINE, reduce_rows

NOBODY = pl.DataFrame({"id": []}, schema={"id": pl.String})


def rows(*cells):
    return pl.DataFrame(
        [(line, *row) for line, row in enumerate(cells, start=2)],
        schema={LINE: pl.Int64, "id": pl.String, "name": pl.String, "age": pl.Float64},
        orient="row",
    )


def test_the_first_value_that_is_not_blank_wins():
    found = reduce_rows(
        rows(("a", None, 5), ("b", "B", None), ("a", "A", 6), ("a", "A", 6)), "id", NOBODY
    )
    assert found.frame.rows() == [(2, "a", "A", 5), (3, "b", "B", None)]
    assert found.merged == 2
    assert found.differences == (Difference("a", "age", 5.0, 6.0, 4, in_table=False),)


def test_rows_without_a_key_stay():
    found = reduce_rows(rows((None, "X", 1), ("a", "A", 1), (None, "X", 1)), "id", NOBODY)
    assert [row[1] for row in found.frame.rows()] == [None, "a", None]
    assert found.merged == 0


def test_keys_of_the_table_are_left_alone():
    table = pl.DataFrame(
        {"id": ["a", "b", "c", None], "name": ["A", "Bee", None, "X"], "age": [1.0, 2.0, 3.0, 4.0]}
    )
    found = reduce_rows(
        rows(("a", "A", None), ("b", "B", 2), ("c", "C", 3), ("d", "D", 4)), "id", table
    )
    assert [row[1] for row in found.frame.rows()] == ["d"]
    assert (found.unchanged, found.differing) == (1, 2)
    assert found.differences == (
        Difference("b", "name", "Bee", "B", 3, in_table=True),
        Difference("c", "name", None, "C", 4, in_table=True),
    )


def test_equal_cells_of_other_types_are_equal():
    file = pl.DataFrame(
        {LINE: [2], "id": ["a"], "on": [date(2024, 1, 5)], "n": [5.0], "own": ["x"]}
    )
    table = pl.DataFrame({"id": ["a"], "on": [datetime(2024, 1, 5)], "n": [5], "own": ["x"]})
    assert reduce_rows(file, "id", table).unchanged == 1
    without = table.drop("own")
    assert [one.field for one in reduce_rows(file, "id", without).differences] == ["own"]
