"""Where a range lies, and the way from it to other ranges."""

from typing import Any, cast

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import (
    MAX_COLUMN,
    MAX_ROW,
    Place,
    covering,
    from_office,
    parse,
    quoted,
)
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_DIRECTIONS = {
    "d": "down",
    "down": "down",
    "u": "up",
    "up": "up",
    "l": "left",
    "left": "left",
    "r": "right",
    "right": "right",
}


class RangeBase(Guarded, base_classes.Range):
    """A rectangle of cells; an empty one (no rows or no columns) reads and writes nothing.

    Args:
        sheet: the sheet that it lies on.
        place: the rectangle.
    """

    def __init__(self, sheet: Any, place: Place, arg1_input: Any = None) -> None:
        self.sheet = sheet
        self.place = place
        self.arg1_input = arg1_input
        self.options: dict[str, Any] = {}

    def area(self, place: Place) -> Any:
        """Another range on the same sheet."""
        return self.sheet.area(place)

    @property
    def api(self) -> Any:
        """The range as the office knows it; None where it is empty."""
        return self.sheet.cells_at(self.place) if self.place.cells > 0 else None

    xl = api

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        """The sheet, the first row and column (from 1), and the numbers of rows and columns."""
        return (self.sheet.xl, *self.place)

    def __len__(self) -> int:
        return max(0, self.place.cells)

    @property
    def row(self) -> int:
        """The first row, from 1."""
        return self.place.row

    @property
    def column(self) -> int:
        """The first column, from 1."""
        return self.place.column

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of rows and columns."""
        return self.place.height, self.place.width

    def __call__(self, arg1: int, arg2: int | None = None) -> Any:
        """One cell: by its number along the rows, or by row and column, from 1."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, self.place.width)
        else:
            row, column = arg1 - 1, arg2 - 1
        return self.area(self.place.part(row, column))

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """The address, such as "A1:B2", with dollars and book and sheet as asked."""
        address = self.place.a1(row_dollar=row_absolute, column_dollar=col_absolute)
        if not external:
            return address
        book = f"[{self.sheet.book.name}]{self.sheet.name}".replace("'", "''")
        return f"'{book}'!{address}"

    @property
    def address(self) -> str:
        """The address with dollars."""
        if self.place.cells < 1:
            first = Place(self.place.row, self.place.column).a1()
            return f"{first}{{{self.place.height}x{self.place.width}}}"
        return self.place.a1()

    @property
    def rows(self) -> Any:
        """The range itself, as a range of rows."""
        return self.area(self.place)

    @property
    def columns(self) -> Any:
        """The range itself, as a range of columns."""
        return self.area(self.place)

    def select(self) -> None:
        """Selects it, on its sheet."""
        self.sheet.activate()
        self.sheet.document.controller.select(self.api)

    def end(self, direction: str) -> Any:
        """The cell that Ctrl and an arrow key lead to from the first cell."""
        way = _DIRECTIONS[direction]
        vertical = way in {"down", "up"}
        at = self.place.row if vertical else self.place.column
        limit = MAX_ROW if vertical else MAX_COLUMN
        filled = self._filled(vertical=vertical)
        goal = _forward(filled, at, limit) if way in {"down", "right"} else _back(filled, at)
        row, column = (goal, self.place.column) if vertical else (self.place.row, goal)
        return self.area(Place(row, column))

    def _filled(self, *, vertical: bool) -> list[tuple[int, int]]:
        """The runs of filled cells in the first cell's column or row, in order."""
        used = self.sheet.used
        at = self.place
        last = used.last_row if vertical else used.last_column
        line = Place(1, at.column, last, 1) if vertical else Place(at.row, 1, 1, last)
        empty = sorted(
            (part.row, part.last_row) if vertical else (part.column, part.last_column)
            for part in map(
                from_office, self.sheet.cells_at(line).queryEmptyCells().getRangeAddresses()
            )
        )
        runs, start = [], 1
        for first, final in [*empty, (last + 1, last + 1)]:
            if first > start:
                runs.append((start, first - 1))
            start = final + 1
        return runs

    @property
    def current_region(self) -> Any:
        """The filled cells around it, up to blank rows and columns."""
        cursor = self.sheet.xl.createCursorByRange(self.api)
        cursor.collapseToCurrentRegion()
        return self.area(from_office(cursor.getRangeAddress()))

    @property
    def name(self) -> Any:
        """The name of exactly this range, or None."""
        return self.sheet.book.names.of(self.sheet, self.place)

    @name.setter
    def name(self, value: str) -> None:
        title = quoted(self.sheet.name)
        self.sheet.book.names.add(value, f"={title}!{self.place.a1()}")

    @property
    def table(self) -> Any:
        """The table that the first cell lies in, or None."""
        return self.sheet.tables.at(Place(self.place.row, self.place.column))


def resolved(sheet: Any, arg1: Any, arg2: Any) -> Place:
    """The place that `sheet.range(arg1, arg2)` means.

    Args:
        sheet: the sheet that is asked.
        arg1: an address or a name, a range, (row, column), or (row, column, rows, columns).
        arg2: the other corner, or None.

    Raises:
        IndexError: a row or a column counts from 0.
        KeyError: a text is neither an address nor a name of this sheet or book.
    """
    if isinstance(arg1, int) and isinstance(arg2, int):
        return resolved(sheet, (arg1, arg2), None)
    first = _corner(sheet, arg1)
    return first if arg2 is None else covering(first, _corner(sheet, arg2))


def _corner(sheet: Any, arg: Any) -> Place:
    if isinstance(arg, RangeBase):
        return arg.place
    if isinstance(arg, str):
        return parse(arg) or cast("Place", sheet.place_named(arg))
    if 0 in arg[:2]:
        raise IndexError("Rows and columns count from 1, not from 0.")
    return Place(*arg)


def _forward(runs: list[tuple[int, int]], at: int, limit: int) -> int:
    for first, last in runs:
        if first <= at < last:
            return last
        if first > at:
            return first
    return limit


def _back(runs: list[tuple[int, int]], at: int) -> int:
    for first, last in reversed(runs):
        if first < at <= last:
            return first
        if last < at:
            return last
    return 1
