"""A block of figures on a sheet: each with its cases, its interval and what it means."""

from collections.abc import Mapping, Sequence

from xlcrm.metrics.figure import COUNT, DAYS, HOURS, INDEX, MONEY, POINTS, SHARE, Figure
from xlcrm.report import theme
from xlcrm.report.page import FIRST_COLUMN, Page, figure_of
from xlcrm.udfs.detail import note_text

DETAILS = ("n", "low", "high")
_TINY = 0.01
"""An index of thousands of customers; three digits would leave nothing of it."""
_NO_SETTING = "figure.no_capacity"
"""This figure is blank because nobody set it, not for want of data."""


def figure_block(
    page: Page,
    row: int,
    last: int,
    texts: str,
    formulas: Mapping[str, str],
    details: Sequence[str] = DETAILS,
) -> int:
    """Figures under a header row; what they mean runs over the columns that are left.

    Args:
        page: the sheet.
        row: of the header.
        last: the number of the last column.
        texts: the group of texts that has `<name>.name` and `<name>.means`.
        formulas: by name, without "=".
        details: which of `DETAILS` have a column.

    Returns:
        The first row of what follows, below a blank one.
    """
    said = ("figure", "value", *details)
    headers = [page.text(f"dashboard.column.{name}") for name in said]
    styles = dict.fromkeys(range(1, len(said)), theme.number(theme.CELL, theme.COUNT))
    page.rows(row, FIRST_COLUMN, headers, [], styles)
    rest = FIRST_COLUMN + len(said)
    titled = page.text("dashboard.column.means")
    page.span(row, rest, last - rest + 1, titled, theme.header(theme.EXPLAIN))
    for name, formula in formulas.items():
        row += 1
        page.heights[row] = 20
        page.put(row, FIRST_COLUMN, page.text(f"{texts}.{name}.name"), theme.CELL_BOLD)
        figure = _numbers(page, row, formula, details)
        means = _means(page, figure, f"{texts}.{name}.means")
        page.span(row, rest, last - rest + 1, means, theme.EXPLAIN)
    return row + 2


def _numbers(page: Page, row: int, formula: str, details: Sequence[str]) -> Figure:
    figure = figure_of(formula, page.context)
    forms = _formats(page, figure)
    page.figure(row, FIRST_COLUMN + 1, formula, theme.number(theme.CELL_BOLD, forms[0]))
    quoted = formula.replace('"', '""')
    for place, detail in enumerate(details, start=FIRST_COLUMN + 2):
        style = theme.number(theme.CELL_GREY, theme.COUNT if detail == "n" else forms[1])
        if getattr(figure, detail) is None:
            page.put(row, place, None, style)
        else:
            page.figure(row, place, f'FIGURE_DETAIL("{quoted}","{detail}")', style)
    return figure


def _formats(page: Page, figure: Figure) -> tuple[str, str]:
    """The number formats of a figure and of the ends of its interval."""
    days, hours = (page.text(f"figures.{unit}") for unit in ("days", "hours"))
    counted = theme.DECIMAL if isinstance(figure.value, float) else theme.COUNT
    tiny = isinstance(figure.value, float) and 0 < figure.value < _TINY
    index = "0.00000" if tiny else "0.000"
    return {
        SHARE: (theme.SHARE_1, theme.SHARE_1),
        INDEX: (index, index),
        COUNT: (counted, counted),
        POINTS: (theme.COUNT, theme.COUNT),
        DAYS: (f'#,##0 "{days}"', theme.COUNT),
        HOURS: (f'#,##0.0 "{hours}"', theme.DECIMAL),
        MONEY: (page.money(), page.money()),
    }[figure.unit]


def _means(page: Page, figure: Figure, name: str) -> str:
    note = note_text(figure, page.language)
    if figure.value is not None or figure.note == _NO_SETTING:
        return f"{page.text(name)} {note}".rstrip()
    return page.not_enough(note)
