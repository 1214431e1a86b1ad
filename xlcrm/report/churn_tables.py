"""The tables behind the pictures of the Churn sheet, each with its chart."""

from datetime import date
from itertools import groupby

from xlcrm.cells import Address, Extent, Value
from xlcrm.metrics.figure import FEWEST
from xlcrm.metrics.window import complete_month, month_number
from xlcrm.patches import ChartSpec, Series, Style
from xlcrm.report import theme
from xlcrm.report.benchmarks import A_TENTH, HALF_IN_THREE_YEARS, left_after, monthly
from xlcrm.report.churn_grid import Grid
from xlcrm.report.counts import grey_few, number
from xlcrm.report.formulas import call, first_of
from xlcrm.report.page import FIRST_COLUMN, Page, table_of

CHART_PIXELS = 300
MOST_MONTHS = 24
FEWEST_POINTS = 3
"""A chart of fewer points says nothing."""

_GAP = 12
_STARTED, _WATCHED = 1, 4
_COUNT = theme.number(theme.CELL, theme.COUNT)
_RATE = theme.number(theme.CELL, theme.SHARE_1)
_WHOLE = theme.number(theme.CELL, theme.SHARE)
_REFERENCE = theme.number(theme.CELL_GREY, theme.SHARE_1)
_MONTH_STYLES: dict[int, Style] = {
    0: theme.day(theme.CELL, theme.MONTH),
    **dict.fromkeys(range(1, 6), _COUNT),
    **dict.fromkeys(range(6, 9), _RATE),
}
_CURVE_STYLES = {0: _COUNT, **dict.fromkeys(range(1, 4), _WHOLE), 4: _COUNT}


def months_data(page: Page, row: int, chart_row: int, grid: Grid) -> Extent | None:
    """Churn by month with its reference lines, and its chart.

    Args:
        page: the sheet.
        row: where the table's header goes.
        chart_row: where the chart goes.
        grid: the columns.

    Returns:
        The cells of the table; None where no month is complete since somebody was active.
    """
    months = _months(page)
    if months is None:
        return None
    extent, result = page.table(row, FIRST_COLUMN, call("CHURN_BY_MONTH", *months), _MONTH_STYLES)
    lines = (("half", HALF_IN_THREE_YEARS), ("tenth", A_TENTH))
    for place, (name, yearly) in enumerate(lines, start=extent.last.column + 1):
        values: list[list[Value]] = [[monthly(yearly)] for _ in result.rows]
        page.rows(row, place, [page.text(f"churn.reference.{name}")], values, {0: _REFERENCE})
    grey_few(page, extent, _STARTED)
    drawn = newest_run([number(values[_STARTED]) >= FEWEST for values in result.rows])
    if drawn:
        start = row + 1 + drawn.start
        page.charts.append(_months_chart(page, start, len(drawn), chart_row, grid))
    return Extent.of(row, FIRST_COLUMN, extent.height, extent.width + len(lines))


def _months(page: Page) -> tuple[date, date] | None:
    """The first and the last day: complete months, from the one after the first order on."""
    whole = table_of("COHORT_TABLE()", page.context).rows
    last = complete_month(page.context.as_of)
    first = whole[0][0] if whole else None
    if not isinstance(first, date) or month_number(first) >= last:
        return None
    start = max(month_number(first) + 1, last - MOST_MONTHS + 1)
    return first_of(start), first_of(last + 1) - date.resolution


def newest_run(drawn: list[bool]) -> range:
    """The newest places in a row that are drawn, enough for a chart: it would draw a gap as 0.

    Args:
        drawn: of each place, whether it is.
    """
    runs = [list(run) for there, run in groupby(range(len(drawn)), drawn.__getitem__) if there]
    enough = [run for run in runs if len(run) >= FEWEST_POINTS]
    return range(enough[-1][0], enough[-1][-1] + 1) if enough else range(0)


def _months_chart(page: Page, row: int, rows: int, chart_row: int, grid: Grid) -> ChartSpec:
    def column(place: int) -> Extent:
        return Extent.of(row, FIRST_COLUMN + place, rows, 1)

    def series(name: str, place: int, color: str, *, dashed: bool = False) -> Series:
        said = page.text(f"churn.{name}")
        kind = "line" if dashed else "column"
        return Series(said, column(0), column(place), kind, color, dashed)

    return ChartSpec(
        "column",
        page.text("churn.chart.months"),
        (
            series("rate", 6, theme.SERIES[0]),
            series("line.half", 9, theme.REFERENCE, dashed=True),
            series("line.tenth", 10, theme.REFERENCE_LIGHT, dashed=True),
        ),
        Address(chart_row, FIRST_COLUMN),
        page.pixels(FIRST_COLUMN, grid.half) - _GAP,
        CHART_PIXELS,
        x_title=page.text("churn.month"),
        y_title=page.text("churn.chart.months_y"),
        x_format=theme.MONTH,
        y_format=theme.SHARE,
        y_min=0,
    )


def curve_data(page: Page, row: int, column: int, chart_row: int, grid: Grid) -> Extent:
    """The retention curve with its interval and a reference line, and its chart.

    Args:
        page: the sheet.
        row: where the table's header goes.
        column: its first column.
        chart_row: where the chart goes.
        grid: the columns.

    Returns:
        The cells of the table.
    """
    extent, result = page.table(row, column, "RETENTION_CURVE()", _CURVE_STYLES)
    days = [float(values[0]) for values in result.rows if isinstance(values[0], int | float)]
    reference: list[list[Value]] = [[left_after(day, HALF_IN_THREE_YEARS)] for day in days]
    said = page.text("churn.reference.half")
    style = theme.number(theme.CELL_GREY, theme.SHARE)
    page.rows(row, extent.last.column + 1, [said], reference, {0: style})
    watched = max((number(values[_WATCHED]) for values in result.rows), default=0)
    if len(days) >= FEWEST_POINTS and watched >= FEWEST:
        page.charts.append(_curve_chart(page, Address(row + 1, column), len(days), chart_row, grid))
    return Extent.of(row, column, extent.height, extent.width + 1)


def _curve_chart(page: Page, at: Address, rows: int, chart_row: int, grid: Grid) -> ChartSpec:
    def series(name: str, place: int, color: str, *, dashed: bool = False) -> Series:
        along = Extent.of(at.row, at.column, rows, 1)
        values = Extent.of(at.row, at.column + place, rows, 1)
        return Series(page.text(f"churn.line.{name}"), along, values, "line", color, dashed)

    return ChartSpec(
        "line",
        page.text("churn.chart.curve"),
        (
            # What is drawn last lies on top: a narrow interval must not hide the curve.
            series("low", 2, theme.INTERVAL),
            series("high", 3, theme.INTERVAL),
            series("half_left", 5, theme.REFERENCE, dashed=True),
            series("share", 1, theme.SERIES[0]),
        ),
        Address(chart_row, FIRST_COLUMN + grid.half),
        page.pixels(FIRST_COLUMN + grid.half, grid.columns - grid.half),
        CHART_PIXELS,
        x_title=page.text("churn.chart.curve_x"),
        y_title=page.text("churn.chart.curve_y"),
        x_format=theme.COUNT,
        y_format=theme.SHARE,
        y_min=0,
        y_max=1,
    )
