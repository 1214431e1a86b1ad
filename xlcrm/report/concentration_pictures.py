"""The pictures of the Concentration sheet: the Pareto curve, and the largest customers."""

from collections.abc import Mapping

from xlcrm.cells import Address, Extent
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.segment_block import amount_of

CHART_PIXELS, MOST_DRAWN = 300, 10
FEWEST = 3
"""A curve over fewer customers says nothing."""
_EACH, _STEPS = 20, 10
"""The curve has a point for each of so many customers, and for tenths of more."""
_LEFT = 4
"""So many columns lie under the left picture."""
_GAP = 12
_SMALL = 0.05
"""Where the largest bring less, whole percents would name two ticks of the axis alike."""


def curve_data(page: Page, row: int, chart_row: int, parties: int, columns: int) -> int:
    """The points of the Pareto curve with those of customers all alike, and their chart.

    Args:
        page: the sheet.
        row: of the heading.
        chart_row: where the chart goes.
        parties: how many customers there are.
        columns: how many columns the sheet has.

    Returns:
        The first free row.
    """
    row = page.heading(row, FIRST_COLUMN, columns, "concentration.numbers")
    row = page.note(row, FIRST_COLUMN, columns, "concentration.numbers_note")
    ranks = _ranks(parties)
    share = theme.number(theme.CELL, theme.SHARE_1)
    styles = {
        0: theme.day(theme.CELL, theme.SHARE),
        1: theme.day(theme.CELL, theme.COUNT),
        2: share,
        3: theme.number(theme.CELL_GREY, theme.SHARE_1),
    }
    names = ("of_customers", "so_many", "of_revenue", "alike")
    headers = [page.text(f"concentration.curve.{name}") for name in names]
    points = [[rank / parties, rank, 0.0, rank / parties] for rank in ranks]
    extent = page.rows(row, FIRST_COLUMN, headers, points, styles)
    for down, rank in enumerate(ranks[1:], start=row + 2):
        page.figure(down, FIRST_COLUMN + 2, f"TOP_SHARE({rank})", share)
    page.charts.append(_curve(page, row + 1, len(ranks), chart_row, each=parties <= _EACH))
    return extent.last.row + 2


def _ranks(parties: int) -> list[int]:
    """Every customer, or those that stand at each tenth of them."""
    steps = parties if parties <= _EACH else _STEPS
    return [round(parties * step / steps) for step in range(steps + 1)]


def _curve(page: Page, row: int, rows: int, chart_row: int, *, each: bool) -> ChartSpec:
    along = Extent.of(row, FIRST_COLUMN + each, rows, 1)

    def series(name: str, place: int, color: str, *, dashed: bool = False) -> Series:
        values = Extent.of(row, FIRST_COLUMN + place, rows, 1)
        return Series(page.text(f"concentration.{name}"), along, values, "line", color, dashed)

    return ChartSpec(
        "line",
        page.text("concentration.chart.curve"),
        (
            series("line.revenue", 2, theme.SERIES[0]),
            series("line.alike", 3, theme.REFERENCE, dashed=True),
        ),
        Address(chart_row, FIRST_COLUMN),
        page.pixels(FIRST_COLUMN, _LEFT) - _GAP,
        CHART_PIXELS,
        x_title=page.text(f"concentration.chart.curve_{'ranks' if each else 'shares'}"),
        y_title=page.text("concentration.chart.curve_y"),
        x_format=theme.COUNT if each else theme.SHARE,
        y_format=theme.SHARE,
        y_min=0,
        y_max=1,
    )


def largest_chart(
    page: Page, rows: tuple[int, int], columns: Mapping[str, int], chart_row: int, last: int
) -> None:
    """A bar for each of the largest customers, over the cells of their table.

    Args:
        page: the sheet.
        rows: the first row of the table's customers, and how many there are.
        columns: the column of each of its fields.
        chart_row: where the chart goes.
        last: the number of the last column.
    """
    first, count = rows[0], min(rows[1], MOST_DRAWN)
    names = columns.get("customer", columns["customer_id"])
    filled = all(page.cells[Address(row, names)].value for row in range(first, first + count))
    along = Extent.of(first, names if filled else columns["customer_id"], count, 1)
    values = Extent.of(first, columns["share"], count, 1)
    place = FIRST_COLUMN + _LEFT
    most = amount_of(page.cells[Address(first, columns["share"])].value)
    page.charts.append(
        ChartSpec(
            "bar",
            page.text("concentration.chart.largest", n=count),
            (Series(page.text("concentration.line.share"), along, values, "", theme.SERIES[0]),),
            Address(chart_row, place),
            page.pixels(place, last - place + 1),
            CHART_PIXELS,
            y_title=page.text("concentration.chart.largest_y"),
            y_format=theme.SHARE if most > _SMALL else theme.SHARE_1,
            y_min=0,
            legend=False,
        )
    )
