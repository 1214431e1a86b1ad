import polars as pl

from xlcrm.crm.importing.outcome import Difference
from xlcrm.crm.importing.reduction import LINE, reduce_rows


def rows(*cells):
    return pl.DataFrame(
        [(line, *row) for line, row in enumerate(cells, start=2)],
        schema={LINE: pl.Int64, "id": pl.String, "name": pl.String, "age": pl.Float64},
        orient="row",
    )


def test_the_first_value_that_is_not_blank_wins():
    found = reduce_rows(rows(("a", None, 5), ("b", "B", None), ("a", "A", 6), ("a", "A", 6)), "id")
    assert found.frame.rows() == [(2, "a", "A", 5), (3, "b", "B", None)]
    assert found.merged == 2
    assert found.differences == (Difference("a", "age", 5.0, 6.0, 4, in_table=False),)


def test_rows_without_a_key_stay():
    found = reduce_rows(rows((None, "X", 1), ("a", "A", 1), (None, "X", 1)), "id")
    assert [row[1] for row in found.frame.rows()] == [None, "a", None]
    assert found.merged == 0
