"""The Check-up sheet: what broke since the book was in order, with links to the cells."""

from collections.abc import Sequence

from xlcrm.cells import Address, Value, quoted
from xlcrm.patches import WriteSheet
from xlcrm.problems import Problem
from xlcrm.report import theme
from xlcrm.report.page import Page
from xlcrm.report.problems import message
from xlcrm.udfs.context import Context

KEY = "checkup"
MOST = 2_000
"""So many are listed; the sheet says how many more there are."""

_WIDTHS = {2: 14.0, 3: 9.0, 4: 90.0, 5: 26.0}


def checkup_sheet(problems: Sequence[Problem], context: Context) -> WriteSheet:
    """The sheet.

    Args:
        problems: in the order in which they are listed.
        context: for the day and the language.
    """
    page = Page(KEY, context)
    page.widths |= _WIDTHS
    answer = "found" if problems else "none"
    row = page.head(4, page.text(f"checkup.{answer}", n=len(problems)))
    page.put(2, 2, page.text("checkup.stamp", as_of=context.as_of), theme.STAMP)
    if len(problems) > MOST:
        row = page.note(row, 2, 4, "checkup.more", shown=MOST, n=len(problems)) + 1
    headers = [page.text(f"problems.{name}") for name in ("sheet", "cell", "what", "try")]
    listed: list[list[Value]] = [
        [one.sheet, one.cell, message(one, page.language), one.suggestion]
        for one in problems[:MOST]
    ]
    page.rows(row, 2, headers, listed, {2: theme.CELL_WRAP, 3: theme.CELL_WRAP})
    for at, problem in enumerate(problems[:MOST], start=row + 1):
        target = f"{quoted(problem.sheet)}!{problem.cell}" if problem.cell else ""
        page.put(at, 3, problem.cell, theme.LINK if target else theme.CELL, link=target)
    page.freeze = Address(row + 1, 1)
    return page.sheet()
