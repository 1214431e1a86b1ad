"""Texts that must not stay in a file: where they are still mentioned, and shared texts cleared."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from xlcrm.cells import MAX_COLUMN, Address
from xlcrm.opc.book import Book
from xlcrm.opc.cell_text import rich
from xlcrm.opc.cell_values import shared_index
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.opc.sheet_xml import SheetXml
from xlcrm.patches import Patch
from xlcrm.workbook.raw_reading import cell_reader
from xlcrm.workbook.saving import refuse_if_open, save
from xlcrm.workbook.stage import stage

_ITEM = re.compile(rb"<(\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)


@dataclass(frozen=True)
class Mention:
    """A place that still shows one of some texts.

    Attributes:
        sheet: the sheet's title, or the name of a part that is no sheet.
        cell: the cell; "" for a part that is no sheet.
    """

    sheet: str
    cell: str = ""


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
    wanted = {at for at, item in enumerate(_ITEM.finditer(data)) if rich(item[2] or b"") in texts}
    unused = wanted - _shown(book) if wanted else set()
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

    book.draft.put(part, _ITEM.sub(cleared, data))


def _shown(book: Book) -> set[int]:
    """The numbers of the shared texts that any cell shows."""
    found: set[int] = set()
    for entry in book.sheets():
        if entry.kind == "worksheet":
            sheet = SheetXml(book.draft.read(entry.part))
            cells = sheet.cells_under(range(1, MAX_COLUMN + 1), 1, sheet.last_row)
            indexes = (shared_index(cell.attributes, cell.content) for _, cell in cells)
            found |= {index for index in indexes if index is not None}
    return found


def mentions(path: Path, needles: Collection[str]) -> list[Mention]:
    """Where a closed workbook shows any of some texts, whole or within others.

    Args:
        path: the workbook.
        needles: the texts; case does not count.

    Raises:
        BookError: it cannot be read.
    """
    folded = [needle.casefold() for needle in needles]
    if not folded:
        return []
    with Package.open(path) as package:
        book = Book(Draft(package))
        return [*_in_cells(book, folded), *_in_parts(book, needles)]


def _in_cells(book: Book, folded: Sequence[str]) -> Iterator[Mention]:
    reader = cell_reader(book)
    for entry in book.sheets():
        if entry.kind != "worksheet":
            continue
        sheet = book.draft.sheet(entry.part)
        for row, cell in sheet.cells_under(range(1, MAX_COLUMN + 1), 1, sheet.last_row):
            shown = reader.value(cell.attributes, cell.content) if cell.filled else None
            said = f"{shown:.0f}" if isinstance(shown, float) else str(shown or "")
            formula = (cell.content or b"").decode("utf-8", "replace") if cell.has_formula else ""
            if any(needle in f"{said}\n{formula}".casefold() for needle in folded):
                yield Mention(entry.title, Address(row, cell.column).a1)


_CELLS = re.compile(r"(?i)worksheets/[^/]+\.xml$|sharedStrings\.xml$")


def _in_parts(book: Book, needles: Collection[str]) -> Iterator[Mention]:
    """Notes, drawings, pivot caches and whatever else is no sheet of cells."""
    sought = [escape(needle, quote=False).casefold().encode() for needle in needles]
    for name in book.draft:
        if _CELLS.search(name) is None and name.lower().endswith((".xml", ".vml", ".rels")):
            data = book.draft.read(name).decode("utf-8", "replace").casefold().encode()
            if any(needle in data for needle in sought):
                yield Mention(name)
