"""The figures of the Funnel sheet, each with what it rests on and what it means."""

from xlcrm.metrics.figure import COUNT, DAYS, HOURS, SHARE, Figure
from xlcrm.report import theme
from xlcrm.report.counts import pick
from xlcrm.report.funnel_flow import Flow
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of
from xlcrm.report.portrait_asked import NEW
from xlcrm.report.span import Span, month
from xlcrm.udfs.detail import note_text

_COLUMNS = ("figure", "value", "n", "low", "high", "means")
_MEANS = 5
_DETAILS = ("n", "low", "high")


def _lines(flow: Flow) -> dict[str, str]:
    """The formulas by the names of their texts."""
    of_leads: dict[str, str] = {}
    if flow.leads:
        of_leads = {
            "conversion_rate": flow.leads.call("CONVERSION_RATE"),
            "within_30": "CONVERTED_WITHIN(30)",
            "within_90": "CONVERTED_WITHIN(90)",
            "days_to_convert": flow.leads.call("DAYS_TO_CONVERT"),
            "leads_open": "LEADS_OPEN()",
            "leads_overdue": "LEADS_OVERDUE()",
        }
    if not flow.inquiries:
        return of_leads
    return of_leads | {
        "win_rate": flow.span.call("WIN_RATE"),
        "response_hours": flow.span.call("RESPONSE_HOURS"),
    }


def figures(page: Page, row: int, width: int, flow: Flow) -> int:
    """The heading and a line per figure; returns the first free row.

    Args:
        page: the sheet.
        row: the first free row.
        width: how many columns the sheet has.
        flow: leads and inquiries.
    """
    row = page.heading(row, FIRST_COLUMN, width, "funnel.figures")
    figure, wording = flow.span.figure, page.wording
    days = {"first": wording.day(figure.start), "last": wording.day(figure.end)}
    how = "funnel.how" if flow.span.first is None else "funnel.how_all"
    row = page.note(row, FIRST_COLUMN, width, how, **days)
    heads = [page.text(f"funnel.column.{name}") for name in _COLUMNS]
    styles = dict.fromkeys(range(1, _MEANS), theme.number(theme.CELL, theme.COUNT))
    page.rows(row, FIRST_COLUMN, heads[:_MEANS], [], styles)
    over = theme.header(theme.EXPLAIN)
    page.span(row, FIRST_COLUMN + _MEANS, width - _MEANS, heads[_MEANS], over)
    for name, formula in _lines(flow).items():
        row += 1
        _line(page, row, width, name, formula)
    if flow.inquiries:
        row += 1
        _repeats(page, row, width, flow.inquiries)
    return row + 2


def _line(page: Page, row: int, width: int, name: str, formula: str) -> None:
    page.put(row, FIRST_COLUMN, page.text(f"funnel.{name}.name"), theme.CELL_BOLD)
    figure = figure_of(formula, page.context)
    shown, ends = _formats(page, figure)
    page.figure(row, FIRST_COLUMN + 1, formula, theme.number(theme.CELL_BOLD, shown))
    for place, detail in enumerate(_DETAILS, start=FIRST_COLUMN + 2):
        style = theme.number(theme.CELL_GREY, theme.COUNT if detail == "n" else ends)
        if getattr(figure, detail) is None:
            page.put(row, place, None, style)
        else:
            quoted = formula.replace('"', '""')
            page.figure(row, place, f'FIGURE_DETAIL("{quoted}","{detail}")', style)
    means = _means(page, name, figure)
    page.span(row, FIRST_COLUMN + _MEANS, width - _MEANS, means, theme.EXPLAIN)


def _means(page: Page, name: str, figure: Figure) -> str:
    note = note_text(figure, page.language)
    if isinstance(figure.value, str):
        return note
    if figure.value is None:
        return page.not_enough(note)
    return page.text(f"funnel.{name}.means")


def _formats(page: Page, figure: Figure) -> tuple[str, str]:
    """The number formats of a figure and of the ends of its interval."""
    days = f'#,##0 "{page.text("dashboard.days")}"'
    hours = f'#,##0.0 "{page.text("funnel.hours")}"'
    return {
        SHARE: (theme.SHARE_1, theme.SHARE_1),
        COUNT: (theme.COUNT, theme.COUNT),
        DAYS: (days, theme.COUNT),
        HOURS: (hours, theme.DECIMAL),
    }[figure.unit]


def _repeats(page: Page, row: int, width: int, span: Span) -> None:
    """Inquiries by new people; the others are repeat requests, and count apart."""
    formula = span.call("DEMAND_TABLE", month(page.context))
    place = len(table_of(formula, page.context).rows)
    style = theme.number(theme.CELL_BOLD, theme.COUNT)
    page.put(row, FIRST_COLUMN, page.text("funnel.new_people.name"), theme.CELL_BOLD)
    found = page.figure(row, FIRST_COLUMN + 1, pick(formula, place, NEW + 1), style)
    grey = theme.number(theme.CELL_GREY, theme.COUNT)
    page.figure(row, FIRST_COLUMN + 2, span.call("INQUIRIES_TOTAL"), grey)
    for column in (3, 4):
        page.put(row, FIRST_COLUMN + column, None, grey)
    repeats = span.n - int(number_of(found))
    said = "means" if repeats else "all"
    means = page.text(f"funnel.new_people.{said}", n=repeats)
    page.span(row, FIRST_COLUMN + _MEANS, width - _MEANS, means, theme.EXPLAIN)
