"""Which cells of a block are written together."""

from hypothesis import given
from hypothesis import strategies as st

from xlcrm.hosts.libreoffice.engine import writing

CELLS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)))


@given(CELLS)
def test_each_cell_is_written_once(cells):
    runs = list(writing._runs(list(cells)))
    held = [
        (row, column)
        for run in runs
        for row in range(run.row, run.last_row + 1)
        for column in range(run.column, run.last_column + 1)
    ]
    assert sorted(held) == sorted(cells)


def test_a_full_block_is_one_and_a_gap_makes_two():
    block = [(row, column) for row in range(3) for column in range(4)]
    assert [tuple(run) for run in writing._runs(block)] == [(0, 0, 3, 4)]
    gap = [(row, column) for row, column in block if column != 1]
    assert sorted(map(tuple, writing._runs(gap))) == [(0, 0, 3, 1), (0, 2, 3, 2)]
