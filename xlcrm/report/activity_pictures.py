"""Activities as a picture: stacked columns of calls, visits, offers and the like."""

from xlcrm.cells import Address, Extent
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page

CHART_PIXELS = 290
_GAP, _BESIDE = 12, 5
"""An ACTIVITY_TABLE has so many columns beside the kinds: label, other, total, reached, offered."""


def kinds_chart(page: Page, row: int, table: Extent, covered: tuple[int, int], name: str) -> bool:
    """Draws the rows of an ACTIVITY_TABLE, one colour per kind that occurs.

    Args:
        page: the sheet.
        row: where the chart goes.
        table: the block with its header row and its total.
        covered: the first column that the chart covers, and how many.
        name: of its texts.

    Returns:
        Whether there was something to draw.
    """
    height = table.height - 2
    if height < 1:
        return False
    first, (column, width) = table.first.row + 1, covered
    along = Extent.of(first, FIRST_COLUMN, height, 1)
    series: list[Series] = []
    for place in range(1, table.width - _BESIDE + 2):
        total = page.cells[Address(table.last.row, FIRST_COLUMN + place)].value
        if total:
            header = page.cells[Address(table.first.row, FIRST_COLUMN + place)].value
            values = Extent.of(first, FIRST_COLUMN + place, height, 1)
            color = theme.SERIES[len(series) % len(theme.SERIES)]
            series.append(Series(str(header), along, values, "", color))
    label = page.cells[along.last]
    page.charts.append(
        ChartSpec(
            "column",
            page.text(f"activity.chart.{name}"),
            tuple(series),
            Address(row, column),
            page.pixels(column, width) - _GAP,
            CHART_PIXELS,
            x_title=str(page.cells[table.first].value),
            y_title=page.text("activity.chart.y"),
            x_format="" if isinstance(label.value, str) else label.style.number_format,
            y_format=theme.COUNT,
            y_min=0,
            stacked=True,
        )
    )
    return True
