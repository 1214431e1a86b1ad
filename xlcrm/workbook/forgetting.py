"""Texts that must not stay in a file: shared texts that no cell shows any more are cleared."""

import re
from collections.abc import Collection

from xlcrm.opc.book import Book
from xlcrm.opc.cell_text import rich
from xlcrm.opc.draft import Draft
from xlcrm.opc.shared_strings import ITEM
from xlcrm.workbook.mentioning import shared_in


def clear(draft: Draft, texts: Collection[str]) -> None:
    """Clears the shared texts that no cell shows any more.

    A cell that is edited gets a text of its own; the one that it showed before would stay in the
    file, unseen, until a spreadsheet program saves it.

    Args:
        draft: the workbook, with its edits.
        texts: those that must go where no cell shows them.

    Raises:
        BookDamagedError: a part cannot be read.
    """
    book = Book(draft)
    part = book.used("sharedStrings")
    if not part:
        return
    data = draft.read(part)
    sought = set(texts)
    wanted = {at for at, item in enumerate(ITEM.finditer(data)) if rich(item[2] or b"") in sought}
    unused = wanted - _shown(book, wanted) if wanted else set()
    if not unused:
        return
    number = -1

    def cleared(item: re.Match[bytes]) -> bytes:
        nonlocal number
        number += 1
        if number not in unused:
            return item[0]
        prefix = item[1] or b""
        return b"<%bsi><%bt></%bt></%bsi>" % (prefix, prefix, prefix, prefix)

    draft.put(part, ITEM.sub(cleared, data))


def _shown(book: Book, wanted: set[int]) -> set[int]:
    """Which of some shared texts any cell shows, by number."""
    found: set[int] = set()
    for entry in book.sheets():
        if entry.kind == "worksheet":
            try:
                sheet = book.draft.sheet(entry.part)
                for place, text in sheet.blocks():
                    found |= wanted & shared_in(sheet, place, text)
            except (ValueError, IndexError) as error:
                raise book.draft.package.damaged(entry.part, str(error)) from error
    return found
