"""The parts of a chart: legend, axes, series."""

from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import colors
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.chart_types import drawn
from xlcrm.hosts.libreoffice.engine.collected import Collected
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.number_formats import NumberFormats

_UNSET = base_classes._UNSET  # noqa: SLF001 - xlwings' own mark for "not given" has no other name
_POSITIONS = {"left": "LEFT", "right": "RIGHT", "top": "TOP", "bottom": "BOTTOM"}
_NO_LEGEND = "NONE"
_PRIMARY, _SECONDARY = 2, 4


class ChartLegend(Guarded, base_classes.ChartLegend):
    """The legend.

    Args:
        chart: the chart.
    """

    def __init__(self, chart: Any) -> None:
        self._chart = chart

    @property
    def api(self) -> Any:
        """The legend as the office knows it."""
        return self._chart.model.getLegend()

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self._chart.model.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._chart.model.HasLegend = value

    @property
    def position(self) -> str | None:
        """Where it stands; None where it is not shown."""
        found = self.api.Alignment.value
        return next((name for name, office in _POSITIONS.items() if office == found), None)

    @position.setter
    def position(self, value: str) -> None:
        if value not in _POSITIONS:
            raise NotImplementedError(f"LibreOffice cannot put a legend at {value!r}.")
        self._chart.model.HasLegend = True
        self.api.Alignment = enum("chart.ChartLegendPosition", _POSITIONS[value])


class ChartAxis(Guarded, base_classes.ChartAxis):
    """An axis.

    Args:
        chart: the chart.
        letter: "X" for the categories, "Y" for the values.
        group: "" or "Secondary".
    """

    def __init__(self, chart: Any, letter: str, group: str) -> None:
        self._chart = chart
        self._letter = letter
        self._group = group

    @property
    def _diagram(self) -> Any:
        return self._chart.model.getDiagram()

    @property
    def api(self) -> Any:
        """The axis as the office knows it."""
        return getattr(self._diagram, f"get{self._group}{self._letter}Axis")()

    @property
    def _title_flag(self) -> str:
        return f"Has{self._group}{self._letter}AxisTitle"

    @property
    def _visible_flag(self) -> str:
        return f"Has{self._group}{self._letter}Axis"

    @property
    def title(self) -> str | None:
        """Its title; None where it has none."""
        if not getattr(self._diagram, self._title_flag):
            return None
        return str(self.api.getAxisTitle().String)

    @title.setter
    def title(self, value: Any) -> None:
        self.set(title=value)

    @property
    def minimum_scale(self) -> float | None:
        """Where it begins; None is up to the office."""
        return None if self.api.AutoMin else float(self.api.Min)

    @minimum_scale.setter
    def minimum_scale(self, value: Any) -> None:
        self.set(minimum_scale=value)

    @property
    def maximum_scale(self) -> float | None:
        """Where it ends; None is up to the office."""
        return None if self.api.AutoMax else float(self.api.Max)

    @maximum_scale.setter
    def maximum_scale(self, value: Any) -> None:
        self.set(maximum_scale=value)

    @property
    def major_unit(self) -> float | None:
        """The distance of its marks; None is up to the office."""
        return None if self.api.AutoStepMain else float(self.api.StepMain)

    @major_unit.setter
    def major_unit(self, value: Any) -> None:
        self.set(major_unit=value)

    @property
    def number_format(self) -> str:
        """How its numbers are written."""
        formats = self._chart.model.getNumberFormats()
        return str(formats.getByKey(self.api.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, value: Any) -> None:
        self.set(number_format=value)

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(getattr(self._diagram, self._visible_flag))

    @visible.setter
    def visible(self, value: Any) -> None:
        self.set(visible=value)

    @property
    def reverse_order(self) -> bool:
        """Whether it runs backward."""
        return bool(self.api.ReverseDirection)

    @reverse_order.setter
    def reverse_order(self, value: Any) -> None:
        self.set(reverse_order=value)

    def set(
        self,
        *,
        title: Any = _UNSET,
        minimum_scale: Any = _UNSET,
        maximum_scale: Any = _UNSET,
        major_unit: Any = _UNSET,
        number_format: Any = _UNSET,
        visible: Any = _UNSET,
        reverse_order: Any = _UNSET,
        crosses: Any = _UNSET,
    ) -> None:
        """Changes what is given; None leaves a scale to the office."""
        if crosses is not _UNSET:
            raise NotImplementedError("Where axes cross cannot be set here.")
        if visible is not _UNSET:
            setattr(self._diagram, self._visible_flag, visible)
        if title is not _UNSET:
            setattr(self._diagram, self._title_flag, title is not None)
            if title is not None:
                self.api.getAxisTitle().String = title
        scales = {"Min": minimum_scale, "Max": maximum_scale, "StepMain": major_unit}
        for name, value in scales.items():
            if value is not _UNSET:
                self._set_scale(name, value)
        if number_format is not _UNSET:
            self._set_number_format(number_format)
        if reverse_order is not _UNSET:
            self.api.ReverseDirection = reverse_order

    def _set_scale(self, name: str, value: float | None) -> None:
        if value is None:
            setattr(self.api, f"Auto{name}", True)
        else:
            setattr(self.api, name, value)

    def _set_number_format(self, code: str) -> None:
        self.api.NumberFormat = NumberFormats(self._chart.model.getNumberFormats()).key(code)
        self.api.LinkNumberFormatToSource = False


class ChartSeries(Guarded, base_classes.ChartSeries):
    """One series.

    Args:
        chart: the chart.
        index: its number, from 0.
    """

    def __init__(self, chart: Any, index: int) -> None:
        self._chart = chart
        self._index = index

    @property
    def api(self) -> Any:
        """The series' looks as the office knows them."""
        return self._chart.model.getDiagram().getDataRowProperties(self._index)

    @property
    def name(self) -> str:
        """The text that stands over its values."""
        label = drawn(self._chart.model)[self._index].getDataSequences()[0].getLabel()
        return " ".join(map(str, label.getData())) if label is not None else ""

    @name.setter
    def name(self, value: Any) -> None:
        self.set(name=value)

    @property
    def line_color(self) -> tuple[int, int, int] | None:
        """The colour of its line."""
        return colors.from_office(self.api.Color)

    @line_color.setter
    def line_color(self, value: Any) -> None:
        self.set(line_color=value)

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        """The colour of its bars or area."""
        return colors.from_office(self.api.FillColor)

    @fill_color.setter
    def fill_color(self, value: Any) -> None:
        self.set(fill_color=value)

    @property
    def axis_group(self) -> str:
        """The axis that its values are read from."""
        return "secondary" if self.api.Axis == _SECONDARY else "primary"

    @axis_group.setter
    def axis_group(self, value: Any) -> None:
        self.set(axis_group=value)

    def set(self, **changes: Any) -> None:
        """Changes colours or the axis.

        Raises:
            NotImplementedError: something else is to be changed.
        """
        given = {name: value for name, value in changes.items() if value is not _UNSET}
        unknown = set(given) - {"line_color", "fill_color", "axis_group"}
        if unknown:
            raise NotImplementedError(f"A series' {', '.join(sorted(unknown))} cannot be set here.")
        if "line_color" in given:
            self.api.Color = colors.to_office(given["line_color"])
        if "fill_color" in given:
            self.api.FillColor = colors.to_office(given["fill_color"])
        if "axis_group" in given:
            self.api.Axis = _SECONDARY if given["axis_group"] == "secondary" else _PRIMARY


class ChartSeriesCollection(Collected, base_classes.ChartSeriesCollection):
    """The series of a chart; the parent is the chart."""

    def listed(self) -> list[ChartSeries]:
        """All series."""
        count = len(drawn(self._parent.model))
        return [ChartSeries(self._parent, index) for index in range(count)]
