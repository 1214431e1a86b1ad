"""Answers as a picture: how many promoters, passives and detractors, by quarter or segment."""

from xlcrm.cells import Address, Extent
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page

CHART_PIXELS = 290
_GAP = 12
_DRAWN = ((2, theme.GOOD), (3, theme.REFERENCE_LIGHT), (4, theme.BAD))


def answers_chart(page: Page, row: int, table: Extent, column: int, width: int, title: str) -> bool:
    """Draws the rows of an NPS_TABLE as stacked columns.

    Args:
        page: the sheet.
        row: where the chart goes.
        table: the block with its header row and its total.
        column: the first column that the chart covers.
        width: how many columns it covers.
        title: what it shows.

    Returns:
        Whether there was something to draw.
    """
    height = table.height - 2
    if height < 1:
        return False
    first = table.first.row + 1
    along = Extent.of(first, FIRST_COLUMN, height, 1)
    series = []
    for place, color in _DRAWN:
        header = page.cells[Address(table.first.row, FIRST_COLUMN + place)].value
        values = Extent.of(first, FIRST_COLUMN + place, height, 1)
        series.append(Series(str(header), along, values, "", color))
    label = page.cells[along.first]
    dated = label.style.number_format
    page.charts.append(
        ChartSpec(
            "column",
            title,
            tuple(series),
            Address(row, column),
            page.pixels(column, width) - _GAP,
            CHART_PIXELS,
            x_title=str(page.cells[table.first].value),
            y_title=page.text("voice.chart.y"),
            x_format="" if isinstance(label.value, str) else dated,
            y_format=theme.COUNT,
            y_min=0,
            stacked=True,
        )
    )
    return True
