"""The pictures of the FollowUps sheet: who waits and why, and whether inquiries are answered."""

from collections import Counter
from collections.abc import Sequence

from xlcrm.cells import Address, Extent, Value
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.follow_ups_queue import Step
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.report.span import month

CHART_PIXELS = 280
_LEFT = 6
"""So many columns lie under the left picture."""
_GAP = 12
_FEWEST = 3
_INQUIRIES, _ANSWERED = 1, 2
_WIDTH = 8


def reasons_data(page: Page, row: int, chart_row: int, waiting: Sequence[Step]) -> int:
    """How many wait for each reason, and the picture of it.

    Args:
        page: the sheet.
        row: of the table's header.
        chart_row: where the picture goes.
        waiting: everybody who waits, in order.

    Returns:
        The first row of what follows, below a blank one.
    """
    counts = Counter(step.when for step in waiting)
    if not counts:
        page.note(chart_row, FIRST_COLUMN, _LEFT, "follow_ups.nobody")
        return row
    headers = [page.text("follow_ups.reason"), page.text("follow_ups.how_many")]
    styles = {0: theme.CELL, 1: theme.number(theme.CELL, theme.COUNT)}
    rows: list[list[Value]] = [[when, number] for when, number in counts.items()]
    extent = page.rows(row, FIRST_COLUMN, headers, rows, styles)
    along, values = (Extent.of(row + 1, FIRST_COLUMN + n, len(rows), 1) for n in (0, 1))
    page.charts.append(
        ChartSpec(
            "bar",
            page.text("follow_ups.chart.reasons"),
            (Series(headers[1], along, values, "", theme.SERIES[0]),),
            Address(chart_row, FIRST_COLUMN),
            page.pixels(FIRST_COLUMN, _LEFT) - _GAP,
            CHART_PIXELS,
            y_title=page.text("follow_ups.chart.reasons_y"),
            y_format=theme.COUNT,
            y_min=0,
            legend=False,
        )
    )
    return extent.last.row + 2


def months_data(page: Page, row: int, chart_row: int, columns: int) -> int:
    """Inquiries by month with how many of them were answered, and the picture of it.

    Args:
        page: the sheet.
        row: of the table's header.
        chart_row: where the picture goes.
        columns: how many columns the sheet has.

    Returns:
        The first row of what follows, below a blank one.
    """
    place, width = FIRST_COLUMN + _LEFT, columns - _LEFT
    formula = f'RESPONSE_TABLE("{month(page.context)}")'
    months = len(table_of(formula, page.context).rows) - 1
    if months < _FEWEST:
        page.note(chart_row, place, width, "follow_ups.no_months", n=max(0, months), needed=_FEWEST)
        return row
    share = theme.number(theme.CELL, theme.SHARE)
    count = theme.number(theme.CELL, theme.COUNT)
    styles = {
        0: theme.day(theme.CELL, theme.MONTH),
        **dict.fromkeys((_INQUIRIES, _ANSWERED, 4), count),
        3: theme.number(theme.CELL, theme.DECIMAL),
        **dict.fromkeys((5, 6, 7), share),
    }
    extent, _ = page.table(row, FIRST_COLUMN, formula, styles)
    page.charts.append(_chart(page, row + 1, months, Address(chart_row, place), width))
    return extent.last.row + 2


def _chart(page: Page, row: int, rows: int, at: Address, width: int) -> ChartSpec:
    along = Extent.of(row, FIRST_COLUMN, rows, 1)
    drawn = (("inquiries", _INQUIRIES, theme.BAR), ("answered", _ANSWERED, theme.SERIES[0]))
    return ChartSpec(
        "column",
        page.text("follow_ups.chart.months"),
        tuple(
            Series(
                page.text(f"follow_ups.line.{name}"),
                along,
                Extent.of(row, FIRST_COLUMN + place, rows, 1),
                "",
                color,
            )
            for name, place, color in drawn
        ),
        at,
        page.pixels(at.column, width),
        CHART_PIXELS,
        x_title=page.text("dashboard.by.month"),
        y_title=page.text("follow_ups.chart.months_y"),
        x_format=theme.MONTH,
        y_format=theme.COUNT,
        y_min=0,
    )
