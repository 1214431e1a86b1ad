"""Rows made column by column are byte for byte those made cell by cell."""

import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.cells import Address
from xlcrm.opc import new_rows
from xlcrm.opc.cell_edits import CellWriter, Edit
from xlcrm.opc.new_rows import NewColumn, NewRows

KINDS = (
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(max_size=4),
    st.sampled_from(
        ["", " a", "a\t", "&<>", "_x0041_", "a\nb", "\r", "\x00", "\u3000x", "é", "\ud800"]
    ),
    st.dates(date(1890, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1890, 1, 1), datetime(2100, 1, 1)),
)
ANY = st.one_of(st.none(), *KINDS)
COLUMN = st.one_of(
    st.lists(ANY, max_size=9),
    *(st.lists(st.one_of(st.none(), kind), max_size=9) for kind in KINDS),
)


def writer(prefix: bytes = b"", *, epoch_1904: bool = False) -> CellWriter:
    return CellWriter(
        prefix,
        lambda look: look.column % 2,
        lambda style, value: style + 5 * isinstance(value, date) + 9 * isinstance(value, datetime),
        epoch_1904=epoch_1904,
    )


@given(
    columns=st.lists(COLUMN, min_size=1, max_size=4),
    formula=st.sampled_from(["", 'A1&"<"']),
    prefix=st.sampled_from([b"", b"x:"]),
    epoch_1904=st.booleans(),
    edited=st.dictionaries(st.tuples(st.integers(3, 14), st.integers(1, 5)), ANY, max_size=3),
)
def test_columns_are_as_cells(columns, formula, prefix, epoch_1904, edited) -> None:
    made_by = writer(prefix, epoch_1904=epoch_1904)
    cells = {
        number: NewColumn(values, Address(2, number), formula if number == 2 else "")
        for number, values in enumerate(columns, 1)
    }
    block = NewRows(3, 10, cells, top=4)
    edits: dict[int, dict[int, Edit]] = {}
    for (row, column), value in edited.items():
        edits.setdefault(row, {})[column] = Edit(value)
    single = {row: block.edits(row) for row in range(4, 13)}
    for row, cells_of_row in edits.items():
        single.setdefault(row, {}).update(cells_of_row)
    expected = b"".join(made_by.row(row, single[row]) for row in sorted(single))
    for slab in (3, 4096):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(new_rows, "_SLAB", slab)
            assert _same(b"".join(new_rows.new_rows(made_by, [block], edits)), expected)


def _same(one: bytes, other: bytes) -> bool:
    """Zero has a sign that no cell shows."""
    return one.replace(b">-0<", b">0<") == other.replace(b">-0<", b">0<")


def test_blocks_of_two_tables_share_rows() -> None:
    left = NewRows(5, 3, {1: NewColumn([1, 2, 3], Address(4, 1))}, top=5)
    right = NewRows(6, 3, {4: NewColumn(["a", None, "c"], Address(5, 4))}, top=6)
    made = b"".join(new_rows.new_rows(writer(), [left, right], {}))
    single = {row: {} for row in range(5, 9)}
    for block in (left, right):
        for row in range(block.top, block.end):
            single[row] |= block.edits(row)
    assert made == b"".join(writer().row(row, cells) for row, cells in single.items())


@pytest.mark.parametrize("value", [math.nan, math.inf, 2.0**60, -(2.0**53), date(1850, 1, 1)])
def test_unusual_values_are_written_one_by_one(value) -> None:
    block = NewRows(1, 2, {1: NewColumn([value, value], Address(0, 1))}, top=1)
    made = b"".join(new_rows.new_rows(writer(), [block], {}))
    assert made == b"".join(
        writer().row(row, {1: Edit(value, look=Address(0, 1))}) for row in (1, 2)
    )
