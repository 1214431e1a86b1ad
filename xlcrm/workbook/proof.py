"""What the inflated bytes of a sheet say of a table's rows, before they are read: in one pass."""

import re
from collections.abc import Iterable, Iterator

from xlcrm.cells import Extent, TablePlace
from xlcrm.workbook.far_cells import Watched

_ROW = re.compile(rb"<row[^>]*?\sr=\"([0-9]{1,9})\"")
_TAIL = 1 << 16
_FALSE = b">false<"


def look_through(chunks: Iterable[bytes], place: TablePlace, extent: Extent | None) -> int | None:
    """Looks through a sheet, to its end.

    Args:
        chunks: the sheet's bytes.
        place: where the table stands.
        extent: the range of cells that the sheet says it has; None where it says nothing.

    Returns:
        How many cells of the table's rows are filled. It is wrong where the rows are not written
        in the usual form, which then reads as "not proven" and costs time, never a cell. None
        where a cell stands so far out that a reader which makes room for all cells from the first
        to the outermost one would find no memory.
    """
    watched = Watched(chunks, extent)
    filled = _count_filled(watched, place)
    for _ in watched:
        pass
    return None if watched.far else filled


def has_word_false(chunks: Iterable[bytes]) -> bool:
    """Whether "false" stands somewhere in a sheet instead of 0.

    Args:
        chunks: the sheet's bytes.
    """
    rest = b""
    for chunk in chunks:
        rest += chunk
        if _FALSE in rest:
            return True
        rest = rest[-len(_FALSE) :]
    return False


def _count_filled(chunks: Iterator[bytes], place: TablePlace) -> int:
    rest = _from_row(chunks, place.first_row)
    if not rest:
        return 0
    filled = 0
    for chunk in chunks:
        # What is cut off ends before a tag, and never within the last rows.
        cut = rest.rfind(b"<", 0, -_TAIL)
        if cut > 0:
            # Blank cells have no closing tag. One that has, or a prefixed one, counts wrong.
            filled += rest.count(b"</c>", 0, cut)
            rest = rest[cut:]
        rest += chunk
    beyond = _first_at_least(rest, place.extent.last.row + 1)
    return filled + rest.count(b"</c>", 0, len(rest) if beyond is None else beyond)


def _from_row(chunks: Iterator[bytes], number: int) -> bytes:
    """The bytes from a row on, as far as they have come; b"" when there is no such row."""
    text = b""
    for chunk in chunks:
        text += chunk
        start = _first_at_least(text, number)
        if start is not None:
            return text[start:]
        text = text[-_TAIL:]
    return b""


def _first_at_least(text: bytes, number: int) -> int | None:
    return next((m.start() for m in _ROW.finditer(text) if int(m[1]) >= number), None)
