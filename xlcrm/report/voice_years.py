"""How the Net Promoter Score changed from year to year, where there are answers enough."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from xlcrm.cells import Address, Extent
from xlcrm.metrics.figure import FEWEST
from xlcrm.patches import Style
from xlcrm.report import theme
from xlcrm.report.counts import number
from xlcrm.report.first_rows import first_rows
from xlcrm.report.formulas import call
from xlcrm.report.page import FIRST_COLUMN, Page, table_of

_TWO, _MOST = 2, 12
_NPS, _LOW, _HIGH = 5, 6, 7
_ANSWERS, _SATISFACTION = 1, 8


def formula(page: Page) -> str:
    """The formula of the scores by year over all answers, without "="."""
    days = page.context.frames["Surveys"]["date"]
    first = days.filter(days <= page.context.as_of).min()
    assert isinstance(first, date)
    return call("NPS_TABLE", first).replace("(", f'("{page.text("voice.year")}",', 1)


def change(page: Page) -> str:
    """A sentence on the last two years that have a score; "" where there are not two."""
    rows = table_of(formula(page), page.context).rows
    known = [row for row in rows if isinstance(row[0], date) and row[_NPS] is not None]
    if len(known) < _TWO:
        return ""
    before, now = known[-2:]
    assert isinstance(before[0], date)
    assert isinstance(now[0], date)
    apart = number(now[_LOW]) > number(before[_HIGH]) or number(now[_HIGH]) < number(before[_LOW])
    return page.text(
        "voice.say.change" if apart else "voice.say.no_change",
        then=before[0].year,
        year=now[0].year,
        before=page.wording.count(number(before[_NPS])),
        now=page.wording.count(number(now[_NPS])),
    )


def years(page: Page, row: int, columns: int, styles: Mapping[int, Style]) -> int:
    """The table by year; nothing where all answers are of one year.

    Args:
        page: the sheet.
        row: of the heading.
        columns: how many the sheet has.
        styles: by place in the table.

    Returns:
        The first free row.
    """
    asked = formula(page)
    spread = page.context.frames["Surveys"].filter(pl.col("date") <= page.context.as_of)
    if spread["date"].dt.year().n_unique() < _TWO:
        return row
    row = page.heading(row, FIRST_COLUMN, columns, "voice.years")
    row = page.note(row, FIRST_COLUMN, columns, "voice.years_note")
    label = theme.day(theme.CELL, "yyyy")
    count = theme.number(theme.CELL, theme.COUNT)
    extent, under = first_rows(page, row, FIRST_COLUMN, asked, {**styles, 0: label}, _MOST, count)
    grey_few(page, extent)
    return under + 1


def grey_few(page: Page, extent: Extent) -> None:
    """Makes rows of a table of scores grey that rest on few answers of either kind.

    Args:
        page: the sheet.
        extent: an NPS_TABLE with its header row.
    """
    if extent.height == 1:
        return
    first = extent.first
    halves = ((0, _ANSWERS, _SATISFACTION), (_SATISFACTION, _SATISFACTION, extent.width))
    for start, counted, end in halves:
        body = Extent.of(first.row + 1, first.column + start, extent.height - 1, end - start)
        at = Address(first.row + 1, first.column + counted).a1
        few = f"AND(ISNUMBER(${at}),${at}<{FEWEST})"
        page.highlight(body, few, "", theme.REFERENCE_LIGHT)
