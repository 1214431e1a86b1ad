"""The Journey sheet: where the customer's journey breaks, and whether good moments outweigh bad."""

from xlcrm.cells import Address, Extent, Value
from xlcrm.metrics.figure import FEWEST
from xlcrm.patches import DataBars, WriteSheet
from xlcrm.report import theme
from xlcrm.report.actions import action_list
from xlcrm.report.counts import number
from xlcrm.report.figure_block import figure_block
from xlcrm.report.first_rows import first_rows
from xlcrm.report.journey_actions import complaints, journey_actions, worst_off
from xlcrm.report.journey_pictures import CHART_PIXELS, journey_charts
from xlcrm.report.journey_stages import Stage, compared, stages
from xlcrm.report.journey_turnaround import turnarounds
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of
from xlcrm.report.parties import parties
from xlcrm.report.span import Span, span_of
from xlcrm.udfs.context import Context

COLUMNS = 13
_WIDTHS = (28.0, 11.0, 11.0, 24.0, 10.0, 9.0, 9.0, 10.0, 8.5, 8.5, 8.5, 8.5, 19.0)
MOST_PARTIES, MOST_STAGES = 10, 30
_COUNT = theme.number(theme.CELL, theme.COUNT)
_SHARE = theme.number(theme.CELL, theme.SHARE)
_END = theme.number(theme.CELL_GREY, theme.SHARE)
_BALANCE = theme.number(theme.CELL_BOLD, theme.COUNT)


def journey_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where no touchpoint is noted yet.

    Args:
        context: the workbook's frames and the day.
    """
    span = span_of(context, "Touchpoints", "date", "MOMENTS_BALANCE")
    if span is None:
        return None
    page = Page("journey", context)
    page.widths |= dict(enumerate(_WIDTHS, start=FIRST_COLUMN))
    found = stages(context, span.call("JOURNEY_TABLE"))
    row = page.head(COLUMNS, _answer(page, span, found))
    last = FIRST_COLUMN + COLUMNS - 1
    figures = {"balance": span.call("MOMENTS_BALANCE"), "reply": "RESPONSE_HOURS()"}
    if not figure_of(figures["reply"], context).n:
        del figures["reply"]
    row = figure_block(page, row, last, page.key, figures)
    days = {"first": page.wording.day(span.figure.start), "last": page.wording.day(span.figure.end)}
    ratio = f"{context.settings.moments_ratio:g}"
    row = page.note(row - 1, FIRST_COLUMN, COLUMNS, "journey.how", ratio=ratio, **days) + 1
    charts = page.heading(row, FIRST_COLUMN, COLUMNS, "journey.pictures")
    drawn = any(stage.reached for stage in found)
    row = page.below(charts, CHART_PIXELS) + 1 if drawn else charts
    if not drawn:
        row = page.note(row, FIRST_COLUMN, COLUMNS, "journey.no_picture") + 1
    table, row = _map(page, row, span)
    row = _parties(page, row, span)
    row = turnarounds(page, row, COLUMNS, span)
    row = action_list(page, row, COLUMNS, journey_actions(page, span, found), "journey.nothing")
    if drawn:
        journey_charts(page, charts, table, COLUMNS)
    return page.sheet()


def _answer(page: Page, span: Span, found: list[Stage]) -> str:
    said = [_breaks(page, found), _moments(page, span)]
    waiting = complaints(page.context)
    late = sum(one.late for one in waiting)
    said.append(page.text("journey.say.complaints", n=len(waiting)))
    if late:
        said.append(page.text("journey.say.late", n=late))
    return " ".join(said)


def _breaks(page: Page, found: list[Stage]) -> str:
    worst, second = compared(found)
    if worst is None:
        most = max((stage.reached for stage in found), default=0)
        return page.text("journey.say.few", n=most, needed=FEWEST)
    wording = page.wording
    if not worst.left:
        return page.text("journey.say.nobody_left")
    shares = {name: wording.share(getattr(worst, name)) for name in ("share", "low", "high")}
    counts = {"left": worst.left, "n": worst.reached}
    said = page.text("journey.say.breaks", stage=worst.name, **counts, **shares)
    if second is not None and worst.low <= second.share:
        share = wording.share(second.share)
        said += " " + page.text("journey.say.alike", stage=second.name, share=share)
    return said


def _moments(page: Page, span: Span) -> str:
    balance = figure_of(span.call("MOMENTS_BALANCE"), page.context)
    if balance.value is None:
        return page.text("journey.say.no_moments")
    total = table_of(span.call("MOMENTS_TABLE", ""), page.context).rows[-1]
    good, bad, points = number(total[1]), number(total[3]), number_of(balance)
    ratio = f"{page.context.settings.moments_ratio:g}"
    shown = {"good": page.wording.count(good), "bad": page.wording.count(bad), "ratio": ratio}
    name = "outweigh" if points >= 0 else "lack"
    missing = page.wording.count(abs(points))
    return page.text(f"journey.say.{name}", missing=missing, **shown)


def _map(page: Page, row: int, span: Span) -> tuple[Extent, int]:
    """The stages in order; the block and the first free row."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "journey.map")
    row = page.note(row, FIRST_COLUMN, COLUMNS, "journey.map_note")
    styles = {0: theme.CELL_WRAP._replace(bold=True), 1: theme.CELL, 2: theme.CELL_WRAP}
    styles |= {3: theme.CELL_WRAP, 7: _SHARE, 8: _END, 9: _END, 12: _BALANCE}
    formula = span.call("JOURNEY_TABLE")
    extent, under = first_rows(page, row, FIRST_COLUMN, formula, styles, MOST_STAGES, _COUNT)
    if extent.height == 1:
        return extent, page.note(under, FIRST_COLUMN, COLUMNS, "journey.no_stages") + 1
    first, height = row + 1, extent.height - 1
    page.formats.append(DataBars(Extent.of(first, FIRST_COLUMN + 7, height, 1), theme.BAD_FILL))
    _colour(page, Extent.of(first, FIRST_COLUMN + 12, height, 1))
    reached = Address(first, FIRST_COLUMN + 4).a1
    few = Extent.of(first, FIRST_COLUMN + 7, height, 3)
    page.highlight(few, f"${reached}<{FEWEST}", "", theme.REFERENCE_LIGHT)
    return extent, under + 1


def _colour(page: Page, extent: Extent) -> None:
    """A balance of good and bad moments: red below nothing, green above."""
    at = extent.first.a1
    page.highlight(extent, f"AND(ISNUMBER({at}),{at}<0)", theme.BAD_FILL, theme.BAD)
    page.highlight(extent, f"AND(ISNUMBER({at}),{at}>0)", theme.GOOD_FILL, theme.GOOD)


def _parties(page: Page, row: int, span: Span) -> int:
    """The balance of those whose bad moments outweigh, the worst first."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "journey.parties")
    worst = worst_off(page, span)
    if not worst:
        return page.note(row, FIRST_COLUMN, COLUMNS, "journey.no_worst") + 1
    shown = worst[:MOST_PARTIES]
    counts = {"shown": len(shown), "n": len(worst)}
    row = page.note(row, FIRST_COLUMN, COLUMNS, "journey.parties_note", **counts)
    known = parties(page.context, [one[0] for one in shown])
    rows: list[list[Value]] = [[known[one[0]].who, *one[1:]] for one in shown]
    names = ("who", "good", "neutral", "bad", "balance")
    headers = [page.text(f"journey.column.{name}") for name in names]
    styles = {0: theme.CELL_WRAP._replace(bold=True), 4: _BALANCE}
    extent = page.rows(row, FIRST_COLUMN, headers, rows, styles, _COUNT)
    _colour(page, Extent.of(row + 1, FIRST_COLUMN + 4, len(shown), 1))
    return extent.last.row + 2
