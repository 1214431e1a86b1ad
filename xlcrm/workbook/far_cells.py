"""Cells so far out that a reader which makes room for all cells up to them finds no memory."""

import re
from collections.abc import Iterable
from typing import Self

from xlcrm.cells import MAX_COLUMN, MAX_ROW, Extent, column_letters, column_number

AREA = 200_000_000
"""So many cells there is room for."""

_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)([0-9]+)")
# Begins with one character, which is found faster than two.
_PREFIXED = re.compile(rb":(?=c)")
_LONGEST_COLUMN = len(column_letters(MAX_COLUMN))
_LONGEST_ROW = len(str(MAX_ROW))
_TAG_LIMIT = 1 << 20


class Watched:
    """The bytes of a sheet on their way to somebody else, looked through for cells far out.

    Where all cells begin as programs write them and have no more letters and digits than the
    range's last one, one search of each piece says so, which costs a twentieth of reading the
    sheet.

    Args:
        chunks: the bytes of the sheet, piece by piece.
        extent: the range that it states; None for none.
    """

    def __init__(self, chunks: Iterable[bytes], extent: Extent | None) -> None:
        letters = len(column_letters(extent.last.column)) if extent is not None else 1
        digits = len(str(extent.last.row)) if extent is not None else _LONGEST_ROW - 1
        self._unusual = re.compile(rb'<c(?! r="[A-Z]{1,%d}+[0-9]{1,%d}+")\s' % (letters, digits))
        self._chunks = iter(chunks)
        self._rows = self._columns = 1
        self._rest = b""
        self.far = False
        """Whether a cell stands too far out, in what has come by."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """The next piece."""
        chunk = next(self._chunks)
        if not self.far:
            self._look(self._rest + chunk)
        return chunk

    def _look(self, text: bytes) -> None:
        end = text.rfind(b"<")
        self._rest = text[end:] if end >= 0 else b""
        if len(self._rest) > _TAG_LIMIT and b">" not in self._rest:
            self.far = True
        if not (self._unusual.search(text, 0, end) or _PREFIXED.search(text, 0, end)):
            return
        for match in _PLACE.finditer(text, 0, end):
            if len(match[1]) > _LONGEST_COLUMN or len(match[2]) > _LONGEST_ROW:
                self.far = True
                return
            self._rows = max(self._rows, int(match[2]))
            self._columns = max(self._columns, column_number(match[1].decode()))
        self.far = self.far or self._rows * self._columns > AREA
