import polars as pl

from xlcrm.queries import run, values


def test_a_query_gives_what_it_gives_when_planned():
    rows = pl.DataFrame({"who": ["a", "b", "a"], "n": [1, 2, 3]})
    query = rows.lazy().filter(pl.col("n") > 1).select("who").sort("who")
    assert run(query).equals(query.collect())


def test_values_come_row_by_row_in_the_order_that_is_asked_for():
    rows = pl.DataFrame({"who": ["a", None], "n": [1, 2], "more": [0, 0]})
    assert list(values(rows, "n", "who")) == [(1, "a"), (2, None)]
