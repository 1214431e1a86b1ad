"""The typical inquiry: what stands most often in each column, with its share and interval."""

from xlcrm.cells import Extent
from xlcrm.patches import Style
from xlcrm.report import theme
from xlcrm.report.counts import COUNT, END, FEW, SHARE, count, pick
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.portrait_asked import NEW, Asked
from xlcrm.report.portrait_attributes import Attribute
from xlcrm.report.span import equals

_COLUMNS = ("about", "most", None, "share", "low", "high", "n", "unknown")
_PICKED = ((2, 3, SHARE), (3, 4, END), (4, 5, END))
"""Places in a table of counts, from 0, where they go, and how they look."""


def typical(page: Page, row: int, width: int, asked: Asked) -> int:
    """The heading, the days, and a line per column; returns the first free row.

    Args:
        page: the sheet.
        row: the first free row.
        width: how many columns the sheet has.
        asked: the inquiries.
    """
    row = page.heading(row, FIRST_COLUMN, width, "portrait.typical")
    figure, wording = asked.span.figure, page.wording
    days = {"first": wording.day(figure.start), "last": wording.day(figure.end)}
    how = "portrait.how" if asked.span.first is None else "portrait.how_all"
    row = page.note(row, FIRST_COLUMN, width, how, **days)
    heads = [page.text(f"portrait.column.{name}") if name else None for name in _COLUMNS]
    styles = dict.fromkeys(range(3, len(_COLUMNS)), COUNT)
    page.rows(row, FIRST_COLUMN, heads, [], styles)
    _wide(page, row)
    _line(page, row + 1, "portrait.all", asked.span.call("INQUIRIES_TOTAL"))
    row += 2
    if asked.need.counts.total:
        total = len(asked.need.counts.rows) + 1
        _line(page, row, "portrait.new_people", pick(asked.need.formula, total, NEW + 1))
        row += 1
    about = [*asked.who, asked.need, asked.product, asked.quoted, asked.weekday]
    for attribute in about:
        if attribute.counts.known:
            _attribute(page, row, attribute, asked)
            row += 1
    return row + 1


def _wide(page: Page, row: int) -> None:
    page.merges.append(Extent.of(row, FIRST_COLUMN + 1, 1, 2))


def _line(page: Page, row: int, name: str, formula: str) -> None:
    """A count of inquiries of which no value is the most frequent."""
    for place in range(1, len(_COLUMNS)):
        page.put(row, FIRST_COLUMN + place, None, theme.CELL)
    page.put(row, FIRST_COLUMN, page.text(name), theme.CELL_BOLD)
    page.figure(row, FIRST_COLUMN + 6, formula, COUNT)


def _attribute(page: Page, row: int, attribute: Attribute, asked: Asked) -> None:
    counts = attribute.counts
    page.put(row, FIRST_COLUMN, attribute.header, theme.CELL_BOLD)
    value: Style = theme.CELL_WRAP
    known = sum(count(one[1]) for one in counts.known)
    for place in range(1, 6):
        page.put(row, FIRST_COLUMN + place, None, theme.CELL)
    if known < FEW:
        said = page.text("portrait.few", n=known, needed=FEW)
        page.put(row, FIRST_COLUMN + 1, said, theme.CELL_GREY)
        page.put(row, FIRST_COLUMN + 6, None, theme.CELL)
    else:
        at = list(counts.rows).index(counts.top) + 1
        _wide(page, row)
        page.figure(row, FIRST_COLUMN + 1, pick(attribute.formula, at, 1), value)
        page.fit(row, str(counts.top[0]), page.pixels(FIRST_COLUMN + 1, 2), value)
        for place, column, style in _PICKED:
            if counts.top[place] is not None:
                asked_for = pick(attribute.formula, at, place + 1)
                page.figure(row, FIRST_COLUMN + column, asked_for, style)
        page.figure(row, FIRST_COLUMN + 6, pick(attribute.formula, at, 2), COUNT)
    if attribute.name == "weekday":
        page.put(row, FIRST_COLUMN + 7, None, theme.CELL)
    else:
        blank = asked.span.call("INQUIRIES_TOTAL", where=equals(attribute.name, ""))
        page.figure(row, FIRST_COLUMN + 7, blank, COUNT)
