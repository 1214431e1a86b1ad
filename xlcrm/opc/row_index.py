"""Where each row of a sheet stands, and what else one has to know before editing it."""

import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise

from xlcrm.cells import MAX_ROW, Extent
from xlcrm.opc.cell_values import attribute
from xlcrm.opc.growth import array_ranges
from xlcrm.opc.row_blocks import RowBlocks, SheetError

_SKIP = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
_PLAIN = re.compile(rb'<row r="([0-9]{1,7})"')


class RowIndex:
    """The numbers and places of all rows, in order.

    Args:
        blocks: the rows.
        prefix: what stands before the elements' names, with the colon.

    Attributes:
        arrays: the ranges that one formula fills.

    Raises:
        SheetError: the rows do not stand in order, or do not end.
        BookDamagedError: the part is damaged.
    """

    def __init__(self, blocks: RowBlocks, prefix: bytes) -> None:
        self._numbers, self._starts = array("I"), array("Q")
        self.arrays: list[Extent] = []
        self._tag = re.compile(
            _SKIP + rb"|<" + re.escape(prefix) + rb"row(\s[^>]*?)?/?(>)", re.DOTALL
        )
        for place, text in blocks:
            self._add(place, text)
            self.arrays.extend(array_ranges(text))
        self._starts.append(blocks.last)

    def _add(self, place: int, text: bytes) -> None:
        plain = [] if b"<!" in text else list(_PLAIN.finditer(text))
        if len(plain) == text.count(b"<row") and plain:
            numbers = [int(match[1]) for match in plain]
            starts = [place + match.start() for match in plain]
        else:
            numbers, starts = self._tagged(place, text)
        before = self.last_number
        for one, other in pairwise([before, *numbers]):
            if other <= one:
                raise SheetError(f"row {other} after row {one}")
        if numbers and numbers[-1] > MAX_ROW:
            raise SheetError(f"row {numbers[-1]}")
        self._numbers.extend(numbers)
        self._starts.extend(starts)

    def _tagged(self, place: int, text: bytes) -> tuple[list[int], list[int]]:
        """Rows in any form that the standard allows: those without a number follow the last."""
        numbers, starts = [], []
        last = self.last_number
        for match in self._tag.finditer(text):
            if match[2] is None:
                continue
            stated = attribute(match[1] or b"", b"r")
            if stated and not (stated.isdigit() and len(stated) <= len(str(MAX_ROW))):
                raise SheetError(f"row {stated[:20].decode('utf-8', 'replace')}")
            last = int(stated) if stated else last + 1
            numbers.append(last)
            starts.append(place + match.start())
        return numbers, starts

    @property
    def last_number(self) -> int:
        """The number of the last row; 0 where there is none."""
        return self._numbers[-1] if self._numbers else 0

    def span(self, number: int) -> tuple[int, int] | None:
        """Where the row with a number begins and the next one does; None where it is not there."""
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers) or self._numbers[at] != number:
            return None
        return self._starts[at], self._starts[at + 1]

    def place_for(self, number: int) -> int:
        """Where the first row with at least a number begins."""
        return self._starts[bisect_left(self._numbers, number)]

    def rows_in(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The numbers, beginnings and ends of the rows that begin from a place up to a place."""
        first = bisect_left(self._starts, start)
        last = min(bisect_left(self._starts, end), len(self._numbers))
        return [
            (self._numbers[at], self._starts[at], self._starts[at + 1]) for at in range(first, last)
        ]

    def numbers(self, first: int, last: int) -> "array[int]":
        """The numbers of the rows from a number to a number, both included."""
        return self._numbers[bisect_left(self._numbers, first) : bisect_right(self._numbers, last)]
