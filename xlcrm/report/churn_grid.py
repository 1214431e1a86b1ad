"""The columns of the Churn sheet: three wide ones, then narrow ones as a heat map needs them."""

from dataclasses import dataclass

from xlcrm.cells import Address, Extent
from xlcrm.metrics.figure import MONEY
from xlcrm.report import measure
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of

_SCREEN = 1250
_SMALL = 8.5
_LABEL, _NUMBER, _NARROW = 22.0, 12.0, 7.5
_BEYOND = 36
"""Pixels of the margin column and of what a screen keeps for itself."""


@dataclass(frozen=True)
class Grid:
    """The columns.

    Attributes:
        number: the width of the second and third column.
        narrow: the width of the others.
        count: how many narrow ones there are.
    """

    number: float
    narrow: float
    count: int

    @classmethod
    def of(cls, page: Page) -> "Grid":
        """The columns in which a book's largest numbers fit, as many as a laptop shows."""
        everybody = figure_of("CUSTOMERS_ACTIVE()", page.context).n or 0
        stake = figure_of("REVENUE_AT_RISK()", page.context)
        assert stake.unit == MONEY
        amount = measure.shown(stake.value, page.money())
        number = max(_NUMBER, measure.width_for(amount, bold=True))
        narrow = max(_NARROW, measure.width_for(f"{everybody:,}"))
        wide = measure.column_pixels(_LABEL) + 2 * measure.column_pixels(number)
        count = (_SCREEN - _BEYOND - wide) // measure.column_pixels(narrow)
        return cls(number, narrow, count)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return 3 + self.count

    @property
    def half(self) -> int:
        """How many columns make about half of the width."""
        pixels = [measure.column_pixels(width) for width in self.widths.values()]
        middle = sum(pixels) / 2
        return next(n for n in range(1, len(pixels) + 1) if sum(pixels[:n]) >= middle)

    @property
    def last(self) -> int:
        """The number of the last column."""
        return FIRST_COLUMN + self.columns - 1

    @property
    def widths(self) -> dict[int, float]:
        """The widths by column."""
        wide = [_LABEL, self.number, self.number]
        return dict(enumerate([*wide, *[self.narrow] * self.count], start=FIRST_COLUMN))


def with_small_headers(page: Page, extent: Extent) -> None:
    """Sets a table's headers smaller, so that their words fit into narrow columns."""
    row = extent.first.row
    page.heights.pop(row, None)
    for column in range(extent.first.column, extent.last.column + 1):
        at = Address(row, column)
        cell = page.cells[at]
        style = cell.style._replace(size=_SMALL)
        page.cells[at] = cell._replace(style=style)
        page.fit(row, str(cell.value), page.pixels(column, 1), style)
