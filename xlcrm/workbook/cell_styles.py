"""The cell formats that edited cells get, so that a value reads back as what was written."""

import re
from datetime import date, datetime

from xlcrm.cells import Value
from xlcrm.opc.book import Book
from xlcrm.opc.number_formats import DAY_FORMAT, GENERAL, MOMENT_FORMAT, Shown
from xlcrm.opc.style_part import host_styles
from xlcrm.opc.styles import Styles

_COLUMN = re.compile(
    rb"<(?:[\w.-]+:)?col(?=\s)(?=[^>]*?\smin=[\"']([0-9]+))(?=[^>]*?\smax=[\"']([0-9]+))"
    rb"(?=[^>]*?\sstyle=[\"']([0-9]+))"
)


class CellStyles:
    """The cell formats of one workbook, loaded when first needed.

    Args:
        book: the workbook.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._loaded: Styles | None = None
        self._made: dict[tuple[int, int], int] = {}
        self._shown: dict[int, Shown] = {}

    def _styles(self) -> Styles:
        if self._loaded is None:
            self._loaded = host_styles(self._book)
        return self._loaded

    def restyle(self, style: int, value: Value) -> int:
        """The cell format for a value: dates show as dates, numbers never do."""
        if isinstance(value, date):
            wanted = MOMENT_FORMAT if isinstance(value, datetime) else DAY_FORMAT
            return style if self._shows(style, Shown.DATE) else self._with(style, wanted)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and style and not self._shows(style, Shown.NUMBER):
            return self._with(style, GENERAL)
        return style

    def _shows(self, style: int, what: Shown) -> bool:
        if style not in self._shown:
            self._shown[style] = self._styles().shown(style)
        return self._shown[style] is what

    def _with(self, style: int, number: int) -> int:
        key = (style, number)
        if key not in self._made:
            self._made[key] = self._styles().with_number_format(style, number)
            if self._styles().changed:
                self._book.draft.touch(self._book.used("styles"))
        return self._made[key]

    @staticmethod
    def of_column(head: bytes, column: int) -> int:
        """The cell format of a column, from what stands before the sheet's cells."""
        for match in _COLUMN.finditer(head):
            if int(match[1]) <= column <= int(match[2]):
                return int(match[3])
        return 0
