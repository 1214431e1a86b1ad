"""Blocks of cells as programs hand them over, and where programs say that tables stand."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

import xlwings as xw

from xlcrm.cells import Address, Extent

Raw = str | float | bool | None
"""A cell as a program hands it over: dates are numbers, an error is its text."""

_MAYBE_MORE = re.compile(r"[A-Za-z_].*", re.DOTALL)
_DIGIT = re.compile(r"[0-9]")
_TRUTHS = {"true", "false"}


class Kind(Enum):
    """What a number is under a cell's number format."""

    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    TRUTH = "truth"
    TEXT = "text"


@dataclass(frozen=True)
class Standing:
    """Where a program says that a table stands.

    Attributes:
        name: its name.
        extent: its range, with a header row and a totals row where they are shown.
        has_header: whether the header row is shown.
        totals: whether the totals row is.
    """

    name: str
    extent: Extent
    has_header: bool
    totals: bool


def cells(sheet: xw.Sheet, extent: Extent) -> xw.Range:
    """The range of an extent."""
    return sheet.range(extent.first, extent.last)


def cell(sheet: xw.Sheet, address: Address) -> xw.Range:
    """The range of one cell."""
    return sheet.range(address)


def extent_of(area: xw.Range) -> Extent:
    """The extent of a range."""
    height, width = area.shape
    return Extent.of(area.row, area.column, height, width)


def rows_of(block: Any, width: int) -> list[list[Any]]:
    """A block of cells as rows, however few of them there are.

    Args:
        block: one value, one row or column of them, or rows.
        width: the number of columns.
    """
    if not isinstance(block, list | tuple):
        return [[block]]
    if block and not isinstance(block[0], list | tuple):
        return [list(block)] if len(block) == width else [[value] for value in block]
    return [list(row) for row in block]


def guarded(text: str) -> str:
    """A text so written that no program takes it for a formula, a number or a date."""
    plain = _MAYBE_MORE.fullmatch(text) and not _DIGIT.search(text)
    return text if plain and text.casefold() not in _TRUTHS else "'" + text
