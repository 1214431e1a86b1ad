"""How sheets of ours look in Excel: what only its own objects can do.

On a Mac the objects are others; there the plain way of `looks` is taken.
"""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import xlwings as xw

from xlcrm.cells import Extent
from xlcrm.patches import ChartSpec, Style, Validation, WriteSheet
from xlcrm.workbook.live.blocks import cell
from xlcrm.workbook.live.limits import limits
from xlcrm.workbook.live.looks import Looks

_ADDRESS_LENGTH = 240
_TYPES = {"any": 0, "whole": 1, "decimal": 2, "list": 3, "date": 4}
_STOP, _WARNING, _BETWEEN = 1, 2, 1
_CHARTS = {"line": 4, "column": 51, "bar": 57, "area": 1}
_STACKED = {"line": 4, "column": 52, "bar": 58, "area": 76}
_SECONDARY, _DASHES, _BOTTOM, _LANDSCAPE, _PORTRAIT = 2, 4, -4107, 2, 1
_CATEGORY, _VALUE = 1, 2
_POINTS_PER_PIXEL = 0.75


class ExcelLooks(Looks):
    """How Excel is told what sheets look like."""

    @property
    def _native(self) -> bool:
        """Whether Excel's own objects are at hand."""
        return sys.platform == "win32"

    def wipe(self, sheet: xw.Sheet, coming: Sequence[ChartSpec] = ()) -> None:
        """Takes everything off a sheet."""
        if self._native:
            for table in list(sheet.tables):
                table.api.Unlist()
        super().wipe(sheet, coming)

    def style(self, sheet: xw.Sheet, style: Style, extents: Sequence[Extent]) -> None:
        """Gives cells a style; they had none before."""
        if not self._native:
            super().style(sheet, style, extents)
            return
        for address in _addresses(extents):
            area = sheet.range(address)
            self._style(area, style)
            if style.underline:
                area.api.Font.Underline = 2
            if style.unlocked:
                area.api.Locked = False

    def validate(self, sheet: xw.Sheet, rule: Validation) -> None:
        """Says what may be typed into cells."""
        if not self._native:
            return
        made = sheet.range(rule.extent.a1).api.Validation
        made.Delete()
        severity = _STOP if rule.strict else _WARNING
        if rule.kind == "list":
            source = "=" + rule.source.removeprefix("=")
            made.Add(_TYPES["list"], severity, _BETWEEN, source)
        elif rule.kind == "any":
            made.Add(_TYPES["any"], severity, _BETWEEN)
        else:
            lowest, highest = limits(rule)
            made.Add(_TYPES[rule.kind], severity, _BETWEEN, lowest, highest)
        made.InputTitle, made.InputMessage = rule.title[:32], rule.message[:255]
        made.ErrorMessage = rule.error[:255]

    def chart(self, sheet: xw.Sheet, spec: ChartSpec) -> None:
        """Draws a chart."""
        if not self._native:
            return
        anchor = cell(sheet, spec.anchor)
        width, height = spec.width * _POINTS_PER_PIXEL, spec.height * _POINTS_PER_PIXEL
        chart = sheet.charts.add(anchor.left, anchor.top, width, height).api[1]
        kinds = _STACKED if spec.stacked else _CHARTS
        chart.ChartType = kinds[spec.kind]
        while chart.SeriesCollection().Count:
            chart.SeriesCollection(1).Delete()
        for series in spec.series:
            made = chart.SeriesCollection().NewSeries()
            made.Name = series.name
            made.Values = sheet.range(series.values.a1).api
            made.XValues = sheet.range(series.categories.a1).api
            made.ChartType = kinds[series.kind or spec.kind]
            if series.secondary:
                made.AxisGroup = _SECONDARY
            if series.color:
                made.Format.Fill.ForeColor.RGB = made.Format.Line.ForeColor.RGB = _bgr(series.color)
            if series.dashed:
                made.Format.Line.DashStyle = _DASHES
        _dress(chart, spec)

    def dress(self, sheet: xw.Sheet, *, tab: str, zoom: int) -> None:
        """Sets the colour of a sheet's tab, and its zoom."""
        if self._native:
            if tab:
                sheet.api.Tab.Color = _bgr(tab)
            if sheet.visible:
                sheet.activate()
                self.book.app.api.ActiveWindow.Zoom = zoom

    def printed(self, sheet: xw.Sheet, patch: WriteSheet) -> None:
        """Says how a sheet is printed: so large, with its own pages, or else as wide as a page."""
        if not self._native:
            return
        setup = sheet.api.PageSetup
        setup.Orientation = _LANDSCAPE if patch.landscape else _PORTRAIT
        sheet.api.ResetAllPageBreaks()
        if patch.scale:
            setup.Zoom = patch.scale
            for row in patch.breaks:
                sheet.api.HPageBreaks.Add(sheet.range((row + 1, 1)).api)
        else:
            setup.Zoom = False
            setup.FitToPagesWide, setup.FitToPagesTall = 1, False


def _dress(chart: Any, spec: ChartSpec) -> None:
    chart.HasTitle = True
    chart.ChartTitle.Text = spec.title
    chart.HasLegend = spec.legend
    if spec.legend:
        chart.Legend.Position = _BOTTOM
    named = [
        (chart.Axes(_CATEGORY), spec.x_title, spec.x_format),
        (chart.Axes(_VALUE), spec.y_title, spec.y_format),
    ]
    if spec.right_title:
        right = chart.Axes(_VALUE, _SECONDARY)
        named.append((right, spec.right_title, spec.y_format))
        if spec.y_min is not None:
            right.MinimumScale = spec.y_min
    for axis, title, code in named:
        axis.HasTitle = bool(title)
        if title:
            axis.AxisTitle.Text = title
        if code:
            axis.TickLabels.NumberFormat = code
    if spec.y_min is not None:
        chart.Axes(_VALUE).MinimumScale = spec.y_min
    if spec.y_max is not None:
        chart.Axes(_VALUE).MaximumScale = spec.y_max
    if spec.kind == "bar":
        chart.Axes(_CATEGORY).ReversePlotOrder = True


def _bgr(color: str) -> int:
    """A colour as Excel counts it: blue first."""
    number = int(color.removeprefix("#"), 16)
    return (number & 255) << 16 | number & 0xFF00 | number >> 16


def _addresses(extents: Sequence[Extent]) -> Iterator[str]:
    """Many rectangles as addresses that are short enough for Excel."""
    text = ""
    for extent in extents:
        if text and len(text) + len(extent.a1) >= _ADDRESS_LENGTH:
            yield text
            text = ""
        text += ("," if text else "") + extent.a1
    if text:
        yield text
