"""A sheet's rows in blocks of whole rows, cut while its bytes come in."""

import re
from collections.abc import Iterator

from xlcrm.opc.part_text import PartText

# No row that a program wrote is longer, nor is what follows the rows.
_ROW_LIMIT, _TAIL_LIMIT = 128 << 20, 256 << 20


class SheetError(ValueError):
    """The sheet's bytes are not in a form that can be edited."""


class RowBlocks:
    """The blocks of one sheet.

    Args:
        source: the bytes of the sheet.
        prefix: what stands before its elements' names, with the colon.
        first: where the rows begin.
        closed: whether there are none, since the element that would hold them is empty.
    """

    def __init__(self, source: PartText, prefix: bytes, first: int, *, closed: bool) -> None:
        self._source = source
        self._first = first
        self._closed = closed
        self._row, self._end = b"<" + prefix + b"row", b"</" + prefix + b"sheetData"
        # Neither rows nor the end count inside of a comment or of CDATA.
        self._marks = re.compile(
            rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(<!)|(%b)(?=[\s/>])|(%b)"
            % (re.escape(self._row), re.escape(self._end)),
            re.DOTALL,
        )
        self._row_start = re.compile(re.escape(self._row) + rb"(?=[\s/>])")
        self.last = first if closed else -1
        self.tail: bytes | None = None

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Each block's place and bytes; what follows the last row of a block belongs to it.

        Once all have come, `last` is where the rows end, and `tail` what stands from there on.

        Raises:
            SheetError: the rows do not end.
            BookDamagedError: the part is damaged.
        """
        chunks = self._from_first()
        place, held = self._first, b""
        for chunk in () if self._closed else chunks:
            held = held + chunk if held else chunk
            last_row, end = self._landmarks(held)
            if end >= 0:
                self.last = place + end
                yield place, held[:end]
                held = held[end:]
                break
            if last_row > 0:
                yield place, held[:last_row]
                place, held = place + last_row, held[last_row:]
            elif len(held) > _ROW_LIMIT:
                raise SheetError("row too long")
        if self.last < 0:
            raise SheetError("sheetData cut short")
        rest = [held]
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > _TAIL_LIMIT:
                raise SheetError("too much below the rows")
            rest.append(chunk)
        self.tail = b"".join(rest)

    def _from_first(self) -> Iterator[bytes]:
        """All of the part, so that its checksum is compared, without what stands before."""
        before = self._first
        for chunk in self._source.chunks():
            if before < len(chunk):
                yield chunk[before:] if before else chunk
            before = max(0, before - len(chunk))

    def _landmarks(self, text: bytes) -> tuple[int, int]:
        """Where the last row begins, and where the rows end; -1 where they do not."""
        if b"<!" not in text:
            end = text.find(self._end)
            last = text.rfind(self._row)
            while last >= 0 and not self._row_start.match(text, last):
                last = text.rfind(self._row, 0, last)
            return last, end
        last = -1
        for mark in self._marks.finditer(text):
            if mark[3]:
                return last, mark.start()
            if mark[1]:
                break  # it goes on beyond what has come in
            if mark[2]:
                last = mark.start()
        return last, -1
