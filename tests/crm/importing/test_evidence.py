import polars as pl
import pytest

from xlcrm.crm.importing.evidence import weigh


@pytest.mark.parametrize(
    ("one", "two", "counts", "settled", "open_cell"),
    [
        ([1, None], [None, None], [1, 1], "one", ""),
        ([1, None], [None, 2], [9, 1], "one", ""),
        ([1, None], [None, 2], [8, 1], "", ""),
        ([1, 2], [1, 3], [1, 1], "", "b"),
        ([1, 2], [1, 2], [1, 1], "one", ""),
        ([1, 2], [3, None], [1, 1], "one", ""),
    ],
)
def test_telling_cells_settle_a_reading(one, two, counts, settled, open_cell):
    readings = {"one": pl.Series(one, dtype=pl.Int64), "two": pl.Series(two, dtype=pl.Int64)}
    evidence = weigh(pl.Series(["a", "b"]), pl.Series(counts), readings)
    assert (evidence.settled, evidence.open_cell) == (settled, open_cell)


def test_contradictions_come_with_an_example_each():
    readings = {"one": pl.Series([1, None]), "two": pl.Series([None, 2])}
    evidence = weigh(pl.Series(["a", "b"]), pl.Series([1, 1]), readings)
    assert evidence.examples == {"one": "a", "two": "b"}


def test_a_given_reading_yields_only_to_nearly_all_telling_cells():
    from xlcrm.crm.importing.evidence import contrary

    cells, counts = pl.Series(["a", "b", "c"]), pl.Series([1, 9, 5], dtype=pl.UInt32)
    readings = {"x": pl.Series([1, None, 1]), "y": pl.Series([None, 2, 2])}
    assert contrary(cells, counts, readings, "x") == ("b", "y")
    assert contrary(cells, counts, readings, "y") == ("", "")
    assert contrary(cells, pl.Series([2, 9, 5]), readings, "x") == ("", "")
