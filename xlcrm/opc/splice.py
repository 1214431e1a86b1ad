"""New cells spliced into a sheet's bytes; every byte that is not edited stays."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from xlcrm.cells import MAX_ROW, Address, Value
from xlcrm.opc.cell_edits import CellWriter, Edit, EditedCells
from xlcrm.opc.cell_values import CellReader, attribute, index, shared_index
from xlcrm.opc.cuts import Made
from xlcrm.opc.dense_cells import Cut, DenseCells
from xlcrm.opc.new_rows import NewRows, new_rows
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


class Splicer:
    """Splices edits into one sheet.

    Args:
        sheet: the sheet's bytes.
        reader: reads the cells that are there, so that equal ones are left alone.
        shared_is: whether the shared text with an index is a text.
        writer: makes the new ones.

    Attributes:
        formulas_gone: the cells whose formulas went so far.
    """

    def __init__(
        self,
        sheet: SheetXml,
        reader: CellReader,
        shared_is: Callable[[int, str], bool],
        writer: CellWriter,
    ) -> None:
        self._sheet = sheet
        self._reader = reader
        self._shared_is = shared_is
        self._writer = writer
        self.formulas_gone: list[Address] = []

    def splice(self, edits: EditedCells, rows: Sequence[NewRows]) -> Iterator[Made]:
        """What becomes other than it was, in order.

        Args:
            edits: edited cells.
            rows: new rows, all below the last row that the sheet has.

        Raises:
            LockedCellError: other cells hang on an edited one.
            SheetError: the sheet's cells do not stand in order.
        """
        last = self._sheet.last_row
        number = next(edits.between(1, last), None)
        while number is not None:
            place, text = self._sheet.block(number)
            found = self._sheet.rows_in(place, text)
            until = found[-1][0]
            cuts = self._edited_block(edits, (number, until), place, text, found)
            if cuts:
                starts, ends, texts = zip(*cuts, strict=True)
                yield Made(starts, ends, texts)
            number = next(edits.between(until + 1, last), None)
        below = {row: edits[row] for row in edits.between(last + 1, MAX_ROW)}
        for made in new_rows(self._writer, rows, below):
            yield Made((self._sheet.last,), (self._sheet.last,), (made,))

    def _edited_block(
        self,
        edits: EditedCells,
        between: tuple[int, int],
        place: int,
        text: bytes,
        rows: list[tuple[int, int, int]],
    ) -> list[Cut]:
        """What changes in a block of whole rows, by places in the sheet."""
        columns, apart = edits.columns(*between)
        dense = None
        if columns and self._sheet.regular(text):
            dense = DenseCells(text, rows, columns, self._writer, self._holds)
        cuts: list[Cut] = []
        for number in edits.between(*between):
            made = dense.row(number) if dense is not None and number not in apart else None
            if made is not None:
                cuts.extend((place + start, place + end, new) for start, end, new in made)
            else:
                cuts.extend(self._row(number, edits[number]))
        return cuts

    def _row(self, number: int, edits: Mapping[int, Edit]) -> Iterator[Cut]:
        row = self._sheet.row(number)
        if row is None:
            made: bytes | None = self._writer.row(number, edits)
            start = end = self._sheet.place_for(number)
        else:
            made = self._edited_row(row, edits)
            start, end = row.start, row.end
        if made:
            yield start, end, made

    def _edited_row(self, row: RowSpan, edits: Mapping[int, Edit]) -> bytes | None:
        """The row with its edits; None when nothing changes."""
        data = row.text
        there = self._sheet.cells_at(row, edits)
        made: dict[int, bytes] = {}
        for column, edit in edits.items():
            cell = self._edited_cell(Address(row.number, column), there.get(column), edit)
            if cell is not None:
                made[column] = cell
        if not made:
            return None
        tag = data[: row.tag_end]
        if not there.keys() >= made.keys():
            there = {cell.column: cell for cell in self._sheet.cells(row)}
            tag = _SPANS.sub(b"", tag.removesuffix(b">").removesuffix(b"/")) + b">"
        out = [tag]
        position = row.tag_end
        for column in sorted({*there, *made}):
            cell_span = there.get(column)
            if cell_span is None:
                out.append(made[column])
                continue
            out.append(data[position : cell_span.start])
            out.append(made.get(column, data[cell_span.start : cell_span.end]))
            position = cell_span.end
        closing = b"</%brow>" % self._sheet.prefix
        out.append(closing if row.empty else data[position:])
        return b"".join(out)

    def _edited_cell(self, address: Address, cell: CellSpan | None, edit: Edit) -> bytes | None:
        """The cell's new element; None when it stays as it is."""
        if cell is None:
            return None if edit.blank else self._writer.cell(address, edit)
        formula = _FORMULA.search(cell.content) if cell.content else None
        if formula is not None and edit.formula:
            return None
        if (
            formula is None
            and not edit.formula
            and self._holds(cell.attributes, cell.content, edit.value)
        ):
            return None
        if formula is not None:
            self._refuse_lead(address, formula[1])
            self.formulas_gone.append(address)
        own = attribute(cell.attributes, b"s")
        return self._writer.cell(address, edit, index(own or b"0"))

    def _holds(self, attributes: bytes, content: bytes | None, value: Value) -> bool:
        """Whether a cell holds a value already."""
        shared = shared_index(attributes, content)
        if shared is not None:
            return isinstance(value, str) and self._shared_is(shared, value)
        there = self._reader.value(attributes, content)
        same_kind = isinstance(there, bool) == isinstance(value, bool)
        return same_kind and there == value

    def _refuse_lead(self, address: Address, attributes: bytes) -> None:
        kind = _kind(attributes)
        reference = attribute(attributes, b"ref")
        alone = reference is None or b":" not in reference
        if kind == b"dataTable" or (kind in {b"array", b"shared"} and not alone):
            raise LockedCellError(address)


def _kind(attributes: bytes) -> bytes:
    return attribute(attributes, b"t") or b"normal"
