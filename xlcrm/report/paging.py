"""Where printed pages end: no chart is cut in two, and no heading stands alone at a page's foot.

A program that fits a sheet to the paper's width breaks pages wherever they are full, and Excel then
takes no breaks of ours. So both are worked out here: how small the sheet is printed, and the rows
after which a page ends.
"""

from collections.abc import Iterator
from itertools import accumulate

from xlcrm.patches import ChartSpec, WriteSheet
from xlcrm.report import measure, theme

_PAPER = {True: (988, 649), False: (659, 978)}
"""A4 without its margins, in pixels of the screen: landscape, and not."""
_SPARE_ACROSS, _SPARE_DOWN = 0.90, 0.97
"""Columns are measured in digits: 7 pixels wide on the screen, 7.4 where nothing is rounded, as in
LibreOffice and on printers. Rows are measured in points everywhere."""
_SMALLEST = 10
"""Percent: nothing is printed smaller."""
_READABLE = 45
"""Percent: what is to be one page is not printed smaller; then it takes two."""
_MOST_BREAKS = 1000
"""Excel takes 1,026."""
_UNDER_HEADING, _UNDER_HEADER = 3, 1
"""So many rows stay with a heading, and with the header of a table."""


def paged(sheet: WriteSheet) -> WriteSheet:
    """The sheet with its scale in print and the ends of its pages.

    Args:
        sheet: what is shown; one whose length is not known here (rows below its cells,
            PivotTables) is left as it is, fitted to the paper's width.
    """
    if sheet.rows is not None or sheet.pivots or not sheet.cells:
        return sheet
    across, down = _PAPER[sheet.landscape]
    scale = min(100, max(_SMALLEST, int(100 * _SPARE_ACROSS * across / _width(sheet))))
    return sheet._replace(
        scale=scale, breaks=tuple(_breaks(sheet, down * _SPARE_DOWN * 100 / scale))
    )


def on_one_page(sheet: WriteSheet) -> WriteSheet:
    """A paged sheet so small that it is one page, where that can still be read.

    Args:
        sheet: with its scale and the ends of its pages.
    """
    _, down = _PAPER[sheet.landscape]
    scale = min(sheet.scale, int(100 * down * _SPARE_DOWN / _height(sheet)))
    return sheet._replace(scale=scale, breaks=()) if scale >= _READABLE else sheet


def _height(sheet: WriteSheet) -> int:
    """How high the sheet is, in pixels."""
    return sum(measure.row_pixels(sheet.heights.get(row)) for row in range(1, _last(sheet) + 1))


def _last(sheet: WriteSheet) -> int:
    """The last row in which anything stands."""
    last = max(at.row for at in sheet.cells)
    return max(last, *(_under(sheet, chart) for chart in sheet.charts), 1)


def _width(sheet: WriteSheet) -> int:
    """How wide the sheet is, in pixels."""
    last = max(at.column for at in sheet.cells)
    charts = (_pixels(sheet, one.anchor.column - 1) + one.width for one in sheet.charts)
    return max(_pixels(sheet, last), *charts, 1)


def _pixels(sheet: WriteSheet, last: int) -> int:
    """How wide the columns up to one are together."""
    widths = (sheet.widths.get(column, measure.DEFAULT_WIDTH) for column in range(1, last + 1))
    return sum(map(measure.column_pixels, widths))


def _breaks(sheet: WriteSheet, room: float) -> list[int]:
    """The rows after which pages of so many pixels end; none where there would be too many."""
    last = _last(sheet)
    heights = [measure.row_pixels(sheet.heights.get(row)) for row in range(1, last + 1)]
    ends = [0, *accumulate(heights)]
    kept = set(_together(sheet))
    found, first = [], 1
    for row in range(1, last + 1):
        if ends[row] - ends[first - 1] > room and row > first:
            # A block that is higher than a page is cut where the page is full.
            end = next((n for n in range(row - 1, first - 1, -1) if n not in kept), row - 1)
            found.append(end)
            first = end + 1
    return found if len(found) <= _MOST_BREAKS else []


def _together(sheet: WriteSheet) -> Iterator[int]:
    """The rows that stay on the page of the row below them."""
    for chart in sheet.charts:
        yield from range(chart.anchor.row, _under(sheet, chart))
    for at, cell in sheet.cells.items():
        if cell.style == theme.HEADING:
            yield from range(at.row, at.row + _UNDER_HEADING)
        elif cell.style.fill == theme.HEADER.fill and cell.style.bold:
            yield from range(at.row, at.row + _UNDER_HEADER)


def _under(sheet: WriteSheet, chart: ChartSpec) -> int:
    """The row in which a chart ends."""
    row, pixels = chart.anchor.row, chart.height
    while pixels > measure.row_pixels(sheet.heights.get(row)):
        pixels -= measure.row_pixels(sheet.heights.get(row))
        row += 1
    return row
