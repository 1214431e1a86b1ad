"""Gathered edits spliced into a sheet's part, which is never held whole."""

from collections.abc import Iterator
from itertools import chain

from xlcrm.cells import MAX_COLUMN, Address, Extent
from xlcrm.errors import TableBlockedError
from xlcrm.opc import calc_chain, markup
from xlcrm.opc.cell_edits import CellWriter
from xlcrm.opc.cuts import Cuts, Made
from xlcrm.opc.growth import grow_dimension, grow_rules, overlap, shrink_dimension
from xlcrm.opc.part_text import Forward
from xlcrm.opc.shared_strings import find_texts
from xlcrm.opc.splice import LockedCellError, Splicer
from xlcrm.opc.streamed import Streamed
from xlcrm.workbook.cell_styles import CellStyles
from xlcrm.workbook.disk import unwritable
from xlcrm.workbook.raw_reading import cell_reader
from xlcrm.workbook.sheet_edits import SheetEdits


def stage_sheet(edits: SheetEdits, styles: CellStyles) -> None:
    """Splices edits into the sheet's part; one that changes nothing leaves it alone.

    Raises:
        TableBlockedError: other cells hang on an edited one.
        BookDamagedError: the sheet's bytes cannot be edited.
        BookWriteError: there is no room for what is new.
    """
    book, entry = edits.book, edits.entry
    writer = CellWriter(
        edits.sheet.prefix, edits.style_at, styles.restyle, epoch_1904=book.epoch_1904
    )
    try:
        _refuse_arrays(edits)
        splicer = Splicer(edits.sheet, cell_reader(book), _SharedTexts(edits).equal, writer)
        _put(edits, splicer)
    except LockedCellError as error:
        raise TableBlockedError(
            "table.formula_block", sheet=entry.title, cell=error.address.a1
        ) from error
    except (ValueError, IndexError) as error:
        raise book.draft.package.damaged(entry.part, str(error)) from error
    except OSError as error:
        raise unwritable(book.draft.package.path, error) from error
    calc_chain.forget_cells(book, entry.identifier, splicer.formulas_gone)


def _refuse_arrays(edits: SheetEdits) -> None:
    """Refuses to write into a block that one formula fills."""
    for block in edits.sheet.arrays:
        if block.height * block.width == 1:
            continue
        for row in edits.cells.between(block.first.row, block.last.row):
            for column in edits.cells[row]:
                if overlap(block, Extent.of(row, column, 1, 1)):
                    raise LockedCellError(Address(row, column))
        for new in edits.rows:
            for column in new.columns:
                if overlap(block, Extent.of(new.top, column, new.end - new.top, 1)):
                    raise LockedCellError(Address(max(new.top, block.first.row), column))


class _SharedTexts:
    """Which shared texts are equal to edits; they are gone through when that is first asked."""

    def __init__(self, edits: SheetEdits) -> None:
        self._edits = edits
        self._found: dict[int, str] | None = None

    def equal(self, index: int, text: str) -> bool:
        """Whether the shared text with an index is a text, which is one of the edits'."""
        if self._found is None:
            book = self._edits.book
            part, wanted = book.used("sharedStrings"), dict[str, str]()
            for edited in self._edits.cells.texts():
                wanted[edited] = edited
            self._found = find_texts(book.draft.chunks(part), wanted) if part else {}
        return self._found.get(index) == text


def _put(edits: SheetEdits, splicer: Splicer) -> None:
    """Stages the sheet's bytes, with what stands before and after the cells grown."""
    sheet = edits.sheet
    cuts = Cuts()
    made = _kept(cuts, splicer.splice(edits.cells, edits.rows))
    first = next(made, None)
    tail = sheet.tail
    for growth in edits.growths:
        tail = grow_rules(tail, growth)
    if first is None and tail == sheet.tail:
        return
    head = _head(edits)
    opening, closing = sheet.opening, b""
    if sheet.empty:
        opening = opening.rstrip(b"/> \t\r\n") + b">"
        closing = b"</%bsheetData>" % sheet.prefix
    # The rows that stay were well-formed before; those that are new are read with the rest.
    markup.check(chain((head, opening, first or b""), made, (closing, tail)))

    def pieces() -> Iterator[bytes | memoryview]:
        yield head + opening
        body = Forward(sheet.source.chunks(sheet.first, sheet.last), sheet.first)
        yield from cuts.over(body, sheet.last)
        yield closing + tail

    edits.book.draft.put(edits.entry.part, Streamed(pieces))


def _head(edits: SheetEdits) -> bytes:
    """What stands before the cells, with the range that they use."""
    head = edits.sheet.head
    for growth in edits.growths:
        below = Extent(Address(growth.after + 1, 1), Address(growth.before, MAX_COLUMN))
        if growth.after < growth.before and not edits.in_the_way(below):
            head = shrink_dimension(head, growth)
    corners = list(_corners(edits))
    return grow_dimension(head, corners) if corners else head


def _corners(edits: SheetEdits) -> Iterator[Address]:
    """Addresses of filled cells, among them the outermost ones."""
    yield from edits.cells.corners()
    for new in edits.rows:
        for column, made in new.columns.items():
            filled = range(new.height) if made.formula else made.filled
            for index in (filled[:1], filled[-1:]):
                for number in index:
                    yield Address(max(new.top, new.first + number), column)


def _kept(cuts: Cuts, made: Iterator[Made]) -> Iterator[bytes]:
    """Keeps all that is new and hands its bytes on."""
    for one in made:
        cuts.keep(one)
        yield b"".join(one.texts)
