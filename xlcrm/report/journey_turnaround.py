"""How long people waited for us, and whether they ordered again after that."""

from xlcrm.cells import Extent
from xlcrm.patches import DataBars
from xlcrm.report import theme
from xlcrm.report.counts import FEW, number
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.report.span import Span

KINDS = ("reply", "offer", "complaint")
_CASES, _SHARE = 1, 3


def turnarounds(page: Page, row: int, columns: int, span: Span) -> int:
    """One table for each kind of case that was met; returns the first free row.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many columns the sheet has.
        span: the days that the sheet looks at.
    """
    formulas = {kind: span.call("TURNAROUND_TABLE", kind) for kind in KINDS}
    met = {kind: formula for kind, formula in formulas.items() if _cases(page, formula)}
    if not met:
        return row
    row = page.heading(row, FIRST_COLUMN, columns, "journey.turnaround")
    row = page.note(row, FIRST_COLUMN, columns, "journey.turnaround_note", few=FEW)
    for kind, formula in met.items():
        said = page.text(f"journey.turnaround_{kind}")
        page.span(row, FIRST_COLUMN, columns, said, theme.CELL_WRAP._replace(bold=True))
        row = _table(page, row + 1, formula)
    return row


def _cases(page: Page, formula: str) -> float:
    return sum(number(row[_CASES]) for row in table_of(formula, page.context).rows)


def _table(page: Page, row: int, formula: str) -> int:
    count, share = theme.number(theme.CELL, theme.COUNT), theme.number(theme.CELL, theme.SHARE)
    end = theme.number(theme.CELL_GREY, theme.SHARE)
    styles = {1: count, 2: count, _SHARE: share, 4: end, 5: end}
    extent, _ = page.table(row, FIRST_COLUMN, formula, styles)
    first, height = extent.first.row + 1, extent.height - 1
    page.formats.append(DataBars(Extent.of(first, FIRST_COLUMN + _CASES, height, 1), theme.BAR))
    whole = Extent.of(first, FIRST_COLUMN, height, extent.width)
    cases = Extent.of(first, FIRST_COLUMN + _CASES, 1, 1).first.a1
    page.highlight(whole, f"${cases}<{FEW}", "", theme.REFERENCE_LIGHT)
    return extent.last.row + 2
