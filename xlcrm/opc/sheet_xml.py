"""The bytes of a sheet part: where its rows and cells stand.

Rows and cells are found by scanning, since a sheet may have a million rows and every byte that is
not edited must stay as it is. Comments and CDATA are stepped over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from operator import contains

from xlcrm.cells import Extent, column_letters, column_number
from xlcrm.opc.cell_values import attribute
from xlcrm.opc.encodings import as_utf8
from xlcrm.opc.part_text import HeldPart, PartText
from xlcrm.opc.row_blocks import RowBlocks, SheetError
from xlcrm.opc.row_index import RowIndex

__all__ = ["CellSpan", "RowSpan", "SheetError", "SheetXml"]

_ROOT = re.compile(rb"<(?:([\w.-]+):)?(?:worksheet|dialogsheet|chartsheet|macrosheet)(?=[\s/>])")
_SKIP = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
_REFERENCE = re.compile(rb"^([A-Za-z]{1,3})([0-9]{1,7})$")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:f[\s/>]|is[\s>]|v(?:\s[^>]*)?>[^<])")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?(?:v|is)[\s/>]")
# From this height on, one scan for a few columns beats reading row by row.
_TALL, _MANY = 1000, 100
_HEAD_LIMIT = 64 << 20
_STEP = 4 << 20
_NEAR = 16


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell.

    Attributes:
        column: its column, from 1.
        start, end: where its element stands in the text that it was found in.
        attributes: the text of its start tag after the name.
        content: what stands between its tags; None for an empty element.
    """

    column: int
    start: int
    end: int
    attributes: bytes
    content: bytes | None

    @property
    def filled(self) -> bool:
        """Whether it holds anything: a value, a text, a formula."""
        return self.content is not None and _FILLED.search(self.content) is not None

    @property
    def has_formula(self) -> bool:
        """Whether a formula stands in it."""
        return self.content is not None and _FORMULA.search(self.content) is not None

    @property
    def computed(self) -> bool:
        """Whether a formula stands in it, with the value that a program has computed."""
        return self.has_formula and _VALUE.search(self.content or b"") is not None


@dataclass(frozen=True, slots=True)
class RowSpan:
    """A row.

    Attributes:
        number: its number, from 1.
        start, end: where its element stands in the sheet.
        text: its element.
        tag_end: where in that text its start tag ends.
        empty: whether it is `<row/>`.
    """

    number: int
    start: int
    end: int
    text: bytes
    tag_end: int
    empty: bool


class SheetXml:
    """A sheet with an index of its rows, which is made when it is first asked for.

    Args:
        source: the bytes of the sheet part; where they are not at hand, they must be in UTF-8.

    Attributes:
        prefix: what stands before its elements' names, with the colon; b"" for nothing.
        head: what stands before the element that holds the rows.
        opening: that element's start tag.
        empty: whether that is an empty element.
        first: where the rows begin.

    Raises:
        SheetError: it is no sheet.
    """

    def __init__(self, source: bytes | PartText) -> None:
        self.source: PartText = HeldPart(as_utf8(source)) if isinstance(source, bytes) else source
        text, opening = b"", None
        for chunk in self.source.chunks():
            text += chunk
            root = _ROOT.search(text)
            self.prefix = root[1] + b":" if root is not None and root[1] else b""
            prefix = re.escape(self.prefix)
            opening = re.search(rb"<" + prefix + rb"sheetData(\s[^>]*?)?(/?)>", text)
            if (root is not None and opening is not None) or len(text) > _HEAD_LIMIT:
                break
        if opening is None or root is None:
            raise SheetError("no worksheet" if root is None else "no sheetData")
        self.head, self.opening = text[: opening.start()], opening[0]
        self.empty = opening[2] == b"/"
        self.first = opening.end()
        self._blocks = RowBlocks(self.source, self.prefix, self.first, closed=self.empty)
        self._near: dict[int, RowSpan] = {}
        self._compile(prefix)

    def _compile(self, prefix: bytes) -> None:
        self._closing = b"</%brow>" % self.prefix
        self._row = re.compile(rb"<" + prefix + rb"row(\s[^>]*?)?(/?)>", re.DOTALL)
        self._row_end = re.compile(_SKIP + rb"|</" + prefix + rb"row\s*>", re.DOTALL)
        plain, held = (
            re.compile(
                _SKIP + rb"|<%bc(\s[^>]*?)?(?:/>|>(%b)</%bc\s*>)" % (prefix, content, prefix),
                re.DOTALL,
            )
            for content in (rb".*?", rb"(?:<!\[CDATA\[.*?\]\]>|.)*?")
        )
        self._cell, self._cell_with_cdata = plain, held

    @cached_property
    def _rows(self) -> RowIndex:
        return RowIndex(self._blocks, self.prefix)

    @property
    def last(self) -> int:
        """Where the rows end."""
        return self._rows.place_for(self.last_row + 1)

    @property
    def tail(self) -> bytes:
        """What stands behind the rows, from the end tag of their element on."""
        _ = self._rows
        return self._blocks.tail or b""

    @property
    def last_row(self) -> int:
        """The number of the last row element; 0 when there is none."""
        return self._rows.last_number

    @property
    def arrays(self) -> list[Extent]:
        """The ranges that one formula fills."""
        return self._rows.arrays

    def row(self, number: int) -> RowSpan | None:
        """The row element with a number."""
        if number not in self._near:
            span = self._rows.span(number)
            if span is None:
                return None
            # An edited row is looked at again for the format of the one below it.
            if len(self._near) > _NEAR:
                self._near.clear()
            self._near[number] = self._span(number, span[0], self.source.read(*span))
        return self._near[number]

    def place_for(self, number: int) -> int:
        """Where an element for a row that has none belongs."""
        return self._rows.place_for(number)

    def rows(self, first: int, last: int) -> Iterator[RowSpan]:
        """The row elements from a number to a number, both included."""
        for number in self._rows.numbers(first, last):
            row = self.row(number)
            if row is not None:
                yield row

    def cells_under(
        self, columns: Sequence[int], first: int, last: int
    ) -> Iterator[tuple[int, CellSpan]]:
        """The cells under some columns, from a row to a row, both included, with their rows."""
        wanted = set(columns)
        for place, text in self._texts(first, last):
            if len(columns) < _MANY and last - first > _TALL and self.regular(text):
                yield from _scan(text, columns, first, last)
                continue
            for number, start, end in self._rows.rows_in(place, place + len(text)):
                if first <= number <= last:
                    row = self._span(number, start, text[start - place : end - place])
                    for cell in self.cells(row):
                        if cell.column in wanted:
                            yield number, cell

    def block(self, number: int) -> tuple[int, bytes]:
        """Whole rows from a number on, or from the next one that is there, and their place.

        Args:
            number: at most that of the last row.
        """
        return next(self._texts(number, self.last_row))

    def rows_in(self, place: int, text: bytes) -> list[tuple[int, int, int]]:
        """The numbers of a block's rows, where each begins in it and where it ends.

        Args:
            place: where the block begins.
            text: its bytes.
        """
        rows = self._rows.rows_in(place, place + len(text))
        return [(number, start - place, end - place) for number, start, end in rows]

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """All rows in blocks of whole ones, each with its place, without an index of them."""
        yield from self._blocks

    def cells_of(self, place: int, text: bytes) -> Iterator[tuple[int, CellSpan]]:
        """The cells of a block with their rows.

        Args:
            place: where it begins.
            text: its bytes.

        Raises:
            SheetError: as for `cells`.
        """
        for number, start, end in self._rows.rows_in(place, place + len(text)):
            row = self._span(number, start, text[start - place : end - place])
            for cell in self.cells(row):
                yield number, cell

    def filled_spans(self) -> Iterator[tuple[int, int]]:
        """The rows in which any cell holds anything, in order, as first and last row of a span.

        A span may begin where the one before it ends.
        """
        for place, text in self._texts(1, self.last_row):
            rows = self._rows.rows_in(place, place + len(text))
            plain = not self.prefix and b"<!" not in text
            # What most programs write is found at once.
            if plain and _all_hold(text, rows):
                yield rows[0][0], rows[-1][0]
                continue
            for number, start, end in rows:
                begins, ends = start - place, end - place
                filled = plain and text.find(b"</v>", begins, ends) >= 0
                if filled or self._holds(number, start, text[begins:ends]):
                    yield number, number

    def _holds(self, number: int, start: int, text: bytes) -> bool:
        return any(cell.filled for cell in self.cells(self._span(number, start, text)))

    def _texts(self, first: int, last: int) -> Iterator[tuple[int, bytes]]:
        """Blocks of whole rows that hold all from a row to a row."""
        if "_rows" not in self.__dict__:
            # One pass for all, with nothing to look up, as a table is read.
            yield from self._blocks
            return
        place, end = self._rows.place_for(first), self._rows.place_for(last + 1)
        while place < end:
            rows = self._rows.rows_in(place, min(place + _STEP, end))
            until = rows[-1][2] if rows else end
            yield place, self.source.read(place, until)
            place = until

    def regular(self, text: bytes) -> bool:
        """Whether each cell begins as programs commonly write it, so that a scan finds columns."""
        return (
            not self.prefix
            and b"<!" not in text
            and b"<c>" not in text
            and text.count(b"<c ") == text.count(b'<c r="')
        )

    def _span(self, number: int, start: int, text: bytes) -> RowSpan:
        match = self._row.match(text)
        if match is None:
            raise SheetError(f"row {number}")
        if match[2] == b"/":
            return RowSpan(number, start, start + match.end(), match[0], match.end(), empty=True)
        if text.find(self._closing) == len(text) - len(self._closing) and b"<!" not in text:
            return RowSpan(number, start, start + len(text), text, match.end(), empty=False)
        ends = self._row_end.finditer(text, match.end())
        end = next((found.end() for found in ends if found[0].startswith(b"</")), 0)
        if not end:
            raise SheetError(f"row {number} cut short")
        return RowSpan(number, start, start + end, text[:end], match.end(), empty=False)

    def cells(self, row: RowSpan) -> Iterator[CellSpan]:
        """The cells of a row, in order; they stand in the row's text.

        Raises:
            SheetError: a reference is wrong or cells do not stand in order.
        """
        if row.empty:
            return
        last = 0
        pattern = self._cell_with_cdata if b"<![CDATA[" in row.text else self._cell
        for match in pattern.finditer(row.text, row.tag_end):
            if match[0].startswith(b"<!"):
                continue
            attributes = match[1] or b""
            reference = attribute(attributes, b"r")
            column = last + 1
            if reference is not None:
                parsed = _REFERENCE.match(reference)
                if parsed is None or int(parsed[2]) != row.number:
                    named = reference[:20].decode("utf-8", "replace")
                    raise SheetError(f"cell {named} in row {row.number}")
                column = column_number(parsed[1].decode())
            if column <= last:
                raise SheetError(f"cells of row {row.number} out of order")
            last = column
            yield CellSpan(column, match.start(), match.end(), attributes, match[2])

    def cells_at(self, row: RowSpan, columns: Iterable[int]) -> dict[int, CellSpan]:
        """Cells of a row by column: those under some columns, or all of them.

        Raises:
            SheetError: as for `cells`, where all are looked at.
        """
        found: dict[int, CellSpan] = {}
        if row.empty or not self.regular(row.text):
            return {cell.column: cell for cell in self.cells(row)}
        for column in columns:
            start = row.text.find(b'<c r="%b%d"' % (_letters(column), row.number))
            match = self._cell.match(row.text, start) if start >= 0 else None
            if match is None:
                return {cell.column: cell for cell in self.cells(row)}
            found[column] = CellSpan(column, match.start(), match.end(), match[1] or b"", match[2])
        return found


@cache
def _letters(column: int) -> bytes:
    return column_letters(column).encode()


def _all_hold(text: bytes, rows: Sequence[tuple[int, int, int]]) -> bool:
    """Whether rows that follow each other all have a cell with a value, as is usually written."""
    if not rows or rows[-1][0] - rows[0][0] + 1 > len(rows):
        return False
    held = text.split(b"</row>")
    return len(held) == len(rows) + 1 and all(map(contains, held[:-1], repeat(b"</v>")))


def _scan(
    text: bytes, columns: Sequence[int], first: int, last: int
) -> Iterator[tuple[int, CellSpan]]:
    """The cells under some columns in a block whose cells all begin with their reference."""
    letters = {column_letters(column).encode(): column for column in columns}
    if not any(b'<c r="' + start in text for start in letters):
        return  # as beside a table, mostly
    cell = re.compile(
        rb'<c( r="(' + b"|".join(letters) + rb')([0-9]{1,7})"[^>]*?)(?:/>|>(.*?)</c\s*>)', re.DOTALL
    )
    for match in cell.finditer(text):
        if first <= int(match[3]) <= last:
            column = letters[match[2]]
            yield (
                int(match[3]),
                CellSpan(column, match.start(), match.end(), match[1], match[4]),
            )
