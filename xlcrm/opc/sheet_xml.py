"""The bytes of a sheet part: where its rows and cells stand.

Rows and cells are found by scanning, since a sheet may have a million rows and every byte that is
not edited must stay as it is. Comments and CDATA are stepped over.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlcrm.cells import column_letters, column_number
from xlcrm.opc.cell_values import attribute

_ROOT = re.compile(rb"<(?:([\w.-]+):)?(?:worksheet|dialogsheet|chartsheet|macrosheet)(?=[\s/>])")
_DECLARED = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']")
_SKIP = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
_REFERENCE = re.compile(rb"^([A-Za-z]{1,3})([0-9]+)$")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:f[\s/>]|is[\s>]|v(?:\s[^>]*)?>[^<])")
# From this height on, one scan for a few columns beats reading row by row.
_TALL, _MANY = 1000, 100
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class SheetError(ValueError):
    """The sheet's bytes are not in a form that can be edited."""


@dataclass(frozen=True)
class CellSpan:
    """Where a cell stands in the sheet's bytes.

    Attributes:
        column: its column, from 1.
        start, end: its element.
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


@dataclass(frozen=True)
class RowSpan:
    """Where a row stands: its element, its start tag's end, and whether it is `<row/>`."""

    number: int
    start: int
    tag_end: int
    end: int
    attributes: bytes
    empty: bool


class SheetXml:
    """A sheet's bytes with an index of its rows.

    Args:
        data: the bytes of the sheet part.

    Raises:
        SheetError: it is no sheet, or its rows do not stand in order.
    """

    def __init__(self, data: bytes) -> None:
        self.data = as_utf8(data)
        root = _ROOT.search(self.data)
        if root is None:
            raise SheetError("no worksheet")
        self.prefix = root[1] + b":" if root[1] else b""
        self._compile()
        opening = self._sheet_data.search(self.data)
        if opening is None:
            raise SheetError("no sheetData")
        self.data_tag = (opening.start(), opening.end())
        self.empty = opening[2] == b"/"
        self.first = opening.end()
        closing = b"</" + self.prefix + b"sheetData"
        self.last = self.first if self.empty else self.data.rfind(closing)
        if self.last < self.first:
            raise SheetError("sheetData cut short")
        self._regular: bool | None = None
        self._index: tuple[array[int], array[int]] | None = None

    def _compile(self) -> None:
        prefix = re.escape(self.prefix)
        self._sheet_data = re.compile(rb"<" + prefix + rb"sheetData(\s[^>]*?)?(/?)>")
        self._row = re.compile(_SKIP + rb"|<" + prefix + rb"row(\s[^>]*?)?(/?)>", re.DOTALL)
        self._row_end = re.compile(_SKIP + rb"|</" + prefix + rb"row\s*>", re.DOTALL)
        content = rb"(?:<!\[CDATA\[.*?\]\]>|.)*?" if b"<![CDATA[" in self.data else rb".*?"
        self._cell = re.compile(
            _SKIP + rb"|<%bc(\s[^>]*?)?(?:/>|>(%b)</%bc\s*>)" % (prefix, content, prefix),
            re.DOTALL,
        )

    def _rows(self) -> "tuple[array[int], array[int]]":
        """The numbers and the places of all rows, in order."""
        if self._index is None:
            numbers, starts = array("L"), array("Q")
            last = 0
            for match in self._row.finditer(self.data, self.first, self.last):
                if match[2] is None:
                    continue
                text = attribute(match[1] or b"", b"r")
                if text and not text.isdigit():
                    raise SheetError(f"row {text!r}")
                number = int(text) if text else last + 1
                if number <= last:
                    raise SheetError(f"row {number} after row {last}")
                numbers.append(number)
                starts.append(match.start())
                last = number
            self._index = (numbers, starts)
        return self._index

    @property
    def last_row(self) -> int:
        """The number of the last row element; 0 when there is none."""
        numbers = self._rows()[0]
        return numbers[-1] if numbers else 0

    def row(self, number: int) -> RowSpan | None:
        """The row element with a number."""
        numbers, starts = self._rows()
        at = bisect_left(numbers, number)
        if at == len(numbers) or numbers[at] != number:
            return None
        return self._span(number, starts[at])

    def place_for(self, number: int) -> int:
        """Where an element for a row that has none belongs."""
        numbers, starts = self._rows()
        at = bisect_left(numbers, number)
        return starts[at] if at < len(numbers) else self.last

    def rows(self, first: int, last: int) -> Iterator[RowSpan]:
        """The row elements from a number to a number, both included."""
        numbers, starts = self._rows()
        for at in range(bisect_left(numbers, first), len(numbers)):
            if numbers[at] > last:
                return
            yield self._span(numbers[at], starts[at])

    def cells_under(
        self, columns: Sequence[int], first: int, last: int
    ) -> Iterator[tuple[int, CellSpan]]:
        """The cells under some columns, from a row to a row, both included, with their rows."""
        if len(columns) < _MANY and last - first > _TALL and self.regular:
            yield from self._scan(columns, first, last)
            return
        wanted = set(columns)
        for row in self.rows(first, last):
            for cell in self.cells(row):
                if cell.column in wanted:
                    yield row.number, cell

    @property
    def regular(self) -> bool:
        """Whether each cell begins as programs commonly write it, so that a scan finds columns."""
        if self._regular is None:
            data, span = self.data, (self.first, self.last)
            self._regular = (
                not self.prefix
                and data.find(b"<!", *span) < 0
                and data.find(b"<c>", *span) < 0
                and data.count(b"<c ", *span) == data.count(b'<c r="', *span)
            )
        return self._regular

    def _scan(
        self, columns: Sequence[int], first: int, last: int
    ) -> Iterator[tuple[int, CellSpan]]:
        letters = {column_letters(column).encode(): column for column in columns}
        cell = re.compile(
            rb'<c( r="(' + b"|".join(letters) + rb')([0-9]+)"[^>]*?)(?:/>|>(.*?)</c\s*>)', re.DOTALL
        )
        for match in cell.finditer(self.data, self.first, self.last):
            if first <= int(match[3]) <= last:
                column = letters[match[2]]
                yield (
                    int(match[3]),
                    CellSpan(column, match.start(), match.end(), match[1], match[4]),
                )

    def _span(self, number: int, start: int) -> RowSpan:
        match = self._row.match(self.data, start)
        if match is None:
            raise SheetError(f"row {number}")
        if match[2] == b"/":
            return RowSpan(number, start, match.end(), match.end(), match[1] or b"", empty=True)
        ends = self._row_end.finditer(self.data, match.end(), self.last)
        end = next((found.end() for found in ends if found[0].startswith(b"</")), 0)
        if not end:
            raise SheetError(f"row {number} cut short")
        return RowSpan(number, start, match.end(), end, match[1] or b"", empty=False)

    def cells(self, row: RowSpan) -> Iterator[CellSpan]:
        """The cells of a row, in order.

        Raises:
            SheetError: a reference is wrong or cells do not stand in order.
        """
        if row.empty:
            return
        last = 0
        for match in self._cell.finditer(self.data, row.tag_end, row.end):
            if match[0].startswith(b"<!"):
                continue
            attributes = match[1] or b""
            reference = attribute(attributes, b"r")
            column = last + 1
            if reference is not None:
                parsed = _REFERENCE.match(reference)
                if parsed is None or int(parsed[2]) != row.number:
                    raise SheetError(f"cell {reference!r} in row {row.number}")
                column = column_number(parsed[1].decode())
            if column <= last:
                raise SheetError(f"cells of row {row.number} out of order")
            last = column
            yield CellSpan(column, match.start(), match.end(), attributes, match[2])


def as_utf8(data: bytes) -> bytes:
    """The same document as UTF-8 without a mark at its beginning.

    Raises:
        SheetError: it names an encoding that is unknown, or is not in it.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if not encoding:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
            return data
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise SheetError(encoding) from error
    return re.sub(r"^(<\?xml[^>]*encoding\s*=\s*[\"'])[\w.-]+", r"\1UTF-8", text).encode()
