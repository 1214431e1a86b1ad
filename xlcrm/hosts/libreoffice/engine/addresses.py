"""Rectangles of cells and how they are written: A1 in Excel, numbers in the office."""

import re
from typing import Any, NamedTuple

from xlcrm.hosts.libreoffice.engine import bridge

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_CELL = r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})"
_CELLS = re.compile(rf"{_CELL}(?::{_CELL})?$")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$")
_ROWS = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})$")


def letters(column: int) -> str:
    """The letters of a column: 1 is "A", 27 is "AA"."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text: str) -> int:
    """The number of a column: "A" is 1, "AA" is 27."""
    column = 0
    for letter in text.upper():
        column = column * 26 + ord(letter) - 64
    return column


class Place(NamedTuple):
    """A rectangle of cells on a sheet; row and column of its first cell count from 1."""

    row: int
    column: int
    height: int = 1
    width: int = 1

    @property
    def last_row(self) -> int:
        """The last row; one less than the first where the rectangle is empty."""
        return self.row + self.height - 1

    @property
    def last_column(self) -> int:
        """The last column; one less than the first where the rectangle is empty."""
        return self.column + self.width - 1

    @property
    def cells(self) -> int:
        """The number of cells."""
        return self.height * self.width

    @property
    def whole_rows(self) -> bool:
        """Whether it spans all columns."""
        return self.width >= MAX_COLUMN

    @property
    def whole_columns(self) -> bool:
        """Whether it spans all rows."""
        return self.height >= MAX_ROW

    def a1(self, *, row_dollar: bool = True, column_dollar: bool = True) -> str:
        """The rectangle as Excel writes it, such as "$A$1:$C$9", "$A:$B" or "$1:$3"."""
        r, c = "$" * row_dollar, "$" * column_dollar
        if self.whole_rows and not self.whole_columns:
            return f"{r}{self.row}:{r}{self.last_row}"
        if self.whole_columns and not self.whole_rows:
            return f"{c}{letters(self.column)}:{c}{letters(self.last_column)}"
        first = f"{c}{letters(self.column)}{r}{self.row}"
        last = f"{c}{letters(self.last_column)}{r}{self.last_row}"
        return first if self.cells == 1 else f"{first}:{last}"

    def part(self, row: int, column: int, height: int = 1, width: int = 1) -> "Place":
        """A rectangle whose first cell is given from this one's first cell, counted from 0."""
        return Place(self.row + row, self.column + column, height, width)

    def meets(self, other: "Place") -> bool:
        """Whether the two share a cell."""
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def within(self, other: "Place") -> "Place | None":
        """What the two share, or None."""
        if not self.meets(other):
            return None
        return between(
            max(self.row, other.row),
            max(self.column, other.column),
            min(self.last_row, other.last_row),
            min(self.last_column, other.last_column),
        )

    def office(self, sheet_index: int) -> Any:
        """The rectangle as a UNO CellRangeAddress; sheets count from 0."""
        return bridge.struct(
            "table.CellRangeAddress",
            Sheet=sheet_index,
            StartRow=self.row - 1,
            StartColumn=self.column - 1,
            EndRow=self.last_row - 1,
            EndColumn=self.last_column - 1,
        )

    def office_cell(self, sheet_index: int) -> Any:
        """Its first cell as a UNO CellAddress; sheets count from 0."""
        return bridge.struct(
            "table.CellAddress", Sheet=sheet_index, Row=self.row - 1, Column=self.column - 1
        )


def between(row: int, column: int, last_row: int, last_column: int) -> Place:
    """The rectangle between two corners, in any order."""
    top, bottom = sorted((row, last_row))
    left, right = sorted((column, last_column))
    return Place(top, left, bottom - top + 1, right - left + 1)


def covering(one: Place, other: Place) -> Place:
    """The smallest rectangle that holds both."""
    return between(
        min(one.row, other.row),
        min(one.column, other.column),
        max(one.last_row, other.last_row),
        max(one.last_column, other.last_column),
    )


def from_office(address: Any) -> Place:
    """The place of a UNO CellRangeAddress."""
    return between(
        address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1
    )


def parse(text: str) -> Place | None:
    """Reads "B7", "$A$1:C9", "A:C" or "1:3"; None where the text is no address."""
    if match := _CELLS.match(text):
        column, row, last_column, last_row = match.groups()
        place = between(
            int(row), number(column), int(last_row or row), number(last_column or column)
        )
    elif match := _COLUMNS.match(text):
        place = between(1, number(match[1]), MAX_ROW, number(match[2]))
    elif match := _ROWS.match(text):
        place = between(int(match[1]), 1, int(match[2]), MAX_COLUMN)
    else:
        return None
    return place if place.last_row <= MAX_ROW and place.last_column <= MAX_COLUMN else None


def quoted(sheet: str) -> str:
    """A sheet's title as a formula names it: 'Bob''s data'; plain words stay plain."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", sheet) and parse(sheet) is None:
        return sheet
    return "'" + sheet.replace("'", "''") + "'"
