"""Revenue, active customers and inquiries by month: a table with its two charts."""

from datetime import date

import polars as pl

from xlcrm.cells import Address, Extent
from xlcrm.metrics.window import complete_month, month_number
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.formulas import call, first_of
from xlcrm.report.page import FIRST_COLUMN, Page
from xlcrm.report.stale import newest_order

MOST, FEWEST_MONTHS = 24, 3
"""So many months are listed, and so many make a chart."""

_COLUMNS = ("month", "revenue", "active", "leads", "inquiries")
_CHART_SIZE = (520, 290)
_WIDTH = 8


def months(page: Page) -> list[date]:
    """The first days of the complete months that are shown: at most the last 24 with data."""
    context = page.context
    last = complete_month(context.as_of)
    firsts = [
        day
        for table, column in (("Orders", "date"), ("Inquiries", "date"), ("Leads", "first_inquiry"))
        if isinstance(day := _days(page, table, column).min(), date)
    ]
    if not firsts:
        return []
    first = min(firsts)
    start = max(month_number(first), last - MOST + 1)
    return [first_of(number) for number in range(start, last + 1)]


def _days(page: Page, table: str, column: str) -> pl.Series:
    days = page.context.frames[table][column].cast(pl.Date)
    return days.filter(days <= page.context.as_of)


def month_charts(page: Page, row: int) -> int:
    """The table at the left, the charts at its right; returns the first row below them."""
    shown = months(page)
    if not shown:
        return row
    row = page.heading(row, FIRST_COLUMN, _WIDTH, "dashboard.months")
    columns = [name for name in _COLUMNS if _has(page, name)]
    head = [page.text(f"dashboard.by.{name}") for name in columns]
    styles = {0: theme.day(theme.CELL, theme.MONTH)} | dict.fromkeys(
        range(1, len(columns)), theme.number(theme.CELL, theme.COUNT)
    )
    page.rows(row, FIRST_COLUMN, head, [[month] for month in shown], styles)
    for down, month in enumerate(shown, start=row + 1):
        for place, name in enumerate(columns[1:], start=FIRST_COLUMN + 1):
            _number(page, down, place, name, month)
    extents = {
        name: Extent.of(row + 1, FIRST_COLUMN + place, len(shown), 1)
        for place, name in enumerate(columns)
    }
    under = _charts(page, row, extents) if len(shown) >= FEWEST_MONTHS else row
    return max(under, row + 1 + len(shown))


def _has(page: Page, name: str) -> bool:
    if name == "revenue":
        return not _days(page, "Orders", "date").is_empty()
    if name == "active":
        return newest_order(page.context) is not None
    if name == "month":
        return True
    table = "Leads" if name == "leads" else "Inquiries"
    return page.context.frames[table].height > 0


def _number(page: Page, row: int, column: int, name: str, month: date) -> None:
    last = first_of(month_number(month) + 1) - date.resolution
    count = theme.number(theme.CELL, theme.COUNT)
    if name == "revenue":
        money = theme.number(theme.CELL, page.money())
        page.figure(row, column, call("REVENUE_TOTAL", month, last), money)
    elif name == "active":
        page.figure(row, column, call("CUSTOMERS_ACTIVE", last), count)
    elif name == "leads":
        asked = call("CONVERSION_RATE", month, last)
        page.figure(row, column, f'FIGURE_DETAIL("{asked}","n")', count)
    else:
        page.figure(row, column, call("INQUIRIES_TOTAL", month, last), count)


def _charts(page: Page, row: int, extents: dict[str, Extent]) -> int:
    specs = []
    if "active" in extents:
        specs.append(_revenue_chart(page, extents))
    if "inquiries" in extents or "leads" in extents:
        specs.append(_inquiry_chart(page, extents))
    place, column = row, max(extent.last.column for extent in extents.values()) + 2
    for kind, title, series, y_title, y_format in specs:
        page.charts.append(
            ChartSpec(
                kind,
                title,
                series,
                Address(place, column),
                *_CHART_SIZE,
                x_title=page.text("dashboard.by.month"),
                y_title=y_title,
                x_format=theme.MONTH,
                y_format=y_format,
                y_min=0,
            )
        )
        place = page.below(place, _CHART_SIZE[1]) + 1
    return place


Drawn = tuple[str, str, tuple[Series, ...], str, str]


def _revenue_chart(page: Page, extents: dict[str, Extent]) -> Drawn:
    along = extents["month"]
    currency = page.context.settings.currency
    titled = page.text("dashboard.by.revenue")
    series = (
        Series(titled, along, extents["revenue"], "column", theme.SERIES[0]),
        Series(
            page.text("dashboard.chart.active"),
            along,
            extents["active"],
            "line",
            theme.SERIES[1],
            secondary=True,
        ),
    )
    unit = f"{titled}, {currency}" if currency else titled
    return "column", page.text("dashboard.chart.revenue"), series, unit, theme.COUNT


def _inquiry_chart(page: Page, extents: dict[str, Extent]) -> Drawn:
    colours = {"inquiries": theme.SERIES[5], "leads": theme.SERIES[1]}
    series = tuple(
        Series(page.text(f"dashboard.by.{name}"), extents["month"], extents[name], "", colour)
        for name, colour in colours.items()
        if name in extents
    )
    titled = page.text("dashboard.chart.per_month")
    return "column", page.text("dashboard.chart.inquiries"), series, titled, theme.COUNT
