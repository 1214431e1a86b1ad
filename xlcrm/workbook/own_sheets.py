"""Generated sheets written into a user's workbook: each found again by its key, never by title."""

from collections.abc import Sequence

from xlcrm.cells import quoted
from xlcrm.opc.book import OWN_NAME, Book
from xlcrm.opc.donor import write_donor
from xlcrm.opc.graft import Donor, Graft
from xlcrm.opc.style_part import host_styles
from xlcrm.patches import WriteSheet


def stage_sheets(book: Book, patches: Sequence[WriteSheet]) -> None:
    """Stages sheets of ours: those that are there are replaced, new ones come last.

    Raises:
        BookWriteError: a text is longer than a cell may hold.
        BookDamagedError: a part that must be edited cannot be.
    """
    wanted = {patch.key: patch for patch in patches}
    targets = {key: book.own_sheet(key) for key in wanted}
    styles = host_styles(book)
    for key, patch in wanted.items():
        target = targets[key]
        title = target.title if target else book.free_title(patch.title)
        # One donor for each sheet: what it holds then does not depend on the others.
        donor = Donor(write_donor([(title, patch)], epoch_1904=book.epoch_1904))
        Graft(book, styles, donor, target).sheet(title, hidden=patch.hidden)
        if target is None:
            book.define(OWN_NAME + key, f"{quoted(title)}!$A$1", hidden=True)
