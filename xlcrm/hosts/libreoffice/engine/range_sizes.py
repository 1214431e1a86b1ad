"""How large a range is and where it is drawn; hidden and grouped rows and columns."""

from typing import Any

from xlcrm.hosts.libreoffice.engine import measures
from xlcrm.hosts.libreoffice.engine.addresses import Place
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.range_base import RangeBase

_ROUNDING_PER_LINE = 1


class RangeSizes(RangeBase):
    """A range's rows, columns and place on the page."""

    def _line(self, *, columns: bool) -> Any:
        lines = self.api.getColumns() if columns else self.api.getRows()
        return lines.getByIndex(0)

    @property
    def column_width(self) -> float | None:
        """The width in characters; None where the columns differ."""
        if self.place.cells < 1:
            return 0
        first = self._line(columns=True).Width
        same = _uniform(self.api.Size.Width, first, self.place.width)
        return measures.characters(first) if same else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        if self.place.cells > 0:
            self.api.getColumns().Width = measures.from_characters(value)

    @property
    def row_height(self) -> float | None:
        """The height in points; None where the rows differ."""
        if self.place.cells < 1:
            return 0
        first = self._line(columns=False).Height
        same = _uniform(self.api.Size.Height, first, self.place.height)
        return measures.grid_points(first) if same else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        if self.place.cells > 0:
            self.api.getRows().Height = measures.hundredths(value)

    @property
    def width(self) -> float:
        """The width in points."""
        return measures.grid_points(self.api.Size.Width) if self.place.cells > 0 else 0

    @property
    def height(self) -> float:
        """The height in points."""
        return measures.grid_points(self.api.Size.Height) if self.place.cells > 0 else 0

    @property
    def left(self) -> float:
        """The distance from the sheet's left edge, in points."""
        return measures.grid_points(self.api.Position.X) if self.place.cells > 0 else 0

    @property
    def top(self) -> float:
        """The distance from the sheet's upper edge, in points."""
        return measures.grid_points(self.api.Position.Y) if self.place.cells > 0 else 0

    def autofit(self, axis: str | None = None) -> None:
        """Fits rows ("r"), columns ("c") or both to their texts."""
        place = self.place.within(self.sheet.used)
        if place is None:
            place = self.place.part(0, 0)
        if axis in {"columns", "c", None}:
            rows = place if not self.place.whole_columns else Place(1, place.column, 1, place.width)
            self.sheet.cells_at(rows).getColumns().OptimalWidth = True
        if axis in {"rows", "r", None}:
            self.sheet.cells_at(place).getRows().OptimalHeight = True

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None where they differ."""
        return _hidden(self.api.getRows(), self.place.height)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.api.getRows().IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None where they differ."""
        return _hidden(self.api.getColumns(), self.place.width)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.api.getColumns().IsVisible = not value

    def group(self, by: str) -> None:
        """Groups the rows or the columns, so that they can be folded."""
        self.sheet.xl.group(self.place.office(self.sheet.position), _orientation(by))

    def ungroup(self, by: str) -> None:
        """Takes the group of the rows or the columns away."""
        self.sheet.xl.ungroup(self.place.office(self.sheet.position), _orientation(by))


def _orientation(by: str) -> Any:
    return enum("table.TableOrientation", "COLUMNS" if by.startswith("c") else "ROWS")


def _uniform(total: int, first: int, count: int) -> bool:
    return abs(total - first * count) <= _ROUNDING_PER_LINE * count


def _hidden(lines: Any, count: int) -> bool | None:
    states = {not lines.getByIndex(index).IsVisible for index in range(count)}
    return states.pop() if len(states) == 1 else None
