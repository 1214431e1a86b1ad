"""A table of counts by label, as the sheets about inquiries and leads show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlcrm.cells import Address, Extent, Value
from xlcrm.metrics.figure import FEWEST
from xlcrm.patches import DataBars, FormulaFormat, Style
from xlcrm.report import measure, theme
from xlcrm.report.page import Page, table_of
from xlcrm.udfs.context import Context

MOST, FEW = 12, FEWEST
"""So many rows are listed; a share of fewer cases is grey, and no sentence rests on it."""

LABEL = theme.CELL_WRAP._replace(indent=1)
COUNT = theme.number(theme.CELL, theme.COUNT)
SHARE = theme.number(theme.CELL, theme.SHARE)
END = theme.number(theme.CELL_GREY, theme.SHARE)
MONTH = theme.day(theme.CELL, theme.MONTH)._replace(indent=1)


@dataclass(frozen=True)
class Counts:
    """A table of counts.

    Attributes:
        headers: its header row.
        rows: by label, without the total.
        total: the last row; empty where the table has none.
        blank: how rows are called of which the label is not known.
    """

    headers: Sequence[Value]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value]
    blank: str

    @classmethod
    def of(cls, formula: str, context: Context) -> "Counts":
        """Evaluates a formula."""
        table = table_of(formula, context)
        rows = list(table.rows)
        total = rows.pop() if rows and rows[-1][0] == context.label("total") else ()
        return cls(table.headers, rows, total, context.label("blank"))

    @property
    def known(self) -> list[Sequence[Value]]:
        """The rows of which the label is known."""
        return [row for row in self.rows if row[0] != self.blank]

    @property
    def unknown(self) -> int:
        """How many cases are not known."""
        return sum(count(row[1]) for row in self.rows if row[0] == self.blank)

    @property
    def top(self) -> Sequence[Value]:
        """The known label with the most cases; empty where there is none."""
        return max(self.known, key=lambda row: count(row[1]), default=())


@dataclass(frozen=True)
class Placed:
    """Where a table of counts stands.

    Attributes:
        counts: what it holds.
        extent: the header row and the rows that are shown.
        shown: how many labels are shown.
        under: the first free row.
    """

    counts: Counts
    extent: Extent
    shown: int
    under: int

    @property
    def whole(self) -> bool:
        """Whether all of its columns are shown."""
        return self.extent.width == len(self.counts.headers)

    def drawn(self, most: int = MOST) -> tuple[int, int]:
        """The first sheet row that a chart draws, and how many: the known labels."""
        labels = [row[0] for row in self.counts.rows[: self.shown]]
        start = 1 if labels and labels[0] == self.counts.blank else 0
        known = len([label for label in labels if label != self.counts.blank])
        return self.extent.first.row + 1 + start, min(known, most)

    def part(self, place: int, most: int = MOST) -> Extent:
        """The cells of one column, from 0, that a chart draws."""
        row, height = self.drawn(most)
        return Extent.of(row, self.extent.first.column + place, height, 1)


def counts_table(
    page: Page,
    row: int,
    column: int,
    formula: str,
    styles: Mapping[int, Style],
    *,
    cases: int = 1,
    most: int = MOST,
    width: int | None = None,
    bare: int = 2,
) -> Placed:
    """A table of counts with its total; the longest are cut, and say so.

    Where all cases together are fewer than `FEW`, only the counts are shown.

    Args:
        page: the sheet.
        row: of the header.
        column: the first one.
        formula: of the table function, without "=".
        styles: by place in the table, from 0; the first one is that of labels.
        cases: the place of the column of counts that the others rest on.
        most: how many labels are shown.
        width: how many columns are shown, from the left; None for all.
        bare: how many columns hold the labels and plain counts, from the left.
    """
    counts = Counts.of(formula, page.context)
    n = sum(count(one[cases]) for one in counts.rows)
    if n < FEW:
        width = bare
    shown = min(len(counts.rows), most)
    chosen = {0: LABEL, **styles}
    if shown == len(counts.rows) and width is None:
        extent, _ = page.table(row, column, formula, chosen)
    else:
        extent = _part(page, Address(row, column), formula, chosen, shown, width)
    _rules(page, extent, shown, cases)
    under = extent.last.row + 1
    if shown < len(counts.rows):
        every = len(counts.rows)
        page.note(under, column, extent.width, "counts.more", shown=shown, n=every, formula=formula)
        under += 1
    if n < FEW:
        page.note(under, column, max(4, extent.width), "counts.few", n=n, needed=FEW)
        under += 1
    return Placed(counts, extent, shown, under)


def _part(
    page: Page,
    at: Address,
    formula: str,
    styles: Mapping[int, Style],
    shown: int,
    width: int | None,
) -> Extent:
    """The upper left part of a table, with the total where all labels are shown."""
    table = table_of(formula, page.context)
    every = len(Counts.of(formula, page.context).rows)
    rows = [row[:width] for row in (table.rows if shown == every else table.rows[:shown])]
    extent = page.rows(at.row, at.column, table.headers[:width], rows, styles, COUNT)
    for down, values in enumerate(rows, start=1):
        for place, value in enumerate(values):
            if value is not None:
                style = styles.get(place, COUNT)
                asked = pick(formula, down, place + 1)
                page.figure(at.row + down, at.column + place, asked, style)
    return extent


def pick(formula: str, row: int, column: int) -> str:
    """The formula of one cell of a table, both counted from 1."""
    quoted = formula.replace('"', '""')
    return f'TABLE_CELL("{quoted}",{row},{column})'


def _rules(page: Page, extent: Extent, shown: int, cases: int) -> None:
    if not shown:
        return
    first = extent.first
    body = Extent.of(first.row + 1, first.column, extent.height - 1, extent.width)
    label, counted = (_letter(first.column + place) for place in (0, cases))
    named = page.context.label("total").replace('"', '""')
    at = first.row + 1
    page.formats.append(FormulaFormat(body, f'${label}{at}="{named}"', theme.TOTAL))
    few = f"AND(ISNUMBER(${counted}{at}),${counted}{at}<{FEW})"
    pale = theme.CELL_GREY._replace(italic=True, border_bottom="")
    page.formats.append(FormulaFormat(body, few, pale))
    page.formats.append(
        DataBars(Extent.of(first.row + 1, first.column + cases, shown, 1), theme.BAR)
    )


def grey_few(page: Page, extent: Extent, counted: int) -> None:
    """Makes the rows of a table grey that rest on fewer cases than `FEW`.

    Args:
        page: the sheet.
        extent: the table with its header row.
        counted: the place of the column of cases, from 0.
    """
    if extent.height == 1:
        return
    body = Extent.of(extent.first.row + 1, extent.first.column, extent.height - 1, extent.width)
    at = Address(extent.first.row + 1, extent.first.column + counted).a1
    page.highlight(body, f"AND(ISNUMBER(${at}),${at}<{FEW})", "", theme.REFERENCE_LIGHT)


def _letter(column: int) -> str:
    return Extent.of(1, column, 1, 1).first.a1.rstrip("0123456789")


def count(value: Value) -> int:
    """The number in a cell of counts; 0 where there is none."""
    return int(value) if isinstance(value, int | float) else 0


def number(value: Value) -> float:
    """The number in a cell; 0 where there is none."""
    return float(value) if isinstance(value, int | float) else 0.0


def amounts(page: Page, column: int, largest: Value) -> Style:
    """How amounts look in a column: with the currency where there is room for it."""
    shown = measure.shown(largest, page.money())
    fits = measure.width_for(shown, bold=True) <= page.widths.get(column, measure.DEFAULT_WIDTH)
    return theme.number(theme.CELL, page.money() if fits else theme.COUNT)
