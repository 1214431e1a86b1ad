"""Formulas that no program has ever calculated: their cells look blank, and are not."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from xlcrm.opc.book import Book
from xlcrm.opc.cell_values import attribute
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.opc.sheet_xml import CellSpan
from xlcrm.opc.tables import TablePart
from xlcrm.workbook.named_tables import find_tables

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>[^<]")
_OVERLAP = 64


def uncalculated(
    path: Path, blanks: Mapping[str, Collection[str]]
) -> dict[str, dict[str, tuple[int, ...]]]:
    """The cells of a closed workbook's tables that hold a formula without a value.

    Programs that write workbooks without calculating them leave such cells.

    Args:
        path: the file.
        blanks: the headers of the columns in which any cell looks blank, by table.

    Returns:
        The sheet rows of such cells by table and header; what has none is left out.

    Raises:
        BookMissingError: it cannot be read.
        BookDamagedError: it is no workbook, or a sheet of it cannot be read.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        tables = {name: table for name, table in find_tables(book).items() if blanks.get(name)}
        parts = {table.sheet.part for table in tables.values()}
        computing = {part for part in parts if _computes(book, part)}
        found = {
            name: _rows(book, table, blanks[name])
            for name, table in tables.items()
            if table.sheet.part in computing
        }
    return {name: rows for name, rows in found.items() if rows}


def _computes(book: Book, part: str) -> bool:
    """Whether any formula stands on a sheet; most tables hold none, and are not looked through."""
    before = b""
    for piece in book.draft.chunks(part):
        text = before + bytes(piece)
        if _FORMULA.search(text):
            return True
        before = text[-_OVERLAP:]
    return False


def _rows(book: Book, table: TablePart, headers: Collection[str]) -> dict[str, tuple[int, ...]]:
    place = table.place
    names = {place.column_of(header): header for header in headers if header in place.headers}
    rows: dict[str, list[int]] = {}
    try:
        sheet = book.draft.sheet(table.sheet.part)
        cells = sheet.cells_under(sorted(names), place.first_row, place.extent.last.row)
        for row, cell in cells:
            if cell.has_formula and not _calculated(cell):
                rows.setdefault(names[cell.column], []).append(row)
    except (ValueError, IndexError) as error:
        raise book.draft.package.damaged(table.sheet.part, str(error)) from error
    return {header: tuple(found) for header, found in rows.items()}


def _calculated(cell: CellSpan) -> bool:
    """Whether a value stands beside the formula; the empty text is one, and says that it is."""
    text = attribute(cell.attributes, b"t") == b"str"
    return text or _VALUE.search(cell.content or b"") is not None
