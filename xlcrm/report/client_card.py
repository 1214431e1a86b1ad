"""The ClientCard sheet: one page on one client, who is chosen in a cell of it."""

from datetime import date

import polars as pl

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, TableSpec, Validation, WriteSheet
from xlcrm.report import theme
from xlcrm.report.actions import action_list
from xlcrm.report.client_card_blocks import CHART_PIXELS, figures, months, taken
from xlcrm.report.client_card_events import events
from xlcrm.report.client_card_formulas import (
    CHOICE,
    CHOSEN,
    TABLE,
    WHO,
    Client,
    ids,
    lookup,
    other_chosen,
)
from xlcrm.report.client_card_todo import client_actions
from xlcrm.report.counts import LABEL
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of
from xlcrm.report.paging import on_one_page
from xlcrm.report.waiting import called, people_of
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text

COLUMNS = 8
_WIDTHS = (24.0, 18.0, 18.0, 13.0, 13.0, 13.0, 13.0, 20.0)
_CONTACT = ("company", "name", "phone", "email", "owner", "region")
MOST_LINES, MOST_EVENTS = 10, 10
_INPUT = theme.CELL_BOLD._replace(fill=theme.WARN_FILL, unlocked=True)


def client_card_sheet(context: Context, client: Client) -> WriteSheet:
    """The sheet.

    Args:
        context: the workbook's frames and the day.
        client: whose card it is; somebody in Customers.
    """
    page = Page("client_card", context)
    page.widths |= dict(enumerate(_WIDTHS, start=FIRST_COLUMN))
    person = people_of(context, [client.key])[client.key]
    who = called(person) or client.key
    page.head(COLUMNS, _answer(page, client, who))
    page.put(2, FIRST_COLUMN, page.text("client_card.stamp", as_of=context.as_of), theme.STAMP)
    row = _contact(page, client)
    row = figures(page, row, COLUMNS, client)
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "client_card.picture")
    charts, under = row, page.below(row, CHART_PIXELS)
    row = max(under, months(page, charts, client)) + 1
    row = taken(page, row, COLUMNS, client)
    told = page.text("client_card.of_other", who=who)
    remark = theme.NOTE._replace(color=theme.BAD, bold=True, wrap=False)
    page.cells[Address(row, FIRST_COLUMN)] = Cell("", other_chosen(client, told), remark)
    row = _lines(page, row + 1, client)
    row = _events(page, row, client, person["lead_id"])
    action_list(page, row, COLUMNS, client_actions(page, client), "client_card.nothing")
    key = context.frames.header("Customers", "customer_id")
    table = TableSpec(TABLE, CHOICE, (key,), style="")
    made = page.sheet(validations=tuple(_choice(page)), tables=(table,), landscape=False)
    return on_one_page(made)


def _answer(page: Page, client: Client, who: str) -> str:
    context, wording = page.context, page.wording
    names = ("CUSTOMER_STATUS", "NEXT_ORDER_DUE", "CUSTOMER_VALUE")
    status, due, value = (figure_of(client.literal(f'{n}("{WHO}")'), context) for n in names)
    if status.value is None:
        return page.text("client_card.say.none", who=who, why=note_text(status, page.language))
    theirs = context.orders.filter(
        (pl.col("customer_id") == client.key) & (pl.col("date") <= context.as_of)
    )
    days = theirs.filter(pl.col("amount") >= 0)["date"].cast(pl.Date)
    first, last = days.min(), days.max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    said = page.text(
        "client_card.say.orders",
        who=who,
        status=status.value,
        n=days.n_unique(),
        first=wording.day(first),
        last=wording.day(last),
        amount=wording.money(number_of(value)),
    )
    if isinstance(due.value, date):
        name = "overdue" if due.value < context.as_of else "due"
        said += " " + page.text(f"client_card.say.{name}", due=wording.day(due.value))
    return said


def _contact(page: Page, client: Client) -> int:
    """The choice of the client, and how to reach them: formulas of any spreadsheet program."""
    frames = page.context.frames
    place = frames.place("Customers")
    assert place is not None
    row, column = CHOSEN
    key = frames.header("Customers", "customer_id")
    page.put(row - 1, column, key, theme.CELL_GREY._replace(border_bottom=""))
    page.put(row, FIRST_COLUMN, page.text("client_card.client"), theme.CELL_BOLD)
    page.put(row, column, client.key, _INPUT)
    page.span(row, column + 1, COLUMNS - 2, page.text("client_card.choose"), theme.NOTE)
    person = people_of(page.context, [client.key])[client.key]
    shown = [name for name in _CONTACT if frames.header("Customers", name)]
    for number, name in enumerate(shown):
        down, right = row + 1 + number // 2, FIRST_COLUMN + 4 * (number % 2)
        header = frames.header("Customers", name)
        page.put(down, right, header, theme.CELL_GREY)
        formula = lookup(place, key, header)
        page.cells[Address(down, right + 1)] = Cell(person[name] or "", formula, theme.CELL)
        for free in (right + 2, right + 3):
            page.put(down, free, None, theme.CELL)
    return row + 2 + (len(shown) + 1) // 2


def _choice(page: Page) -> list[Validation]:
    place = page.context.frames.place("Customers")
    assert place is not None
    key = page.context.frames.header("Customers", "customer_id")
    return [
        Validation(
            Extent(CHOSEN, CHOSEN),
            "list",
            source=ids(place, key),
            title=page.text("client_card.client"),
            message=page.text("client_card.hint"),
        )
    ]


def _lines(page: Page, row: int, client: Client) -> int:
    """The last order lines, each with the price of one."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "client_card.lines")
    theirs = page.context.orders.filter(
        (pl.col("customer_id") == client.key) & (pl.col("date") <= page.context.as_of)
    )
    if not theirs.height:
        return page.note(row, FIRST_COLUMN, COLUMNS, "client_card.no_lines") + 1
    each = pl.when(pl.col("quantity") != 0).then(pl.col("amount") / pl.col("quantity"))
    last = theirs.with_columns(each=each).sort("date", "row", descending=True).head(MOST_LINES)
    fields = ("date", "product", "category", "quantity", "amount", "each", "owner")
    headers = [page.text(f"client_card.column.{name}") for name in fields]
    money = theme.number(theme.CELL, page.money(2))
    styles = {0: theme.day(theme.CELL), 1: theme.CELL_WRAP, 2: theme.CELL_WRAP, 4: money, 5: money}
    styles |= {3: theme.number(theme.CELL, "#,##0.##"), 6: LABEL}
    extent = page.rows(row, FIRST_COLUMN, headers, last.select(fields).rows(), styles)
    return extent.last.row + 2


def _events(page: Page, row: int, client: Client, lead_id: str | None) -> int:
    """What happened lately, the newest first; what is noted runs over the narrow columns."""
    row = page.heading(row, FIRST_COLUMN, COLUMNS, "client_card.events")
    found = events(page, client.key, lead_id)[:MOST_EVENTS]
    if not found:
        return page.note(row, FIRST_COLUMN, COLUMNS, "client_card.no_events") + 1
    headers = [page.text(f"client_card.column.{name}") for name in ("on", "what", "told", "owner")]
    styles = (theme.day(theme.CELL), theme.CELL, theme.CELL_WRAP, theme.CELL_WRAP)
    lines = [(event.day, event.what, event.told, event.owner) for event in found]
    for number, line in enumerate([tuple(headers), *lines]):
        column = FIRST_COLUMN
        for value, style, width in zip(line, styles, (1, 1, COLUMNS - 3, 1), strict=True):
            page.span(row, column, width, value, style if number else theme.header(style))
            column += width
        row += 1
    return row + 1
