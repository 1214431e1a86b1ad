"""All generated sheets of a workbook."""

from collections.abc import Callable

from xlcrm.language import text
from xlcrm.patches import WriteSheet
from xlcrm.report.activity import activity_sheet
from xlcrm.report.churn import churn_sheet
from xlcrm.report.concentration import concentration_sheet
from xlcrm.report.cross_sell import cross_sell_sheet
from xlcrm.report.customer_table import customers_sheet
from xlcrm.report.dashboard import dashboard_sheet
from xlcrm.report.follow_ups import follow_ups_sheet
from xlcrm.report.funnel import funnel_sheet
from xlcrm.report.journey import journey_sheet
from xlcrm.report.page import Page
from xlcrm.report.pivot import pivot_sheet
from xlcrm.report.portrait import portrait_sheet
from xlcrm.report.segments import segments_sheet
from xlcrm.report.today import today_sheet
from xlcrm.report.voice import voice_sheet
from xlcrm.udfs.context import Context

Builder = Callable[[Context], WriteSheet | None]

SHEETS: dict[str, Builder] = {
    "today": today_sheet,
    "dashboard": dashboard_sheet,
    "follow_ups": follow_ups_sheet,
    "portrait": portrait_sheet,
    "funnel": funnel_sheet,
    "churn": churn_sheet,
    "concentration": concentration_sheet,
    "segments": segments_sheet,
    "journey": journey_sheet,
    "voice": voice_sheet,
    "activity": activity_sheet,
    "cross_sell": cross_sell_sheet,
    "customers": customers_sheet,
    "pivot": pivot_sheet,
}
"""Each sheet by its key, in the order in which they are written."""


def nothing_sheet(key: str, context: Context) -> WriteSheet:
    """A sheet that says that there is nothing to show, in the place of an older one.

    Args:
        key: the sheet.
        context: the workbook's frames and the day.
    """
    page = Page(key, context)
    page.widths |= dict.fromkeys(range(2, 10), 12.0)
    page.head(8, page.text("nothing"))
    return page.sheet()


def build(context: Context, progress: Callable[[str], None]) -> list[WriteSheet]:
    """The generated sheets for which there is data.

    Args:
        context: the workbook's frames and the day.
        progress: told the title of each sheet before it is built.
    """
    if not any(context.frames[table].height for table in ("Inquiries", "Leads", "Orders")):
        return []
    made = []
    for key, sheet in SHEETS.items():
        progress(text(f"report.{key}.title", context.settings.language))
        built = sheet(context)
        if built is not None:
            made.append(built)
    return made
