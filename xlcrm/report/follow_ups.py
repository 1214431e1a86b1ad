"""The FollowUps sheet: in which order to turn to whom, and what not answering has cost."""

from xlcrm.patches import WriteSheet
from xlcrm.report import measure
from xlcrm.report.figure_block import figure_block
from xlcrm.report.follow_ups_lost import BENEFITS, MISSED, lost, missed
from xlcrm.report.follow_ups_pictures import CHART_PIXELS, months_data, reasons_data
from xlcrm.report.follow_ups_queue import Step, queue_table, steps
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text

COLUMNS = 9
_WIDTHS = (24.0, 12.5, 12.5, 13.0, 13.0, 28.0, 26.0, 17.5, 30.0)
_QUOTED = FIRST_COLUMN + 4
_FIGURES = {
    "leads_open": "LEADS_OPEN()",
    "leads_overdue": "LEADS_OVERDUE()",
    "capacity_load": "CAPACITY_LOAD()",
    "response_hours": "RESPONSE_HOURS()",
    **MISSED,
    **BENEFITS,
}


def follow_ups_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has asked yet.

    Args:
        context: the workbook's frames and the day.
    """
    if not any(context.frames[table].height for table in ("Inquiries", "Leads")):
        return None
    page = Page("follow_ups", context)
    page.widths |= dict(enumerate(_WIDTHS, start=FIRST_COLUMN))
    waiting = steps(context)
    amounts = [step.quoted for step in waiting if step.quoted is not None]
    shown = measure.shown(max(amounts, default=0), page.money())
    page.widths[_QUOTED] = max(page.widths[_QUOTED], measure.width_for(shown))
    row = page.head(COLUMNS, _answer(page, waiting))
    row = figure_block(page, row, FIRST_COLUMN + COLUMNS - 1, page.key, _FIGURES)
    pictures = page.heading(row, FIRST_COLUMN, COLUMNS, "follow_ups.pictures")
    row = page.below(pictures, CHART_PIXELS) + 1
    row = queue_table(page, row, COLUMNS, waiting)
    row = lost(page, row, COLUMNS)
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "follow_ups.numbers")
    row = page.note(row, FIRST_COLUMN, COLUMNS, "follow_ups.numbers_note")
    under = reasons_data(page, row, pictures, waiting)
    months_data(page, under, pictures, COLUMNS)
    return page.sheet()


def _answer(page: Page, waiting: list[Step]) -> str:
    """Who is next and why, how many wait, in which order, and what was missed."""
    load = figure_of(_FIGURES["capacity_load"], page.context)
    if not waiting:
        said = [page.text("follow_ups.say.nobody")]
    else:
        first = waiting[0]
        overdue = sum(step.overdue for step in waiting)
        name = "follow_ups.say.overdue" if overdue else "follow_ups.say.waiting"
        wording = page.wording
        counts = {"waiting": wording.count(len(waiting)), "overdue": wording.count(overdue)}
        said = [page.text(name, n=len(waiting), **counts)]
        what = first.what or page.text("today.no_text")
        who = first.who or page.text("today.nobody")
        said.append(page.text("follow_ups.say.next", who=who, what=what, when=first.when))
    if load.value is not None:
        share = page.wording.share(number_of(load))
        said.append(page.text("follow_ups.say.load", share=share))
    said.append(note_text(load, page.language))
    return " ".join(filter(None, (*said, missed(page))))
