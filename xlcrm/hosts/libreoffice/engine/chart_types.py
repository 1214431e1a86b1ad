"""The kinds of charts: xlwings' words, and what the office makes of them."""

from typing import Any, NamedTuple

from xlcrm.hosts.libreoffice.engine.bridge import enum

_BAR, _LINE, _AREA, _PIE = "BarDiagram", "LineDiagram", "AreaDiagram", "PieDiagram"
_XY, _NET, _FILLED_NET, _STOCK = "XYDiagram", "NetDiagram", "FilledNetDiagram", "StockDiagram"
_AUTO_SYMBOL, _NO_SYMBOL = -1, -3
_LINES = "Lines"


class ChartKind(NamedTuple):
    """A kind of chart in the office's words.

    Attributes:
        diagram: the diagram, without "com.sun.star.chart.".
        properties: what is set on it.
    """

    diagram: str
    properties: dict[str, Any]


def _stacking(level: int) -> dict[str, Any]:
    return {"Stacked": level == 1, "Percent": level == 2}  # noqa: PLR2004 - plain, stacked, 100 %


def _bars() -> dict[str, ChartKind]:
    kinds = {}
    for word, vertical in (("column", False), ("bar", True)):
        for level, ending in enumerate(("clustered", "stacked", "stacked_100")):
            flat = {"Vertical": vertical, "Dim3D": False, **_stacking(level)}
            kinds[f"{word}_{ending}"] = ChartKind(_BAR, flat)
            kinds[f"3d_{word}_{ending}"] = ChartKind(_BAR, {**flat, "Dim3D": True})
    return kinds


def _stacked(diagram: str, word: str, extra: dict[str, Any]) -> dict[str, ChartKind]:
    return {
        word + ending: ChartKind(diagram, {"Dim3D": False, **extra, **_stacking(level)})
        for level, ending in enumerate(("", "_stacked", "_stacked_100"))
    }


KINDS: dict[str, ChartKind] = {
    **_bars(),
    **_stacked(_LINE, "line", {"SymbolType": _NO_SYMBOL}),
    **_stacked(_LINE, "line_markers", {"SymbolType": _AUTO_SYMBOL}),
    **_stacked(_AREA, "area", {}),
    "pie": ChartKind(_PIE, {"Dim3D": False}),
    "3d_pie": ChartKind(_PIE, {"Dim3D": True}),
    "doughnut": ChartKind("DonutDiagram", {"Dim3D": False}),
    "radar": ChartKind(_NET, {"SymbolType": _NO_SYMBOL}),
    "radar_markers": ChartKind(_NET, {"SymbolType": _AUTO_SYMBOL}),
    "radar_filled": ChartKind(_FILLED_NET, {}),
    "xy_scatter": ChartKind(_XY, {"SymbolType": _AUTO_SYMBOL, "Lines": False}),
    "xy_scatter_lines": ChartKind(_XY, {"SymbolType": _AUTO_SYMBOL, "Lines": True}),
    "xy_scatter_lines_no_markers": ChartKind(_XY, {"SymbolType": _NO_SYMBOL, "Lines": True}),
    "bubble": ChartKind("BubbleDiagram", {}),
    "stock_hlc": ChartKind(_STOCK, {"Volume": False, "UpDown": False}),
    "stock_ohlc": ChartKind(_STOCK, {"Volume": False, "UpDown": True}),
}
DEFAULT = "column_clustered"


def apply(model: Any, chart_type: str) -> None:
    """Gives a chart another kind.

    Raises:
        NotImplementedError: the office has no such kind.
    """
    if chart_type not in KINDS:
        raise NotImplementedError(f"LibreOffice has no chart of the kind {chart_type!r}.")
    kind = KINDS[chart_type]
    model.setDiagram(model.createInstance(f"com.sun.star.chart.{kind.diagram}"))
    diagram = model.getDiagram()
    for name, value in kind.properties.items():
        if name == _LINES:
            _draw_lines(model, shown=value)
        # Only what differs: setting "not stacked" would undo "percent".
        elif getattr(diagram, name) != value:
            setattr(diagram, name, value)


def of(model: Any) -> str:
    """The kind of a chart; "combination" where it is none of xlwings' plain ones."""
    diagram = model.getDiagram()
    if diagram is None:
        return "combination"
    found = diagram.getDiagramType().rpartition(".")[2]
    for name, kind in KINDS.items():
        if kind.diagram == found and all(
            _alike(model, diagram, key, value) for key, value in kind.properties.items()
        ):
            return name
    return "combination"


def _alike(model: Any, diagram: Any, name: str, wanted: Any) -> bool:
    if name == _LINES:
        styles = {series.LineStyle.value for series in drawn(model)}
        return bool((styles != {"NONE"}) == wanted)
    found = getattr(diagram, name)
    # A chart's automatic symbols come back by their numbers.
    if name == "SymbolType":
        return bool((found == _NO_SYMBOL) == (wanted == _NO_SYMBOL))
    return bool(found == wanted)


def _draw_lines(model: Any, *, shown: bool) -> None:
    # The diagram's own switch has no effect on series that are there.
    for series in drawn(model):
        series.LineStyle = enum("drawing.LineStyle", "SOLID" if shown else "NONE")


def drawn(model: Any) -> list[Any]:
    """The series of a chart's document, of all its kinds."""
    diagram = model.getFirstDiagram()
    if diagram is None:
        return []
    return [
        series
        for system in diagram.getCoordinateSystems()
        for kind in system.getChartTypes()
        for series in kind.getDataSeries()
    ]
