"""The pictures of the Journey sheet, over the cells of its map."""

from xlcrm.cells import Address, Extent
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page

CHART_PIXELS = 300
_LEFT, _GAP, _MOST = 5, 12, 12
_WALK = ((4, theme.SERIES[0]), (5, theme.BAD), (6, theme.SERIES[2]))
_MOMENTS = ((10, theme.GOOD), (11, theme.BAD))


def journey_charts(page: Page, row: int, table: Extent, columns: int) -> None:
    """How many reached, left and came back at each stage; good and bad moments there.

    Args:
        page: the sheet.
        row: where the charts go.
        table: the block of JOURNEY_TABLE with its header row.
        columns: how many columns the sheet has.
    """
    height = min(table.height - 1, _MOST)
    along = Extent.of(table.first.row + 1, FIRST_COLUMN, height, 1)

    def series(place: int, color: str) -> Series:
        header = page.cells[Address(table.first.row, FIRST_COLUMN + place)].value
        values = Extent.of(table.first.row + 1, FIRST_COLUMN + place, height, 1)
        return Series(str(header), along, values, "", color)

    sides = (
        ("walk", _WALK, FIRST_COLUMN, _LEFT),
        ("moments", _MOMENTS, FIRST_COLUMN + _LEFT, columns - _LEFT),
    )
    for name, drawn, column, width in sides:
        page.charts.append(
            ChartSpec(
                "column",
                page.text(f"journey.chart.{name}"),
                tuple(series(place, color) for place, color in drawn),
                Address(row, column),
                page.pixels(column, width) - _GAP,
                CHART_PIXELS,
                x_title=page.text("journey.chart.stage"),
                y_title=page.text(f"journey.chart.{name}_y"),
                y_format=theme.COUNT,
                y_min=0,
            )
        )
