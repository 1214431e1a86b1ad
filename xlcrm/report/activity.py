"""The Activity sheet: what we did, by day, week and person, without anybody writing a report."""

from datetime import date, timedelta

import polars as pl

from xlcrm.cells import Extent
from xlcrm.patches import DataBars, Style, WriteSheet
from xlcrm.report import theme
from xlcrm.report.actions import action_list
from xlcrm.report.activity_pictures import CHART_PIXELS, kinds_chart
from xlcrm.report.activity_todo import activity_actions, asked_for, open_offers
from xlcrm.report.counts import LABEL, amounts, number, pick
from xlcrm.report.first_rows import first_rows
from xlcrm.report.formulas import call
from xlcrm.report.page import FIRST_COLUMN, Page, table_of
from xlcrm.sheets import label, own_name
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import SPANS

_LABEL_WIDTH, _LAST_WIDTH, _WIDEST, _ROOM = 28.0, 20.0, 11.0, 104.0
_FEWEST_COLUMNS = 9
_WEEK, _DAYS, _WEEKS = 7, 14, 13
MOST_ROWS = 20
_COUNT = theme.number(theme.CELL, theme.COUNT)


def activity_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where no activity is noted yet.

    Args:
        context: the workbook's frames and the day.
    """
    days = context.frames["Activities"]["date"].cast(pl.Date)
    if not (days <= context.as_of).any():
        return None
    page = Page("activity", context)
    owners = _formula(page, "owner")
    width = len(table_of(owners, context).headers)
    columns = max(width, _FEWEST_COLUMNS)
    narrow = min(_WIDEST, _ROOM / (columns - 2))
    between = dict.fromkeys(range(FIRST_COLUMN + 1, FIRST_COLUMN + columns - 1), narrow)
    page.widths |= between | {FIRST_COLUMN: _LABEL_WIDTH, FIRST_COLUMN + columns - 1: _LAST_WIDTH}
    row = page.head(columns, _answer(page, owners))
    row = _glance(page, row, columns)
    charts = page.heading(row, FIRST_COLUMN, columns, "activity.pictures")
    row = page.below(charts, CHART_PIXELS) + 1
    as_of = context.as_of
    monday = as_of - timedelta(days=as_of.weekday())
    weeks = _formula(page, "week", monday - timedelta(weeks=_WEEKS - 1))
    day = theme.day(theme.CELL)
    week_table, row = _table(page, row, columns, "weeks", weeks, day)
    owner_table, row = _table(page, row, columns, "owners", owners, LABEL)
    last = _formula(page, "day", as_of - timedelta(days=_DAYS - 1))
    _, row = _table(page, row, columns, "days", last, day._replace(number_format="ddd yyyy-mm-dd"))
    _, row = _table(page, row, columns, "results", _formula(page, "result"), LABEL)
    action_list(page, row, columns, activity_actions(page), "activity.nothing")
    half = columns // 2
    left, right = (FIRST_COLUMN, half), (FIRST_COLUMN + half, columns - half)
    drawn = [
        kinds_chart(page, charts, week_table, left, "weeks"),
        kinds_chart(page, charts, owner_table, right, "owners"),
    ]
    if not any(drawn):
        page.note(charts, FIRST_COLUMN, columns, "activity.no_picture")
    return page.sheet()


def _formula(page: Page, by: str, *days: date) -> str:
    """ACTIVITY_TABLE by something, over some days or the last 12 complete months."""
    named = label(f"span.{by}", page.language) if by in SPANS else _header(page, by)
    inside = call("", *days)[1:-1]
    return f'ACTIVITY_TABLE("{named}"{"," if inside else ""}{inside})'


def _header(page: Page, name: str) -> str:
    """A column of Activities as formulas name it: by the sheet's own header where that will do."""
    header = page.context.frames.header("Activities", name)
    return header if own_name(header) == name else name


def _total(page: Page, formula: str) -> dict[str, float]:
    """The last row of an ACTIVITY_TABLE by header; empty where nothing was done."""
    table = table_of(formula, page.context)
    if not table.rows:
        return {}
    return {str(h): number(v) for h, v in zip(table.headers, table.rows[-1], strict=True)}


def _answer(page: Page, owners: str) -> str:
    context, wording = page.context, page.wording
    total = _total(page, owners)
    if not total:
        said = [page.text("activity.say.none")]
    else:
        kinds = context.frames.vocabularies["activity_kind"].meanings.values()
        parts = [f"{kind} {wording.count(total[kind])}" for kind in kinds if total.get(kind)]
        n = int(total[context.label("total")])
        said = [page.text("activity.say.done", n=n, parts=", ".join(parts) or "-")]
        reached = int(total[context.label("reached_deciders")])
        said.append(page.text("activity.say.reached", n=reached))
    week = _formula(page, "owner", context.as_of - timedelta(days=_WEEK - 1))
    done = _total(page, week).get(context.label("total"), 0)
    said.append(page.text("activity.say.week", n=int(done)))
    offers = open_offers(context)
    if offers:
        worth = wording.money(sum(one.row["amount"] or 0 for one in offers))
        said.append(page.text("activity.say.open", n=len(offers), amount=worth))
    if waiting := len(asked_for(context)):
        said.append(page.text("activity.say.asked", n=waiting))
    return " ".join(said)


def _glance(page: Page, row: int, columns: int) -> int:
    """What was done in the last days, the days before, and the last 12 complete months."""
    context, as_of = page.context, page.context.as_of
    row = page.heading(row, FIRST_COLUMN, columns, "activity.glance")
    ago = [as_of - timedelta(days=days) for days in (_WEEK - 1, _WEEK, 2 * _WEEK - 1)]
    spans = {
        "last_week": _formula(page, "owner", ago[0]),
        "week_before": _formula(page, "owner", ago[2], ago[1]),
        "year": _formula(page, "owner"),
    }
    year = table_of(spans["year"], context)
    headers = [page.text("activity.period"), *year.headers[1:]]
    styles = _styles(page, spans["year"], theme.CELL_BOLD)
    rows = [[page.text(f"activity.{name}")] for name in spans]
    page.rows(row, FIRST_COLUMN, headers, rows, styles, _COUNT)
    for down, formula in enumerate(spans.values(), start=row + 1):
        table = table_of(formula, context)
        for place in range(1, len(headers)):
            style = styles.get(place, _COUNT)
            if table.rows:
                asked = pick(formula, len(table.rows), place + 1)
                page.figure(down, FIRST_COLUMN + place, asked, style)
            else:
                page.put(down, FIRST_COLUMN + place, 0, style)
    return row + len(spans) + 2


def _styles(page: Page, formula: str, label: Style) -> dict[int, Style]:
    table = table_of(formula, page.context)
    last = len(table.headers) - 1
    most = max((number(row[last]) for row in table.rows), default=0)
    return {
        0: label,
        last - 2: theme.number(theme.CELL_BOLD, theme.COUNT),
        last: amounts(page, FIRST_COLUMN + last, most),
    }


def _table(
    page: Page, row: int, columns: int, name: str, formula: str, label: Style
) -> tuple[Extent, int]:
    row = page.heading(row, FIRST_COLUMN, columns, f"activity.{name}")
    if not table_of(formula, page.context).rows:
        at = Extent.of(row, FIRST_COLUMN, 1, 1)
        return at, page.note(row, FIRST_COLUMN, columns, "activity.nothing_done") + 1
    styles = _styles(page, formula, label)
    extent, under = first_rows(page, row, FIRST_COLUMN, formula, styles, MOST_ROWS, _COUNT)
    place = extent.last.column - 2
    if extent.height > 2:  # noqa: PLR2004 - a header and a total
        page.formats.append(DataBars(Extent.of(row + 1, place, extent.height - 2, 1), theme.BAR))
    return extent, under + 1
