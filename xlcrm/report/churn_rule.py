"""Whether the lapse rule tells anything on the book's own orders, in words and as a table."""

from xlcrm.cells import Extent
from xlcrm.metrics.back_test import UNINFORMED
from xlcrm.patches import Style
from xlcrm.report import theme
from xlcrm.report.churn_grid import Grid, with_small_headers
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of

_TABLE = "RULE_TABLE()"
_ACCURACY = 5
_SHARE = theme.number(theme.CELL, theme.SHARE)
_STYLES: dict[int, Style] = {
    0: theme.CELL_BOLD,
    **dict.fromkeys((1, 2), theme.number(theme.CELL, theme.COUNT)),
    **dict.fromkeys((3, 4, 6, 7), _SHARE),
    _ACCURACY: theme.number(theme.CELL_BOLD, theme.SHARE),
}


def rule_table(page: Page, row: int, grid: Grid) -> int:
    """The rule beside fixed windows, with what that means said above.

    Args:
        page: the sheet.
        row: of the heading.
        grid: the columns.

    Returns:
        The first row of what follows, below a blank one.
    """
    row = page.heading(row, FIRST_COLUMN, grid.columns, "churn.rule")
    rows = table_of(_TABLE, page.context).rows
    if not rows:
        return page.note(row, FIRST_COLUMN, grid.columns, "churn.no_rule") + 1
    page.span(row, FIRST_COLUMN, grid.columns, _said(page), theme.CELL_WRAP)
    row = page.note(row + 1, FIRST_COLUMN, grid.columns, "churn.rule_note")
    extent, _ = page.table(row, FIRST_COLUMN, _TABLE, _STYLES)
    with_small_headers(page, extent)
    cells = Extent.of(row + 1, FIRST_COLUMN + _ACCURACY, extent.height - 1, 1)
    page.highlight(cells, f"{cells.first.a1}<{UNINFORMED}", theme.WARN_FILL)
    return extent.last.row + 2


def _said(page: Page) -> str:
    """Whether the rule, or any of the rules, informs."""
    rows = table_of(_TABLE, page.context).rows
    known = (row[_ACCURACY] for row in rows)
    best = max((value for value in known if isinstance(value, float)), default=0.0)
    own = number_of(figure_of("RULE_ACCURACY()", page.context))
    if best < UNINFORMED:
        return page.text("churn.say.rule.uninformed")
    if own < UNINFORMED:
        return page.text("churn.say.rule.own_uninformed")
    return page.text("churn.say.rule.informed", share=page.wording.share(own))
