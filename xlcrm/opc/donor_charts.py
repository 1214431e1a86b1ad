"""Native charts, in XlsxWriter's terms."""

from functools import partial
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from xlcrm.cells import Extent
from xlcrm.patches import ChartSpec, Series

_INK, _GRID = "#404040", "#D9D9D9"
_SMALL = {"size": 9, "color": _INK}
_TITLE = {"size": 12, "bold": True, "color": _INK}
_LINES = ("line", "area")
_EACH_LABELLED = 12
_SIDES, _LABEL = 90, 58
"""In pixels: what the axes take beside the plot, and what a label such as "Nov 2024" takes."""


def insert_chart(book: xlsxwriter.Workbook, sheet: Worksheet, title: str, chart: ChartSpec) -> None:
    """Puts a chart on a donor's sheet.

    Args:
        book: the donor.
        sheet: the sheet.
        title: its title.
        chart: the chart; its series are of at most two kinds.

    Raises:
        ValueError: its series are of more kinds than one chart can join.
    """
    kinds = list(dict.fromkeys([chart.kind, *(s.kind or chart.kind for s in chart.series)]))
    if len(kinds) > 2:  # noqa: PLR2004 - XlsxWriter joins two charts
        raise ValueError(kinds)
    charts = [_chart(book, kind, stacked=chart.stacked) for kind in kinds]
    for series in chart.series:
        kind = series.kind or chart.kind
        charts[kinds.index(kind)].add_series(_series(title, series, kind))
    main = charts[0]
    if chart.right_title:
        # The right axis belongs to the chart that is joined.
        named = _axis(chart.right_title, chart.y_format)
        charts[-1].set_y2_axis({**named, "line": {"none": True}, "min": chart.y_min})
    if len(charts) > 1:
        main.combine(charts[1])
    _dress(main, chart)
    main.set_size({"width": chart.width, "height": chart.height})
    sheet.insert_chart(
        chart.anchor.row - 1,
        chart.anchor.column - 1,
        main,
        {"object_position": 2, "description": chart.title},
    )


def _chart(book: xlsxwriter.Workbook, kind: str, *, stacked: bool) -> Chart:
    options = {"type": kind}
    if stacked and kind != "line":
        options["subtype"] = "stacked"
    made = book.add_chart(options)
    if kind == "line":
        # A line that says nothing of it is drawn smooth by LibreOffice, past its own points.
        made._write_c_smooth = partial(_straight, made)  # noqa: SLF001 - no option writes a 0
    return made


def _straight(made: Chart, _smooth: bool | None) -> None:
    made._xml_empty_tag("c:smooth", [("val", "0")])  # noqa: SLF001 - its own writer of elements


def _series(title: str, series: Series, kind: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "name": _label(series.name),
        "categories": _range(title, series.categories),
        "values": _range(title, series.values),
        "y2_axis": series.secondary,
    }
    line: dict[str, Any] = {"width": 2.25 if not series.dashed else 1.5}
    if series.color:
        line["color"] = series.color
    if series.dashed:
        line["dash_type"] = "dash"
    if kind == "line":
        options["line"] = line
        options["marker"] = {"type": "none"}
    elif series.color:
        options["fill"] = {"color": series.color}
    if kind not in _LINES:
        options["gap"] = 60
    return options


def _dress(made: Chart, chart: ChartSpec) -> None:
    """Titles, axes and legend."""
    made.set_title({"name": _label(chart.title), "name_font": _TITLE, "overlay": False})
    made.set_legend({"position": "bottom", "font": _SMALL} if chart.legend else {"none": True})
    made.show_blanks_as("gap")
    category = _axis(chart.x_title, chart.x_format)
    if chart.kind == "column":
        # On an axis of time a column is as narrow as a day: those of weeks would be hairlines.
        category["text_axis"] = True
    value: dict[str, Any] = {
        **_axis(chart.y_title, chart.y_format),
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
        "line": {"none": True},
    }
    if chart.y_min is not None:
        value["min"] = chart.y_min
    if chart.y_max is not None:
        value["max"] = chart.y_max
    if chart.kind == "bar":
        # Bars lie along the x axis; the first row stands on top, as in the table beside it.
        made.set_x_axis(value)
        made.set_y_axis(
            {**category, "reverse": True, "crossing": "max", "major_gridlines": {"visible": False}}
        )
    else:
        made.set_x_axis(category | _interval(chart))
        made.set_y_axis(value)


def _interval(chart: ChartSpec) -> dict[str, Any]:
    """Labels on some points of a long row only, so that they do not touch; each bar has its own."""
    categories = max((s.categories.height * s.categories.width for s in chart.series), default=0)
    if categories <= _EACH_LABELLED:
        return {}
    room = max(1, (chart.width - _SIDES) // _LABEL)
    every = -(-categories // room)
    return {"interval_unit": every, "interval_tick": every} if every > 1 else {}


def _axis(title: str, number_format: str) -> dict[str, Any]:
    options: dict[str, Any] = {"num_font": _SMALL}
    if title:
        options |= {"name": _label(title), "name_font": {**_SMALL, "bold": False}}
    if number_format:
        options["num_format"] = number_format
    return options


def _range(title: str, extent: Extent) -> list[Any]:
    first, last = extent
    return [title, first.row - 1, first.column - 1, last.row - 1, last.column - 1]


def _label(text: str) -> str:
    """A text that XlsxWriter does not take for a formula."""
    return " " + text if text.startswith("=") else text
