"""The year's seasons of revenue: how much each month lies above or below an even year."""

from xlcrm.cells import Address, Extent
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.report.stale import newest_order

FORMULA = 'SEASON_TABLE("revenue")'
_CHART_SIZE = (520, 260)
_CHART_COLUMN = FIRST_COLUMN + 6
_INDEX = "0.00"


def season_block(page: Page, row: int, columns: int) -> int:
    """The table with its picture; nothing under two whole years of orders.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many the sheet has.

    Returns:
        The first free row.
    """
    if newest_order(page.context) is None or not table_of(FORMULA, page.context).rows:
        return row
    row = page.heading(row, FIRST_COLUMN, columns, "dashboard.season")
    row = page.note(row, FIRST_COLUMN, columns, "dashboard.season_note")
    index = theme.number(theme.CELL, _INDEX)
    grey = theme.number(theme.CELL_GREY, _INDEX)
    styles = {1: index, 2: theme.number(theme.CELL, theme.COUNT), 3: grey, 4: grey}
    extent, _ = page.table(row, FIRST_COLUMN, FORMULA, styles)
    first, count = extent.first.row + 1, extent.height - 1
    titled = page.text("dashboard.season_axis")
    along = Extent.of(first, FIRST_COLUMN, count, 1)
    values = Extent.of(first, FIRST_COLUMN + 1, count, 1)
    page.charts.append(
        ChartSpec(
            "column",
            page.text("dashboard.season"),
            (Series(titled, along, values, "", theme.SERIES[0]),),
            Address(row, _CHART_COLUMN),
            *_CHART_SIZE,
            x_title=page.text("dashboard.by.month"),
            y_title=titled,
            y_format="0.0",
            y_min=0,
            legend=False,
        )
    )
    return max(extent.last.row + 1, page.below(row, _CHART_SIZE[1]))
