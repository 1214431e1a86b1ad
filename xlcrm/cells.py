"""Addresses and grids: what a table's cells hold, whatever program keeps them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import polars as pl

Value = str | float | int | bool | date | datetime | None
"""One cell. Dates are real dates; an empty cell is None; an Excel error is its text ("#N/A")."""

Cells: TypeAlias = "pl.Series | list[Value]"
"""One column of a table: a typed Series where every filled cell is of one type, else the raw
cells. Which one it is says whether the column is clean (see docs/decisions/0002)."""

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$")


class Address(NamedTuple):
    """A cell's place on its sheet; row and column count from 1."""

    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address as Excel writes it, such as "B7"."""
        return f"{column_letters(self.column)}{self.row}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Reads "B7" or "$B$7".

        Raises:
            ValueError: the text is no cell address, or lies outside of a sheet.
        """
        match = _A1.match(text)
        if match is None:
            raise ValueError(text)
        address = cls(int(match[2]), column_number(match[1]))
        if address.row > MAX_ROW or address.column > MAX_COLUMN:
            raise ValueError(text)
        return address


class Extent(NamedTuple):
    """A rectangle of cells, both corners included."""

    first: Address
    last: Address

    @property
    def a1(self) -> str:
        """The range as Excel writes it, such as "A1:C9"; one cell is "A1"."""
        return self.first.a1 if self.first == self.last else f"{self.first.a1}:{self.last.a1}"

    @property
    def absolute(self) -> str:
        """The range with dollar signs, such as "$A$1:$C$9"."""
        corners = (self.first, self.last) if self.first != self.last else (self.first,)
        return ":".join(f"${column_letters(c.column)}${c.row}" for c in corners)

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.last.row - self.first.row + 1

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.last.column - self.first.column + 1

    @classmethod
    def parse(cls, text: str) -> "Extent":
        """Reads "A1:C9", "$A$1:$C$9" or "A1".

        Raises:
            ValueError: the text is no range of cells.
        """
        first, _, last = text.partition(":")
        return cls(Address.parse(first), Address.parse(last or first))

    @classmethod
    def of(cls, row: int, column: int, height: int, width: int) -> "Extent":
        """The rectangle of `height` x `width` cells whose upper left cell is given."""
        return cls(Address(row, column), Address(row + height - 1, column + width - 1))


def column_letters(number: int) -> str:
    """The letters of a column: 1 is "A", 27 is "AA"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: "A" is 1, "AA" is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quoted(sheet: str) -> str:
    """A sheet's title as a formula names it: 'Bob''s data'."""
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(title: str) -> str:
    """A sheet's title out of a formula: the reverse of `quoted`; one without quotes is itself."""
    if len(title) > 1 and title[0] == title[-1] == "'":
        return title[1:-1].replace("''", "'")
    return title


class Meaning(NamedTuple):
    """What a column of a foreign table stands for, as the workbook itself says.

    Attributes:
        header: the text over the column.
        field: the name that it goes by; "" for a column that stays the user's own.
        reading: how texts in it are read, such as "dmy"; "" for nothing special.
    """

    header: str
    field: str
    reading: str = ""


class TablePlace(NamedTuple):
    """Where a table stands.

    Attributes:
        name: the table's name, such as "Orders".
        sheet: the title of its sheet.
        extent: the header row and the data rows, without a totals row.
        headers: the texts of the header row, in order.
        totals: whether a totals row follows.
        calculated: the headers of the columns that a formula of the table's fills.
        meanings: of a table that the user had under names of their own: what its columns are.
        below: of a plain range: the first filled row further down that no table has; 0 for none.
    """

    name: str
    sheet: str
    extent: Extent
    headers: tuple[str, ...]
    totals: bool = False
    calculated: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    below: int = 0

    @property
    def first_row(self) -> int:
        """The sheet row of the first data row."""
        return self.extent.first.row + 1

    def column_of(self, header: str) -> int:
        """The sheet column under a header.

        Raises:
            ValueError: the table has no such header.
        """
        return self.extent.first.column + self.headers.index(header)


class Grid(NamedTuple):
    """The data cells of one table, by columns; all columns have the same length.

    Row i of a column stands in sheet row `place.first_row + i`.
    """

    place: TablePlace
    columns: tuple[Cells, ...]

    @property
    def height(self) -> int:
        """Number of data rows, blank ones included."""
        return len(self.columns[0]) if self.columns else 0

    def column(self, header: str) -> Cells:
        """The cells under a header."""
        return self.columns[self.place.headers.index(header)]

    def address(self, header: str, index: int) -> Address:
        """Where the cell under a header in data row `index` (from 0) stands."""
        return Address(self.place.first_row + index, self.place.column_of(header))


def typed(values: Sequence[Value]) -> Cells:
    """A Series where all filled cells are of one type, else the raw list.

    Whole and fractional numbers are one type; a column of dates and of moments is a column of
    moments. A column with no filled cell is a Series of nulls.
    """
    # Polars takes longer to load than a small book takes to write.
    import polars as pl

    kinds = {type(value) for value in values if value is not None}
    if not kinds:
        return pl.Series(values=[None] * len(values), dtype=pl.Null)
    if kinds == {str}:
        return pl.Series(values=values, dtype=pl.String)
    if kinds == {bool}:
        return pl.Series(values=values, dtype=pl.Boolean)
    if kinds <= {int, float}:
        return pl.Series(values=values, dtype=pl.Float64)
    if kinds == {date}:
        return pl.Series(values=values, dtype=pl.Date)
    if kinds <= {date, datetime}:
        moments = [
            datetime(value.year, value.month, value.day)
            if isinstance(value, date) and not isinstance(value, datetime)
            else value
            for value in values
        ]
        return pl.Series(values=moments, dtype=pl.Datetime("us"))
    return list(values)
