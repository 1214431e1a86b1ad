"""The Dashboard sheet: the firm's figures, each with what it rests on and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from xlcrm.cells import Value
from xlcrm.metrics.figure import COUNT, DAYS, FEWEST, MONEY, SHARE, Figure
from xlcrm.patches import WriteSheet
from xlcrm.report import measure, theme
from xlcrm.report.banner import stale_banner
from xlcrm.report.months import month_charts
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of
from xlcrm.report.season_block import season_block
from xlcrm.report.stale import newest_order
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text

_WIDTHS = {2: 27.0, 3: 16.0, 4: 11.0, 5: 11.0, 6: 11.0, 7: 11.5, 8: 11.5, 9: 62.0}
_COLUMNS = ("figure", "value", "n", "low", "high", "from", "to", "means")
_SMALL_MONEY = 1000


@dataclass(frozen=True)
class Line:
    """One figure of the sheet.

    Attributes:
        formula: without "=".
        name: of its texts.
        of_leads: whether it is about leads; the others are about customers.
    """

    formula: str
    name: str
    of_leads: bool = False


LINES = (
    Line("CUSTOMERS_ACTIVE()", "customers_active"),
    Line("CUSTOMERS_NEW()", "customers_new"),
    Line("CUSTOMERS_LOST()", "customers_lost"),
    Line("CHURN_RATE()", "churn_rate"),
    Line("RETENTION_RATE()", "retention_rate"),
    Line("HALF_LIFE()", "half_life"),
    Line("REPEAT_PROBABILITY(365)", "repeat_probability"),
    Line("REVENUE_TOTAL()", "revenue_total"),
    Line("AVERAGE_ORDER()", "average_order"),
    Line("REVENUE_AT_RISK()", "revenue_at_risk"),
    Line("CONVERSION_RATE()", "conversion_rate", of_leads=True),
    Line("CONVERTED_WITHIN(90)", "converted_within", of_leads=True),
)


def dashboard_sheet(context: Context) -> WriteSheet:
    """The sheet.

    Args:
        context: the workbook's frames and the day.
    """
    page = Page("dashboard", context)
    page.widths |= _WIDTHS
    amount = measure.shown(figure_of("REVENUE_TOTAL()", context).value, page.money(2))
    page.widths[3] = max(_WIDTHS[3], measure.width_for(amount, bold=True))
    row = page.head(len(_COLUMNS), _answer(page))
    row = stale_banner(page, row, len(_COLUMNS))
    row = page.heading(row, FIRST_COLUMN, len(_COLUMNS), "dashboard.figures")
    headers = [page.text(f"dashboard.column.{name}") for name in _COLUMNS]
    styles = {place: theme.number(theme.CELL, theme.COUNT) for place in range(1, 7)}
    page.rows(row, FIRST_COLUMN, headers, [], styles)
    page.put(row, FIRST_COLUMN + len(headers) - 1, headers[-1], theme.header(theme.EXPLAIN))
    for line in LINES:
        row += 1
        _line(page, row, line)
    row = page.note(row + 1, FIRST_COLUMN, len(_COLUMNS), "dashboard.how")
    row = month_charts(page, row + 1)
    season_block(page, row + 1, len(_COLUMNS))
    return page.sheet()


def _line(page: Page, row: int, line: Line) -> None:
    texts = f"dashboard.{line.name}"
    page.put(row, FIRST_COLUMN, page.text(f"{texts}.name"), theme.CELL_BOLD)
    figure = figure_of(line.formula, page.context)
    form = _number_format(page, figure)
    page.figure(row, FIRST_COLUMN + 1, line.formula, theme.number(theme.CELL_BOLD, form))
    fitting = {"n": theme.COUNT, "low": form, "high": form, "from": theme.DAY, "to": theme.DAY}
    for place, (detail, its_format) in enumerate(fitting.items(), start=FIRST_COLUMN + 2):
        style = theme.number(theme.CELL_GREY, its_format)
        asked = _detail(figure, detail)
        if asked:
            page.figure(row, place, f'FIGURE_DETAIL("{line.formula}","{asked}")', style)
        else:
            page.put(row, place, None, style)
    means = _means(page, figure, texts)
    last = FIRST_COLUMN + len(_COLUMNS) - 1
    page.put(row, last, means, theme.EXPLAIN)
    page.heights[row] = 20
    page.fit(row, means, page.pixels(last, 1), theme.EXPLAIN)


def _detail(figure: Figure, name: str) -> str:
    """What FIGURE_DETAIL is asked for in a column; "" where the figure has none of it."""
    if name == "to" and figure.end is None:
        return "as_of" if figure.as_of else ""
    known = {"from": figure.start, "to": figure.end}
    value: Value = known[name] if name in known else getattr(figure, name)
    return "" if value is None else name


def _number_format(page: Page, figure: Figure) -> str:
    if figure.unit == MONEY:
        amount = number_of(figure)
        whole = abs(amount) >= _SMALL_MONEY or amount == int(amount)
        return page.money(0 if whole else 2)
    days = f'#,##0 "{page.text("dashboard.days")}"'
    return {SHARE: theme.SHARE_1, COUNT: theme.COUNT, DAYS: days}.get(figure.unit, theme.COUNT)


def _means(page: Page, figure: Figure, texts: str) -> str:
    note = note_text(figure, page.language)
    if figure.value is None or (note and not figure.n):
        return page.not_enough(note)
    said = page.text(f"{texts}.means", **_named(page, figure))
    return f"{said} {note}".rstrip()


def _named(page: Page, figure: Figure) -> dict[str, Any]:
    wording = page.wording
    ends = {
        name: wording.share(end) if figure.unit == SHARE and end is not None else ""
        for name, end in (("low", figure.low), ("high", figure.high))
    }
    return {"n": figure.n or 0, "cases": wording.count(figure.n or 0), **ends}


def _answer(page: Page) -> str:
    found = {line.name: figure_of(line.formula, page.context) for line in LINES}
    said = [*_of_customers(page, found), *_of_leads(page, found)]
    return " ".join(said) or page.text("dashboard.nothing")


def _of_customers(page: Page, found: Mapping[str, Figure]) -> list[str]:
    active, wording = found["customers_active"], page.wording
    if not active.n:
        return [_nobody(page, found["revenue_total"])]
    numbers = {
        name: wording.count(number_of(found[name]))
        for name in ("customers_active", "customers_new", "customers_lost")
    }
    # Who came and left within these months counts as new alone: the two are no balance.
    numbers["before"] = wording.count(found["churn_rate"].n or 0)
    name = "customers" if found["churn_rate"].n else "first"
    said = [page.text(f"dashboard.say.{name}", n=number_of(active), **numbers)]
    average = found["average_order"]
    if average.value is None:
        said.append(page.text("dashboard.say.no_orders"))
    else:
        amounts = {
            name: wording.money(number_of(found[name]))
            for name in ("revenue_total", "average_order")
        }
        said.append(page.text("dashboard.say.revenue", **amounts))
    return said


def _nobody(page: Page, revenue: Figure) -> str:
    """Why there is no customer: no order, none that names one, or nothing but returns."""
    lines = page.context.frames["Orders"]
    if lines.filter(
        (pl.col("date") <= page.context.as_of) & pl.col("amount").is_not_null()
    ).is_empty():
        return page.text("dashboard.no_customers")
    name = "only_returns" if newest_order(page.context) is None else "unnamed"
    amount = page.wording.money(number_of(revenue))
    return page.text(f"dashboard.say.{name}", revenue=amount)


def _of_leads(page: Page, found: Mapping[str, Figure]) -> list[str]:
    rate = found["conversion_rate"]
    if rate.value is None:
        told = {"n": rate.n or 0, "needed": FEWEST}
        return [page.text("dashboard.say.few_leads", **told)] if rate.n else []
    share = page.wording.share(number_of(rate))
    leads = page.wording.count(rate.n or 0)
    return [page.text("dashboard.say.leads", n=rate.n or 0, leads=leads, share=share)]
