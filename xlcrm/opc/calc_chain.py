"""The order of calculation: cells whose formulas went must leave it, or Excel repairs the book."""

from collections.abc import Container

from xlcrm.cells import Address
from xlcrm.errors import BookDamagedError
from xlcrm.opc.book import Book
from xlcrm.opc.namespaces import children


def forget(book: Book, sheet: int, cells: Container[str] | None = None) -> None:
    """Takes cells out of the calculation chain.

    Args:
        book: the workbook.
        sheet: the sheetId.
        cells: addresses such as "B7"; None for all cells of the sheet.
    """
    part = book.used("calcChain")
    if not part:
        return
    try:
        root = book.draft.tree(part)
    except BookDamagedError:
        return  # programs make it anew where they cannot read it
    current, gone = "", False
    for item in children(root, "c"):
        # An entry without a sheet belongs to that of the entry before it.
        current = item.get("i", current)
        if current == str(sheet) and (cells is None or item.get("r") in cells):
            root.remove(item)
            gone = True
        elif gone or item.get("i") is None:
            item.set("i", current)
    if not gone:
        return
    if len(root):
        book.draft.touch(part)
        return
    book.draft.remove(part)
    book.relationships.drop(part)
    book.draft.touch_relationships(book.part)


def forget_cells(book: Book, sheet: int, cells: list[Address]) -> None:
    """Takes cells whose formulas went out of the calculation chain."""
    if cells:
        forget(book, sheet, {cell.a1 for cell in cells})
