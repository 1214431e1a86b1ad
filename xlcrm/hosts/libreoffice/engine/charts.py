"""Charts on a sheet."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import chart_types, measures, saving
from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.bridge import enum, struct
from xlcrm.hosts.libreoffice.engine.chart_parts import ChartAxis, ChartLegend, ChartSeriesCollection
from xlcrm.hosts.libreoffice.engine.collected import Collected
from xlcrm.hosts.libreoffice.engine.errors import OfficeError
from xlcrm.hosts.libreoffice.engine.guard import Guarded


class Chart(Guarded, base_classes.Chart):
    """A chart.

    A file of Excel's does not keep its name: after opening one, find it by place or title.

    Args:
        sheet: the sheet.
        key: the name that the office gave it.
    """

    def __init__(self, sheet: Any, key: str) -> None:
        self._sheet = sheet
        self._key = key

    @property
    def _table_chart(self) -> Any:
        return self._sheet.xl.getCharts().getByName(self._key)

    @property
    def _shape(self) -> Any:
        found = self._drawn()
        if found is None:
            # The office puts charts away in between, which are then drawn without their name.
            self._table_chart.getEmbeddedObject()
            found = self._drawn()
        if found is None:
            raise OfficeError(f"The chart {self._key} is not drawn on the sheet any more.")
        return found

    def _drawn(self) -> Any:
        page = self._sheet.xl.getDrawPage()
        shapes = (page.getByIndex(index) for index in range(page.getCount()))
        named = (shape for shape in shapes if getattr(shape, "PersistName", None) == self._key)
        return next(named, None)

    @property
    def model(self) -> Any:
        """The chart's own document in the office."""
        return self._table_chart.getEmbeddedObject()

    @property
    def api(self) -> tuple[Any, Any]:
        """The drawn shape and the chart's own document."""
        return self._shape, self.model

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._shape.Name) or self._key

    @name.setter
    def name(self, value: str) -> None:
        self._shape.Name = value

    @property
    def parent(self) -> Any:
        """The sheet."""
        return self._sheet

    def set_source_data(self, rng: Any, plot_by: str | None = None) -> None:
        """Draws a range: texts in the first row and column are the names."""
        columns, rows = _headers(rng)
        chart = self._table_chart
        if not chart.getRanges():
            self._start_anew(rng)
            chart = self._table_chart
        chart.setHasColumnHeaders(columns)
        chart.setHasRowHeaders(rows)
        chart.setRanges((rng.place.office(rng.sheet.position),))
        if plot_by is not None:
            self.plot_by = plot_by

    def _start_anew(self, rng: Any) -> None:
        # A chart that was made without a range never draws one.
        name, title, kind, shape = self.name, self.title, self._kind, self._shape
        corner, size = shape.Position, shape.Size
        charts = self._sheet.xl.getCharts()
        charts.removeByName(self._key)
        frame = struct(
            "awt.Rectangle", X=corner.X, Y=corner.Y, Width=size.Width, Height=size.Height
        )
        ranges = (rng.place.office(rng.sheet.position),)
        charts.addNewByName(self._key, frame, ranges, *_headers(rng))
        self.name = name
        self.chart_type = kind
        if title is not None:
            self.title = title

    @property
    def _kind(self) -> str:
        found = self.chart_type
        return found if found in chart_types.KINDS else chart_types.DEFAULT

    @property
    def source(self) -> list[Place]:
        """The ranges that are drawn."""
        return [from_office(address) for address in self._table_chart.getRanges()]

    @property
    def plot_by(self) -> str:
        """Whether a series is a row or a column."""
        rows = self.model.getDiagram().DataRowSource.value == "ROWS"
        return "rows" if rows else "columns"

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        source = enum("chart.ChartDataRowSource", value.upper())
        self.model.getDiagram().DataRowSource = source

    @property
    def chart_type(self) -> str:
        """Its kind, in xlwings' words."""
        return chart_types.of(self.model)

    @chart_type.setter
    def chart_type(self, chart_type: str) -> None:
        chart_types.apply(self.model, chart_type)

    @property
    def title(self) -> str | None:
        """Its title; None where it has none."""
        model = self.model
        return str(model.getTitle().String) if model.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        model = self.model
        model.HasMainTitle = value is not None
        if value is not None:
            model.getTitle().String = value

    @property
    def legend(self) -> ChartLegend:
        """The legend."""
        return ChartLegend(self)

    @property
    def category_axis(self) -> ChartAxis:
        """The axis of the categories."""
        return ChartAxis(self, "X", "")

    @property
    def value_axis(self) -> ChartAxis:
        """The axis of the values."""
        return ChartAxis(self, "Y", "")

    @property
    def secondary_category_axis(self) -> ChartAxis:
        """The second axis of the categories."""
        return ChartAxis(self, "X", "Secondary")

    @property
    def secondary_value_axis(self) -> ChartAxis:
        """The second axis of the values."""
        return ChartAxis(self, "Y", "Secondary")

    @property
    def series(self) -> ChartSeriesCollection:
        """What is drawn, one by one."""
        return ChartSeriesCollection(self)

    @property
    def left(self) -> float:
        """The distance from the sheet's left edge, in points."""
        return measures.grid_points(self._shape.Position.X)

    @left.setter
    def left(self, value: float) -> None:
        shape = self._shape
        y = shape.Position.Y
        shape.setPosition(struct("awt.Point", X=measures.hundredths(value), Y=y))

    @property
    def top(self) -> float:
        """The distance from the sheet's upper edge, in points."""
        return measures.grid_points(self._shape.Position.Y)

    @top.setter
    def top(self, value: float) -> None:
        shape = self._shape
        x = shape.Position.X
        shape.setPosition(struct("awt.Point", X=x, Y=measures.hundredths(value)))

    @property
    def width(self) -> float:
        """The width in points."""
        return measures.grid_points(self._shape.Size.Width)

    @width.setter
    def width(self, value: float) -> None:
        shape = self._shape
        height = shape.Size.Height
        shape.setSize(struct("awt.Size", Width=measures.hundredths(value), Height=height))

    @property
    def height(self) -> float:
        """The height in points."""
        return measures.grid_points(self._shape.Size.Height)

    @height.setter
    def height(self, value: float) -> None:
        shape = self._shape
        width = shape.Size.Width
        shape.setSize(struct("awt.Size", Width=width, Height=measures.hundredths(value)))

    def delete(self) -> None:
        """Takes it away."""
        self._sheet.xl.getCharts().removeByName(self._key)

    def to_png(self, path: str) -> None:
        """Writes it as a picture."""
        saving.picture(self._sheet.document.connection, self._shape, path)


class Charts(Collected, base_classes.Charts):
    """The charts of a sheet; the parent is the sheet."""

    def listed(self) -> list[Chart]:
        """All charts."""
        return [Chart(self._parent, key) for key in self._parent.xl.getCharts().getElementNames()]

    def add(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        chart_type: str | None = None,
        source: Any = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Any = None,
        style: int | None = None,
    ) -> Chart:
        """Draws a chart; sizes are in points, and Excel's styles are not known."""
        del style
        if anchor is not None:
            left, top = anchor.left, anchor.top
        charts = self._parent.xl.getCharts()
        key = _free_key(charts.getElementNames())
        frame = struct(
            "awt.Rectangle",
            X=measures.hundredths(left),
            Y=measures.hundredths(top),
            Width=measures.hundredths(width),
            Height=measures.hundredths(height),
        )
        charts.addNewByName(key, frame, (), False, False)
        chart = Chart(self._parent, key)
        if source is not None:
            chart.set_source_data(source)
        chart_types.apply(chart.model, chart_type or chart_types.DEFAULT)
        if plot_by is not None:
            chart.plot_by = plot_by
        if name is not None:
            chart.name = name
        return chart


def _headers(rng: Any) -> tuple[bool, bool]:
    """Whether the first row, and the first column, hold names."""
    values = rng.sheet.cells_at(rng.place).getDataArray()
    return (
        any(isinstance(cell, str) for cell in values[0][1:] or values[0]),
        any(isinstance(row[0], str) for row in values[1:]),
    )


def _free_key(taken: tuple[str, ...]) -> str:
    number = 1
    while f"Chart {number}" in taken:
        number += 1
    return f"Chart {number}"
