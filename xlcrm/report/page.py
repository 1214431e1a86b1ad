"""A generated sheet while it is being laid out: cells go in, a `WriteSheet` comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xlcrm.cells import Address, Extent, Value
from xlcrm.errors import FormulaError
from xlcrm.language import text
from xlcrm.metrics.figure import Figure
from xlcrm.patches import (
    ArrayFormula,
    Cell,
    ChartSpec,
    ConditionalFormat,
    FormulaFormat,
    Style,
    WriteSheet,
)
from xlcrm.report import theme
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate


@dataclass
class Page:
    """One sheet in the making. Rows and columns count from 1.

    Attributes:
        key: the sheet's stable name, such as "churn"; its title is the text "report.<key>.title".
        context: what functions compute from.
    """

    key: str
    context: Context
    cells: dict[Address, Cell] = field(default_factory=dict)
    arrays: list[ArrayFormula] = field(default_factory=list)
    charts: list[ChartSpec] = field(default_factory=list)
    formats: list[ConditionalFormat] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[Extent] = field(default_factory=list)
    freeze: Address | None = None

    @property
    def language(self) -> str:
        """The workbook's language."""
        return self.context.settings.language

    def text(self, name: str, **parameters: Any) -> str:
        """A text of "report.<name>"."""
        return text(f"report.{name}", self.language, **parameters)

    def put(
        self,
        row: int,
        column: int,
        value: Value,
        style: Style = theme.TEXT,
        *,
        link: str = "",
        note: str = "",
    ) -> None:
        """Puts a plain value into a cell."""
        self.cells[Address(row, column)] = Cell(value, "", style, link, note)

    def span(self, row: int, column: int, width: int, value: Value, style: Style) -> None:
        """Puts a value into a cell that is `width` columns wide."""
        self.put(row, column, value, style)
        for other in range(column + 1, column + width):
            self.put(row, other, None, style)
        if width > 1:
            self.merges.append(Extent.of(row, column, 1, width))

    def head(self, width: int, answer: str) -> int:
        """The top of every sheet: title, stamp, and the answer in a sentence.

        Returns:
            The first free row.
        """
        self.put(1, 2, self.text(f"{self.key}.title"), theme.TITLE)
        self.heights[1] = 30
        stamp = self.text("stamp", as_of=self.context.as_of)
        self.span(2, 2, width, stamp, theme.STAMP)
        self.span(4, 2, width, answer, theme.ANSWER)
        self.heights[4] = 22 * max(1, -(-len(answer) // self._characters(width)))
        return 6

    def _characters(self, width: int) -> int:
        """How many characters of the answer's size fit into one line."""
        return int(sum(self.widths.get(column, 9) for column in range(2, 2 + width)) / 1.15)

    def heading(self, row: int, column: int, width: int, name: str, **parameters: Any) -> int:
        """A heading over `width` columns, underlined; returns the next row."""
        self.span(row, column, width, self.text(name, **parameters), theme.HEADING)
        self.heights[row] = 22
        return row + 1

    def note(self, row: int, column: int, width: int, name: str, **parameters: Any) -> int:
        """A remark in grey over `width` columns; returns the next row."""
        remark = self.text(name, **parameters)
        self.span(row, column, width, remark, theme.NOTE)
        space = sum(self.widths.get(c, 9) for c in range(column, column + width))
        self.heights[row] = 13 * max(1, -(-len(remark) // int(space * 1.05)))
        return row + 1

    def figure(
        self, row: int, column: int, formula: str, style: Style, undefined: str = ""
    ) -> Figure:
        """A figure: the cell has the function and the value that it has now.

        Args:
            row: where.
            column: where.
            formula: without "=".
            style: how it looks.
            undefined: what the cell shows where the figure is undefined.
        """
        result = evaluate(formula, self.context)
        if isinstance(result, Table):
            raise FormulaError("formula.not_a_figure", function=formula)
        value: Value = undefined if result.value is None else result.value
        self.cells[Address(row, column)] = Cell(value, formula, style)
        return result

    def table(
        self,
        row: int,
        column: int,
        formula: str,
        styles: Mapping[int, Style] | None = None,
        default: Style = theme.CELL,
        most: int | None = None,
    ) -> tuple[Extent, Table]:
        """A table function that fills a block, its header row first.

        Args:
            row: of the header.
            column: the first one.
            formula: without "=".
            styles: by place in the table, from 0.
            default: for the other columns.
            most: how many data rows are shown at the most.

        Returns:
            The block with its header row, and the whole result.
        """
        result = evaluate(formula, self.context)
        if not isinstance(result, Table):
            raise FormulaError("formula.not_a_table", function=formula)
        shown = result.rows if most is None else result.rows[:most]
        extent = Extent.of(row, column, 1 + len(shown), max(1, len(result.headers)))
        self.arrays.append(ArrayFormula(extent, formula))
        self._block(row, column, result.headers, shown, styles or {}, default)
        return extent, result

    def rows(
        self,
        row: int,
        column: int,
        headers: Sequence[Value],
        rows: Sequence[Sequence[Value]],
        styles: Mapping[int, Style] | None = None,
        default: Style = theme.CELL,
    ) -> Extent:
        """Plain values under a header row; returns the block."""
        self._block(row, column, headers, rows, styles or {}, default)
        return Extent.of(row, column, 1 + len(rows), max(1, len(headers)))

    def _block(
        self,
        row: int,
        column: int,
        headers: Sequence[Value],
        rows: Sequence[Sequence[Value]],
        styles: Mapping[int, Style],
        default: Style,
    ) -> None:
        for place, header in enumerate(headers):
            right = styles.get(place, default).align == "right"
            self.put(row, column + place, header, theme.HEADER_RIGHT if right else theme.HEADER)
        for down, values in enumerate(rows, start=1):
            for place, value in enumerate(values):
                shown: Value = "" if value is None else value
                self.put(row + down, column + place, shown, styles.get(place, default))

    def highlight(self, extent: Extent, formula: str, fill: str, color: str = theme.INK) -> None:
        """Colours cells for which a formula holds (relative to the first cell)."""
        style = replace(theme.CELL, fill=fill, color=color, border_bottom="")
        self.formats.append(FormulaFormat(extent, formula, style))

    def sheet(self, **options: Any) -> WriteSheet:
        """The sheet as a patch; `options` are those of `WriteSheet`."""
        return WriteSheet(
            key=self.key,
            title=self.text(f"{self.key}.title"),
            cells=self.cells,
            arrays=tuple(self.arrays),
            widths={1: 2.0, **self.widths},
            heights=self.heights,
            merges=tuple(self.merges),
            freeze=self.freeze,
            charts=tuple(self.charts),
            formats=tuple(self.formats),
            tab=theme.ACCENT,
            **options,
        )


def values_only(sheet: WriteSheet) -> WriteSheet:
    """The same sheet without formulas, for a copy that goes to somebody without the functions."""
    plain = {at: replace(cell, formula="") for at, cell in sheet.cells.items()}
    return replace(sheet, cells=plain, arrays=())
