"""What cells become, and the elements that say so."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from xlcrm.cells import Address, Value
from xlcrm.opc.cell_text import escaped
from xlcrm.opc.cell_values import markup


@dataclass(frozen=True, slots=True)
class Edit:
    """What a cell becomes.

    Attributes:
        value: its value; None for a blank cell that keeps its looks.
        formula: a formula in the file's own form, without "="; only where the cell has none.
        look: the cell whose format a cell takes that has none of its own.
    """

    value: Value = None
    formula: str = ""
    look: Address | None = None

    @property
    def blank(self) -> bool:
        """Whether the cell holds nothing then."""
        return self.value is None and not self.formula


Edits = Mapping[int, Mapping[int, Edit]]
"""Edits by row and column of one sheet."""


@dataclass(frozen=True)
class ColumnEdits:
    """Many cells of one column that get values.

    Attributes:
        column: the sheet column.
        values: by sheet row.
        numbers: the sheet rows, in order.
        first: the first row that takes the format of the cell above it where its cell has none
            of its own; rows before it take the column's.
    """

    column: int
    values: Mapping[int, Value]
    numbers: list[int]
    first: int

    def look(self, row: int) -> Address:
        """The cell whose format the one in a row takes; in row 0 for the column's."""
        return Address(row - 1 if row >= self.first else 0, self.column)

    def edit(self, row: int) -> Edit:
        """What the cell in a row becomes.

        Raises:
            KeyError: it stays.
        """
        return Edit(self.values[row], look=self.look(row))


class EditedCells(Protocol):
    """All edits of one sheet, which may be too many to be held one by one."""

    def between(self, first: int, last: int) -> Iterator[int]:
        """The rows with edits from a row to a row, both included, in order."""

    def columns(self, first: int, last: int) -> tuple[list[ColumnEdits], Collection[int]]:
        """What is edited from a row to a row, both included, by columns, in their order.

        Returns:
            The columns, and the rows in which there is more than they say.
        """

    def __getitem__(self, row: int, /) -> Mapping[int, Edit]:
        """The edits in a row, by column."""


class CellWriter:
    """Makes the elements of one sheet's cells.

    Args:
        prefix: what stands before the elements' names, with the colon.
        style_at: the format of a cell that an edit looks at.
        restyle: the cell format under which a value shows rightly, given the format it has.
        epoch_1904: whether day 0 is 1904-01-01.
    """

    def __init__(
        self,
        prefix: bytes,
        style_at: Callable[[Address], int],
        restyle: Callable[[int, Value], int],
        *,
        epoch_1904: bool,
    ) -> None:
        self.prefix = prefix
        self.epoch_1904 = epoch_1904
        self.style_at = style_at
        self._restyle = restyle

    def style(self, look: Address | None, value: Value) -> int:
        """The format of a new cell with a value."""
        return self._restyle(self.style_at(look) if look is not None else 0, value)

    def cell(self, address: Address, edit: Edit, style: int = 0) -> bytes:
        """The element of a cell; `style` is the format that it has already, 0 for none."""
        prefix = self.prefix
        if not style and edit.look is not None:
            style = self.style_at(edit.look)
        if edit.formula:
            # No cached value: `ca` makes the program work it out when it opens the book.
            content = b'<%bf ca="1">%b</%bf>' % (prefix, escaped(edit.formula), prefix)
            rest = self._rest(style, b"", content)
        else:
            rest = self.rest(edit.value, style)
        return b'<%bc r="%b"%b' % (prefix, address.a1.encode(), rest)

    def rest(self, value: Value, style: int) -> bytes:
        """What follows the reference in the element of a cell with a value, to its end."""
        kind, content = markup(value, self.prefix, epoch_1904=self.epoch_1904)
        return self._rest(self._restyle(style, value), kind, content)

    def _rest(self, style: int, kind: bytes, content: bytes) -> bytes:
        look = b' s="%d"' % style if style else b""
        return look + kind + (b">%b</%bc>" % (content, self.prefix) if content else b"/>")

    def row(self, number: int, edits: Mapping[int, Edit]) -> bytes:
        """The element of a row that was not there; b"" where all of its cells are blank."""
        cells = [
            self.cell(Address(number, column), edits[column])
            for column in sorted(edits)
            if not edits[column].blank
        ]
        prefix = self.prefix
        row = b'<%brow r="%d">%b</%brow>' % (prefix, number, b"".join(cells), prefix)
        return row if cells else b""
