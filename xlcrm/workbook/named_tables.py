"""The tables of a closed workbook under the names that they go by, plain ranges among them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlcrm.cells import Address, Value
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.plain_tables import (
    filled_runs,
    header_texts,
    last_row_of,
    looks_like_headers,
    plain_table,
)
from xlcrm.opc.sheet_xml import RowSpan, SheetError, SheetXml
from xlcrm.opc.tables import TablePart, read_tables
from xlcrm.workbook.columns_table import NAME, WIDTH, Named, read_named
from xlcrm.workbook.raw_reading import cell_reader, read_raw

_TITLED = 5
"""Header rows stand so close below the title of their table."""

_TOP = 400
"""Header rows are looked for in so many rows where something was inserted above them."""


def find_tables(book: Book) -> dict[str, TablePart]:
    """All tables of a workbook by the name that they go by, in the order of the sheets.

    A table that the table "Columns" does not speak of goes by its own name.

    Raises:
        BookDamagedError: a sheet cannot be read.
    """
    tables = read_tables(book)
    listed = tables.get(NAME)
    if listed is None or listed.place.extent.width < WIDTH:
        return tables
    first = listed.place.extent.first.column
    columns = range(first, first + WIDTH)
    raw = read_raw(book, listed.sheet.part, listed.place, columns)
    named = read_named([raw[column] for column in columns])
    return _renamed(book, tables, named) if named else tables


def _renamed(
    book: Book, tables: dict[str, TablePart], named: Sequence[Named]
) -> dict[str, TablePart]:
    taken: dict[str, TablePart] = {}
    for one in named:
        if one.range is None and one.stands in tables:
            table = tables[one.stands]
            place = table.place._replace(name=one.name, meanings=one.meanings)
            taken[one.stands] = replace(table, place=place)
    found = {taken[name].place.name if name in taken else name: name for name in tables}
    result = {name: taken.get(own, tables[own]) for name, own in found.items()}
    ranges = [one for one in named if one.range is not None and one.name not in result]
    plain = Ranges(book, list(tables.values()))
    for one in ranges:
        table_there = plain.find(one, ranges)
        if table_there is not None:
            result[one.name] = table_there
    return result


class Ranges:
    """Plain ranges of a workbook that are tables.

    Args:
        book: the workbook.
        tables: its Excel tables.
    """

    def __init__(self, book: Book, tables: Sequence[TablePart]) -> None:
        self._book, self._tables = book, tables
        self._sheets: dict[str, SheetXml] = {}
        self._reader = cell_reader(book)

    def find(self, one: Named, all_ranges: Sequence[Named]) -> TablePart | None:
        """Where a table stands now; None where its headers are nowhere.

        Rows or columns may have been inserted before it, and its sheet may have another title.
        """
        assert one.range is not None
        title, corner = one.range
        entries = sorted(self._book.sheets(), key=lambda entry: entry.title != title)
        for entry in entries:
            if entry.part not in self._book.draft:
                continue
            try:
                row = self._header_row(entry, one, corner.row)
                if row:
                    return self._table(entry, one, row, all_ranges)
            except SheetError:
                continue  # a chart's sheet, or one that cannot be read, has no such table
        return None

    def _header_row(self, entry: SheetEntry, one: Named, wished: int) -> int:
        if one.fits(_texts(self.cells(entry, wished))):
            return wished
        sheet = self.sheet(entry)
        for span in sheet.rows(1, min(_TOP, sheet.last_row)):
            if one.fits(_texts(self.cells(entry, span.number))):
                return span.number
        return 0

    def _table(
        self, entry: SheetEntry, one: Named, row: int, all_ranges: Sequence[Named]
    ) -> TablePart:
        cells = self.cells(entry, row)
        known = {meaning.header for meaning in one.meanings}
        at = [column for column, cell in cells.items() if header_texts([cell])[0] in known]
        first, last = min(at), max(at)
        while cells.get(last + 1) is not None:
            last += 1
        headers = header_texts([cells.get(column) for column in range(first, last + 1)])
        last_row = self.last_row(
            entry, row, range(first, last + 1), self._starts(entry, all_ranges)
        )
        table = plain_table(one.name, entry, Address(row, first), headers, last_row)
        return replace(table, place=table.place._replace(meanings=one.meanings))

    def _starts(self, entry: SheetEntry, ranges: Sequence[Named]) -> set[int]:
        """The header rows of the other tables on a sheet."""
        rows = {
            table.place.extent.first.row for table in self._tables if table.sheet.part == entry.part
        }
        for one in ranges:
            if one.range is not None and one.range[0] == entry.title:
                rows.add(one.range[1].row)
        return rows

    def last_row(self, entry: SheetEntry, header: int, columns: range, starts: set[int]) -> int:
        """The last row of a table with a header row.

        Args:
            entry: its sheet.
            header: its header row.
            columns: those of the table.
            starts: rows where other tables are known to begin.
        """
        sheet = self.sheet(entry)
        runs = list(filled_runs(sheet, header))
        ends = {row for row in starts if row > header}
        ends |= {row for row, _ in runs if row > header and self.begins(entry, row, columns)}
        last = last_row_of(runs, header, ends)
        return max(header, self._last_filled(sheet, header + 1, last, columns))

    def begins(self, entry: SheetEntry, row: int, columns: range | None = None) -> bool:
        """Whether a table of its own begins in a row, with its title or with its headers.

        Args:
            entry: the sheet.
            row: the row, which follows a blank one.
            columns: those that are looked at; all if left out.
        """
        cells = self.cells(entry, row)
        if len(cells) == 1:  # a title, unless the next filled row is no header row
            row = next((at for at in range(row + 1, row + _TITLED) if self.cells(entry, at)), row)
            cells = self.cells(entry, row)
        below = self.cells(entry, row + 1)
        wanted = sorted(cells) if columns is None else columns
        return looks_like_headers(
            [cells.get(at) for at in wanted], [below.get(at) for at in wanted]
        )

    def _last_filled(self, sheet: SheetXml, first: int, last: int, columns: range) -> int:
        for number in range(last, first - 1, -1):
            row = sheet.row(number)
            if row is not None and any(
                cell.filled and cell.column in columns for cell in sheet.cells(row)
            ):
                return number
        return first - 1

    def sheet(self, entry: SheetEntry) -> SheetXml:
        """The bytes of a sheet.

        Raises:
            SheetError: it is no sheet of cells.
        """
        if entry.part not in self._sheets:
            self._sheets[entry.part] = self._book.draft.sheet(entry.part)
        return self._sheets[entry.part]

    def cells(self, entry: SheetEntry, row: int) -> dict[int, Value]:
        """The filled cells of a row by column."""
        span = self.sheet(entry).row(row)
        return dict(self._cells(entry, span)) if span is not None else {}

    def _cells(self, entry: SheetEntry, span: RowSpan) -> Iterator[tuple[int, Value]]:
        for cell in self.sheet(entry).cells(span):
            value = self._reader.value(cell.attributes, cell.content)
            if value is not None and value != "":
                yield cell.column, value


def _texts(cells: dict[int, Value]) -> list[str]:
    return [header_texts([cell])[0] for cell in cells.values()]
