"""Which cells of a document are dates or truth values: Calc keeps both as numbers."""

import re
from enum import Enum
from typing import Any

from xlcrm.cells import Value
from xlcrm.opc.serials import from_serial

_DATE, _TIME, _LOGICAL = 2, 4, 1024
_ELAPSED = re.compile(r"\[(\w)\1*\]")
"""[HH], [MM] or [SS], in the letters of whatever language; a colour has several letters."""


class CellKind(Enum):
    """What a number is under a format."""

    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"


Run = tuple[int, int, CellKind]
"""The first and the last row of cells of a kind, counted from the first one that was looked at."""


class CellKinds:
    """The number formats of one document.

    Args:
        document: a Calc document.
    """

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._known: dict[int, CellKind] = {}

    def of_format(self, key: int) -> CellKind:
        """What a number is under the format with a key."""
        if key not in self._known:
            found = self._formats.getByKey(key)
            self._known[key] = kind_of(found.Type, found.FormatString)
        return self._known[key]

    def runs(self, cells: Any) -> tuple[Run, ...]:
        """The kinds in one column of cells; those that no run names are plain numbers.

        Args:
            cells: a range of one column.
        """
        first = cells.RangeAddress.StartRow
        found: list[Run] = []
        for ranges in cells.UniqueCellFormatRanges:
            kind = self.of_format(ranges.getByIndex(0).NumberFormat)
            if kind is not CellKind.NUMBER:
                parts = ranges.RangeAddresses
                found += [(part.StartRow - first, part.EndRow - first, kind) for part in parts]
        return tuple(found)


def kind_of(number_type: int, code: str) -> CellKind:
    """What a number is under a format.

    Args:
        number_type: a sum of constants of com.sun.star.util.NumberFormat.
        code: the format's text.
    """
    if number_type & _LOGICAL:
        return CellKind.TRUTH
    if number_type & _DATE or (number_type & _TIME and not _ELAPSED.search(code)):
        return CellKind.DATE
    return CellKind.NUMBER


def cell_value(cell: Any, kind: CellKind, *, epoch_1904: bool) -> Value:
    """The value of a cell.

    Args:
        cell: as Calc hands it over: a number, a text, "" for blank, None for an error.
        kind: what a number in it is.
        epoch_1904: whether the document's day 0 is 1904-01-01.
    """
    if isinstance(cell, str):
        return cell or None
    if cell is None:
        return "#N/A"  # which error it is makes no difference to any reader of ours
    number = float(cell)
    if kind is CellKind.DATE:
        found = from_serial(number, epoch_1904=epoch_1904)
        return number if found is None else found
    return bool(number) if kind is CellKind.TRUTH and number in {0.0, 1.0} else number
