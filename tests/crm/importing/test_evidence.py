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
