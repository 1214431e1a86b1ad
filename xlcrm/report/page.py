"""A generated sheet while it is being laid out: cells go in, a `WriteSheet` comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from xlcrm.cells import Address, Extent, Value
from xlcrm.errors import FormulaError
from xlcrm.language import DEFAULT, text
from xlcrm.language.formats import local
from xlcrm.metrics.figure import TOO_FEW, Figure
from xlcrm.patches import (
    Cell,
    ChartSpec,
    ConditionalFormat,
    FormulaFormat,
    Style,
    WriteSheet,
)
from xlcrm.report import measure, theme
from xlcrm.report.paging import paged
from xlcrm.report.wording import Wording
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate

BLANK = "\u00a0"
"""What is kept with the formula of an undefined figure. An empty text would be blank too, but
LibreOffice takes it for nothing kept, and shows an error where it lacks the functions."""
FIRST_COLUMN = 2
"""Column A is a margin."""


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
    charts: list[ChartSpec] = field(default_factory=list)
    formats: list[ConditionalFormat] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=lambda: {1: 2.0})
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[Extent] = field(default_factory=list)
    freeze: Address | None = None

    @property
    def language(self) -> str:
        """The workbook's language."""
        return self.context.settings.language

    @cached_property
    def wording(self) -> Wording:
        """How numbers read inside of sentences."""
        return Wording.of(self.context.settings)

    def text(self, name: str, /, **parameters: Any) -> str:
        """A text of "report.<name>"."""
        return text(f"report.{name}", self.language, **parameters)

    def money(self, decimals: int = 0) -> str:
        """The number format of the workbook's money."""
        return theme.money(self.context.settings.currency, decimals)

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
        """Puts a value into a cell that is `width` columns wide, and makes the row high enough."""
        self.put(row, column, value, style)
        for other in range(column + 1, column + width):
            self.put(row, other, None, style)
        if width > 1:
            self.merges.append(Extent.of(row, column, 1, width))
        if style.wrap:
            self.fit(row, str(value or ""), self.pixels(column, width), style)

    def fit(self, row: int, value: str, pixels: float, style: Style) -> None:
        """Makes a row high enough for a wrapped text."""
        needed = measure.lines(value, pixels, style) * measure.line_height(style.size) + 3
        if needed > self.heights.get(row, 15.0):
            self.heights[row] = round(needed, 1)

    def pixels(self, column: int, width: int) -> int:
        """How wide some columns are together."""
        wide = (self.widths.get(c, measure.DEFAULT_WIDTH) for c in range(column, column + width))
        return sum(map(measure.column_pixels, wide))

    def below(self, row: int, pixels: int) -> int:
        """The first row that lies wholly under something so high that begins at a row."""
        while pixels > 0:
            pixels -= measure.row_pixels(self.heights.get(row))
            row += 1
        return row

    def head(self, width: int, answer: str) -> int:
        """The top of every sheet: title, stamp, and the answer in a sentence.

        Returns:
            The first free row.
        """
        self.put(1, FIRST_COLUMN, self.text(f"{self.key}.title"), theme.TITLE)
        self.heights[1] = 30
        stamp = self.text(
            "problems.stamp" if self.key == "problems" else "stamp", as_of=self.context.as_of
        )
        self.span(2, FIRST_COLUMN, width, stamp, theme.STAMP)
        self.heights[3] = 6
        self.heights[4] = 28
        self.span(4, FIRST_COLUMN, width, answer, theme.ANSWER)
        self.heights[4] += 6
        return 6

    def heading(self, row: int, column: int, width: int, name: str, **parameters: Any) -> int:
        """A heading over `width` columns, underlined; returns the next row."""
        self.span(row, column, width, self.text(name, **parameters), theme.HEADING)
        self.heights[row] = 22
        return row + 1

    def note(self, row: int, column: int, width: int, name: str, **parameters: Any) -> int:
        """A remark in grey over `width` columns; returns the next row."""
        self.span(row, column, width, self.text(name, **parameters), theme.NOTE)
        return row + 1

    def figure(self, row: int, column: int, formula: str, style: Style) -> Figure:
        """A figure: the cell has the function and the value that it has now.

        Without a formula, where it rests on too few cases: a live cell would show it after all.

        Args:
            row: where.
            column: where.
            formula: without "=".
            style: how it looks.
        """
        result = figure_of(formula, self.context)
        if result.note == TOO_FEW:
            self.put(row, column, None, style)
            return result
        value: Value = BLANK if result.value is None else result.value
        self.cells[Address(row, column)] = Cell(value, formula, style)
        return result

    def not_enough(self, why: str, name: str = "dashboard.not_enough") -> str:
        """Why there is no figure: "Not enough data:" and the reason as the rest of that sentence.

        Args:
            why: a sentence, which may say so itself.
            name: of the text that says it.
        """
        told = self.text("dashboard.not_enough", why="").strip()
        bare = why.removeprefix(told).strip()
        return self.text(name, why=bare[:1].lower() + bare[1:])

    def table(
        self,
        row: int,
        column: int,
        formula: str,
        styles: Mapping[int, Style] | None = None,
        default: Style = theme.CELL,
        columns: int | None = None,
    ) -> tuple[Extent, Table]:
        """The result of a table function, cell by cell under a header row; blank cells stay empty.

        An array formula over the block would be shorter, but LibreOffice does not read the values
        that are kept with array formulas: without the functions the table would be gone.

        Args:
            row: of the header.
            column: the first one.
            formula: of the table function, without "=".
            styles: by place in the table, from 0.
            default: for the other columns.
            columns: the most columns that are shown; by default all.

        Returns:
            The block with its header row, and what is shown of the result.
        """
        result = table_of(formula, self.context)
        if columns is not None:
            rows = tuple(values[:columns] for values in result.rows)
            result = replace(result, headers=result.headers[:columns], rows=rows)
        extent = self.rows(row, column, result.headers, result.rows, styles, default)
        quoted = formula.replace('"', '""')
        for down, values in enumerate(result.rows, start=1):
            for place, value in enumerate(values):
                if value is not None and value != "":
                    at = Address(row + down, column + place)
                    asked = f'TABLE_CELL("{quoted}",{down},{place + 1})'
                    self.cells[at] = Cell(value, asked, self.cells[at].style)
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
        """Values under a header row; returns the block. Rows grow with what is wrapped in them."""
        chosen = [(styles or {}).get(place, default) for place in range(len(headers))]
        self.heights.setdefault(row, 18)
        for place, header in enumerate(headers):
            pixels = self.pixels(column + place, 1)
            style = measure.unbroken(str(header), pixels, theme.header(chosen[place]))
            self.put(row, column + place, header, style)
            self.fit(row, str(header), pixels, style)
        for down, values in enumerate(rows, start=row + 1):
            for place, value in enumerate(values):
                self.put(down, column + place, value, chosen[place])
                if chosen[place].wrap and isinstance(value, str):
                    self.fit(down, value, self.pixels(column + place, 1), chosen[place])
        return Extent.of(row, column, 1 + len(rows), max(1, len(headers)))

    def highlight(self, extent: Extent, formula: str, fill: str, color: str = theme.INK) -> None:
        """Colours cells for which a formula holds (relative to the first cell)."""
        style = theme.CELL._replace(fill=fill, color=color, border_bottom="")
        self.formats.append(FormulaFormat(extent, formula, style))

    def sheet(self, **options: Any) -> WriteSheet:
        """The sheet as a patch; `options` are those of `WriteSheet`."""
        made = WriteSheet(
            key=self.key,
            title=self.text(f"{self.key}.title"),
            cells=self._local_cells(),
            widths=self.widths,
            heights=self.heights,
            merges=tuple(self.merges),
            freeze=self.freeze,
            charts=tuple(map(self._local_chart, self.charts)),
            formats=tuple(self.formats),
            tab=theme.ACCENT,
            **options,
        )
        return paged(made)

    def _local_cells(self) -> dict[Address, Cell]:
        """The cells with days and months as the workbook's language writes them."""
        if self.language == DEFAULT:
            return self.cells
        known: dict[Style, Style] = {}
        for style in {cell.style for cell in self.cells.values()}:
            known[style] = style._replace(number_format=local(style.number_format, self.language))
        return {at: one._replace(style=known[one.style]) for at, one in self.cells.items()}

    def _local_chart(self, chart: ChartSpec) -> ChartSpec:
        x_format, y_format = (local(one, self.language) for one in (chart.x_format, chart.y_format))
        return chart._replace(x_format=x_format, y_format=y_format)


def figure_of(formula: str, context: Context) -> Figure:
    """What a formula of one value gives; an estimate on too few cases is refused, saying so.

    Raises:
        FormulaError: it is wrong, or gives a table.
    """
    result = context.once(formula, lambda: evaluate(formula, context))
    if isinstance(result, Table):
        raise FormulaError("formula.not_a_figure", function=formula)
    return result.refused() if result.too_few else result


def number_of(figure: Figure) -> float:
    """A figure's number; 0 where it is undefined, which its caller has to rule out."""
    return figure.value if isinstance(figure.value, int | float) else 0


def table_of(formula: str, context: Context) -> Table:
    """What a formula of a table gives.

    Raises:
        FormulaError: it is wrong, or gives one value.
    """
    result = context.once(formula, lambda: evaluate(formula, context))
    if not isinstance(result, Table):
        raise FormulaError("formula.not_a_table", function=formula)
    return result


def values_only(sheet: WriteSheet) -> WriteSheet:
    """The same sheet without formulas, for a copy that goes to somebody without the functions."""
    plain = {
        at: cell._replace(formula="", value=None if cell.value == BLANK else cell.value)
        for at, cell in sheet.cells.items()
    }
    return sheet._replace(cells=plain, arrays=())
