"""The first rows of a table function, cell by cell; a longer table says that it is cut."""

from collections.abc import Mapping

from xlcrm.cells import Extent
from xlcrm.patches import FormulaFormat, Style
from xlcrm.report import theme
from xlcrm.report.counts import pick
from xlcrm.report.page import Page, table_of


def first_rows(
    page: Page,
    row: int,
    column: int,
    formula: str,
    styles: Mapping[int, Style],
    most: int,
    default: Style = theme.CELL,
) -> tuple[Extent, int]:
    """Puts the first rows of a table under its header row; each filled cell has its formula.

    Args:
        page: the sheet.
        row: of the header.
        column: the first one.
        formula: of the table function, without "=".
        styles: by place in the table, from 0.
        most: so many rows are shown; a last row that is a total is always among them.
        default: for the other columns.

    Returns:
        The block with its header row, and the first free row below it.
    """
    table = table_of(formula, page.context)
    places = list(range(len(table.rows)))
    total = bool(places) and table.rows[-1][0] == page.context.label("total")
    if len(places) - total > most:
        places = [*places[:most], *places[len(places) - total :]]
    rows = [table.rows[place] for place in places]
    extent = page.rows(row, column, table.headers, rows, styles, default)
    for down, place in enumerate(places, start=1):
        for across, value in enumerate(table.rows[place]):
            if value is not None and value != "":
                style = styles.get(across, default)
                asked = pick(formula, place + 1, across + 1)
                page.figure(row + down, column + across, asked, style)
    under = extent.last.row + 1
    if total:
        last = Extent.of(extent.last.row, column, 1, extent.width)
        page.formats.append(FormulaFormat(last, "TRUE", theme.TOTAL))
    if len(places) < len(table.rows):
        every = len(table.rows) - total
        told = {"shown": most, "n": every, "formula": formula}
        page.note(under, column, extent.width, "counts.more", **told)
        under += 1
    return extent, under
