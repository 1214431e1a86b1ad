"""The styles part of a workbook; a plain one is added where there is none."""

from xlcrm.opc.book import Book
from xlcrm.opc.names import resolve
from xlcrm.opc.namespaces import OFFICE_RELATIONSHIPS, to_strict
from xlcrm.opc.styles import CONTENT_TYPE, MINIMAL, Styles


def host_styles(book: Book) -> Styles:
    """The styles of a workbook, to be edited in place; `touch` the part when they changed."""
    part = book.used("styles")
    if not part:
        part = resolve(book.part, "styles.xml")
        book.draft.put(part, to_strict(MINIMAL) if book.strict else MINIMAL)
        book.use(part, OFFICE_RELATIONSHIPS + "/styles", CONTENT_TYPE)
    return Styles(book.draft.tree(part))
