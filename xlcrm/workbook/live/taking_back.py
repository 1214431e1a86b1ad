"""What a step wrote, put back where it fails, for programs whose undo cannot be asked for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import xlwings as xw
from xlwings.main import Table

from xlcrm.workbook.live.blocks import Raw, guarded, rows_of


class Written:
    """What a step has written so far.

    Values, formulas, names and ranges of tables come back, and new sheets go. The looks of cells
    that were blank stay, and so does the middle of a sheet of ours that was being made anew: the
    next refresh makes it whole.
    """

    def __init__(self) -> None:
        self._ways_back: list[Callable[[], object]] = []

    @contextmanager
    def put_back_on_failure(self) -> Iterator[None]:
        """Everything kept within is put back, the last first, where it fails."""
        self._ways_back.clear()
        try:
            yield
        except BaseException:
            while self._ways_back:
                self._ways_back.pop()()
            raise
        finally:
            self._ways_back.clear()

    def keep(self, area: xw.Range) -> None:
        """Keeps what cells hold, before they are written."""
        width = area.shape[1]
        told, values = rows_of(area.formula, width), rows_of(area.raw_value, width)
        held = [
            [_written(text, value) for text, value in zip(*rows, strict=True)]
            for rows in zip(told, values, strict=True)
        ]

        def back() -> None:
            area.raw_value = held

        self._ways_back.append(back)

    def keep_range(self, table: Table) -> None:
        """Keeps where a table stands, before it is given another range."""
        extent = table.range
        self._ways_back.append(lambda: table.resize(extent))

    def keep_name(self, book: xw.Book, name: str) -> None:
        """Keeps what a name of a book stands for, before it is given a meaning."""
        before = book.names[name].refers_to if name in book.names else None

        def back() -> None:
            if before is not None:
                book.names.add(name, before)
            elif name in book.names:
                book.names[name].delete()

        self._ways_back.append(back)

    def keep_away(self, sheet: xw.Sheet) -> None:
        """Keeps in mind that a sheet is new."""
        self._ways_back.append(sheet.delete)


def _written(text: Any, value: Any) -> Raw:
    """What must be written into a cell, so that it holds what it holds now.

    Args:
        text: what stands in its entry line.
        value: what it shows.
    """
    if isinstance(text, str) and text.startswith("=") and text != value:
        return text
    if isinstance(value, str):
        return guarded(value) if value else None
    found: Raw = value
    return found
