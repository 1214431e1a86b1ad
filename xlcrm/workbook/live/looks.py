"""How sheets of ours look in a running program: done through xlwings alone.

What a program can do better, or only in its own way, is overridden in `excel_looks` and
`office_looks`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import xlwings as xw
from xlwings.base_classes import HorizontalAlignment, PivotFunction, VerticalAlignment

from xlcrm.cells import Address, Extent
from xlcrm.patches import (
    ChartSpec,
    ColorScale,
    ConditionalFormat,
    DataBars,
    PivotSpec,
    Style,
    Validation,
    WriteSheet,
)
from xlcrm.workbook.live.blocks import cell, cells

_HORIZONTAL: Mapping[str, HorizontalAlignment] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "justify": "justify",
}
_VERTICAL: Mapping[str, VerticalAlignment] = {
    "top": "top",
    "vcenter": "center",
    "center": "center",
    "middle": "center",
    "bottom": "bottom",
}
_FUNCTIONS: Mapping[str, PivotFunction] = {"sum": "sum", "count": "count", "average": "average"}


class Looks:
    """How a program is told what sheets look like.

    Args:
        book: the open book.
    """

    def __init__(self, book: xw.Book) -> None:
        self.book = book

    def wipe(self, sheet: xw.Sheet, coming: Sequence[ChartSpec] = ()) -> None:
        """Takes everything off a sheet.

        Args:
            sheet: the sheet.
            coming: the charts that are drawn on it next; where one stands there already just so,
                a program may let it stand.
        """
        del coming
        for chart in list(sheet.charts):
            chart.delete()
        for note in list(sheet.notes):
            note.delete()
        for pivot in list(sheet.pivot_tables):
            pivot.delete()
        used = sheet.used_range
        used.unmerge()
        used.conditional_formats.clear()
        used.data_validation.delete()
        sheet.clear()

    def style(self, sheet: xw.Sheet, style: Style, extents: Sequence[Extent]) -> None:
        """Gives cells a style; they had none before."""
        for extent in extents:
            self._style(cells(sheet, extent), style)

    def _style(self, area: xw.Range, style: Style) -> None:
        if style.number_format != "General":
            area.number_format = style.number_format
        _set_font(area.font, style)
        if style.fill:
            area.color = style.fill
        if style.wrap:
            area.wrap_text = True
        if style.align in _HORIZONTAL:
            area.horizontal_alignment = _HORIZONTAL[style.align]
        if style.valign in _VERTICAL:
            area.vertical_alignment = _VERTICAL[style.valign]
        if style.indent:
            area.adjust_indent(style.indent)
        if style.border_bottom:
            for row in area.rows:
                edge = row.borders["edge_bottom"]
                edge.line_style, edge.color = "continuous", style.border_bottom

    def colors(
        self, sheet: xw.Sheet, rules: Sequence[ConditionalFormat], values: Mapping[Address, float]
    ) -> None:
        """Adds conditional formats, the weightiest first; see `color`."""
        for rule in rules:
            self.color(sheet, rule, values)

    def color(
        self, sheet: xw.Sheet, rule: ConditionalFormat, values: Mapping[Address, float]
    ) -> None:
        """Adds a conditional format.

        Args:
            sheet: the sheet.
            rule: the format.
            values: the numbers on the sheet, as they were when it was made.
        """
        del values
        found = cells(sheet, rule.extent).conditional_formats
        if isinstance(rule, ColorScale):
            colors = [one for one in (rule.low, rule.middle, rule.high) if one]
            found.add_color_scale(colors, thresholds=_thresholds(rule))
        elif isinstance(rule, DataBars):
            found.add_data_bar(rule.color, minimum=0)
        else:
            style = rule.style
            found.add_custom(
                "=" + rule.formula.removeprefix("="),
                fill_color=style.fill or None,
                font_color=style.color or None,
                font_bold=style.bold or None,
                font_italic=style.italic or None,
            )

    def validate(self, sheet: xw.Sheet, rule: Validation) -> None:
        """Says what may be typed into cells."""
        del sheet, rule

    def chart(self, sheet: xw.Sheet, spec: ChartSpec) -> None:
        """Draws a chart."""
        del sheet, spec

    def pivot(self, sheet: xw.Sheet, source: xw.Range, spec: PivotSpec) -> None:
        """Draws a PivotTable.

        Args:
            sheet: the sheet that it stands on.
            source: the cells that it is made from, with their headers.
            spec: the PivotTable.
        """
        made = sheet.pivot_tables.add(source, cell(sheet, spec.anchor), name=spec.name)
        made.rows.add(spec.rows)
        if spec.across:
            made.columns.add(spec.across)
        for value in spec.values:
            made.values.add(
                value.field,
                function=_FUNCTIONS[value.kind],
                name=value.caption,
                number_format=value.number_format,
            )

    def dress(self, sheet: xw.Sheet, *, tab: str, zoom: int) -> None:
        """Sets the colour of a sheet's tab, and its zoom."""
        del sheet, tab, zoom

    def printed(self, sheet: xw.Sheet, patch: WriteSheet) -> None:
        """Says how a sheet is printed."""
        del sheet, patch


def _thresholds(rule: ColorScale) -> list[float] | None:
    if rule.ends is None:
        return None
    low, high = rule.ends
    return [low, (low + high) / 2, high] if rule.middle else [low, high]


def _set_font(font: Any, style: Style) -> None:
    font.size = style.size
    if style.bold:
        font.bold = True
    if style.italic:
        font.italic = True
    if style.color:
        font.color = style.color
