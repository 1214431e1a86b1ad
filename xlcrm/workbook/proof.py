"""How many cells of a table's rows are filled, counted over the inflated bytes of its sheet."""

import re
from collections.abc import Iterator

from xlcrm.cells import TablePlace

_ROW = re.compile(rb"<row[^>]*?\sr=\"([0-9]{1,9})\"")
_TAIL = 1 << 16
_NEVER = -(1 << 40)


def count_filled(chunks: Iterator[bytes], place: TablePlace, *, words: bool) -> int:
    """Counts the filled cells in the table's rows.

    It counts wrong when the rows are not written in the usual form, which then reads as "not
    proven" and costs time, never a cell.

    Args:
        chunks: the sheet's bytes.
        place: where the table stands.
        words: whether "false" instead of 0 makes the count wrong, too.
    """
    rest = _from_row(chunks, place.first_row)
    if not rest:
        return 0
    filled = 0
    for chunk in chunks:
        # What is cut off ends before a tag, and never within the last rows.
        cut = rest.rfind(b"<", 0, -_TAIL)
        if cut > 0:
            filled += _filled(rest, cut, words=words)
            rest = rest[cut:]
        rest += chunk
    beyond = _first_at_least(rest, place.extent.last.row + 1)
    return filled + _filled(rest, len(rest) if beyond is None else beyond, words=words)


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


def _filled(text: bytes, end: int, *, words: bool) -> int:
    if words and text.find(b">false<", 0, end) >= 0:
        return _NEVER
    # Blank cells have no closing tag. One that has, or a prefixed one, counts wrong: not proven.
    return text.count(b"</c>", 0, end)
