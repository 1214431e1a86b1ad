"""The Churn sheet: who leaves, how long customers stay, and whom to call before they are gone."""

from xlcrm.cells import Extent
from xlcrm.metrics.figure import Figure
from xlcrm.patches import DataBars, WriteSheet
from xlcrm.report import theme
from xlcrm.report.banner import stale_banner
from xlcrm.report.benchmarks import HALF_IN_THREE_YEARS
from xlcrm.report.churn_ahead import ahead_in_words, projection_data, rhythms
from xlcrm.report.churn_grid import Grid
from xlcrm.report.churn_rule import rule_table
from xlcrm.report.churn_tables import CHART_PIXELS, curve_data, months_data
from xlcrm.report.figure_block import figure_block
from xlcrm.report.heat_map import heat_map
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of, number_of
from xlcrm.report.stale import newest_order
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text

MOST_AT_RISK = 30
"""So many of the customers at risk are listed; the sheet says how many there are."""

_FIGURES = {
    "churn_rate": "CHURN_RATE()",
    "customers_lost": "CUSTOMERS_LOST()",
    "revenue_churn": "REVENUE_CHURN()",
    "half_life": "HALF_LIFE()",
    "left_in_a_year": "LEFT_IN_A_YEAR()",
    "revenue_at_risk": "REVENUE_AT_RISK()",
    "new_customers_needed": "NEW_CUSTOMERS_NEEDED()",
    "leads_needed": "LEADS_NEEDED()",
    "rule_accuracy": "RULE_ACCURACY()",
}
_CURVE_COLUMNS = 6
_FEWEST_LOST = 5


def churn_sheet(context: Context) -> WriteSheet | None:
    """The sheet; None where nobody has ordered yet.

    Args:
        context: the workbook's frames and the day.
    """
    if newest_order(context) is None or not figure_of("CUSTOMERS_ACTIVE()", context).n:
        return None
    page = Page("churn", context)
    grid = Grid.of(page)
    page.widths |= grid.widths
    row = page.head(grid.columns, _answer(page))
    row = stale_banner(page, row, grid.columns)
    row = figure_block(page, row, grid.last, page.key, _FIGURES)
    charts = page.heading(row, FIRST_COLUMN, grid.columns, "churn.pictures")
    row = heat_map(page, page.below(charts, CHART_PIXELS) + 1, grid)
    row, ahead = rhythms(page, row, grid)
    row = rule_table(page, row, grid)
    row = _at_risk(page, row, grid)
    row = page.heading(row, FIRST_COLUMN, grid.columns, "churn.numbers")
    row = page.note(row, FIRST_COLUMN, grid.columns, "churn.numbers_note")
    months = months_data(page, row, charts, grid)
    column = FIRST_COLUMN if months is None else months.last.column + 2
    if months is not None and column + _CURVE_COLUMNS - 1 > grid.last:
        row, column = months.last.row + 2, FIRST_COLUMN
    under = curve_data(page, row, column, charts, grid).last.row
    under = max(under, 0 if months is None else months.last.row)
    _no_pictures(page, charts, grid)
    projection_data(page, under + 2, ahead, grid)
    return page.sheet()


def _no_pictures(page: Page, row: int, grid: Grid) -> None:
    """Words where a chart would stand."""
    drawn = {chart.anchor.column for chart in page.charts}
    halves = {
        "churn.no_months": (FIRST_COLUMN, grid.half),
        "churn.no_curve": (FIRST_COLUMN + grid.half, grid.columns - grid.half),
    }
    for name, (column, width) in halves.items():
        if column not in drawn:
            page.note(row, column, width, name)


def _answer(page: Page) -> str:
    wording = page.wording
    rate = figure_of(_FIGURES["churn_rate"], page.context)
    lost = figure_of(_FIGURES["customers_lost"], page.context)
    if rate.value is None:
        why = note_text(rate, page.language)
        said = [page.not_enough(why, "churn.say.no_rate")]
    else:
        shares = {name: wording.share(getattr(rate, name)) for name in ("value", "low", "high")}
        counts = {"lost": wording.count(number_of(lost)), "active": wording.count(lost.n or 0)}
        said = [page.text("churn.say.rate", n=lost.n or 0, **counts, **shares)]
        said.append(page.text(f"churn.say.{_compared(rate)}"))
        said += _in_money(page, rate, lost)
    said += ahead_in_words(page) or [_half_life(page)]
    risk = figure_of(_FIGURES["revenue_at_risk"], page.context)
    amount = wording.money(number_of(risk))
    name = "churn.say.risk" if risk.n else "churn.say.no_risk"
    said.append(page.text(name, n=risk.n or 0, amount=amount))
    return " ".join(said)


def _in_money(page: Page, rate: Figure, lost: Figure) -> list[str]:
    """What share of revenue those who left had brought; beyond their interval is a warning."""
    weighed = figure_of(_FIGURES["revenue_churn"], page.context)
    if weighed.value is None or not number_of(rate):
        return []
    beyond = rate.high is not None and number_of(weighed) > rate.high
    sure = beyond and number_of(lost) >= _FEWEST_LOST
    name = "more" if sure else "less"
    share = page.wording.share(number_of(weighed))
    return [page.text(f"churn.say.revenue.{name}", share=share)]


def _compared(rate: Figure) -> str:
    """How the churn of a year stands against half lost in three years, if that can be told."""
    if rate.low is not None and rate.low > HALF_IN_THREE_YEARS:
        return "worse"
    if rate.high is not None and rate.high < HALF_IN_THREE_YEARS:
        return "better"
    return "alike"


def _half_life(page: Page) -> str:
    half = figure_of(_FIGURES["half_life"], page.context)
    if isinstance(half.value, int | float):
        return page.text("churn.say.half_life", n=int(half.value))
    return note_text(half, page.language)


def _at_risk(page: Page, row: int, grid: Grid) -> int:
    """The dearest of the customers at risk; the reason runs over the narrow columns."""
    row = page.heading(row, FIRST_COLUMN, grid.columns, "churn.at_risk")
    risk = figure_of(_FIGURES["revenue_at_risk"], page.context)
    if not risk.n:
        return page.note(row, FIRST_COLUMN, grid.columns, "churn.nobody_at_risk") + 1
    told = "churn.at_risk_top" if risk.n > MOST_AT_RISK else "churn.at_risk_all"
    amount = page.wording.money(number_of(risk))
    row = page.note(
        row, FIRST_COLUMN, grid.columns, told, shown=MOST_AT_RISK, n=risk.n, amount=amount
    )
    named = page.context.names_customers
    fields = ("customer", "customer_id") if named else ("customer_id", "last_order")
    styles = {
        0: theme.CELL_WRAP._replace(bold=True),
        1: theme.CELL_WRAP if named else theme.day(theme.CELL),
        2: theme.number(theme.CELL, page.money()),
        3: theme.CELL._replace(indent=1),
    }
    asked = ",".join((*fields, "revenue_12_months", "reason"))
    formula = f'AT_RISK(,,{MOST_AT_RISK},"{asked}")'
    extent, _ = page.table(row, FIRST_COLUMN, formula, styles)
    stakes = Extent.of(row + 1, FIRST_COLUMN + 2, extent.height - 1, 1)
    page.formats.append(DataBars(stakes, theme.BAR))
    for line in range(row, extent.last.row + 1):
        over = theme.HEADER if line == row else theme.CELL
        for column in range(extent.last.column + 1, grid.last + 1):
            page.put(line, column, None, over)
    return extent.last.row + 2
