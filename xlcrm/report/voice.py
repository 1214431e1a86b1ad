"""The Voice sheet: what customers say of us, and who answers the unhappy ones by when."""

from xlcrm.cells import Extent
from xlcrm.metrics.figure import TOO_FEW
from xlcrm.metrics.surveys import FEWEST_FOR_TREND
from xlcrm.patches import Style, WriteSheet
from xlcrm.report import theme
from xlcrm.report.actions import action_list
from xlcrm.report.counts import FEW, LABEL
from xlcrm.report.figure_block import figure_block
from xlcrm.report.first_rows import first_rows
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of
from xlcrm.report.principles import Principle, principles
from xlcrm.report.span import Span, span_of
from xlcrm.report.voice_detractors import detractors, said_table, voice_actions
from xlcrm.report.voice_pictures import CHART_PIXELS, answers_chart
from xlcrm.report.voice_years import change, grey_few, years
from xlcrm.udfs.context import Context

COLUMNS = 12
_WIDTHS = (31.0, *(11.0,) * 10, 18.0)
_LEFT = 5
MOST_ROWS, MOST_SEGMENTS = 12, 2
_TELLING = 3
"""A trait with so many values comes before one with fewer."""
_POINTS = theme.number(theme.CELL_BOLD, theme.COUNT)
_POINTS_END = theme.number(theme.CELL_GREY, theme.COUNT)
_SHARE = theme.number(theme.CELL_BOLD, theme.SHARE)
_SHARE_END = theme.number(theme.CELL_GREY, theme.SHARE)
_STYLES = {5: _POINTS, 6: _POINTS_END, 7: _POINTS_END, 9: _SHARE, 10: _SHARE_END, 11: _SHARE_END}


def voice_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where no answer is noted yet.

    Args:
        context: the workbook's frames and the day.
    """
    span = span_of(context, "Surveys", "date", "NPS_SCORE")
    if span is None:
        return None
    page = Page("voice", context)
    page.widths |= dict(enumerate(_WIDTHS, start=FIRST_COLUMN))
    row = page.head(COLUMNS, _answer(page, span))
    last = FIRST_COLUMN + COLUMNS - 1
    figures = {"nps": span.call("NPS_SCORE"), "csat": span.call("CSAT_SHARE")}
    row = figure_block(page, row, last, page.key, figures)
    days = {"first": page.wording.day(span.figure.start), "last": page.wording.day(span.figure.end)}
    row = page.note(row - 1, FIRST_COLUMN, COLUMNS, "voice.how", **days) + 1
    charts = page.heading(row, FIRST_COLUMN, COLUMNS, "voice.pictures")
    row = page.below(charts, CHART_PIXELS) + 1
    row = years(page, row, COLUMNS, _STYLES)
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "voice.quarters")
    row = page.note(row, FIRST_COLUMN, COLUMNS, "voice.trend_note", needed=FEWEST_FOR_TREND)
    label = theme.day(theme.CELL, theme.MONTH)
    quarters, row = _table(page, row, span.call("NPS_TABLE", context.label("quarter")), label)
    sides = [(quarters, FIRST_COLUMN, _LEFT, page.text("voice.chart.quarters"))]
    for principle in _segments(context):
        row = page.heading(row, FIRST_COLUMN, COLUMNS, "segments.by", principle=principle.header)
        extent, row = _table(page, row, span.call("NPS_TABLE", principle.argument), LABEL)
        title = page.text("voice.chart.segment", principle=principle.header)
        sides.append((extent, FIRST_COLUMN + _LEFT, COLUMNS - _LEFT, title))
    row = said_table(page, row, span)
    action_list(page, row, COLUMNS, voice_actions(page), "voice.nothing")
    drawn = [answers_chart(page, charts, *side) for side in sides[:2]]
    if not any(drawn):
        page.note(charts, FIRST_COLUMN, COLUMNS, "voice.no_picture")
    return page.sheet()


def _answer(page: Page, span: Span) -> str:
    wording = page.wording
    nps, csat = (figure_of(span.call(name), page.context) for name in ("NPS_SCORE", "CSAT_SHARE"))
    said = []
    if nps.note == TOO_FEW:
        said.append(page.text("voice.say.few_nps", n=nps.n or 0, needed=FEW))
    elif nps.value is None:
        said.append(page.text("voice.say.no_nps"))
    else:
        named = {name: wording.count(number) for name, number in _ends(nps.low, nps.high).items()}
        named |= {"value": wording.count(number_of(nps)), "n": wording.count(nps.n or 0)}
        said.append(page.text("voice.say.nps", **named))
        said.append(page.text(f"voice.say.{_judged(nps.low, nps.high)}"))
    said.append(change(page))
    if csat.value is not None:
        ends = {name: wording.share(number) for name, number in _ends(csat.low, csat.high).items()}
        said.append(page.text("voice.say.csat", value=wording.share(number_of(csat)), **ends))
    waiting = [one for one in detractors(page.context) if one.open]
    said.append(page.text("voice.say.waiting", n=len(waiting)))
    if late := sum(one.late for one in waiting):
        said.append(page.text("voice.say.late", n=late))
    return " ".join(filter(None, said))


def _ends(low: float | None, high: float | None) -> dict[str, float]:
    return {"low": low or 0.0, "high": high or 0.0}


def _judged(low: float | None, high: float | None) -> str:
    """Whether promoters outnumber detractors, as far as that can be told."""
    if low is not None and low > 0:
        return "more"
    return "fewer" if high is not None and high < 0 else "alike"


def _segments(context: Context) -> list[Principle]:
    """Traits of customers by which the answers are divided.

    A column that Surveys has, too, would be that of the answers: their owner is who answers them.
    """
    own = context.frames["Surveys"].columns
    known = [one for one in principles(context) if one.table == "Customers" and not one.left_out]
    worded = [one for one in known if not one.numeric and one.name not in own]
    return sorted(worded, key=lambda one: one.values < _TELLING)[:MOST_SEGMENTS]


def _table(page: Page, row: int, formula: str, label: Style) -> tuple[Extent, int]:
    count = theme.number(theme.CELL, theme.COUNT)
    styles = {**_STYLES, 0: label}
    extent, under = first_rows(page, row, FIRST_COLUMN, formula, styles, MOST_ROWS, count)
    grey_few(page, extent)
    return extent, under + 1
