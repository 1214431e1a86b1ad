"""A generated sheet that was emptied because it may have shown somebody who was erased."""

from xlcrm.patches import WriteSheet
from xlcrm.report.page import Page
from xlcrm.udfs.context import Context


def emptied_sheet(key: str, context: Context) -> WriteSheet:
    """The sheet, which says why it is empty.

    Args:
        key: the sheet.
        context: the workbook's frames and the day.
    """
    page = Page(key, context)
    page.widths |= dict.fromkeys(range(2, 10), 12.0)
    page.head(8, page.text("erased"))
    return page.sheet()
