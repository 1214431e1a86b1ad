"""The tables of a closed workbook under the names that they go by, plain ranges among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from xlcrm.cells import Value
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.cell_values import CellReader
from xlcrm.opc.plain_tables import filled_runs, plain_table
from xlcrm.opc.sheet_xml import SheetError, SheetXml
from xlcrm.opc.tables import TablePart, read_tables
from xlcrm.workbook.columns_table import NAME, OTHER, WIDTH, Named, read_named
from xlcrm.workbook.plain_ranges import ranges_found
from xlcrm.workbook.raw_reading import cell_reader, read_raw


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
        if one.range is None and one.stands in tables and one.name != OTHER:
            table = tables[one.stands]
            place = table.place._replace(name=one.name, meanings=one.meanings)
            taken[one.stands] = replace(table, place=place)
    found = {taken[name].place.name if name in taken else name: name for name in tables}
    result = {name: taken.get(own, tables[own]) for name, own in found.items()}
    ranges = [one for one in named if one.range is not None and one.name not in result]
    for table in _plain_tables(book, list(tables.values()), ranges):
        result[table.place.name] = table
    return result


def _plain_tables(
    book: Book, tables: Sequence[TablePart], ranges: Sequence[Named]
) -> Iterable[TablePart]:
    """The plain ranges that are tables, where they stand now."""
    sheets = sheet_rows(book) if ranges else []
    standing = {
        index: [one.place.extent for one in tables if one.sheet == sheet.entry]
        for index, sheet in enumerate(sheets)
    }
    for index, there in ranges_found(sheets, ranges, standing):
        one, entry = there.named, sheets[index].entry
        made = plain_table(one.name, entry, there.first, there.headers, there.last_row)
        place = made.place._replace(meanings=one.meanings, below=there.below)
        yield replace(made, place=place)


def sheet_rows(book: Book) -> list["ClosedRows"]:
    """The sheets of a workbook, in order; those without cells have no rows."""
    reader = cell_reader(book)
    return [ClosedRows(book, entry, reader) for entry in book.sheets() if entry.part in book.draft]


class ClosedRows:
    """The filled rows of a sheet of a closed workbook.

    A chart's sheet has none; what is wrong with a damaged one is said by whoever reads its table.

    Args:
        book: the workbook.
        entry: the sheet.
        reader: reads its cells.
    """

    def __init__(self, book: Book, entry: SheetEntry, reader: CellReader) -> None:
        self.entry, self._book, self._reader = entry, book, reader

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self.entry.title

    @cached_property
    def _sheet(self) -> SheetXml:
        return self._book.draft.sheet(self.entry.part)

    def runs(self, first: int = 1) -> Iterator[tuple[int, int]]:
        """The runs of filled rows from a row on, as first and last row."""
        for start, end in self._runs:
            if end >= first:
                yield max(start, first), end

    @cached_property
    def _runs(self) -> list[tuple[int, int]]:
        """All of them: a sheet is gone through once, however often it is asked."""
        found: list[tuple[int, int]] = []
        with suppress(SheetError):
            found.extend(filled_runs(self._sheet))
        return found

    def cells(self, row: int) -> Mapping[int, Value]:
        """The filled cells of a row by column.

        Raises:
            BookDamagedError: a cell cannot be read.
        """
        try:
            span = self._sheet.row(row)
            read = (
                (cell.column, self._reader.value(cell.attributes, cell.content))
                for cell in (self._sheet.cells(span) if span else ())
            )
            return {column: value for column, value in read if value is not None and value != ""}
        except SheetError:
            return {}
        except (ValueError, IndexError) as error:
            raise self._book.draft.package.damaged(self.entry.part, str(error)) from error
