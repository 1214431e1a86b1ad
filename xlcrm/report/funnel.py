"""The Funnel sheet: how leads become customers, how fast, why not, and what to offer the rest."""

from xlcrm.patches import WriteSheet
from xlcrm.report import theme
from xlcrm.report.funnel_calls import cold_calls
from xlcrm.report.funnel_figures import figures
from xlcrm.report.funnel_findings import answer, findings
from xlcrm.report.funnel_flow import Flow
from xlcrm.report.funnel_offers import offers
from xlcrm.report.funnel_pictures import heights, pictures
from xlcrm.report.funnel_sources import sources
from xlcrm.report.funnel_tables import by_attributes, by_day, cohorts, losses, responses
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.udfs.context import Context

COLUMNS = 12
_LABEL, _NARROW = 24.0, 13.6


def funnel_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where there is no lead and no inquiry yet.

    Args:
        context: the workbook's frames and the day.
    """
    flow = Flow.of(context)
    if flow is None:
        return None
    page = Page("funnel", context)
    page.widths |= dict.fromkeys(range(FIRST_COLUMN, FIRST_COLUMN + COLUMNS), _NARROW)
    page.widths[FIRST_COLUMN] = _LABEL
    row = page.head(COLUMNS, answer(page, flow))
    row = figures(page, row, COLUMNS, flow)
    charts = page.heading(row, FIRST_COLUMN, COLUMNS, "funnel.pictures")
    first, second = heights(page, flow)
    below = page.below(charts, first) + 1
    row = page.below(below, second) + 1
    months, row = cohorts(page, row, COLUMNS, flow)
    row = offers(page, row, COLUMNS)
    row = by_attributes(page, row, COLUMNS, flow)
    days, row = by_day(page, row, COLUMNS, flow)
    bands, row = responses(page, row, COLUMNS, flow)
    reasons, row = losses(page, row, COLUMNS, flow)
    row = cold_calls(page, row, COLUMNS, flow)
    row = sources(page, row, COLUMNS)
    _to_do(page, row, flow)
    pictures(page, (charts, below), COLUMNS, (days, months, bands, reasons))
    return page.sheet()


def _to_do(page: Page, row: int, flow: Flow) -> None:
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "funnel.to_do")
    for line in findings(page, flow) or [page.text("funnel.do.nothing")]:
        page.span(row, FIRST_COLUMN, COLUMNS, line, theme.CELL_WRAP)
        row += 1
