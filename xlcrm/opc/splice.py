"""New cells spliced into a sheet's bytes; every byte that is not edited stays."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xlcrm.cells import Address, Value
from xlcrm.opc.cell_text import escaped
from xlcrm.opc.cell_values import CellReader, attribute, markup
from xlcrm.opc.sheet_xml import CellSpan, RowSpan, SheetXml

_SPANS = re.compile(rb"\sspans\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?=[\s/>])([^>]*)>")


class LockedCellError(ValueError):
    """Other cells hang on this one: it is part of an array or leads a shared formula.

    Args:
        address: the cell.
    """

    def __init__(self, address: Address) -> None:
        super().__init__(address.a1)
        self.address = address


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


Edits = Mapping[int, Mapping[int, Edit]]
"""Edits by row and column of one sheet."""


@dataclass(frozen=True)
class Spliced:
    """What became of the rows.

    Attributes:
        body: what stands inside of sheetData now, in pieces that follow each other.
        made: those of them that are new; empty when nothing had to change.
        formulas_gone: the cells whose formulas went.
    """

    body: list[bytes | memoryview]
    made: list[bytes]
    formulas_gone: list[Address]


class Splicer:
    """Splices edits into one sheet.

    Args:
        sheet: the sheet's bytes.
        reader: reads the cells that are there, so that equal ones are left alone.
        style_at: the format of a cell that an edit looks at.
        restyle: the cell format under which a value shows rightly, given the format it has.
        epoch_1904: whether day 0 is 1904-01-01.
    """

    def __init__(
        self,
        sheet: SheetXml,
        reader: CellReader,
        style_at: Callable[[Address], int],
        restyle: Callable[[int, Value], int],
        *,
        epoch_1904: bool,
    ) -> None:
        self._sheet = sheet
        self._reader = reader
        self._style_at = style_at
        self._restyle = restyle
        self._epoch_1904 = epoch_1904
        self._gone: list[Address] = []

    def splice(self, edits: Edits) -> Spliced:
        """The sheet with the edits.

        Raises:
            LockedCellError: other cells hang on an edited one.
            SheetError: the sheet's cells do not stand in order.
        """
        patches: list[tuple[int, int, bytes]] = []
        for number in sorted(edits):
            row = self._sheet.row(number)
            if row is None:
                made = self._new_row(number, edits[number])
                at = self._sheet.place_for(number)
                if made:
                    patches.append((at, at, made))
            else:
                remade = self._edited_row(row, edits[number])
                if remade is not None:
                    patches.append((row.start, row.end, remade))
        return Spliced(self._body(patches), [made for _, _, made in patches], self._gone)

    def _body(self, patches: list[tuple[int, int, bytes]]) -> list[bytes | memoryview]:
        """The rows with patches; what stays is not copied."""
        view = memoryview(self._sheet.data)
        body: list[bytes | memoryview] = []
        position = self._sheet.first
        for start, end, made in patches:
            body += [view[position:start], made]
            position = end
        return [*body, view[position : self._sheet.last]]

    def _new_row(self, number: int, edits: Mapping[int, Edit]) -> bytes:
        cells = [
            self._cell(Address(number, column), edits[column])
            for column in sorted(edits)
            if edits[column].value is not None or edits[column].formula
        ]
        prefix = self._sheet.prefix
        row = b'<%brow r="%d">%b</%brow>' % (prefix, number, b"".join(cells), prefix)
        return row if cells else b""

    def _edited_row(self, row: RowSpan, edits: Mapping[int, Edit]) -> bytes | None:
        """The row with its edits; None when nothing changes."""
        data, prefix = self._sheet.data, self._sheet.prefix
        there = {cell.column: cell for cell in self._sheet.cells(row)}
        made: dict[int, bytes] = {}
        for column, edit in edits.items():
            cell = self._edited_cell(Address(row.number, column), there.get(column), edit)
            if cell is not None:
                made[column] = cell
        if not made:
            return None
        tag = data[row.start : row.tag_end].removesuffix(b">").removesuffix(b"/")
        out = [_SPANS.sub(b"", tag) + b">"]
        position = row.tag_end
        for column in sorted({*there, *made}):
            cell_span = there.get(column)
            if cell_span is None:
                out.append(made[column])
                continue
            out.append(data[position : cell_span.start])
            out.append(made.get(column, data[cell_span.start : cell_span.end]))
            position = cell_span.end
        closing = b"</%brow>" % prefix
        out.append(closing if row.empty else data[position : row.end])
        return b"".join(out)

    def _edited_cell(self, address: Address, cell: CellSpan | None, edit: Edit) -> bytes | None:
        """The cell's new element; None when it stays as it is."""
        if cell is None:
            if edit.value is None and not edit.formula:
                return None
            return self._cell(address, edit)
        formula = _FORMULA.search(cell.content) if cell.content else None
        if formula is not None and edit.formula:
            return None
        if formula is None and not edit.formula and self._holds(cell, edit.value):
            return None
        if formula is not None:
            self._refuse_lead(address, formula[1])
            self._gone.append(address)
        own = attribute(cell.attributes, b"s")
        return self._cell(address, edit, int(own or 0))

    def _holds(self, cell: CellSpan, value: Value) -> bool:
        there = self._reader.value(cell.attributes, cell.content)
        same_kind = isinstance(there, bool) == isinstance(value, bool)
        return same_kind and there == value

    def _refuse_lead(self, address: Address, attributes: bytes) -> None:
        kind = _kind(attributes)
        reference = attribute(attributes, b"ref")
        alone = reference is None or b":" not in reference
        if kind == b"dataTable" or (kind in {b"array", b"shared"} and not alone):
            raise LockedCellError(address)

    def _cell(self, address: Address, edit: Edit, style: int = 0) -> bytes:
        prefix = self._sheet.prefix
        if not style and edit.look is not None:
            style = self._style_at(edit.look)
        if edit.formula:
            # No cached value: `ca` makes the program work it out when it opens the book.
            kind, content = b"", b'<%bf ca="1">%b</%bf>' % (prefix, escaped(edit.formula), prefix)
        else:
            style = self._restyle(style, edit.value)
            kind, content = markup(edit.value, prefix, epoch_1904=self._epoch_1904)
        look = b' s="%d"' % style if style else b""
        start = b'<%bc r="%b"%b%b' % (prefix, address.a1.encode(), look, kind)
        return start + (b">%b</%bc>" % (content, prefix) if content else b"/>")


def _kind(attributes: bytes) -> bytes:
    return attribute(attributes, b"t") or b"normal"
