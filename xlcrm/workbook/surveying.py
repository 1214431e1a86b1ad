"""Looking for tables in a closed workbook: Excel tables, and plain ranges that may be some."""

from pathlib import Path

from xlcrm.cells import Grid, TablePlace
from xlcrm.opc.book import OWN_NAME, Book, title_of
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.workbook.blocks import Block, blocks_of
from xlcrm.workbook.fast_reading import FastFile
from xlcrm.workbook.named_tables import find_tables, sheet_rows
from xlcrm.workbook.plain_ranges import IsWord
from xlcrm.workbook.reading import read_columns


def survey(path: Path, is_word: IsWord) -> list[Block]:
    """All that may be a table, in the order of the sheets; generated sheets left aside.

    Args:
        path: the workbook.
        is_word: whether a text is one that people put over columns.

    Raises:
        BookDamagedError: it cannot be read.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        tables = list(find_tables(book).values())
        own = {title_of(book.name(name)) for name in book.names() if name.startswith(OWN_NAME)}
        found: list[Block] = []
        for sheet in sheet_rows(book):
            if sheet.title not in own:
                theirs = [table.place for table in tables if table.sheet.part == sheet.entry.part]
                found += blocks_of(sheet, theirs, is_word)
        return found


def read_block(path: Path, place: TablePlace) -> Grid:
    """The data cells of a block, once it is known where its headers stand.

    Args:
        path: the workbook.
        place: where it stands.

    Raises:
        BookDamagedError: the sheet cannot be read.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        part = next(entry.part for entry in book.sheets() if entry.title == place.sheet)
        return Grid(place, read_columns(FastFile(path), book, place, part))
