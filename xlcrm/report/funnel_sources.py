"""What became of the customers that each source had brought: revenue and churn."""

from xlcrm.report import theme
from xlcrm.report.counts import COUNT, END, FEW, LABEL, SHARE, Counts, amounts, count
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of
from xlcrm.report.span import equals
from xlcrm.report.stale import newest_order

MOST = 8
_EVER = "DATE(1900,1,1)"
"""From when on customers count, those who have left long since too."""
_COLUMNS = ("source", "active", "revenue", "churn", "n", "low", "high")


def sources(page: Page, row: int, width: int) -> int:
    """A line per source of the customers; returns the first free row.

    Args:
        page: the sheet.
        row: the first free row.
        width: how many columns the sheet has.
    """
    context = page.context
    if newest_order(context) is None or context.principles.get("source") != "Customers":
        return row
    table = Counts.of(f'SEGMENT_PIVOT("source",,,{_EVER})', context)
    known = sorted(table.known, key=lambda one: -count(one[1]))[:MOST]
    if not known:
        return row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.sources")
    row = page.note(row, FIRST_COLUMN, width, "funnel.sources_note")
    heads = [page.text(f"funnel.source.{name}") for name in _COLUMNS]
    page.rows(row, FIRST_COLUMN, heads, [], {0: LABEL} | dict.fromkeys(range(1, 7), COUNT))
    largest = figure_of("REVENUE_TOTAL()", context).value
    money = amounts(page, FIRST_COLUMN + 2, largest if isinstance(largest, float) else 0)
    for label, *_ in known:
        row += 1
        where = equals("source", label).replace('"', '""')
        page.put(row, FIRST_COLUMN, label, LABEL)
        page.fit(row, str(label), page.pixels(FIRST_COLUMN, 1), LABEL)
        page.figure(row, FIRST_COLUMN + 1, f'CUSTOMERS_ACTIVE(,"{where}")', COUNT)
        page.figure(row, FIRST_COLUMN + 2, f'REVENUE_TOTAL(,,"{where}")', money)
        _churn(page, row, f'CHURN_RATE(,,"{where}")')
    return row + 2


def _churn(page: Page, row: int, formula: str) -> None:
    """The churn of a source with its interval; words where too few were there."""
    figure = figure_of(formula, page.context)
    quoted = formula.replace('"', '""')
    style = theme.number(theme.CELL_GREY, theme.COUNT)
    for place in range(3, len(_COLUMNS)):
        page.put(row, FIRST_COLUMN + place, None, style)
    page.figure(row, FIRST_COLUMN + 4, f'FIGURE_DETAIL("{quoted}","n")', style)
    if (figure.n or 0) < FEW:
        said = page.text("funnel.too_few", needed=FEW)
        page.put(row, FIRST_COLUMN + 5, said, theme.CELL_GREY._replace(indent=1))
        return
    page.figure(row, FIRST_COLUMN + 3, formula, SHARE)
    for place, detail in enumerate(("low", "high"), start=FIRST_COLUMN + 5):
        page.figure(row, place, f'FIGURE_DETAIL("{quoted}","{detail}")', END)
