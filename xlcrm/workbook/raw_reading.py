"""Reading columns cell by cell: every value as the file holds it, however mixed."""

import re
from collections.abc import Iterator, Sequence

from xlcrm.cells import TablePlace, Value, column_letters
from xlcrm.opc.book import Book
from xlcrm.opc.cell_values import CellReader
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.shared_strings import SharedStrings
from xlcrm.opc.sheet_xml import SheetError, SheetXml
from xlcrm.opc.styles import Styles

_Found = Iterator[tuple[int, int, bytes, bytes | None]]


def cell_reader(book: Book) -> CellReader:
    """A reader for the cells of a workbook; shared texts are loaded when first asked for."""
    shared: list[SharedStrings] = []

    def text(index: int) -> str:
        if not shared:
            part = book.used("sharedStrings")
            shared.append(SharedStrings(book.draft.read(part) if part else b""))
        return shared[0][index]

    styles = book.used("styles")
    kinds = Styles(book.draft.tree(styles)).shown_by_style() if styles else []

    def shown(style: int) -> Shown:
        return kinds[style] if style < len(kinds) else Shown.NUMBER

    return CellReader(text, shown, epoch_1904=book.epoch_1904)


def read_raw(
    book: Book, part: str, place: TablePlace, columns: Sequence[int]
) -> dict[int, list[Value]]:
    """The cells of some columns of a table's data rows.

    Args:
        book: the workbook.
        part: the part of the table's sheet.
        place: where the table stands.
        columns: sheet columns.

    Raises:
        BookDamagedError: the sheet or one of its cells cannot be read.
    """
    first, height = place.first_row, place.extent.height - 1
    found: dict[int, list[Value]] = {column: [None] * height for column in columns}
    reader = cell_reader(book)
    try:
        data = book.draft.read(part)
        cells = _by_column(data, columns) if _regular(data) else _by_row(data, place)
        for row, column, attributes, content in cells:
            if column in found and first <= row < first + height:
                found[column][row - first] = reader.value(attributes, content)
    except (SheetError, ValueError, IndexError) as error:
        raise book.draft.package.damaged(part, str(error)) from error
    return found


def _regular(data: bytes) -> bool:
    """Whether every cell begins as programs commonly write it, so that one scan finds columns."""
    return (
        data.startswith((b"<?xml", b"<worksheet"))
        and b"<!" not in data
        and data.count(b"<c ") == data.count(b'<c r="')
        and b"<c>" not in data
        and b":row" not in data
        and b"utf-16" not in data[:100].lower()
    )


def _by_column(data: bytes, columns: Sequence[int]) -> _Found:
    letters = {column_letters(column).encode(): column for column in columns}
    names = b"|".join(letters)
    cell = re.compile(rb'<c r="(' + names + rb')([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
    for match in cell.finditer(data):
        yield int(match[2]), letters[match[1]], match[3], match[4]


def _by_row(data: bytes, place: TablePlace) -> _Found:
    sheet = SheetXml(data)
    for row in sheet.rows(place.first_row, place.extent.last.row):
        for cell in sheet.cells(row):
            yield row.number, cell.column, cell.attributes, cell.content
