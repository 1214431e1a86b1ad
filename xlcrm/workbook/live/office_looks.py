"""How sheets of ours look in LibreOffice Calc."""

from collections.abc import Mapping, Sequence
from typing import Any

import xlwings as xw

from xlcrm.cells import Address, Extent
from xlcrm.patches import (
    ChartSpec,
    ColorScale,
    ConditionalFormat,
    DataBars,
    FormulaFormat,
    PivotSpec,
    PivotValue,
    Style,
    Validation,
    WriteSheet,
)
from xlcrm.workbook.live.blocks import cell, cells
from xlcrm.workbook.live.looks import Looks
from xlcrm.workbook.live.office_charts import draw
from xlcrm.workbook.live.office_formula_rules import by_cells, set_formulas
from xlcrm.workbook.live.office_rules import add_bars, colour_steps, validation_of
from xlcrm.workbook.live.office_standing import put_back, standing
from xlcrm.workbook.live.office_style_files import load_style
from xlcrm.workbook.live.office_styles import of_style
from xlcrm.workbook.rectangles import rectangles

_EVERYTHING, _OBJECTS = 1023, 128
_ORIENTATION = "com.sun.star.sheet.DataPilotFieldOrientation"


class OfficeLooks(Looks):
    """How Calc is told what sheets look like.

    Args:
        book: the open book.
    """

    def __init__(self, book: xw.Book) -> None:
        super().__init__(book)
        self._keys: dict[str, int] = {}
        self._standing: dict[tuple[str, ChartSpec], str] = {}

    def wipe(self, sheet: xw.Sheet, coming: Sequence[ChartSpec] = ()) -> None:
        """Takes everything off a sheet; a chart that comes again as it stands is let stand."""
        api, staying = sheet.api, standing(sheet, coming)
        charts = api.getCharts()
        for name in charts.getElementNames():
            if name not in staying:
                charts.removeByName(name)
        pivots = api.getDataPilotTables()
        for name in pivots.getElementNames():
            pivots.removeByName(name)
        areas = self.book.api.DatabaseRanges
        for table in list(sheet.tables):
            areas.removeByName(table.name)
        rules = api.ConditionalFormats
        for rule in rules.getConditionalFormats():
            rules.removeByID(rule.ID)
        used = sheet.range((1, 1), sheet.used_range.last_cell)
        used.api.merge(False)  # noqa: FBT003 - the office's methods take no names
        used.api.clearContents(_EVERYTHING - _OBJECTS)
        if api.getDrawPage().getCount() > len(staying):
            # Somebody has drawn something on it, which the office only takes away with the charts.
            used.api.clearContents(_OBJECTS)
            staying = {}
        used.api.getRows().OptimalHeight = True
        self._standing |= {(str(sheet.name), spec): name for name, spec in staying.items()}
        used.api.getColumns().Width = sheet.range((1, 16_000)).api.getColumns().Width

    def style(self, sheet: xw.Sheet, style: Style, extents: Sequence[Extent]) -> None:
        """Gives cells a style; they had none before."""
        key = self._format_key(sheet, style.number_format, extents[0])
        names, values = of_style(style, sheet.range("A1").api, key)
        if names:
            self._ranges(sheet, extents).setPropertyValues(names, values)

    def _format_key(self, sheet: xw.Sheet, code: str, place: Extent) -> int:
        """The office's number of a number format; 0 for the plain one."""
        if code != "General" and code not in self._keys:
            area = sheet.range(place.first)
            area.number_format = code
            self._keys[code] = int(area.api.NumberFormat)
        return self._keys.get(code, 0)

    def _ranges(self, sheet: xw.Sheet, extents: Sequence[Extent]) -> Any:
        """Many rectangles as one of the office's objects."""
        model = sheet.range("A1").api.getRangeAddress()
        found = []
        for extent in extents:
            at = type(model)()
            at.Sheet = model.Sheet
            at.StartRow, at.StartColumn = extent.first.row - 1, extent.first.column - 1
            at.EndRow, at.EndColumn = extent.last.row - 1, extent.last.column - 1
            found.append(at)
        ranges = self.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddresses(tuple(found), False)  # noqa: FBT003 - takes no names
        return ranges

    def colors(
        self, sheet: xw.Sheet, rules: Sequence[ConditionalFormat], values: Mapping[Address, float]
    ) -> None:
        """Adds conditional formats: formulas first, as they take the place of what is there."""
        for together, places in by_cells(rules):
            styles = [self._cell_style(sheet, rule.style) for rule in together]
            ranges = self._ranges(sheet, rectangles(places))
            set_formulas(self.book.api, sheet.api, ranges, together, styles)
        others = [rule for rule in rules if not isinstance(rule, FormulaFormat)]
        super().colors(sheet, others, values)

    def color(
        self, sheet: xw.Sheet, rule: ConditionalFormat, values: Mapping[Address, float]
    ) -> None:
        """Adds data bars; a colour scale is painted from the values."""
        if isinstance(rule, ColorScale):
            for number, places in colour_steps(rule, values).items():
                painted = self._ranges(sheet, rectangles(places))
                painted.setPropertyValue("CellBackColor", number)
        elif isinstance(rule, DataBars):
            add_bars(sheet.api, self._ranges(sheet, [rule.extent]), rule)

    def _cell_style(self, sheet: xw.Sheet, style: Style) -> str:
        """The name of a cell style that looks so; made where there is none."""
        names, values = of_style(style, sheet.range("A1").api, 0, differential=True)
        name = "xlcrm " + " ".join(
            part for part in (style.fill, style.color, "b" * style.bold, "i" * style.italic) if part
        )
        model = self.book.api
        styles = model.StyleFamilies.getByName("CellStyles")
        if styles.hasByName(name):
            return name
        if any(one.api.isProtected() for one in self.book.sheets):
            load_style(model, name, style)
        else:
            made = model.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, made)
            for key, value in zip(names, values, strict=True):
                made.setPropertyValue(key, value)
        return name

    def validate(self, sheet: xw.Sheet, rule: Validation) -> None:
        """Says what may be typed into cells."""
        area = cells(sheet, rule.extent).api
        area.Validation = validation_of(rule, area.Validation)

    def chart(self, sheet: xw.Sheet, spec: ChartSpec) -> None:
        """Draws a chart, unless it stands there."""
        name = self._standing.pop((str(sheet.name), spec), "")
        if not name or not put_back(sheet, spec, name):
            draw(sheet, spec)

    def pivot(self, sheet: xw.Sheet, source: xw.Range, spec: PivotSpec) -> None:
        """Draws a PivotTable; numbers in it are written as their source is."""
        made = sheet.pivot_tables.add(source, cell(sheet, spec.anchor), name=spec.name)
        made.rows.add(spec.rows)
        if spec.across:
            made.columns.add(spec.across)
        api = made.api
        for value in spec.values:
            _add_figure(api, value)
        if len(spec.values) > 1:
            field = api.getDataLayoutField()
            field.Orientation = type(field.Orientation)(_ORIENTATION, "COLUMN")
        api.GrandTotalName = spec.total

    def dress(self, sheet: xw.Sheet, *, tab: str, zoom: int) -> None:
        """Sets the colour of a sheet's tab; the zoom is the window's own."""
        del zoom
        if tab:
            sheet.api.TabColor = int(tab.removeprefix("#"), 16)

    def printed(self, sheet: xw.Sheet, patch: WriteSheet) -> None:
        """Says how a sheet is printed: page styles are the user's and stay."""


def _add_figure(pivot: Any, value: PivotValue) -> None:
    """Adds a figure to a PivotTable of the office's.

    A column that is a figure already is doubled, and from then on its field stands for the double:
    so that one and the same field is told everything.
    """
    field = pivot.getDataPilotFields().getByName(value.field)
    enum = type(field.Orientation)
    field.Orientation = enum(_ORIENTATION, "DATA")
    field.Function = enum("com.sun.star.sheet.GeneralFunction", value.kind.upper())
    field.setName(value.caption)
