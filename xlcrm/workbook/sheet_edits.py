"""The edits of one sheet, gathered from patches before any of them is written."""

from collections.abc import Iterator

from xlcrm.cells import Address, Extent
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.cell_edits import ColumnEdits, Edit
from xlcrm.opc.cell_values import attribute, index
from xlcrm.opc.growth import Growth, merged_ranges, overlap
from xlcrm.opc.new_rows import NewRows
from xlcrm.opc.sheet_xml import CellSpan, SheetError
from xlcrm.workbook.cell_styles import CellStyles
from xlcrm.workbook.staged_cells import StagedCells

# Looked at from below: this many rows first, since the last filled one is mostly near.
_WINDOW, _WIDEST = 256, 1 << 16
_REMEMBERED = 4096


class SheetEdits:
    """Edits of one sheet.

    Args:
        book: the workbook.
        entry: the sheet.
        styles: the cell formats of the workbook.

    Attributes:
        cells: edited cells by row and column.
        rows: new rows below all that the sheet has.
        growths: how tables on it grew or shrank.

    Raises:
        BookDamagedError: the sheet's bytes cannot be edited.
    """

    def __init__(self, book: Book, entry: SheetEntry, styles: CellStyles) -> None:
        self.book = book
        self.entry = entry
        self.cells = StagedCells()
        self.rows: list[NewRows] = []
        self.growths: list[Growth] = []
        self._styles = styles
        self._seen: dict[Address, int] = {}
        self._columns: dict[int, int] = {}
        try:
            self.sheet = book.draft.sheet(entry.part)
        except SheetError as error:
            raise book.draft.package.damaged(entry.part, str(error)) from error

    def put(self, row: int, column: int, edit: Edit) -> None:
        """Sets what a cell becomes."""
        self.cells.put(row, column, edit)

    def put_column(self, edits: ColumnEdits) -> None:
        """Sets what cells of a column become."""
        self.cells.put_column(edits)

    def append(self, rows: NewRows) -> None:
        """Sets what rows become: below the sheet's last row all at once, above it cell by cell."""
        self.cells.put_rows(rows, min(rows.end, self.sheet.last_row + 1))
        self.cells.drop(range(rows.top, rows.end), rows.columns)
        if rows.top < rows.end:
            self.rows.append(rows)

    def grow(self, growth: Growth) -> None:
        """Says that a table's last row moved."""
        self.growths.append(growth)

    def _staged(self, row: int) -> dict[int, Edit]:
        """What the cells of a row become so far."""
        found: dict[int, Edit] = {}
        for block in self.rows:
            if block.top <= row < block.end:
                found |= block.edits(row)
        return found | dict(self.cells.get(row, {}))

    def clear(self, area: Extent, calculated: set[int]) -> None:
        """Makes cells blank.

        Args:
            area: the cells.
            calculated: columns whose formulas stay, unless they are as we wrote them: a program
                that has computed one leaves its value beside it.
        """
        columns = range(area.first.column, area.last.column + 1)
        for number in range(area.first.row, area.last.row + 1):
            for column in self._staged(number):
                if column in columns:
                    self.put(number, column, Edit())
            for cell in self._cells(number):
                stays = cell.column in calculated and cell.computed
                if cell.column in columns and not stays:
                    self.put(number, cell.column, Edit())

    def last_filled(self, area: Extent, calculated: set[int]) -> int:
        """The last row of an area in which a cell is filled; the row above it when none is.

        Args:
            area: rows and columns to look at.
            calculated: columns whose formulas do not count.
        """
        columns = range(area.first.column, area.last.column + 1)
        found = area.first.row - 1
        numbers = list(self.cells.between(area.first.row, area.last.row))
        spans = [
            range(max(b.top, area.first.row), min(b.end, area.last.row + 1)) for b in self.rows
        ]
        for rows in (*spans, numbers):
            for row in reversed(rows):
                if row <= found:
                    break
                if self._fills(row, columns, calculated):
                    found = row
                    break
        return self._last_in_sheet(found + 1, area.last.row, columns, calculated)

    def _fills(self, row: int, columns: range, calculated: set[int]) -> bool:
        """Whether an edit fills a cell of a row."""
        return any(
            column in columns
            and (edit.value is not None or (edit.formula and column not in calculated))
            for column, edit in self._staged(row).items()
        )

    def _last_in_sheet(self, first: int, last: int, columns: range, calculated: set[int]) -> int:
        """The last row with a filled cell that is not edited; the one above `first` for none."""
        bottom, height = min(last, self.sheet.last_row), _WINDOW
        while bottom >= first:
            top = max(first, bottom - height + 1)
            filled = [
                row
                for row, cell in self.sheet.cells_under(columns, top, bottom)
                if cell.filled
                and cell.column not in self.cells.get(row, {})
                and not (cell.column in calculated and cell.has_formula)
            ]
            if filled:
                return filled[-1]
            bottom, height = top - 1, min(2 * height, _WIDEST)
        return first - 1

    def in_the_way(self, area: Extent) -> str:
        """The address of a filled or merged cell in an area; "" when nothing is there."""
        columns = range(area.first.column, area.last.column + 1)
        for block in self.rows:
            place = Extent(
                Address(block.top, min(block.columns)), Address(block.end - 1, max(block.columns))
            )
            if overlap(place, area):
                return Address(
                    max(block.top, area.first.row), max(min(block.columns), area.first.column)
                ).a1
        for row in self.cells.between(area.first.row, area.last.row):
            for column, edit in self.cells[row].items():
                if column in columns and not edit.blank:
                    return Address(row, column).a1
        for row, cell in self.sheet.cells_under(columns, area.first.row, area.last.row):
            if cell.filled and cell.column not in self.cells.get(row, {}):
                return Address(row, cell.column).a1
        return next((m.a1 for m in merged_ranges(self.sheet.tail) if overlap(m, area)), "")

    def style_at(self, address: Address) -> int:
        """The cell format of a cell, or of its column where the cell is not there."""
        for block in reversed(self.rows):
            cells = block.columns.get(address.column)
            if cells is not None and block.top <= address.row < block.end:
                address = cells.look
        if address not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[address] = self._style_of(address)
        return self._seen[address]

    def _style_of(self, address: Address) -> int:
        row = self.sheet.row(address.row)
        cell = self.sheet.cells_at(row, [address.column]).get(address.column) if row else None
        if cell is not None:
            return index(attribute(cell.attributes, b"s") or b"0")
        if address.column not in self._columns:
            look = self._styles.of_column(self.sheet.head, address.column)
            self._columns[address.column] = look
        return self._columns[address.column]

    def _cells(self, number: int) -> Iterator[CellSpan]:
        row = self.sheet.row(number)
        return iter(()) if row is None else self.sheet.cells(row)
