"""Staged edits: whether given cell by cell or by columns, the later one of two holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Address
from xlcrm.opc.cell_edits import ColumnEdits, Edit
from xlcrm.opc.new_rows import NewColumn, NewRows
from xlcrm.workbook import staged_cells
from xlcrm.workbook.staged_cells import StagedCells

ROWS, COLUMNS = st.integers(1, 9), st.integers(1, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), ROWS, COLUMNS, st.sampled_from(["a", None])),
        st.tuples(
            st.just("column"), COLUMNS, st.dictionaries(ROWS, st.sampled_from(["b", 2, None]))
        ),
        st.tuples(st.just("drop"), ROWS, ROWS, st.sets(COLUMNS)),
        st.tuples(st.just("rows"), ROWS, st.integers(1, 4), COLUMNS),
    ),
    max_size=7,
)


def column(number: int, values) -> ColumnEdits:
    return ColumnEdits(number, values, sorted(values), 1)


@given(steps=STEPS, many=st.sampled_from([1, 3, 99]), first=ROWS, last=ROWS)
def test_as_a_plain_mapping(steps, many, first, last) -> None:
    expected: dict[tuple[int, int], object] = {}
    cells = StagedCells()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(staged_cells, "MANY", many)
        for kind, *given_ in steps:
            if kind == "put":
                row, at, value = given_
                cells.put(row, at, Edit(value))
                expected[row, at] = value
            elif kind == "column":
                at, values = given_
                cells.put_column(column(at, values))
                expected |= {(row, at): value for row, value in values.items()}
            elif kind == "drop":
                start, stop, gone = given_
                # Rows of blocks are dropped by nobody: they were put there last.
                if any(step[0] == "rows" for step in steps):
                    continue
                cells.drop(range(start, stop), dict.fromkeys(gone))
                expected = {
                    place: value
                    for place, value in expected.items()
                    if not (start <= place[0] < stop and place[1] in gone)
                }
            else:
                top, height, at = given_
                made = NewColumn(["n"] * height, Address(0, at))
                cells.put_rows(NewRows(top, height, {at: made}, top + height), top + height)
                expected |= {(row, at): "n" for row in range(top, top + height)}
    found = {(row, at): edit.value for row in cells for at, edit in cells[row].items()}
    assert found == expected
    assert len(cells) == len(list(cells)) == len(set(cells))
    between = [row for row in cells.between(first, last) if cells[row]]
    assert between == sorted({row for row, _ in expected if first <= row <= last})
    assert {text for text in cells.texts() if text in expected.values()} == {
        value for value in expected.values() if isinstance(value, str)
    }
    by_column, apart = cells.columns(first, last)
    for row in set(between) - apart:
        said = {one.column: one.values[row] for one in by_column if row in one.values}
        assert said == {at: value for (line, at), value in expected.items() if line == row}
    corners = set(cells.corners())
    assert corners <= {Address(*place) for place in expected} | {Address(*place) for place in found}
    # They may reach further where a blank came over a block, and never less far.
    for row, at in [place for place, value in expected.items() if value is not None]:
        assert min(corner.row for corner in corners) <= row <= max(c.row for c in corners)
        assert min(corner.column for corner in corners) <= at <= max(c.column for c in corners)


def test_two_columns_of_one_number_are_told_apart() -> None:
    cells = StagedCells()
    cells.put_column(column(2, dict.fromkeys(range(300), "old")))
    cells.put_column(column(2, dict.fromkeys(range(200, 600), "new")))
    cells.put(5, 1, Edit("x"))
    columns, apart = cells.columns(0, 599)
    assert [len(one.numbers) for one in columns] == [300, 400]
    assert apart == {5, *range(200, 300)}
    assert cells[250] == {2: Edit("new", look=Address(249, 2))}


def test_a_row_without_edits() -> None:
    cells = StagedCells()
    cells.put_column(column(2, dict.fromkeys(range(300), "old")))
    with pytest.raises(KeyError):
        cells[300]
    assert 300 not in cells
    assert cells.get(300, {}) == {}
