"""Texts that must not stay in a file: shared texts that no cell shows any more are cleared."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from xlcrm.opc.book import Book
from xlcrm.opc.cell_text import rich
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.opc.shared_strings import ITEM
from xlcrm.patches import Patch
from xlcrm.workbook.mentioning import Mention, mentions, shared_in
from xlcrm.workbook.saving import refuse_if_open, save
from xlcrm.workbook.stage import stage

__all__ = ["Mention", "apply_and_forget", "mentions"]


def apply_and_forget(path: Path, patches: Sequence[Patch], texts: Collection[str]) -> None:
    """Writes patches, and clears the shared texts that no cell shows any more, in one save.

    A cell that is edited gets a text of its own; the one that it showed before would stay in the
    file, unseen, until a spreadsheet program saves it.

    Args:
        path: the workbook.
        patches: what is written.
        texts: those that must go where no cell shows them.

    Raises:
        TableError: a table cannot be changed so.
        BookError: the book cannot be read or written.
    """
    refuse_if_open(path)
    with Package.open(path) as package:
        draft = Draft(package)
        stage(draft, patches)
        _clear(Book(draft), set(texts))
        changes = draft.changes()
        if changes:
            save(package, changes)


def _clear(book: Book, texts: set[str]) -> None:
    part = book.used("sharedStrings")
    if not part:
        return
    data = book.draft.read(part)
    wanted = {at for at, item in enumerate(ITEM.finditer(data)) if rich(item[2] or b"") in texts}
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

    book.draft.put(part, ITEM.sub(cleared, data))


def _shown(book: Book, wanted: set[int]) -> set[int]:
    """Which of some shared texts any cell shows, by number."""
    found: set[int] = set()
    for entry in book.sheets():
        if entry.kind == "worksheet":
            sheet = book.draft.sheet(entry.part)
            for place, text in sheet.blocks():
                found |= wanted & shared_in(sheet, place, text)
    return found
