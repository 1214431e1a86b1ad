"""Inquiries by month, beside the same month a year before where there are two years."""

from datetime import date

import polars as pl

from xlcrm.cells import Address, Extent
from xlcrm.metrics.window import complete_month, month_number
from xlcrm.patches import ChartSpec, DataBars, Series
from xlcrm.report import theme
from xlcrm.report.counts import COUNT, MONTH
from xlcrm.report.formulas import call, first_of
from xlcrm.report.months import FEWEST_MONTHS
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.report.portrait_demand import CHART_PIXELS

_YEAR = 12
_GREY = theme.number(theme.CELL_GREY, "0.00")
_WIDTH = 5


def months_table(page: Page, row: int) -> tuple[tuple[int, int, bool], int]:
    """The last twelve complete months.

    Args:
        page: the sheet.
        row: of the header.

    Returns:
        The first row of the months, how many there are, and whether a year before stands beside
        them; and the first free row.
    """
    last = complete_month(page.context.as_of)
    begun = month_number(_first(page))
    count = complete_months(page)
    start = last - count + 1
    if not count:
        under = page.note(row, FIRST_COLUMN, _WIDTH, "portrait.no_months")
        return (row, 0, False), under
    # A first month that began before the first inquiry would be compared with half of itself.
    two_years = begun < last - 2 * _YEAR + 1 or _whole(_first(page), last)
    names = ["month", "inquiries", "year_before"][: 3 if two_years else 2]
    heads = [page.text(f"portrait.by.{name}") for name in names]
    styles = {0: MONTH, 1: COUNT, 2: COUNT}
    months = [first_of(number) for number in range(start, last + 1)]
    page.rows(row, FIRST_COLUMN, heads, [[month] for month in months], styles)
    for down, number in enumerate(range(start, last + 1), start=row + 1):
        shown = (number, number - _YEAR) if two_years else (number,)
        for place, month in enumerate(shown, start=FIRST_COLUMN + 1):
            ends = first_of(month), first_of(month + 1) - date.resolution
            page.figure(down, place, asked_in(*ends), COUNT)
    under = row + 1 + count
    if not two_years:
        under = page.note(under, FIRST_COLUMN, _WIDTH, "portrait.no_season")
    under = _season(page, under)
    return (row + 1, count, two_years), under


def _season(page: Page, row: int) -> int:
    """The index of each month of the year where two years are known; returns the first free row."""
    if not table_of("SEASON_TABLE()", page.context).rows:
        return row
    row = page.note(row, FIRST_COLUMN, _WIDTH, "portrait.season_note")
    index = theme.number(theme.CELL, "0.00")
    styles = {1: index, 2: COUNT, 3: _GREY, 4: _GREY}
    extent, _ = page.table(row, FIRST_COLUMN, "SEASON_TABLE()", styles)
    body = Extent.of(row + 1, FIRST_COLUMN + 1, extent.height - 1, 1)
    page.formats.append(DataBars(body, theme.BAR))
    return extent.last.row + 1


def complete_months(page: Page) -> int:
    """How many of the last twelve months are complete and not before the first inquiry."""
    last = complete_month(page.context.as_of)
    return min(_YEAR, max(0, last - month_number(_first(page)) + 1))


def asked_in(first: date, last: date) -> str:
    """The formula that counts the inquiries of some days."""
    return call("INQUIRIES_TOTAL", first, last)


def _first(page: Page) -> date:
    days = page.context.frames["Inquiries"]["date"].cast(pl.Date)
    first = days.filter(days <= page.context.as_of).min()
    assert isinstance(first, date)
    return first


def _whole(first: date, last: int) -> bool:
    """Whether the first inquiry came in the first week of the two years."""
    begin = first_of(last - 2 * _YEAR + 1)
    return first <= begin.replace(day=7)


def months_chart(
    page: Page, row: int, column: int, width: int, months: tuple[int, int, bool]
) -> None:
    """The picture of the months; words where there are too few."""
    first, count, two_years = months
    if count < FEWEST_MONTHS:
        page.note(row, column, _WIDTH, "portrait.no_months_chart", needed=FEWEST_MONTHS)
        return
    along = Extent.of(first, FIRST_COLUMN, count, 1)
    drawn = [("inquiries", 1, theme.SERIES[0])]
    if two_years:
        drawn.insert(0, ("year_before", 2, theme.REFERENCE_LIGHT))
    series = tuple(
        Series(
            page.text(f"portrait.by.{name}"),
            along,
            Extent.of(first, FIRST_COLUMN + place, count, 1),
            "",
            color,
        )
        for name, place, color in drawn
    )
    page.charts.append(
        ChartSpec(
            "column",
            page.text("portrait.chart.season" if two_years else "portrait.chart.months"),
            series,
            Address(row, column),
            width,
            CHART_PIXELS,
            x_title=page.text("portrait.by.month"),
            y_title=page.text("portrait.chart.per_month"),
            x_format=theme.MONTH,
            y_format=theme.COUNT,
            y_min=0,
            legend=two_years,
        )
    )
