"""Formulas that name a table's column: without it, Excel would take the book for damaged."""

import re

from xlcrm.opc.book import Book
from xlcrm.opc.cell_text import escaped

# ECMA-376 part 1, 18.17.6.3: what a quote must stand before in a column's name.
_SPECIAL = re.compile(r"['#@\[\]]")


def part_that_uses(book: Book, header: str) -> str:
    """The first sheet or other part in whose formulas a column may be named; "" for none.

    Any name in brackets that is equal counts, whatever its table: a formula inside of the table
    need not name it.

    Args:
        book: the workbook.
        header: the header of a column.
    """
    wanted = b"[" + escaped(_SPECIAL.sub(r"'\g<0>", header)) + b"]"
    for entry in book.sheets():
        tables = book.draft.relationships(entry.part).targets("table")
        for part in (entry.part, *tables):
            if part in book.draft and _holds(book, part, wanted):
                return entry.title
    return book.part if _holds(book, book.part, wanted) else ""


def _holds(book: Book, part: str, wanted: bytes) -> bool:
    before = b""
    for piece in book.draft.chunks(part):
        text = before + bytes(piece)
        if wanted in text:
            return True
        before = text[-len(wanted) :]
    return False
