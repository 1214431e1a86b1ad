"""What will be left of today's customers: by rhythm in a year, and by the model in years."""

from xlcrm.cells import Address, Extent, Value
from xlcrm.patches import ChartSpec, DataBars, Series, Style
from xlcrm.report import theme
from xlcrm.report.churn_grid import Grid, with_small_headers
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of
from xlcrm.udfs.detail import note_text

CHART_PIXELS = 300
_PROJECTION = "PROJECTION_TABLE()"
_WHY = "PROJECTED_SHARE(365)"
"""Blank for the same reason as the projection, which it says."""
_COUNT = theme.number(theme.CELL, theme.COUNT)
_SHARE = theme.number(theme.CELL, theme.SHARE)
_RHYTHM_STYLES: dict[int, Style] = {
    0: theme.CELL_BOLD,
    **dict.fromkeys((1, 2, 3), _COUNT),
    **dict.fromkeys((4, 5, 6), _SHARE),
    7: _COUNT,
}
_STAYING = 4
_PROJECTION_STYLES = {0: _COUNT, **dict.fromkeys(range(1, 5), _SHARE), 5: _SHARE}
_OBSERVED, _EXPECTED, _LOW, _HIGH, _CONSTANT = range(1, 6)


def ahead_in_words(page: Page) -> list[str]:
    """How many are expected to be left in a year, and how many new ones that takes."""
    left = figure_of("LEFT_IN_A_YEAR()", page.context)
    needed = figure_of("NEW_CUSTOMERS_NEEDED()", page.context)
    wording, said = page.wording, []
    if left.value is not None:
        share, customers = number_of(left), left.n or 0
        named = {"customers": wording.count(customers), "left": wording.count(share * customers)}
        told = page.text("churn.say.left", n=customers, share=wording.share(share), **named)
        said.append(told)
    if needed.value is not None:
        count = int(number_of(needed))
        said.append(page.text("churn.say.needed", n=count, customers=wording.count(count)))
    return said


def rhythms(page: Page, row: int, grid: Grid) -> tuple[int, int]:
    """The active customers by rhythm, and the room for the projection's picture below.

    Args:
        page: the sheet.
        row: of the heading.
        grid: the columns.

    Returns:
        The first row of what follows, and the row where the picture goes.
    """
    row = page.heading(row, FIRST_COLUMN, grid.columns, "churn.rhythm")
    if not figure_of("CUSTOMERS_ACTIVE()", page.context).value:
        row = page.note(row, FIRST_COLUMN, grid.columns, "churn.nobody_active") + 1
    else:
        row = page.note(row, FIRST_COLUMN, grid.columns, "churn.rhythm_note")
        extent, _ = page.table(row, FIRST_COLUMN, "RHYTHM_TABLE()", _RHYTHM_STYLES)
        with_small_headers(page, extent)
        staying = Extent.of(row + 1, FIRST_COLUMN + _STAYING, extent.height - 1, 1)
        page.formats.append(DataBars(staying, theme.BAR))
        row = extent.last.row + 2
    if not _drawn(page):
        why = note_text(figure_of(_WHY, page.context), page.language)
        said = page.text("churn.no_projection", why=why)
        page.span(row, FIRST_COLUMN, grid.columns, said, theme.NOTE)
        return row + 2, row
    return page.below(row, CHART_PIXELS) + 1, row


def _drawn(page: Page) -> int:
    """How many rows of the projection are there, from the first on, without a gap."""
    count = 0
    for values in table_of(_PROJECTION, page.context).rows:
        if any(values[place] is None for place in (_EXPECTED, _LOW, _HIGH, _CONSTANT)):
            break
        count += 1
    return count


def projection_data(page: Page, row: int, chart_row: int, grid: Grid) -> None:
    """The projection with its interval and the constant rate, and its picture.

    Args:
        page: the sheet.
        row: of the heading over the table.
        chart_row: where the picture goes.
        grid: the columns.
    """
    rows = _drawn(page)
    if not rows:
        return
    row = page.heading(row, FIRST_COLUMN, grid.columns, "churn.ahead_numbers")
    row = page.note(row, FIRST_COLUMN, grid.columns, "churn.ahead_note")
    extent, result = page.table(row, FIRST_COLUMN, _PROJECTION, _PROJECTION_STYLES)
    with_small_headers(page, extent)
    seen = _seen([values[_OBSERVED] for values in result.rows[:rows]])
    page.charts.append(_chart(page, row + 1, (rows, seen), chart_row, grid))


def _seen(values: list[Value]) -> int:
    """How many of the values are there before the first that is not."""
    return next((place for place, value in enumerate(values) if value is None), len(values))


def _chart(page: Page, row: int, rows: tuple[int, int], chart_row: int, grid: Grid) -> ChartSpec:
    def series(name: str, place: int, color: str, *, dashed: bool = False) -> Series:
        height = rows[1] if place == _OBSERVED else rows[0]
        along = Extent.of(row, FIRST_COLUMN, height, 1)
        values = Extent.of(row, FIRST_COLUMN + place, height, 1)
        return Series(page.text(f"churn.line.{name}"), along, values, "line", color, dashed)

    drawn = [
        series("low", _LOW, theme.INTERVAL),
        series("high", _HIGH, theme.INTERVAL),
        series("constant", _CONSTANT, theme.REFERENCE, dashed=True),
        series("expected", _EXPECTED, theme.SERIES[0]),
    ]
    if rows[1]:
        drawn.append(series("observed", _OBSERVED, theme.SERIES[1]))
    return ChartSpec(
        "line",
        page.text("churn.chart.ahead"),
        tuple(drawn),
        Address(chart_row, FIRST_COLUMN),
        page.pixels(FIRST_COLUMN, grid.columns),
        CHART_PIXELS,
        x_title=page.text("churn.chart.ahead_x"),
        y_title=page.text("churn.chart.curve_y"),
        x_format=theme.COUNT,
        y_format=theme.SHARE,
        y_min=0,
        y_max=1,
    )
