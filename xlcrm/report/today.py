"""The Today sheet: what waits for me today, in the order in which to do it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from xlcrm.cells import Address, Value, quoted
from xlcrm.language import DEFAULT
from xlcrm.patches import WriteSheet
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of, table_of
from xlcrm.report.waiting import Group, Waiting, called, people_of, waiting
from xlcrm.udfs.context import Context

MOST, MOST_CALLS = 40, 10
"""So many are listed under one reason; so many customers to call."""

_WIDTHS = {2: 16.0, 3: 30.0, 4: 38.0, 5: 18.0, 6: 31.0, 7: 13.0, 8: 18.0}
_WIDER = {2: 18.0, 7: 15.5, 8: 24.0}
"""What other languages need for days late, for the colleague, and for the sheet's title."""
_COLUMNS = ("when", "who", "do", "phone", "email", "owner", "where")
_LISTED = tuple(group for group in Group if group is not Group.LATER)
_FILLS = {Group.OVERDUE: theme.BAD_FILL, Group.TODAY: theme.WARN_FILL}
_WHO = theme.CELL_WRAP._replace(bold=True)


def today_sheet(context: Context) -> WriteSheet:
    """The sheet.

    Args:
        context: the workbook's frames and the day.
    """
    page = Page("today", context)
    page.widths |= _WIDTHS if page.language == DEFAULT else _WIDTHS | _WIDER
    groups = waiting(context)
    calls = _calls(context)
    row = page.head(len(_COLUMNS), _answer(page, groups, len(calls)))
    headers = [page.text(f"today.column.{name}") for name in _COLUMNS]
    page.rows(row, FIRST_COLUMN, headers, [])
    page.freeze = Address(row + 1, 1)
    row += 1
    for group in _LISTED:
        if groups[group]:
            row = _section(page, row, group, groups[group])
    if calls:
        row = _call_section(page, row, calls)
    if not context.frames["Inquiries"].height and not context.frames["Leads"].height:
        page.note(row + 1, FIRST_COLUMN, len(_COLUMNS), "today.no_inquiries")
    return page.sheet()


def _answer(page: Page, groups: Mapping[Group, Sequence[Waiting]], calls: int) -> str:
    waits = sum(len(groups[group]) for group in _LISTED if group is not Group.TOMORROW)
    parts = [
        page.text(f"today.count.{group}", n=len(groups[group]))
        for group in _LISTED
        if groups[group] and group is not Group.TOMORROW
    ]
    said = [page.text("today.answer", n=waits, parts=", ".join(parts))] if waits else []
    if not waits:
        said.append(page.text("today.nothing"))
    said.extend(
        page.text(f"today.also.{group}", n=len(groups[group]))
        for group in (Group.TOMORROW, Group.LATER)
        if groups[group]
    )
    if calls:
        worth = figure_of("REVENUE_AT_RISK()", page.context)
        amount = page.wording.money(number_of(worth))
        said.append(page.text("today.also.calls", n=worth.n, amount=amount))
    return " ".join(said)


def _section(page: Page, row: int, group: Group, items: Sequence[Waiting]) -> int:
    row = _title(page, row, page.text(f"today.group.{group}", n=len(items)))
    for item in items[:MOST]:
        what = item.what or page.text("today.no_text")
        status = page.context.frames.word(item.table, "status", item.status) or "-"
        said = page.text(f"today.do.{group}", what=what, status=status)
        who = item.who or page.text("today.nobody")
        values = (_when(page, item), who, said, item.phone, item.email, item.owner)
        _line(page, row, values, item.table, item.row, _FILLS.get(group, ""))
        row += 1
    if len(items) > MOST:
        row = page.note(
            row, FIRST_COLUMN, len(_COLUMNS), "today.more", shown=MOST, n=len(items) - MOST
        )
    return row


def _title(page: Page, row: int, title: str) -> int:
    page.heights[row] = 10
    page.span(row + 1, FIRST_COLUMN, len(_COLUMNS), title, theme.HEADING)
    page.heights[row + 1] = 22
    return row + 2


def _when(page: Page, item: Waiting) -> str:
    if item.since is None:
        return page.text("today.unknown_day")
    moment = item.since if isinstance(item.since, datetime) else None
    day = item.since.date() if isinstance(item.since, datetime) else item.since
    days = (page.context.as_of - day).days
    if item.group in {Group.OVERDUE, Group.UNANSWERED, Group.UNPLANNED} and days:
        return page.text(f"today.when.{item.group}", n=days)
    if moment is not None and (moment.hour or moment.minute):
        return page.text("today.when.since", time=f"{moment:%H:%M}")
    return page.text("today.when.tomorrow" if days < 0 else "today.when.today")


def _line(page: Page, row: int, values: Sequence[Value], table: str, at: int, fill: str) -> None:
    for place, value in enumerate(values):
        style = _WHO if place == 1 else theme.CELL_WRAP
        if place == 0 and fill:
            style = style._replace(fill=fill)
        page.put(row, FIRST_COLUMN + place, value or None, style)
        if isinstance(value, str):
            page.fit(row, value, page.pixels(FIRST_COLUMN + place, 1), style)
    found = page.context.frames.place(table)
    if found is not None:
        link = f"{quoted(found.sheet)}!{Address(at, found.extent.first.column).a1}"
        said = page.text("today.link", sheet=found.sheet, row=at)
        page.put(row, FIRST_COLUMN + len(values), said, theme.LINK, link=link)


def _calls(context: Context) -> list[tuple[str, str, float]]:
    """The dearest customers who have gone quiet: id, why, revenue; not those who want no call."""
    people = context.frames["Customers"]
    unwilling = set(people.filter(people["consent"] == "withdrawn")["customer_id"].to_list())
    wanted = MOST_CALLS + len(unwilling)
    listed = table_of(f'AT_RISK(,,{wanted},"customer_id,reason,revenue_12_months")', context)
    rows = [
        (str(who), str(why), worth)
        for who, why, worth in listed.rows
        if isinstance(worth, int | float)
    ]
    return [row for row in rows if row[0] not in unwilling][:MOST_CALLS]


def _call_section(page: Page, row: int, calls: Sequence[tuple[str, str, float]]) -> int:
    row = _title(page, row, page.text("today.group.calls", n=len(calls)))
    people = people_of(page.context, [customer for customer, *_ in calls])
    for customer, why, worth in calls:
        person = people.get(customer, {})
        said = page.text("today.do.calls", why=why)
        contact = [person.get(name) or "" for name in ("phone", "email", "owner")]
        amount = page.text("today.when.worth", amount=page.wording.money(worth))
        values = (amount, called(person) or customer, said, *contact)
        _line(page, row, values, "Customers" if person else "", person.get("row", 0), "")
        row += 1
    return row
