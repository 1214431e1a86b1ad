"""The tables of the Funnel sheet: by month, by attribute, by day, by answer and by loss."""

from collections.abc import Sequence

from xlcrm.cells import Extent, Value
from xlcrm.metrics.figure import Figure
from xlcrm.patches import Style
from xlcrm.report import theme
from xlcrm.report.counts import (
    COUNT,
    END,
    FEW,
    LABEL,
    MONTH,
    SHARE,
    Counts,
    Placed,
    amounts,
    counts_table,
)
from xlcrm.report.funnel_findings import quick_answers
from xlcrm.report.funnel_flow import Flow
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of
from xlcrm.report.portrait_attributes import argument

MOST_MONTHS = 24
ATTRIBUTES = ("source", "channel", "owner", "need")
"""By what the flow of leads is told apart; channel is that of the first inquiry."""

_FUNNEL: dict[int, Style] = {
    **dict.fromkeys(range(1, 5), COUNT),
    5: SHARE,
    6: END,
    7: END,
    **dict.fromkeys(range(8, 11), SHARE),
    11: theme.number(theme.CELL, theme.DECIMAL),
}
_COUNTS = 5
"""So many columns of a FUNNEL_TABLE are labels and counts."""
_STEPS, _SLOW = 13, 30
_WINS: dict[int, Style] = {1: COUNT, 2: COUNT, 3: SHARE, 4: END, 5: END}
_HOURS: dict[int, Style] = {
    1: COUNT,
    2: COUNT,
    3: theme.number(theme.CELL, theme.DECIMAL),
    4: COUNT,
    5: SHARE,
    6: END,
    7: END,
}


def cohorts(page: Page, row: int, width: int, flow: Flow) -> tuple[Placed | None, int]:
    """Leads by month of their first inquiry; returns the table and the first free row."""
    row = page.heading(row, FIRST_COLUMN, width, "funnel.cohorts")
    if flow.leads is None:
        return None, page.note(row, FIRST_COLUMN, width, "funnel.no_leads") + 1
    row = page.note(row, FIRST_COLUMN, width, "funnel.cohorts_note")
    styles = {**_FUNNEL, 0: MONTH}
    formula = flow.leads.call("FUNNEL_TABLE", "")
    placed = counts_table(page, row, FIRST_COLUMN, formula, styles, most=MOST_MONTHS, bare=_COUNTS)
    return placed, placed.under + 1


def by_attributes(page: Page, row: int, width: int, flow: Flow) -> int:
    """Leads by status, and by what tells them apart; returns the first free row."""
    if flow.leads is None:
        return row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.by")
    row = page.note(row, FIRST_COLUMN, width, "funnel.by_note")
    status = flow.leads.call("FUNNEL_TABLE", argument(page.context, "status"))
    row = counts_table(page, row, FIRST_COLUMN, status, {}, width=_COUNTS, bare=_COUNTS).under + 1
    for name in ATTRIBUTES:
        formula = flow.leads.call("FUNNEL_TABLE", argument(page.context, name))
        if Counts.of(formula, page.context).known:
            row = counts_table(page, row, FIRST_COLUMN, formula, _FUNNEL, bare=_COUNTS).under + 1
    return row


def by_day(page: Page, row: int, width: int, flow: Flow) -> tuple[Extent | None, int]:
    """The share converted by days since the first inquiry.

    Returns:
        The rows of days, shares and the ends of their interval, as far as it has any, without the
        header; None where there are too few leads. And the first free row.
    """
    if flow.leads is None:
        return None, row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.by_day")
    median = number_of(figure_of(flow.leads.call("DAYS_TO_CONVERT"), page.context))
    step = 15 if median <= _SLOW else 30
    found: list[tuple[int, Figure]] = []
    for day in range(0, step * _STEPS, step):
        figure = figure_of(f"CONVERTED_WITHIN({day})", page.context)
        if figure.value is None or (figure.n or 0) < FEW:
            break
        found.append((day, figure))
    if not found:
        n = figure_of("CONVERTED_WITHIN(0)", page.context).n or 0
        under = page.note(row, FIRST_COLUMN, width, "funnel.few", n=n, needed=FEW)
        return None, under + 1
    row = page.note(row, FIRST_COLUMN, width, "funnel.by_day_note", n=found[0][1].n)
    heads = [page.text(f"funnel.day.{name}") for name in ("days", "share", "low", "high")]
    days: Sequence[Sequence[Value]] = [[day] for day, _ in found]
    # Set to the left: far from its heading a number looks like an empty column.
    label = LABEL._replace(number_format=theme.COUNT, align="left")
    page.rows(row, FIRST_COLUMN, heads, days, {0: label, 1: SHARE, 2: END, 3: END})
    for down, (day, _) in enumerate(found, start=row + 1):
        formula = f"CONVERTED_WITHIN({day})"
        page.figure(down, FIRST_COLUMN + 1, formula, SHARE)
        for place, detail in enumerate(("low", "high"), start=FIRST_COLUMN + 2):
            page.figure(down, place, f'FIGURE_DETAIL("{formula}","{detail}")', END)
    # Before the first conversion, and after the last one of all, there is no interval to draw.
    drawn = [down for down, (_, figure) in enumerate(found, row + 1) if figure.low is not None]
    extent = Extent.of(drawn[0], FIRST_COLUMN, len(drawn), 4) if drawn else None
    return extent, row + len(found) + 2


def responses(page: Page, row: int, width: int, flow: Flow) -> tuple[Placed | None, int]:
    """How long answers took, and what was bought then; returns the bands, and the next row."""
    if flow.inquiries is None or not flow.bands.rows:
        return None, row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.responses")
    row = page.note(row, FIRST_COLUMN, width, "funnel.responses_note")
    told = quick_answers(page, flow)
    if told:
        page.span(row, FIRST_COLUMN, width, told, theme.CELL_WRAP)
        row += 1
    formula = flow.span.call("RESPONSE_TABLE", "")
    placed = counts_table(page, row, FIRST_COLUMN, formula, _WINS, bare=3)
    row = placed.under + 1
    owners = flow.span.call("RESPONSE_TABLE", argument(page.context, "owner"))
    if Counts.of(owners, page.context).known:
        row = counts_table(page, row, FIRST_COLUMN, owners, _HOURS, bare=3).under + 1
    return placed, row


def losses(page: Page, row: int, width: int, flow: Flow) -> tuple[Placed | None, int]:
    """Why inquiries were lost, the heaviest reason first; returns the table, and the next row."""
    if not flow.reasons.rows:
        return None, row
    row = page.heading(row, FIRST_COLUMN, width, "funnel.losses")
    row = page.note(row, FIRST_COLUMN, width, "funnel.losses_note")
    total = flow.reasons.total
    money = amounts(page, FIRST_COLUMN + 6, total[6] if total else 0)
    styles = {1: COUNT, 2: SHARE, 3: END, 4: END, 5: SHARE, 6: money}
    placed = counts_table(page, row, FIRST_COLUMN, flow.span.call("LOSS_REASONS", ""), styles)
    return placed, placed.under + 1
