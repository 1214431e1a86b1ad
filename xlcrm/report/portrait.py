"""The Portrait sheet: who asks, what they ask for, and what is new in it."""

from collections.abc import Sequence
from itertools import zip_longest

from xlcrm.patches import WriteSheet
from xlcrm.report import measure, theme
from xlcrm.report.counts import COUNT, END, SHARE, counts_table
from xlcrm.report.months import FEWEST_MONTHS
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.portrait_asked import Asked
from xlcrm.report.portrait_attributes import Attribute
from xlcrm.report.portrait_demand import (
    CHART_PIXELS,
    FEWEST_BARS,
    competitors,
    demand_chart,
    demand_table,
    main_requests,
)
from xlcrm.report.portrait_findings import answer, findings
from xlcrm.report.portrait_months import complete_months, months_chart, months_table
from xlcrm.report.portrait_typical import typical
from xlcrm.report.span import span_of
from xlcrm.udfs.context import Context

COLUMNS = 11
_SIDE = FIRST_COLUMN + 6
_WIDTHS = {FIRST_COLUMN: 26.0, _SIDE: 18.0}
_NARROW = 13.0
_BLOCK = 5
_STYLES = {1: COUNT, 2: SHARE, 3: END, 4: END}


def portrait_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has asked yet.

    Args:
        context: the workbook's frames and the day.
    """
    span = span_of(context, "Inquiries", "date", "INQUIRIES_TOTAL")
    if span is None:
        return None
    page = Page("portrait", context)
    page.widths |= dict.fromkeys(range(FIRST_COLUMN, FIRST_COLUMN + COLUMNS), _NARROW) | _WIDTHS
    asked = Asked.of(context, span)
    row = page.head(COLUMNS, answer(page, asked))
    row = typical(page, row, COLUMNS, asked)
    charts = page.heading(row, FIRST_COLUMN, COLUMNS, "portrait.pictures")
    row = page.below(charts, _tall(page, asked)) + 1
    needs, row = demand_table(page, row, COLUMNS, asked, "need")
    products, row = demand_table(page, row, COLUMNS, asked, "product")
    row = main_requests(page, row, COLUMNS, asked)
    months, row = _when(page, row, asked)
    row = _who(page, row, asked)
    row = competitors(page, row, COLUMNS, asked)
    if asked.empty:
        names = ", ".join(asked.empty)
        row = page.note(row, FIRST_COLUMN, COLUMNS, "portrait.empty", names=names) + 1
    _to_do(page, row, asked)
    half = page.pixels(FIRST_COLUMN, _SIDE - FIRST_COLUMN) - 12
    several = len(asked.need.counts.known) >= FEWEST_BARS
    demand_chart(page, charts, FIRST_COLUMN, half, needs if several else products)
    rest = page.pixels(_SIDE, FIRST_COLUMN + COLUMNS - _SIDE)
    months_chart(page, charts, _SIDE, rest, months)
    return page.sheet()


def _tall(page: Page, asked: Asked) -> int:
    """How many pixels the pictures take; words alone take one line."""
    bars = max(len(one.counts.known) for one in (asked.need, asked.product))
    drawn = bars >= FEWEST_BARS or complete_months(page) >= FEWEST_MONTHS
    return CHART_PIXELS if drawn else measure.ROW_PIXELS


def _to_do(page: Page, row: int, asked: Asked) -> None:
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "portrait.to_do")
    for line in findings(page, asked) or [page.text("portrait.do.nothing")]:
        page.span(row, FIRST_COLUMN, COLUMNS, line, theme.CELL_WRAP)
        row += 1


def _when(page: Page, row: int, asked: Asked) -> tuple[tuple[int, int, bool], int]:
    """Months at the left, weekdays and prices at the right."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "portrait.when")
    months, left = months_table(page, row)
    right = row
    for attribute in (asked.weekday, asked.quoted):
        if attribute.counts.known:
            right = _block(page, right, _SIDE, attribute) + 1
    return months, max(left, right - 1) + 1


def _who(page: Page, row: int, asked: Asked) -> int:
    if not asked.who:
        return row
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "portrait.who")
    row = page.note(row, FIRST_COLUMN, COLUMNS, "portrait.who_note")
    pairs: Sequence[Sequence[Attribute | None]] = list(zip_longest(asked.who[::2], asked.who[1::2]))
    for pair in pairs:
        sides = zip(pair, (FIRST_COLUMN, _SIDE), strict=True)
        row = max(_block(page, row, side, one) for one, side in sides if one) + 1
    return row


def _block(page: Page, row: int, side: int, attribute: Attribute) -> int:
    return counts_table(page, row, side, attribute.formula, _STYLES).under
