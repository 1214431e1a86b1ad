"""Many rows below all others, made column by column, a few thousand rows at a time."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from xlcrm.cells import Address, Value, column_letters
from xlcrm.opc.cell_edits import CellWriter, Edit, Edits
from xlcrm.opc.cell_values import number_text
from xlcrm.opc.serials import to_serial

_SLAB = 4096
# What `escaped` and `markup` write in a way of their own; each text stands in a line of its own.
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|\n\\s|\\s\n")
_CONTROLS = bytes({*range(9), *range(11, 32)})
_EXACT = float(1 << 53)


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
    kinds = set(map(type, values)) - {type(None)}
    contents = _contents(values, kinds, writer) if len(kinds) == 1 and not cells.formula else None
    if contents is None:
        edits = [cells.edit(row - first) for row in rows]
        return [
            "" if edit.blank else writer.cell(Address(row, column), edit).decode()
            for row, edit in zip(rows, edits, strict=True)
        ]
    prefix = writer.prefix.decode()
    style = writer.style(cells.look, next(value for value in values if value is not None))
    start = f'<{prefix}c r="{column_letters(column)}'
    look = f' s="{style}"' if style else ""
    if kinds == {str}:
        opening = f'"{look} t="inlineStr"><{prefix}is><{prefix}t>'
        end = f"</{prefix}t></{prefix}is></{prefix}c>"
    else:
        opening, end = f'"{look}><{prefix}v>', f"</{prefix}v></{prefix}c>"
    return [
        "" if text is None else f"{start}{row}{opening}{text}{end}"
        for row, text in zip(rows, contents, strict=True)
    ]


def _contents(
    values: Sequence[Value], kinds: set[type], writer: CellWriter
) -> Sequence[Value] | None:
    """What stands in the innermost elements of cells of one kind; None where some are unusual."""
    if kinds == {int}:
        return values
    if kinds == {float}:
        return _numbers(values)
    if kinds == {str}:
        return _escaped(values)
    if kinds <= {date, datetime}:
        return _serials(values, epoch_1904=writer.epoch_1904)
    return None


def _numbers(values: Sequence[Value]) -> Sequence[Value] | None:
    """Fractions as they are, whole numbers without one."""
    numbers = [value for value in values if isinstance(value, float)]
    # This is not so for what is no number, either.
    if not all(-_EXACT < number < _EXACT for number in numbers):
        return None
    return [None if value is None else repr(value).removesuffix(".0") for value in values]


def _escaped(values: Sequence[Value]) -> Sequence[Value] | None:
    """Texts as they stand between two tags; None where one needs more than its markup escaped."""
    lines = "\n".join(["", *(value for value in values if isinstance(value, str)), ""])
    count = len(values) - values.count(None)
    if lines.count("\n") > count + 1 or "_x" in lines:
        return None
    if not lines.isascii():
        unusual = _UNUSUAL.search(lines) is not None
    else:
        edges = any(edge in lines for edge in (" \n", "\n ", "\t\n", "\n\t"))
        unusual = edges or len(lines.encode().translate(None, _CONTROLS)) < len(lines)
    if unusual:
        return None
    if "&" not in lines and "<" not in lines and ">" not in lines:
        return values
    lines = lines.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    texts = iter(lines.split("\n")[1:])
    return [None if value is None else next(texts) for value in values]


def _serials(values: Sequence[Value], *, epoch_1904: bool) -> Sequence[Value] | None:
    """The serial numbers of dates, most of which come more than once."""
    held: dict[Value, Value] = {None: None}
    for value in set(values):
        if isinstance(value, date):
            serial = to_serial(value, epoch_1904=epoch_1904)
            if serial is None:
                return None
            held[value] = number_text(serial).decode()
    return [held[value] for value in values]
