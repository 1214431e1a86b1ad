"""The list of what to do at the end of a sheet: who, what, and a link to their row."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.cells import Address, quoted
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page

_WHO = theme.CELL_WRAP._replace(bold=True)


@dataclass(frozen=True)
class Action:
    """One thing to do.

    Attributes:
        who: with whom.
        what: what to do, and why.
        table: where they stand; "" for nowhere.
        row: the sheet row there.
    """

    who: str
    what: str
    table: str = ""
    row: int = 0


def action_list(page: Page, row: int, columns: int, actions: Sequence[Action], none: str) -> int:
    """The list under a heading.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many the sheet has; who takes the first, the link the last.
        actions: what to do, most urgent first.
        none: the name of the text that stands there where nothing is to be done.

    Returns:
        The first row of what follows, below a blank one.
    """
    row = page.heading(row, FIRST_COLUMN, columns, "figures.to_do")
    if not actions:
        return page.note(row, FIRST_COLUMN, columns, none) + 1
    for action in actions:
        page.put(row, FIRST_COLUMN, action.who, _WHO)
        page.fit(row, action.who, page.pixels(FIRST_COLUMN, 1), _WHO)
        page.span(row, FIRST_COLUMN + 1, columns - 2, action.what, theme.CELL_WRAP)
        _link(page, row, FIRST_COLUMN + columns - 1, action)
        row += 1
    return row + 1


def _link(page: Page, row: int, column: int, action: Action) -> None:
    found = page.context.frames.place(action.table) if action.table else None
    if found is None:
        page.put(row, column, None, theme.CELL)
        return
    link = f"{quoted(found.sheet)}!{Address(action.row, found.extent.first.column).a1}"
    said = page.text("today.link", sheet=found.sheet, row=action.row)
    page.put(row, column, said, theme.LINK, link=link)
