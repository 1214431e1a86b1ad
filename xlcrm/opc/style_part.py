"""The styles part of a workbook; a plain one is added where there is none."""

from xlcrm.opc.book import Book
from xlcrm.opc.namespaces import to_strict
from xlcrm.opc.styles import CONTENT_TYPE, MINIMAL, Styles


def host_styles(book: Book) -> Styles:
    """The styles of a workbook, to be edited in place; `touch` the part when they changed.

    Raises:
        BookDamagedError: the part that should hold them holds something else.
    """
    if not book.used("styles"):
        data = to_strict(MINIMAL) if book.strict else MINIMAL
        book.provide("styles", "styles.xml", data, CONTENT_TYPE)
    return Styles(book.used_root("styles", "styleSheet"))
