"""How concentrated revenue was year by year, as the Concentration sheet shows it."""

from datetime import date

from xlcrm.cells import Address, Extent, Value
from xlcrm.metrics.window import year_before
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page, table_of

_YEARS = "CONCENTRATION_TABLE()"
_CHART_PIXELS = 230
_LEFT = 5
"""So many columns lie under the picture."""
_FEWEST = 2
_END, _ONE, _FIVE = 1, 3, 4
"""The places of the columns in the table that are spoken of, or drawn."""


def years_before(page: Page) -> str:
    """The share of the largest customer in the last two years; "" where both are not known."""
    rows = table_of(_YEARS, page.context).rows[-_FEWEST:]
    ends = [row[_END] for row in rows]
    as_of = page.context.as_of
    if ends != [year_before(as_of) - date.resolution, as_of]:
        return ""
    before, now = (_share(page, row[_ONE]) for row in rows)
    return page.text("concentration.say.years", now=now, before=before)


def _share(page: Page, value: Value) -> str:
    assert isinstance(value, float)
    return page.wording.share(value)


def trend(page: Page, row: int, columns: int) -> int:
    """The table of the years that the orders cover whole, and its picture below.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many columns the sheet has.

    Returns:
        The first row of what follows, below a blank one.
    """
    row = page.heading(row, FIRST_COLUMN, columns, "concentration.trend")
    years = len(table_of(_YEARS, page.context).rows)
    if not years:
        return page.note(row, FIRST_COLUMN, columns, "concentration.no_year_yet") + 1
    row = page.note(row, FIRST_COLUMN, columns, "concentration.trend_note")
    share, index = (theme.number(theme.CELL, form) for form in (theme.SHARE_1, "0.000"))
    styles = {
        0: theme.day(theme.CELL),
        1: theme.day(theme.CELL),
        2: theme.number(theme.CELL, theme.COUNT),
        **dict.fromkeys((_ONE, _FIVE), share),
        **dict.fromkeys((5, 6), index),
        7: theme.number(theme.CELL, theme.DECIMAL),
    }
    extent, _ = page.table(row, FIRST_COLUMN, _YEARS, styles)
    under = extent.last.row + 1
    if years < _FEWEST:
        return page.note(under, FIRST_COLUMN, columns, "concentration.one_year") + 1
    page.charts.append(_chart(page, row + 1, years, under + 1))
    return page.below(under + 1, _CHART_PIXELS) + 1


def _chart(page: Page, row: int, rows: int, chart_row: int) -> ChartSpec:
    along = Extent.of(row, FIRST_COLUMN + _END, rows, 1)
    drawn = (("one", _ONE, theme.SERIES[0]), ("five", _FIVE, theme.BAR))
    return ChartSpec(
        "column",
        page.text("concentration.chart.years"),
        tuple(
            Series(
                page.text(f"concentration.line.{name}"),
                along,
                Extent.of(row, FIRST_COLUMN + place, rows, 1),
                "",
                color,
            )
            for name, place, color in drawn
        ),
        Address(chart_row, FIRST_COLUMN),
        page.pixels(FIRST_COLUMN, _LEFT),
        _CHART_PIXELS,
        x_title=page.text("concentration.chart.years_x"),
        y_title=page.text("concentration.chart.largest_y"),
        x_format=theme.DAY,
        y_format=theme.SHARE,
        y_min=0,
    )
