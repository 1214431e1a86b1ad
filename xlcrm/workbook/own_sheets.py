"""Generated sheets written into a user's workbook: each found again by its key, never by title."""

from collections.abc import Sequence

from xlcrm.cells import quoted
from xlcrm.opc.book import OWN_NAME, Book
from xlcrm.opc.donor import write_donor
from xlcrm.opc.graft import Donor, Graft
from xlcrm.patches import WriteSheet


def stage_sheets(book: Book, patches: Sequence[WriteSheet]) -> None:
    """Stages sheets of ours: those that are there are replaced, new ones come last.

    Raises:
        BookWriteError: a text is longer than a cell may hold.
        BookDamagedError: a part that must be edited cannot be.
    """
    patches = list({patch.key: patch for patch in patches}.values())
    targets = [book.own_sheet(patch.key) for patch in patches]
    titles: list[str] = []
    for patch, target in zip(patches, targets, strict=True):
        titles.append(target.title if target else book.free_title(patch.title, titles))
    data = write_donor(list(zip(titles, patches, strict=True)), epoch_1904=book.epoch_1904)
    graft = Graft(book, Donor(data), [target for target in targets if target])
    for index, (patch, target) in enumerate(zip(patches, targets, strict=True)):
        graft.sheet(index, target, titles[index], hidden=patch.hidden)
        if target is None:
            book.define(OWN_NAME + patch.key, f"{quoted(titles[index])}!$A$1", hidden=True)
