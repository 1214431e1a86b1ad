"""What is to be written into a workbook, as data: edits of the user's rows, and whole sheets.

Commands and reports make these; a workbook applies them. Nothing here knows a file format or a
running program. Text is always text: a value that starts with "=" is written as a string; a
formula is only what stands in `Cell.formula` or `ArrayFormula`.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xlcrm.cells import Address, Extent, Value


class EditCells(NamedTuple):
    """New values for cells of one column of a user's table, by sheet row.

    A header that the table lacks becomes a new column at its right end.
    """

    table: str
    header: str
    values: Mapping[int, Value]


class AppendRows(NamedTuple):
    """New rows of a user's table: values by header, all of one length.

    They go below the last row that holds anything; blank rows at the table's end are filled
    first. Headers that the table lacks become new columns at its right end.
    """

    table: str
    columns: Mapping[str, Sequence[Value]]

    @property
    def height(self) -> int:
        """Number of rows."""
        return max((len(values) for values in self.columns.values()), default=0)


class RemoveRows(NamedTuple):
    """Rows of a user's table whose cells become blank, as they were before they were appended.

    Only cells under the table's columns are emptied; their formats, the validations and what
    stands beside the table in the same sheet rows stay, and so do the formulas of calculated
    columns in rows that remain the table's.

    Attributes:
        table: the table's name.
        rows: sheet rows; those that lie below the table and are blank count as removed already.
        last_row: the table's last sheet row before it had grown. Where all of the table below it
            is blank now, the table ends there again, with its filter and the validations and
            conditional formats that reach as far as it. None leaves the table's range alone.
    """

    table: str
    rows: Sequence[int]
    last_row: int | None = None


class RemoveColumns(NamedTuple):
    """Columns at the right end of a user's table, blank in all rows, that go again.

    The reverse of an edit that had added them. Headers that the table lacks count as removed.
    """

    table: str
    headers: Sequence[str]


class Style(NamedTuple):
    """How a cell looks. Colours are "#RRGGBB"; a number format is Excel's own text."""

    number_format: str = "General"
    bold: bool = False
    italic: bool = False
    size: float = 11
    color: str = ""
    fill: str = ""
    align: str = ""
    valign: str = ""
    indent: int = 0
    wrap: bool = False
    underline: bool = False
    border_bottom: str = ""
    unlocked: bool = False


PLAIN = Style()


class Cell(NamedTuple):
    """One cell: a value, or a formula with the value it had when this was made.

    Attributes:
        value: what the cell shows.
        formula: without the leading "="; empty for a plain value.
        style: how it looks.
        link: where a click leads inside the workbook, such as "Orders!B7"; empty for none.
        note: a remark shown on hovering.
    """

    value: Value = None
    formula: str = ""
    style: Style = PLAIN
    link: str = ""
    note: str = ""


class ArrayFormula(NamedTuple):
    """A formula that fills a block; the block's cells hold the cached values.

    Attributes:
        extent: the block.
        formula: without the leading "=".
    """

    extent: Extent
    formula: str


class Series(NamedTuple):
    """One line or row of bars of a chart, over cells of the sheet that the chart stands on.

    Attributes:
        name: the legend's text.
        categories: the cells along the axis.
        values: the cells that are drawn.
        kind: "line", "column", "bar", "area"; empty for the chart's own.
        color: "#RRGGBB"; empty for the program's own.
        dashed: whether a line is dashed (reference lines are).
        secondary: whether it belongs to the right axis.
    """

    name: str
    categories: Extent
    values: Extent
    kind: str = ""
    color: str = ""
    dashed: bool = False
    secondary: bool = False


class ChartSpec(NamedTuple):
    """A native chart.

    Attributes:
        kind: "line", "column", "bar" or "area".
        title: what it shows.
        series: what is drawn.
        anchor: the cell under its upper left corner.
        width, height: in pixels.
        x_title, y_title: with units.
        x_format, y_format: number formats of the axes.
        y_min, y_max: fixed ends of the value axis.
        stacked: whether the series are stacked.
    """

    kind: str
    title: str
    series: tuple[Series, ...]
    anchor: Address
    width: int = 640
    height: int = 320
    x_title: str = ""
    y_title: str = ""
    x_format: str = ""
    y_format: str = ""
    y_min: float | None = None
    y_max: float | None = None
    stacked: bool = False
    legend: bool = True

    @property
    def right_title(self) -> str:
        """The title of the right axis: the first series on it, without which it is any scale."""
        return next((series.name for series in self.series if series.secondary), "")


class ColorScale(NamedTuple):
    """Cells coloured by their value: low to high, with a colour in the middle if given.

    Attributes:
        extent: the cells.
        low, high, middle: the colours.
        ends: the values that the outer colours stand for; by default the lowest and the highest of
            the cells. Scales over parts of one table share them.
    """

    extent: Extent
    low: str
    high: str
    middle: str = ""
    ends: tuple[float, float] | None = None


class DataBars(NamedTuple):
    """A bar in each cell, as long as its value."""

    extent: Extent
    color: str


class FormulaFormat(NamedTuple):
    """A style for the cells for which a formula holds (relative to the first cell)."""

    extent: Extent
    formula: str
    style: Style


ConditionalFormat = ColorScale | DataBars | FormulaFormat


class Validation(NamedTuple):
    """What may be typed into cells, with the hint that is shown there.

    Attributes:
        extent: the cells.
        kind: "list", "date", "decimal", "whole", or "any" (only the hint).
        source: for a list: the formula of its cells, such as "=list_status".
        title, message: the input hint.
        strict: whether other entries are refused (else they are only warned about).
        minimum, maximum: for dates and numbers.
    """

    extent: Extent
    kind: str
    source: str = ""
    title: str = ""
    message: str = ""
    error: str = ""
    strict: bool = False
    minimum: Value = None
    maximum: Value = None


class TableSpec(NamedTuple):
    """An Excel table (ListObject) on a sheet; the header cells hold the headers' texts.

    Attributes:
        name: the table's name, the same in every language.
        extent: the header row and the data rows.
        headers: the header texts.
        style: the table style's name; empty for none.
    """

    name: str
    extent: Extent
    headers: tuple[str, ...]
    style: str = "TableStyleLight1"


class PivotValue(NamedTuple):
    """One figure of a PivotTable.

    Attributes:
        field: the header of the column that is summed up.
        caption: what it is called; never the header of a column.
        kind: "sum", "count" (of filled cells) or "average".
        number_format: one of Excel's own, such as "#,##0".
    """

    field: str
    caption: str
    kind: str = "sum"
    number_format: str = "#,##0"


class PivotSpec(NamedTuple):
    """A native PivotTable over cells of a generated sheet.

    Attributes:
        name: its name.
        source: the key of the sheet that holds the cells; it is written before, or together.
        extent: the cells there: a header row and the rows below it.
        columns: what they hold, by header; each column is of texts, of numbers or of dates.
        anchor: where its upper left cell stands.
        rows: the column whose texts label the rows.
        values: the figures; exactly one where there are labels across.
        across: the column whose texts label the columns; "" for none.
        total: what the totals are called.
    """

    name: str
    source: str
    extent: Extent
    columns: Mapping[str, Sequence[Value]]
    anchor: Address
    rows: str
    values: tuple[PivotValue, ...]
    across: str = ""
    total: str = "Total"


class PlainColumn(NamedTuple):
    """One column of many plain values.

    Attributes:
        values: from the first row down.
        style: how all of them look.
    """

    values: Sequence[Value]
    style: Style = Style()


class PlainRows(NamedTuple):
    """Many rows of plain values below all other cells of a sheet.

    Attributes:
        first: the upper left cell.
        columns: side by side, all of one height.
    """

    first: Address
    columns: tuple[PlainColumn, ...]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values)

    def cells(self, most: int | None = None) -> dict[Address, Cell]:
        """The rows cell by cell, the first of them or all."""
        return {
            Address(row, column): Cell(value, style=plain.style)
            for column, plain in enumerate(self.columns, self.first.column)
            for row, value in enumerate(plain.values[:most], self.first.row)
        }


_NOTHING: Mapping[int, float] = MappingProxyType({})


class WriteSheet(NamedTuple):
    """A whole sheet of ours, made anew each time.

    Attributes:
        key: the stable name by which it is found again, such as "dashboard", whatever its title.
        title: its title where it is new; a sheet that is there keeps the title it has.
        cells: what it holds.
        rows: what it holds below them, where that is much; see `spelled_out`.
        arrays: formulas that fill blocks; the cached values stand in `cells`.
        widths: column widths in characters, by column number.
        heights: row heights in points, by row number.
        merges: ranges that are one cell.
        freeze: the first cell that scrolls; None for no frozen panes.
        charts, pivots, formats, validations, tables: what stands on it.
        tab: the tab's colour.
        grid: whether grid lines show.
        landscape: how it prints.
        hidden: whether the sheet is hidden.
        zoom: in percent.
        scale: how large it is printed, in percent; 0 fits it to one page's width.
        breaks: the rows after which a printed page ends.
    """

    key: str
    title: str
    cells: Mapping[Address, Cell]
    arrays: Sequence[ArrayFormula] = ()
    widths: Mapping[int, float] = _NOTHING
    heights: Mapping[int, float] = _NOTHING
    merges: Sequence[Extent] = ()
    freeze: Address | None = None
    charts: Sequence[ChartSpec] = ()
    pivots: Sequence[PivotSpec] = ()
    formats: Sequence[ConditionalFormat] = ()
    validations: Sequence[Validation] = ()
    tables: Sequence[TableSpec] = ()
    tab: str = ""
    grid: bool = False
    landscape: bool = True
    hidden: bool = False
    zoom: int = 100
    rows: PlainRows | None = None
    scale: int = 0
    breaks: Sequence[int] = ()

    def spelled_out(self, most: int | None = None) -> "WriteSheet":
        """The same sheet with its rows among its cells, the first of them or all."""
        if self.rows is None:
            return self
        return self._replace(cells={**self.cells, **self.rows.cells(most)}, rows=None)


class DefineName(NamedTuple):
    """A workbook name for cells, such as list_status for a column of the Lists sheet."""

    name: str
    refers_to: str


TablePatch = EditCells | AppendRows | RemoveRows | RemoveColumns
"""What changes a table of the user's."""

Patch = TablePatch | WriteSheet
