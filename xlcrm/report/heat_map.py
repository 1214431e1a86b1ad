"""The cohort triangle as a heat map."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from xlcrm.cells import Extent, Value
from xlcrm.metrics.figure import FEWEST
from xlcrm.metrics.window import complete_month, month_number
from xlcrm.patches import ColorScale, Style
from xlcrm.report import theme
from xlcrm.report.churn_grid import Grid
from xlcrm.report.counts import grey_few, number
from xlcrm.report.formulas import call, first_of
from xlcrm.report.page import FIRST_COLUMN, Page, table_of

MONTHS = 24
"""So many months' cohorts are shown."""

_SIZE, _START = 1, 3
"""The columns before the ages that have a colour: cohort, size, and age 0, which is always 1."""


def heat_map(page: Page, row: int, grid: Grid) -> int:
    """The triangle of the last months, as many ages as fit; returns the first free row below it.

    Args:
        page: the sheet.
        row: the first free row.
        grid: its columns.
    """
    row = page.heading(row, FIRST_COLUMN, grid.columns, "churn.cohorts")
    last = complete_month(page.context.as_of)
    first, end = first_of(last - MONTHS + 1), first_of(last + 1) - timedelta(days=1)
    cohorts = [cohort for cohort, *_ in table_of("COHORT_TABLE()", page.context).rows]
    months = [cohort for cohort in cohorts if isinstance(cohort, date) and cohort <= end]
    if not any(month >= first for month in months):
        why = "churn.old_cohorts" if months else "churn.no_cohorts"
        return page.note(row, FIRST_COLUMN, grid.columns, why, n=MONTHS) + 1
    row = page.note(row, FIRST_COLUMN, grid.columns, "churn.cohorts_note")
    if months[0] < first:
        row = page.note(row, FIRST_COLUMN, grid.columns, "churn.cohorts_more", first=first)
    ages = last - month_number(max(first, months[0]))
    if ages > grid.count:
        row = page.note(row, FIRST_COLUMN, grid.columns, "churn.ages_more", n=grid.count)
    formula = call("COHORT_TABLE", first, end)
    extent, result = page.table(row, FIRST_COLUMN, formula, _styles(grid), columns=grid.columns)
    grey_few(page, extent, _SIZE)
    if extent.width > _START:
        _heat(page, extent, result.rows)
    return extent.last.row + 2


def _heat(page: Page, extent: Extent, rows: Sequence[Sequence[Value]]) -> None:
    """Colours the cohorts that are large enough: one scale for all, in runs of rows."""
    large = [number(values[_SIZE]) >= FEWEST for values in rows]
    shares = [
        number(share)
        for values, enough in zip(rows, large, strict=True)
        for share in values[_START:]
        if enough and share is not None
    ]
    if not shares or min(shares) == max(shares):
        return
    first, column = extent.first.row + 1, extent.first.column + _START
    for enough, run in groupby(range(len(rows)), key=large.__getitem__):
        places = list(run)
        if enough:
            block = Extent.of(first + places[0], column, len(places), extent.width - _START)
            ends = (min(shares), max(shares))
            page.formats.append(ColorScale(block, *theme.HEAT, ends=ends))


def _styles(grid: Grid) -> dict[int, Style]:
    ages = dict.fromkeys(range(2, grid.columns + 1), theme.HEAT_CELL)
    named = theme.day(theme.CELL, theme.MONTH)
    return {0: named, 1: theme.number(theme.CELL, theme.COUNT), **ages}
