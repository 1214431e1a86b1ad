"""Charts in LibreOffice: drawn over the cells, each series from its own range."""

from hashlib import blake2b
from typing import Any
from uuid import uuid4

import xlwings as xw

from xlcrm.cells import Extent, column_letters, quoted
from xlcrm.patches import ChartSpec, Series

_PER_PIXEL = 2540 / 96
"""Hundredths of a millimetre."""
_KINDS = {
    "line": "line",
    "column": "column_clustered",
    "bar": "bar_clustered",
    "area": "area",
}
_STACKED = {"column": "column_stacked", "bar": "bar_stacked", "area": "area_stacked"}
_TYPES = {"line": "Line", "column": "Column", "bar": "Column", "area": "Area"}
_SECOND = 1


def draw(sheet: xw.Sheet, spec: ChartSpec) -> None:
    """Draws a chart.

    Args:
        sheet: the sheet.
        spec: the chart.
    """
    name = _insert(sheet, spec)
    model = sheet.api.getCharts().getByName(name).getEmbeddedObject()
    model.lockControllers()
    try:
        _shape(sheet.charts[name], model, sheet.name, spec)
    finally:
        model.unlockControllers()


def _shape(chart: xw.Chart, model: Any, title: str, spec: ChartSpec) -> None:
    kind = _STACKED.get(spec.kind, "") if spec.stacked else ""
    chart.chart_type = kind or _KINDS[spec.kind]
    _set_series(model, title, spec)
    chart.title = spec.title
    if spec.legend:
        chart.legend.position = "bottom"
    else:
        chart.legend.visible = False
    category, value = chart.category_axis, chart.value_axis
    named = [(category, spec.x_title, spec.x_format), (value, spec.y_title, spec.y_format)]
    if spec.right_title:
        right = chart.secondary_value_axis
        named.append((right, spec.right_title, spec.y_format))
        if spec.y_min is not None:
            right.minimum_scale = spec.y_min
    for axis, label, code in named:
        if label:
            axis.title = label
        if code:
            axis.number_format = code
    if spec.y_min is not None:
        value.minimum_scale = spec.y_min
    if spec.y_max is not None:
        value.maximum_scale = spec.y_max
    if spec.kind == "bar":
        category.reverse_order = True
    _plainly(model)


def _plainly(model: Any) -> None:
    """Takes off the grey wall and the frames that charts come with here, and nowhere else."""
    wall = model.getDiagram().getWall()
    nothing = type(wall.FillStyle)("com.sun.star.drawing.FillStyle", "NONE")
    no_line = type(wall.LineStyle)("com.sun.star.drawing.LineStyle", "NONE")
    for part in (wall, model.getLegend()):
        if part is not None:
            part.FillStyle, part.LineStyle = nothing, no_line


def mark_of(title: str, spec: ChartSpec) -> str:
    """What the name of a chart begins with: it says what the chart was drawn from.

    Args:
        title: of its sheet.
        spec: the chart.
    """
    drawn_from = repr((title, spec)).encode("utf-8", "replace")
    return "xlcrm " + blake2b(drawn_from, digest_size=12).hexdigest()


def frame_of(sheet: xw.Sheet, spec: ChartSpec) -> Any:
    """Where a chart stands, as the office's rectangle: its upper left corner over its anchor."""
    anchor = sheet.range(spec.anchor).api.Position
    # A window's place lends the office's structure of a rectangle.
    window = sheet.book.api.getCurrentController().getFrame().getContainerWindow()
    frame = type(window.getPosSize())()
    frame.X, frame.Y = anchor.X, anchor.Y
    frame.Width, frame.Height = (round(n * _PER_PIXEL) for n in (spec.width, spec.height))
    return frame


def _insert(sheet: xw.Sheet, spec: ChartSpec) -> str:
    """Puts a chart over the anchor, and returns the office's name for it."""
    # A file of Excel's keeps no names of charts. No two of a book may have the same.
    name = f"{mark_of(str(sheet.name), spec)} {uuid4().hex}"
    values = spec.series[0].values
    # Any cells, so that the chart reads from the sheet; each series gets its own afterwards.
    cells = sheet.range(values.first, values.last).api
    charts = sheet.api.getCharts()
    charts.addNewByName(name, frame_of(sheet, spec), (cells.getRangeAddress(),), False, False)  # noqa: FBT003 - takes no names
    return name


def _set_series(model: Any, title: str, spec: ChartSpec) -> None:
    provider = model.getDataProvider()
    system = model.getFirstDiagram().getCoordinateSystems()[0]
    main = system.getChartTypes()[0]
    first = main.getDataSeries()[0]
    for old in main.getDataSeries()[1:]:
        main.removeDataSeries(old)
    types = {spec.kind: main}
    for number, series in enumerate(spec.series):
        kind = series.kind or spec.kind
        if kind not in types:
            name = f"com.sun.star.chart2.{_TYPES[kind]}ChartType"
            types[kind] = model.createInstance(name) or _made_by_template(model, system, main)
            if types[kind] not in system.getChartTypes():
                system.addChartType(types[kind])
        drawn = first if number == 0 and kind == spec.kind else first.createClone()
        if drawn is not first:
            types[kind].addDataSeries(drawn)
        _fill(provider, drawn, title, series, kind)
    _name_categories(provider, system, first, range_of(title, spec.series[0].categories))


def _name_categories(provider: Any, system: Any, lent: Any, ranges: str) -> None:
    """What stands along the axis of the categories; a series lends the office's object for it."""
    axis = system.getAxisByDimension(0, 0)
    names = provider.createDataSequenceByRangeRepresentation(ranges)
    names.Role = "categories"
    scale = axis.getScaleData()
    # A chart whose cells have no headers has none, and would count from 1.
    scale.Categories = scale.Categories or lent.getDataSequences()[0].createClone()
    scale.Categories.setLabel(None)
    scale.Categories.setValues(names)
    axis.setScaleData(scale)


def _made_by_template(model: Any, system: Any, main: Any) -> Any:
    """A line's type beside bars: the office makes one where lines are asked for."""
    del main
    model.getDiagram().NumberOfLines = _SECOND
    return system.getChartTypes()[-1]


def _fill(provider: Any, drawn: Any, title: str, series: Series, kind: str) -> None:
    held = drawn.getDataSequences()[0]
    values = provider.createDataSequenceByRangeRepresentation(range_of(title, series.values))
    values.Role = held.getValues().Role
    held.setValues(values)
    held.setLabel(provider.createDataSequenceByRangeRepresentation(label_of(series)))
    if series.color:
        drawn.Color = int(series.color.removeprefix("#"), 16)
    if series.dashed and kind == "line":
        style = type(drawn.LineStyle)
        drawn.LineStyle = style("com.sun.star.drawing.LineStyle", "DASH")
    drawn.AttachedAxisIndex = 1 if series.secondary else 0


def label_of(series: Series) -> str:
    """A series' name as a chart has it: a text in quotes."""
    return '"' + series.name.replace('"', '""') + '"'


def range_of(title: str, extent: Extent) -> str:
    """Cells as a chart is told them, such as "$'Sheet1'.$A$1:$A$9"."""
    return f"${quoted(title)}." + ":".join(
        f"${column_letters(at.column)}${at.row}" for at in extent
    )
