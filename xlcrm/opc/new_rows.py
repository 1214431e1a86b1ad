"""Many rows below all others, made column by column, a few thousand rows at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlcrm.cells import Address, Value, column_letters
from xlcrm.opc.cell_columns import column_cells
from xlcrm.opc.cell_edits import CellWriter, Edit, Edits

_SLAB = 4096


@dataclass(frozen=True)
class NewColumn:
    """The new cells of one column.

    Attributes:
        values: from the first row on; missing ones are blank.
        look: the cell whose format they take.
        formula: what stands in the cells that have no value; "" for nothing.
    """

    values: Sequence[Value]
    look: Address
    formula: str = ""

    def edit(self, index: int) -> Edit:
        """The cell with an index, from 0."""
        value = self.values[index] if index < len(self.values) else None
        return Edit(value, self.formula if value is None else "", self.look)

    @property
    def filled(self) -> range:
        """From the first cell that is filled to the last one, by index."""
        indexes = range(len(self.values))
        first = next((i for i in indexes if self.values[i] is not None), None)
        if first is None:
            return range(0)
        return range(first, next(i for i in indexes[::-1] if self.values[i] is not None) + 1)


@dataclass(frozen=True)
class NewRows:
    """New rows of one table.

    Attributes:
        first: the sheet row of the first values.
        height: how many rows there are.
        columns: their cells by sheet column.
        top: the first sheet row that is meant; those above it are written in another way.
    """

    first: int
    height: int
    columns: Mapping[int, NewColumn]
    top: int

    @property
    def end(self) -> int:
        """The sheet row after the last."""
        return self.first + self.height

    def edits(self, row: int) -> dict[int, Edit]:
        """The cells in a sheet row, by column."""
        return {column: cells.edit(row - self.first) for column, cells in self.columns.items()}


def new_rows(writer: CellWriter, rows: Sequence[NewRows], edits: Edits) -> Iterator[bytes]:
    """The elements of rows that the sheet lacks, in order and in pieces of many rows.

    Args:
        writer: makes single cells.
        rows: whole blocks of them; those of different tables may share sheet rows.
        edits: cells that were edited one by one, over what the blocks say.
    """
    marks = {mark for block in rows for mark in (block.top, block.end)}
    marks |= {mark for row in edits for mark in (row, row + 1)}
    for start, end in pairwise(sorted(marks)):
        blocks = [block for block in rows if block.top <= start < block.end]
        if start in edits:
            cells = {
                column: edit for block in blocks for column, edit in block.edits(start).items()
            }
            row = writer.row(start, {**cells, **edits[start]})
            if row:
                yield row
            continue
        for top in range(start, end, _SLAB) if blocks else ():
            text = _slab(writer, blocks, top, min(top + _SLAB, end))
            if text:
                yield text


def _slab(writer: CellWriter, blocks: Iterable[NewRows], top: int, end: int) -> bytes:
    """The elements of some rows."""
    cells = {
        column: _column(writer, column, block.columns[column], block.first, range(top, end))
        for block in blocks
        for column in block.columns
    }
    prefix = writer.prefix.decode()
    made = map("".join, zip(*(cells[column] for column in sorted(cells)), strict=True))
    rows = [
        f'<{prefix}row r="{number}">{row}</{prefix}row>'
        for number, row in enumerate(made, top)
        if row
    ]
    return "".join(rows).encode()


def _column(
    writer: CellWriter, column: int, cells: NewColumn, first: int, rows: range
) -> list[str]:
    """The elements of one column's cells in some rows; "" for a blank cell."""
    values = list(cells.values[rows.start - first : rows.stop - first])
    values += [None] * (len(rows) - len(values))
    known = next((value for value in values if value is not None), None)
    made = None
    if not cells.formula:
        style = writer.style(cells.look, known)
        made = column_cells(
            values,
            rows,
            column_letters(column),
            style,
            writer.prefix.decode(),
            epoch_1904=writer.epoch_1904,
        )
    if made is not None:
        return made
    edits = [cells.edit(row - first) for row in rows]
    return [
        "" if edit.blank else writer.cell(Address(row, column), edit).decode()
        for row, edit in zip(rows, edits, strict=True)
    ]
