"""The edits of one sheet, gathered from patches, then spliced into its part in one go."""

from collections.abc import Iterator

from xlcrm.cells import Address, Extent
from xlcrm.errors import TableBlockedError
from xlcrm.opc import calc_chain, markup
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.cell_values import attribute
from xlcrm.opc.growth import (
    Growth,
    array_ranges,
    grow_dimension,
    grow_rules,
    merged_ranges,
    overlap,
)
from xlcrm.opc.sheet_xml import CellSpan, SheetError, SheetXml
from xlcrm.opc.splice import Edit, LockedCellError, Spliced, Splicer
from xlcrm.workbook.cell_styles import CellStyles
from xlcrm.workbook.raw_reading import cell_reader


class SheetEdits:
    """Edits of one sheet.

    Args:
        book: the workbook.
        entry: the sheet.
        styles: the cell formats of the workbook.

    Raises:
        BookDamagedError: the sheet's bytes cannot be edited.
    """

    def __init__(self, book: Book, entry: SheetEntry, styles: CellStyles) -> None:
        self.book = book
        self.entry = entry
        self._styles = styles
        self._edits: dict[int, dict[int, Edit]] = {}
        self._growths: list[Growth] = []
        self._seen: dict[Address, int] = {}
        try:
            self._sheet = SheetXml(book.draft.read(entry.part))
        except SheetError as error:
            raise book.draft.package.damaged(entry.part, str(error)) from error

    def put(self, row: int, column: int, edit: Edit) -> None:
        """Sets what a cell becomes."""
        self._edits.setdefault(row, {})[column] = edit

    def edited(self, row: int, column: int) -> Edit | None:
        """What a cell is to become so far."""
        return self._edits.get(row, {}).get(column)

    def grow(self, growth: Growth) -> None:
        """Says that a table's data rows grew."""
        self._growths.append(growth)

    def last_filled(self, area: Extent, calculated: set[int]) -> int:
        """The last row of an area in which a cell is filled; the row above it when none is.

        Args:
            area: rows and columns to look at.
            calculated: columns whose formulas do not count.
        """
        columns = range(area.first.column, area.last.column + 1)
        for number in range(area.last.row, area.first.row - 1, -1):
            staged = self._edits.get(number, {})
            if any(column in columns and edit.value is not None for column, edit in staged.items()):
                return number
            for cell in self._cells(number):
                formula = cell.column in calculated and b"<f" in (cell.content or b"")
                stays = cell.column in columns and cell.column not in staged
                if stays and cell.filled and not formula:
                    return number
        return area.first.row - 1

    def in_the_way(self, area: Extent) -> str:
        """The address of a filled or merged cell in an area; "" when nothing is there."""
        columns = range(area.first.column, area.last.column + 1)
        for row, cell in self._sheet.cells_under(columns, area.first.row, area.last.row):
            if cell.filled:
                return Address(row, cell.column).a1
        tail = self._sheet.data[self._sheet.last :]
        return next((m.a1 for m in merged_ranges(tail) if overlap(m, area)), "")

    def _style_at(self, address: Address) -> int:
        """The cell format of a cell, or of its column where the cell is not there."""
        if address not in self._seen:
            head = self._sheet.data[: self._sheet.data_tag[0]]
            self._seen[address] = next(
                (
                    int(attribute(cell.attributes, b"s") or 0)
                    for cell in self._cells(address.row)
                    if cell.column == address.column
                ),
                self._styles.of_column(head, address.column),
            )
        return self._seen[address]

    def _cells(self, number: int) -> Iterator[CellSpan]:
        row = self._sheet.row(number)
        return iter(()) if row is None else self._sheet.cells(row)

    def stage(self) -> None:
        """Splices the edits into the sheet's part.

        Raises:
            TableBlockedError: other cells hang on an edited one.
            BookDamagedError: the sheet's bytes cannot be edited.
        """
        self._refuse_arrays()
        splicer = Splicer(
            self._sheet,
            cell_reader(self.book),
            self._style_at,
            self._styles.restyle,
            epoch_1904=self.book.epoch_1904,
        )
        try:
            spliced = splicer.splice(self._edits)
        except LockedCellError as error:
            raise self._locked(error.address) from error
        except (ValueError, IndexError) as error:
            raise self.book.draft.package.damaged(self.entry.part, str(error)) from error
        if spliced.made:
            self._put(spliced)
            calc_chain.forget_cells(self.book, self.entry.identifier, spliced.formulas_gone)

    def _put(self, spliced: Spliced) -> None:
        """Stages the sheet's bytes, with what stands before and after the cells grown."""
        sheet = self._sheet
        start, end = sheet.data_tag
        written = [
            Address(row, column)
            for row, edits in self._edits.items()
            for column, edit in edits.items()
            if edit.value is not None or edit.formula
        ]
        head = sheet.data[:start]
        if written:
            head = grow_dimension(head, written)
        opening, closing = sheet.data[start:end], b""
        if sheet.empty:
            opening = opening.rstrip(b"/> \t\r\n") + b">"
            closing = b"</%bsheetData>" % sheet.prefix
        tail = sheet.data[sheet.last :]
        for growth in self._growths:
            tail = grow_rules(tail, growth)
        # The rows that stay were well-formed before; those that are new are read with the rest.
        markup.check([head, opening, *spliced.made, closing, tail])
        self.book.draft.put(self.entry.part, [head, opening, *spliced.body, closing, tail])

    def _refuse_arrays(self) -> None:
        blocks = [
            block for block in array_ranges(self._sheet.data) if block.height * block.width > 1
        ]
        for block in blocks:
            for row, edits in self._edits.items():
                for column in edits:
                    if overlap(block, Extent.of(row, column, 1, 1)):
                        raise self._locked(Address(row, column))

    def _locked(self, address: Address) -> TableBlockedError:
        return TableBlockedError("table.formula_block", sheet=self.entry.title, cell=address.a1)
