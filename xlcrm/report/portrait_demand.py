"""What is asked for: by need and product, the main requests, and who else is bought from."""

from xlcrm.cells import Address
from xlcrm.patches import ChartSpec, Series, Style
from xlcrm.report import theme
from xlcrm.report.counts import (
    COUNT,
    END,
    SHARE,
    Placed,
    amounts,
    count,
    counts_table,
    number,
)
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.portrait_asked import BEFORE, Asked
from xlcrm.report.portrait_attributes import Attribute

CHART_PIXELS = 300
_QUOTED = 9
FEWEST_BARS = 2
"""A chart of one bar says nothing."""


def _styles(page: Page, attribute: Attribute) -> dict[int, Style]:
    prices = [number(row[_QUOTED]) for row in attribute.counts.rows]
    money = amounts(page, FIRST_COLUMN + _QUOTED, max(prices, default=0.0))
    ends = {1: COUNT, 2: SHARE, 3: END, 4: END}
    return ends | dict.fromkeys(range(5, _QUOTED), COUNT) | {_QUOTED: money}


def demand_table(
    page: Page, row: int, width: int, asked: Asked, name: str
) -> tuple[Placed | None, int]:
    """What is asked for by need or product.

    Args:
        page: the sheet.
        row: the first free row.
        width: how many columns the sheet has.
        asked: the inquiries.
        name: "need" or "product".

    Returns:
        The table, None where nothing is noted; and the first free row.
    """
    attribute: Attribute = getattr(asked, name)
    row = page.heading(row, FIRST_COLUMN, width, f"portrait.by_{name}")
    if not attribute.counts.known:
        under = page.note(row, FIRST_COLUMN, width, "portrait.not_noted", called=attribute.header)
        return None, under + 1
    row = page.note(row, FIRST_COLUMN, width, "portrait.demand_note")
    styles = _styles(page, attribute)
    placed = counts_table(page, row, FIRST_COLUMN, attribute.formula, styles)
    return placed, placed.under + 1


def main_requests(page: Page, row: int, width: int, asked: Asked) -> int:
    """Requests in the same words, the most frequent first; returns the first free row."""
    counts = asked.request.counts
    if not counts.known:
        return row
    row = page.heading(row, FIRST_COLUMN, width, "portrait.requests")
    written = sum(count(one[1]) for one in counts.known)
    if 2 * len(counts.known) > written:
        kinds = {"n": len(counts.known), "written": written}
        return page.note(row, FIRST_COLUMN, width, "portrait.free_requests", **kinds) + 1
    styles = _styles(page, asked.request)
    return counts_table(page, row, FIRST_COLUMN, asked.request.formula, styles).under + 1


def competitors(page: Page, row: int, width: int, asked: Asked) -> int:
    """Who was bought from instead of us; returns the first free row."""
    counts = asked.lost_to.counts
    if not counts.known:
        return row
    row = page.heading(row, FIRST_COLUMN, width, "portrait.competitors")
    row = page.note(row, FIRST_COLUMN, width, "portrait.competitors_note")
    money = amounts(page, FIRST_COLUMN + 6, counts.total[6] if counts.total else 0)
    styles = {1: COUNT, 2: SHARE, 3: END, 4: END, 5: SHARE, 6: money}
    return counts_table(page, row, FIRST_COLUMN, asked.lost_to.formula, styles).under + 1


def demand_chart(page: Page, row: int, column: int, width: int, placed: Placed | None) -> None:
    """What is asked for now, and in as many days before; words where there is too little."""
    if placed is None or placed.drawn()[1] < FEWEST_BARS:
        page.note(row, column, 5, "portrait.no_demand_chart")
        return
    along = placed.part(0)
    series = [Series(page.text("portrait.line.now"), along, placed.part(1), "", theme.SERIES[0])]
    if placed.whole and placed.counts.total and count(placed.counts.total[BEFORE]):
        said = page.text("portrait.line.before")
        series.insert(0, Series(said, along, placed.part(BEFORE), "", theme.REFERENCE_LIGHT))
    page.charts.append(
        ChartSpec(
            "column",
            page.text("portrait.chart.demand", name=placed.counts.headers[0]),
            tuple(series),
            Address(row, column),
            width,
            CHART_PIXELS,
            y_title=page.context.label("inquiries"),
            y_format=theme.COUNT,
            y_min=0,
            legend=len(series) > 1,
        )
    )
