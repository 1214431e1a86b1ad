"""Sheets and names added to a closed workbook as the user's own: written once, never again."""

from collections.abc import Callable, Collection

from xlcrm.opc.book import Book
from xlcrm.opc.donor import write_donor
from xlcrm.opc.draft import Draft
from xlcrm.opc.graft import Donor, Graft
from xlcrm.opc.style_part import host_styles
from xlcrm.patches import WriteSheet
from xlcrm.workbook.additions import Addition, Standing
from xlcrm.workbook.closed import ClosedWorkbook
from xlcrm.workbook.named_tables import find_tables
from xlcrm.workbook.saving import refuse_if_open


def add_sheets(
    workbook: ClosedWorkbook,
    make: Callable[[Standing], Addition],
    *,
    titles: Collection[str],
    keys: Collection[str],
    finish: Callable[[bytes], bytes],
) -> None:
    """Adds sheets after the last one, in one save; a file to which nothing is added stays.

    Args:
        workbook: the workbook.
        make: says what is added to a workbook that holds so much.
        titles: the titles that `make` would like to use.
        keys: the keys of generated sheets that `make` wants to know about.
        finish: the last touch to the bytes of each sheet with a table.

    Raises:
        BookOpenError: another program has the file open.
        BookWriteError: it cannot be written.
        BookDamagedError: a part that must be edited cannot be.
        WorkbookChangedError: somebody saved the file since it was opened.
    """
    refuse_if_open(workbook.path)
    with workbook.package() as package:
        draft = Draft(package)
        book = Book(draft)
        addition = make(_standing(book, titles, keys))
        for sheet in addition.sheets:
            _add(book, sheet, finish, owned=sheet.key in addition.owned)
        for name in addition.names:
            book.define(name.name, name.refers_to.removeprefix("="))
        workbook.save(package, draft)


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
