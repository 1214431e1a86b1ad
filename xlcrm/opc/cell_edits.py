"""What cells become, and the elements that say so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
        self._style_at = style_at
        self._restyle = restyle

    def style(self, look: Address | None, value: Value) -> int:
        """The format of a new cell with a value."""
        return self._restyle(self._style_at(look) if look is not None else 0, value)

    def cell(self, address: Address, edit: Edit, style: int = 0) -> bytes:
        """The element of a cell; `style` is the format that it has already, 0 for none."""
        prefix = self.prefix
        if not style and edit.look is not None:
            style = self._style_at(edit.look)
        if edit.formula:
            # No cached value: `ca` makes the program work it out when it opens the book.
            kind, content = b"", b'<%bf ca="1">%b</%bf>' % (prefix, escaped(edit.formula), prefix)
        else:
            style = self._restyle(style, edit.value)
            kind, content = markup(edit.value, prefix, epoch_1904=self.epoch_1904)
        look = b' s="%d"' % style if style else b""
        start = b'<%bc r="%b"%b%b' % (prefix, address.a1.encode(), look, kind)
        return start + (b">%b</%bc>" % (content, prefix) if content else b"/>")

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
