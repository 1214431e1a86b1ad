"""The warning that a book's orders end too long ago."""

from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.stale import staleness


def stale_banner(page: Page, row: int, width: int) -> int:
    """The warning over some columns, where it is due; returns the next free row."""
    newest = staleness(page.context)
    if newest is None:
        return row
    days = (page.context.as_of - newest).days
    said = page.text("stale", n=days, newest=newest, as_of=page.context.as_of)
    page.span(row, FIRST_COLUMN, width, said, theme.BANNER)
    page.heights[row] = page.heights.get(row, 15.0) + 6
    return row + 2
