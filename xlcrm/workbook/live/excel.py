"""Excel: values by `Value2`, many areas at once, and what only its own objects can do.

On a Mac the objects are others; there the plain way of `program` is taken.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import xlwings as xw

from xlcrm.workbook.com_errors import error_text
from xlcrm.workbook.live.blocks import Raw, rows_of
from xlcrm.workbook.live.excel_looks import ExcelLooks
from xlcrm.workbook.live.program import Program


class Excel(Program):
    """Excel with a book open.

    Args:
        book: the book.
    """

    def __init__(self, book: xw.Book) -> None:
        super().__init__(book)
        self.looks = ExcelLooks(book)

    @property
    def _native(self) -> bool:
        """Whether Excel's own objects are at hand."""
        return sys.platform == "win32"

    @property
    def epoch_1904(self) -> bool:
        """Whether day 0 of the book is 1904-01-01."""
        return bool(self._native and self.book.api.Date1904)

    @property
    def read_only(self) -> bool:
        """Whether the book cannot be changed."""
        return bool(self._native and self.book.api.ReadOnly)

    def protected(self, sheet: xw.Sheet) -> bool:
        """Whether a sheet's cells cannot be changed."""
        return bool(self._native and sheet.api.ProtectContents)

    def raw(self, area: xw.Range) -> list[list[Raw]]:
        """The cells of a range, row by row; dates are numbers."""
        if not self._native:
            return super().raw(area)
        rows = rows_of(area.api.Value2, area.shape[1])
        return [[_raw(value) for value in row] for row in rows]

    @contextmanager
    def _whole_step(self, title: str) -> Iterator[None]:
        """Everything within is drawn and computed once; Excel cannot take it back."""
        app = self.book.app
        shown, before = self.book.sheets.active, app.calculation
        try:
            with super()._whole_step(title):
                yield
        finally:
            app.calculation = before
            shown.activate()

    def hide_name(self, name: str, refers_to: str, sheet: xw.Sheet | None = None) -> None:
        """Defines a name that Excel does not list."""
        if sheet is None:
            self._written.keep_name(self.book, name)
        made = (sheet or self.book).names.add(name, refers_to)
        if self._native:
            made.api.Visible = False


def _raw(value: Any) -> Raw:
    if isinstance(value, int) and not isinstance(value, bool):
        return error_text(value) or float(value)
    if value == "":
        return None
    found: Raw = value
    return found
