"""The figures, the picture and the goods of a client's card; all follow the chosen client."""

from datetime import date

import polars as pl

from xlcrm.cells import Address, Extent
from xlcrm.metrics.window import complete_month, month_number
from xlcrm.patches import ChartSpec, Series
from xlcrm.report import theme
from xlcrm.report.client_card_formulas import WHO, Client, figure, where
from xlcrm.report.counts import LABEL
from xlcrm.report.formulas import call, first_of
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.udfs.detail import note_text

CHART_PIXELS, _MONTHS, _CHART_COLUMNS, _MONTH_COLUMN = 260, 12, 4, 4
MOST_GOODS = 8
_DETAILS = ("n", "low", "high")
_FIGURES = {
    "status": (f'CUSTOMER_STATUS("{WHO}")', "text"),
    "segment": (f'CUSTOMER_SEGMENT("{WHO}")', "text"),
    "due": (f'NEXT_ORDER_DUE("{WHO}")', "day"),
    "orders": (f'EXPECTED_ORDERS("{WHO}",365)', "decimal"),
    "average": (f"AVERAGE_ORDER(,,{where()})", "money"),
    "year": (f"REVENUE_TOTAL(,,{where()})", "money"),
    "value": (f'CUSTOMER_VALUE("{WHO}")', "money"),
}


def figures(page: Page, row: int, columns: int, client: Client) -> int:
    """The figures under a header row; returns the first free row."""
    headers = [page.text(f"dashboard.column.{name}") for name in ("figure", "value", *_DETAILS)]
    count = theme.number(theme.CELL, theme.COUNT)
    page.rows(row, FIRST_COLUMN, headers, [], dict.fromkeys(range(1, len(headers)), count))
    rest = FIRST_COLUMN + len(headers)
    width = columns - len(headers)
    page.span(row, rest, width, page.text("dashboard.column.means"), theme.header(theme.EXPLAIN))
    for name, (formula, kind) in _FIGURES.items():
        row += 1
        page.heights[row] = 20
        page.put(row, FIRST_COLUMN, page.text(f"client_card.{name}.name"), theme.CELL_BOLD)
        form = {
            "text": "General",
            "day": theme.DAY,
            "decimal": theme.DECIMAL,
            "money": page.money(),
        }[kind]
        bold = theme.number(theme.CELL_BOLD, form)
        found = figure(page, Address(row, FIRST_COLUMN + 1), client, formula, bold)
        for place, detail in enumerate(_DETAILS, start=FIRST_COLUMN + 2):
            style = theme.number(theme.CELL_GREY, theme.COUNT if detail == "n" else form)
            if getattr(found, detail) is None:
                page.put(row, place, None, style)
            else:
                inner = formula.replace('"', '""')
                asked = f'FIGURE_DETAIL("{inner}","{detail}")'
                figure(page, Address(row, place), client, asked, style)
        means = page.text(f"client_card.{name}.means")
        if found.value is None:
            means = page.not_enough(note_text(found, page.language))
        page.span(row, rest, width, means, theme.EXPLAIN)
    return row + 2


def months(page: Page, row: int, client: Client) -> int:
    """Revenue by month at the right, its picture at the left; returns the first free row."""
    last = complete_month(page.context.as_of)
    column = FIRST_COLUMN + _MONTH_COLUMN
    shown = [first_of(number) for number in range(last - _MONTHS + 1, last + 1)]
    headers = [page.text(f"client_card.column.{name}") for name in ("month", "revenue")]
    money = theme.number(theme.CELL, page.money())
    styles = {0: theme.day(theme.CELL, theme.MONTH), 1: money}
    page.rows(row, column, headers, [[month] for month in shown], styles)
    for down, month in enumerate(shown, start=row + 1):
        end = first_of(month_number(month) + 1) - date.resolution
        days = call("REVENUE_TOTAL", month, end).rstrip(")")
        asked = f"{days}),{where()})"
        figure(page, Address(down, column + 1), client, asked, money)
    extents = [Extent.of(row + 1, column + place, _MONTHS, 1) for place in range(2)]
    currency = page.context.settings.currency
    titled = page.text("client_card.column.revenue")
    page.charts.append(
        ChartSpec(
            "column",
            page.text("client_card.chart"),
            (Series(titled, extents[0], extents[1], "", theme.SERIES[0]),),
            Address(row, FIRST_COLUMN),
            page.pixels(FIRST_COLUMN, _CHART_COLUMNS) - 12,
            CHART_PIXELS,
            x_title=headers[0],
            y_title=f"{titled}, {currency}" if currency else titled,
            x_format=theme.MONTH,
            y_format=theme.COUNT,
            legend=False,
        )
    )
    return row + 1 + _MONTHS


def taken(page: Page, row: int, columns: int, client: Client) -> int:
    """What they take, by product or else category: how much money, and on how many days."""
    row = page.heading(row, FIRST_COLUMN, columns, "client_card.taken")
    orders = page.context.orders
    filled = [name for name in ("product", "category") if orders[name].count()]
    days = orders["date"].cast(pl.Date)
    first = days.filter(days <= page.context.as_of).min()
    if not filled or not isinstance(first, date):
        return page.note(row, FIRST_COLUMN, columns, "client_card.no_goods") + 1
    named = page.text(f"client_card.column.{filled[0]}")
    since = call("", first)[1:-1]
    under = row
    for column, value in ((FIRST_COLUMN, "revenue"), (FIRST_COLUMN + 2, "orders")):
        formula = f'SEGMENT_PIVOT("{named}",,"{value}",{since},,{where()})'
        under = max(under, _goods(page, row, column, formula, filled[0], client))
    return under + 1


def _goods(page: Page, row: int, column: int, formula: str, filled: str, client: Client) -> int:
    table = table_of(client.literal(formula), page.context)
    money = formula.count('"revenue"')
    form = page.money() if money else theme.COUNT
    # Room that this client does not fill has no lines.
    label, cell = (style._replace(border_bottom="") for style in (LABEL, theme.CELL))
    styles = {0: label, 1: theme.number(cell, form)}
    page.rows(row, column, table.headers, [], styles)
    # Another client may take more: there is room for them, too.
    every = page.context.orders[filled].drop_nulls().n_unique() + 2
    shown = min(every, MOST_GOODS)
    quoted = formula.replace('"', '""')
    for down in range(1, shown + 1):
        for place in range(2):
            asked = f'TABLE_CELL("{quoted}",{down},{place + 1})'
            figure(page, Address(row + down, column + place), client, asked, styles[place])
    return row + shown + 1
