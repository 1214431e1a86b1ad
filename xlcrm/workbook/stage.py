"""Patches staged into a draft of the package, all before anything is written."""

from collections.abc import Sequence

from xlcrm.opc.book import Book
from xlcrm.opc.draft import Draft
from xlcrm.patches import Patch, WriteSheet


def stage(draft: Draft, patches: Sequence[Patch]) -> None:
    """Stages patches: first all edits of the user's tables in order, then our own sheets.

    Raises:
        TableMissingError: a patch names a table that is not there.
        TableBlockedError: rows or columns cannot be added where a table stands.
        BookDamagedError: a part that must be edited cannot be.
    """
    book = Book(draft)
    edits = [patch for patch in patches if not isinstance(patch, WriteSheet)]
    if edits:
        # What edits rows is only loaded by those who do.
        from xlcrm.workbook.staged_tables import stage_edits

        stage_edits(book, edits)
    sheets = [patch for patch in patches if isinstance(patch, WriteSheet)]
    if sheets:
        # XlsxWriter is only loaded by those who write sheets.
        from xlcrm.workbook.own_sheets import stage_sheets

        stage_sheets(book, sheets)
