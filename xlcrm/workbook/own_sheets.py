"""Generated sheets written into a user's workbook: each found again by its key, never by title."""

from collections.abc import Sequence

from xlcrm.cells import Address
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.donor import write_donor
from xlcrm.opc.graft import Donor, Graft
from xlcrm.opc.pivots import PivotCaches, add_pivots
from xlcrm.opc.style_part import host_styles
from xlcrm.opc.styles import Styles
from xlcrm.patches import Cell, PivotSpec, WriteSheet


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
        _stage(book, styles, patch, target, title)
        book.claim(key, target or book.sheets()[-1])


def _stage(
    book: Book, styles: Styles, patch: WriteSheet, target: SheetEntry | None, title: str
) -> None:
    caches = PivotCaches(book)
    former = caches.of(target.part) if target else []
    numbers = caches.numbers(target.part if target else "", patch.pivots)
    shown = _pivot_cells(patch.pivots) if patch.pivots else {}
    whole = patch._replace(cells={**patch.cells, **shown}) if shown else patch
    # One donor for each sheet: what it holds then does not depend on the others.
    # XlsxWriter takes the first of many plain rows, with its formats; the others follow in bulk.
    donor = Donor(write_donor([(title, whole.spelled_out(1))], epoch_1904=book.epoch_1904))
    if patch.pivots:
        add_pivots(donor, patch.pivots, [_source(book, spec) for spec in patch.pivots], numbers)
    part = Graft(book, styles, donor, target).sheet(title, hidden=patch.hidden, rows=patch.rows)
    if former or patch.pivots:
        caches.settle(part, numbers, former)


def _pivot_cells(pivots: Sequence[PivotSpec]) -> dict[Address, Cell]:
    from xlcrm.opc.pivot_grid import PivotGrid

    return {place: cell for spec in pivots for place, cell in PivotGrid(spec).cells()}


def _source(book: Book, spec: PivotSpec) -> str:
    """The title of the sheet that holds a PivotTable's source; it is staged before."""
    found = book.own_sheet(spec.source)
    if found is None:
        raise ValueError(spec.source)
    return found.title
