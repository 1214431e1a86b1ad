"""Sheets and names added to a closed workbook as the user's own: written once, never again."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlcrm.cells import TablePlace
from xlcrm.opc.book import Book
from xlcrm.opc.donor import write_donor
from xlcrm.opc.draft import Draft
from xlcrm.opc.graft import Donor, Graft
from xlcrm.opc.package import Package
from xlcrm.opc.style_part import host_styles
from xlcrm.patches import DefineName, WriteSheet
from xlcrm.workbook.named_tables import find_tables
from xlcrm.workbook.saving import refuse_if_open, save


@dataclass(frozen=True)
class Standing:
    """What a workbook holds already.

    Attributes:
        tables: its tables by name, in the order of the sheets.
        names: its workbook-wide names, with what they refer to.
        own: the titles of the generated sheets that it has, by key, of those asked about.
        titles: for each wished title one that is free.
    """

    tables: Mapping[str, TablePlace]
    names: Mapping[str, str]
    own: Mapping[str, str]
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Addition:
    """What is to be added.

    Attributes:
        sheets: sheets whose titles are free, or that are ours and written anew.
        owned: the keys of those that stay ours and may be written anew later.
        names: workbook-wide names, which must be free or ours.
    """

    sheets: Sequence[WriteSheet] = ()
    owned: Collection[str] = ()
    names: Sequence[DefineName] = ()


def add_sheets(
    path: Path,
    make: Callable[[Standing], Addition],
    *,
    titles: Collection[str],
    keys: Collection[str],
    finish: Callable[[bytes], bytes],
) -> None:
    """Adds sheets after the last one, in one save; a file to which nothing is added stays.

    Args:
        path: the workbook.
        make: says what is added to a workbook that holds so much.
        titles: the titles that `make` would like to use.
        keys: the keys of generated sheets that `make` wants to know about.
        finish: the last touch to the bytes of each sheet with a table.

    Raises:
        BookOpenError: another program has the file open.
        BookWriteError: it cannot be written.
        BookDamagedError: a part that must be edited cannot be.
        WorkbookChangedError: somebody saved the file meanwhile.
    """
    refuse_if_open(path)
    with Package.open(path) as package:
        draft = Draft(package)
        book = Book(draft)
        addition = make(_standing(book, titles, keys))
        for sheet in addition.sheets:
            _add(book, sheet, finish, owned=sheet.key in addition.owned)
        for name in addition.names:
            book.define(name.name, name.refers_to.removeprefix("="))
        changes = draft.changes()
        if changes:
            save(package, changes)


def _standing(book: Book, titles: Collection[str], keys: Collection[str]) -> Standing:
    tables = {name: table.place for name, table in find_tables(book).items()}
    names = {name: book.name(name) for name in book.names()}
    found = {key: book.own_sheet(key) for key in keys}
    own = {key: entry.title for key, entry in found.items() if entry}
    return Standing(tables, names, own, {title: book.free_title(title) for title in titles})


def _add(book: Book, sheet: WriteSheet, finish: Callable[[bytes], bytes], *, owned: bool) -> None:
    donor = Donor(write_donor([(sheet.title, sheet)], epoch_1904=book.epoch_1904))
    target = book.own_sheet(sheet.key) if owned else None
    Graft(book, host_styles(book), donor, target).sheet(sheet.title, hidden=sheet.hidden)
    if sheet.tables:
        part = book.sheets()[-1].part
        book.draft.put(part, finish(book.draft.read(part)))
    if owned:
        book.claim(sheet.key, target or book.sheets()[-1])
