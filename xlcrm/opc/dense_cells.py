"""Cells of many rows in a block of a sheet, edited with a few steps for each row.

What is commonly there goes this way: columns of values in rows as programs write them. The bytes
are those that a row at a time gives; a row of any other kind is left to that way.
"""

import re
from collections.abc import Callable, Sequence

from xlcrm.cells import Address, Value, column_letters, column_number
from xlcrm.opc.cell_edits import CellWriter, ColumnEdits
from xlcrm.opc.cell_values import attribute, index

_REST = re.compile(rb"([^>]*?)(?:/>|>(.*?)</c\s*>)", re.DOTALL)
_REFERENCE = re.compile(rb'<c r="([^"]*)')
_LETTERS = re.compile(rb'(?:[A-Z]{1,3}")*')
_SPANS = re.compile(rb"<row\s[^>]*?(\sspans\s*=\s*(?:\"[^\"]*\"|'[^']*'))")
_REMEMBERED = 4096

Cut = tuple[int, int, bytes]
"""Where something stood in the block, from and up to, and what stands there instead."""


class DenseCells:
    """Edits of one block.

    Args:
        text: the block: rows whose cells all begin with their reference, without a prefix.
        rows: the numbers of its rows, where each begins in the text and where it ends.
        columns: the edits.
        writer: makes new cells.
        holds: whether a cell, by its attributes and its content, holds a value already.
    """

    def __init__(
        self,
        text: bytes,
        rows: Sequence[tuple[int, int, int]],
        columns: Sequence[ColumnEdits],
        writer: CellWriter,
        holds: Callable[[bytes, bytes | None, Value], bool],
    ) -> None:
        self._text = text
        self._places = {number: (start, end) for number, start, end in rows}
        ordered = sorted(columns, key=lambda edits: edits.column)
        self._columns = [
            _Column(edits, b'<c r="%b%%d"' % column_letters(edits.column).encode(), writer)
            for edits in ordered
        ]
        self._writer = writer
        self._holds = holds
        self._styles: dict[bytes, int] = {}
        self._afters: dict[tuple[bytes, int], bytes | None] = {}

    def row(self, number: int) -> list[Cut] | None:
        """What changes in a row, in order; None where it is not of the common kind."""
        start, end = self._places.get(number, (0, 0))
        closing = self._text.rfind(b"</row>", start, end)
        if closing < 0:
            return None
        cuts: list[Cut] = []
        added = False
        for column in self._columns:
            if number not in column.values:
                continue
            value = column.values[number]
            opening = column.opening % number
            at = self._text.find(opening, start, end)
            if at >= 0:
                cut = self._edited(column, number, (at, end), opening, value)
                if cut is None:
                    return None
                if cut[2]:
                    cuts.append(cut)
                continue
            if value is not None:
                place = self._place_for(column.number, number, start, closing)
                if place < 0:
                    return None
                made = opening + column.rest(self._look(column, number), value)
                cuts.append((place, place, made))
                added = True
            column.passed(number, None)
        return self._without_spans(start, end, cuts) if added else cuts

    def _edited(
        self, column: "_Column", number: int, span: tuple[int, int], opening: bytes, value: Value
    ) -> Cut | None:
        """The edit of a cell that is there, without text where it stays; None for a rare one."""
        match = _REST.match(self._text, span[0] + len(opening), span[1])
        if match is None:
            return None
        attributes, content = match[1], match[2]
        if content and b"<f" in content:
            return None
        style = self._style(attributes)
        if self._holds(attributes, content, value):
            column.passed(number, style)
            return span[0], span[0], b""
        made = opening + column.rest(style or self._look(column, number), value)
        column.passed(number, style)
        return span[0], match.end(), made

    def _style(self, attributes: bytes) -> int:
        """The format that a cell states; 0 for none."""
        style = self._styles.get(attributes)
        if style is None:
            if len(self._styles) >= _REMEMBERED:
                self._styles.clear()
            style = self._styles[attributes] = index(attribute(attributes, b"s") or b"0")
        return style

    def _look(self, column: "_Column", row: int) -> int:
        """The format that a cell takes which has none of its own."""
        known = column.known(row)
        return self._above(column, row - 1) if known is None else known

    def _above(self, column: "_Column", row: int) -> int:
        """The format of a cell as the sheet has it, or of its column where it is not there."""
        start, end = self._places.get(row, (0, 0))
        opening = column.opening % row
        at = self._text.find(opening, start, end)
        match = _REST.match(self._text, at + len(opening), end) if at >= 0 else None
        if match is not None:
            return self._style(match[1])
        if at < 0 and end and self._after(column.number, row, start, end) is not None:
            return column.own
        return self._writer.style_at(Address(row, column.number))

    def _without_spans(self, start: int, end: int, cuts: list[Cut]) -> list[Cut]:
        """The cuts of a row with new cells, of which its tag need not know."""
        tag = _SPANS.match(self._text, start, min(end, cuts[0][0]))
        return cuts if tag is None else [(*tag.span(1), b""), *cuts]

    def _place_for(self, column: int, number: int, start: int, closing: int) -> int:
        """Where a cell that the row lacks belongs; -1 where that is not to be told at once."""
        after = self._after(column, number, start, closing)
        if after is None:
            return -1
        place = closing
        if after:
            place = self._text.find(b'<c r="%b%d"' % (after, number), start, closing)
        return place if self._text[place - 1 : place] == b">" else -1

    def _after(self, column: int, number: int, start: int, end: int) -> bytes | None:
        """The letters of a row's first cell beyond a column; None where that is not to be told."""
        # Rows of one table have the same cells, mostly: `A"` stands for the cell A17 of row 17.
        references = b"".join(_REFERENCE.findall(self._text, start, end))
        key = (references.replace(b"%d" % number, b'"'), column)
        if key not in self._afters:
            if len(self._afters) >= _REMEMBERED:
                self._afters.clear()
            self._afters[key] = _first_beyond(*key)
        return None if self._text.find(b"<extLst", start, end) >= 0 else self._afters[key]


def _first_beyond(cells: bytes, column: int) -> bytes | None:
    """The first of a row's letters beyond a column; None where they do not stand in order."""
    letters = cells.split(b'"')[:-1]
    if not (_LETTERS.fullmatch(cells) and all(map(_less, letters, letters[1:]))):
        return None
    return next((one for one in letters if column_number(one.decode()) > column), b"")


def _less(one: bytes, other: bytes) -> bool:
    return column_number(one.decode()) < column_number(other.decode())


class _Column:
    """One column, as its cells pass.

    Args:
        edits: what they become.
        opening: how its cells begin, but for the row.
        writer: makes new cells.
    """

    def __init__(self, edits: ColumnEdits, opening: bytes, writer: CellWriter) -> None:
        self.number = edits.column
        self.values = edits.values
        self.opening = opening
        self._edits = edits
        self._writer = writer
        self.own = writer.style_at(Address(0, edits.column))
        self._above = (0, 0)
        self._rests: dict[tuple[int, type, Value], bytes] = {}

    def passed(self, row: int, style: int | None) -> None:
        """Says the format of the cell in a row before it was edited; None for no cell."""
        self._above = (row, self.own if style is None else style)

    def rest(self, style: int, value: Value) -> bytes:
        """What follows the reference of a cell with a value, given its format."""
        key = (style, value.__class__, value)
        made = self._rests.get(key)
        if made is None:
            if len(self._rests) >= _REMEMBERED:
                self._rests.clear()
            made = self._rests[key] = self._writer.rest(value, style)
        return made

    def known(self, row: int) -> int | None:
        """The format that a cell takes; None where that of the cell above is still to be seen."""
        if row < self._edits.first:
            return self.own
        return self._above[1] if self._above[0] == row - 1 else None
