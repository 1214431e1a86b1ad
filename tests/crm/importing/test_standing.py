import polars as pl

from xlcrm.crm.importing.standing import count_standing


def test_rows_count_as_often_as_the_table_has_them():
    rows = pl.DataFrame({"a": ["x", "x", "x", "y", None], "n": [1.0, 1.0, 1.0, 2.0, 3.0]})
    table = pl.DataFrame({"a": ["x", "x", "z", None], "n": [1, 1, 5, 3]})
    assert count_standing(rows, table, ["a", "n"]) == 3
    assert count_standing(rows, table.clear(), ["a", "n"]) == 0
    assert count_standing(rows, rows, ["n"]) == rows.height
