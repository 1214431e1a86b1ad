"""Where a workbook still shows some texts; large sheets are gone through block by block."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlcrm.cells import Address
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.cell_values import CellReader, shared_index
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.opc.shared_strings import texts_of
from xlcrm.opc.sheet_xml import CellSpan, SheetXml
from xlcrm.workbook.needles import Needles
from xlcrm.workbook.raw_reading import cell_reader

_SHARED = re.compile(
    rb'<(?:[\w.-]+:)?c\s[^>]*?\bt="s"[^>]*>(?:<(?:[\w.-]+:)?f[^<]*(?:</(?:[\w.-]+:)?f>)?)?'
    rb"<(?:[\w.-]+:)?v>([0-9]{1,10})</"
)
_PLAIN = re.compile(rb't="s"><v>([0-9]{1,10})</v>')
# What is written in more than one way is looked at cell by cell.
_MARKS = (b"<!", b"&#", b"_x00", b"<r>")
_FORMS = (re.compile(rb"t=[\s']"), re.compile(rb"\s="))
_SPACED = re.compile(rb"\bt\s*=\s*'|\bt\s+=|\bt=\s")
_EXPONENTS = (re.compile(rb"e[-+]?[0-9]+</"), re.compile(rb"E[-+]?[0-9]+</"))
_CELLS = re.compile(r"(?i)worksheets/[^/]+\.xml$|sharedStrings\.xml$")


@dataclass(frozen=True)
class Mention:
    """A place that still shows one of some texts.

    Attributes:
        sheet: the sheet's title, or the name of a part that is no sheet.
        cell: the cell; "" for a part that is no sheet.
    """

    sheet: str
    cell: str = ""


def shared_in(sheet: SheetXml, place: int, text: bytes) -> set[int]:
    """The numbers of the shared texts that the cells of a block show.

    Args:
        sheet: the sheet.
        place: where the block begins.
        text: its bytes.
    """
    if _unusual(text):
        return _cell_by_cell(sheet, place, text)
    return _plainly_shared(sheet, place, text)


def _plainly_shared(sheet: SheetXml, place: int, text: bytes) -> set[int]:
    """The same where nothing is written in an unusual way."""
    for pattern in (_PLAIN, _SHARED):
        numbers = pattern.findall(text)
        if len(numbers) == text.count(b't="s"'):
            return set(map(int, numbers))
    return _cell_by_cell(sheet, place, text)


def _cell_by_cell(sheet: SheetXml, place: int, text: bytes) -> set[int]:
    cells = (shared_index(cell.attributes, cell.content) for _, cell in sheet.cells_of(place, text))
    return {index for index in cells if index is not None}


def _unusual(text: bytes) -> bool:
    """Whether a cell may be written in a way that a search for texts does not see through.

    Each pattern begins with what is rare: all of them together take the time of one that does not.
    """
    if any(mark in text for mark in _MARKS):
        return True
    if any(form.search(text) for form in _FORMS) and _SPACED.search(text):
        return True
    exponents = (found.start() for one in _EXPONENTS for found in one.finditer(text))
    return any(text[at - 1 : at].isdigit() for at in exponents)


def mentions(path: Path, texts: Collection[str], phones: Collection[str] = ()) -> list[Mention]:
    """Where a closed workbook shows any of some texts, whole or within others.

    Args:
        path: the workbook.
        texts: the texts, as `Needles` takes them.
        phones: the digits with which phone numbers end.

    Raises:
        BookError: it cannot be read.
    """
    needles = Needles(texts, phones)
    if not needles:
        return []
    with Package.open(path) as package:
        book = Book(Draft(package))
        return [*_in_sheets(book, needles), *_in_parts(book, needles)]


def _in_sheets(book: Book, needles: Needles) -> Iterator[Mention]:
    part = book.used("sharedStrings")
    shared = {
        number: text
        for number, text in (texts_of(book.draft.chunks(part)) if part else ())
        if needles.shown_in(text)
    }
    reader = cell_reader(book, lambda number: shared.get(number, ""))
    for entry in book.sheets():
        if entry.kind == "worksheet":
            try:
                yield from _in_cells(book, entry, needles, (reader, set(shared)))
            except (ValueError, IndexError) as error:
                raise book.draft.package.damaged(entry.part, str(error)) from error


def _in_cells(
    book: Book, entry: SheetEntry, needles: Needles, shared: tuple[CellReader, set[int]]
) -> Iterator[Mention]:
    reader, numbers = shared
    sheet = book.draft.sheet(entry.part)

    def may_say(place: int, text: bytes) -> bool:
        said = needles.shown_in(_unmarked(text))
        return said or not numbers.isdisjoint(_plainly_shared(sheet, place, text))

    for place, text in sheet.blocks():
        rows = [(place, text)]
        if not _unusual(text):
            spans = sheet.rows_in(place, text) if may_say(place, text) else []
            rows = [(place + start, text[start:end]) for _, start, end in spans]
            rows = [row for row in rows if may_say(*row)]
        for at, part in rows:
            for row, cell in sheet.cells_of(at, part):
                if cell.filled and needles.shown_in(_shown(reader, cell)):
                    yield Mention(entry.title, Address(row, cell.column).a1)


def _unmarked(text: bytes) -> str:
    return (
        text.decode("utf-8", "replace")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )


def _shown(reader: CellReader, cell: CellSpan) -> str:
    """What a cell says: its value, a number in full, and its formula."""
    shown = reader.value(cell.attributes, cell.content)
    said = f"{shown:.0f}" if isinstance(shown, float) else str(shown or "")
    formula = _unmarked(cell.content or b"") if cell.has_formula else ""
    return f"{said}\n{formula}"


def _in_parts(book: Book, needles: Needles) -> Iterator[Mention]:
    """Notes, drawings, pivot caches and whatever else is no sheet of cells."""
    for name in book.draft:
        looked_at = _CELLS.search(name) is None and name.lower().endswith((".xml", ".vml", ".rels"))
        if looked_at and needles.shown_in(_unmarked(book.draft.read(name))):
            yield Mention(name)
