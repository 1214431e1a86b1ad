"""Reading columns cell by cell: every value as the file holds it, however mixed."""

from collections.abc import Callable, Sequence

from xlcrm.cells import TablePlace, Value
from xlcrm.opc.book import Book
from xlcrm.opc.cell_values import CellReader
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.shared_strings import SharedStrings
from xlcrm.opc.styles import Styles


def cell_reader(book: Book, shared: Callable[[int], str] | None = None) -> CellReader:
    """A reader for the cells of a workbook.

    Args:
        book: the workbook.
        shared: gives the shared text with an index; where it is not given, all are loaded when
            the first is asked for.
    """
    loaded: list[SharedStrings] = []

    def text(index: int) -> str:
        if not loaded:
            part = book.used("sharedStrings")
            loaded.append(SharedStrings(book.draft.read(part) if part else b""))
        return loaded[0][index]

    styles = book.used("styles")
    kinds = Styles(book.draft.tree(styles)).shown_by_style() if styles else []

    def shown(style: int) -> Shown:
        return kinds[style] if style < len(kinds) else Shown.NUMBER

    return CellReader(shared or text, shown, epoch_1904=book.epoch_1904)


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
        sheet = book.draft.sheet(part)
        for row, cell in sheet.cells_under(columns, first, first + height - 1):
            found[cell.column][row - first] = reader.value(cell.attributes, cell.content)
    except (ValueError, IndexError) as error:
        raise book.draft.package.damaged(part, str(error)) from error
    return found
