"""Charts in LibreOffice that stand where they come again: the office takes long to take one away.

A chart of ours bears in its name what it was drawn from. Where that comes again, and the chart
still reads just those cells, it shows what is new in them by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import xlwings as xw

from xlcrm.cells import quoted, unquoted
from xlcrm.patches import ChartSpec
from xlcrm.workbook.live.office_charts import frame_of, label_of, mark_of, range_of


def standing(sheet: xw.Sheet, specs: Sequence[ChartSpec]) -> Mapping[str, ChartSpec]:
    """Which of some charts stand on a sheet already, by the names of those that do.

    Args:
        sheet: the sheet.
        specs: what the charts are drawn from.
    """
    title, charts = str(sheet.name), sheet.api.getCharts()
    wanted = {mark_of(title, spec): spec for spec in specs}
    found: dict[str, ChartSpec] = {}
    for name in charts.getElementNames():
        spec = wanted.get(name.rpartition(" ")[0])
        if spec is None or spec in found.values():
            continue
        if _untouched(charts.getByName(name).getEmbeddedObject(), title, spec):
            found[name] = spec
    return found


def put_back(sheet: xw.Sheet, spec: ChartSpec, name: str) -> bool:
    """Puts a chart that stands back over its anchor: rows and columns below it were changed.

    Args:
        sheet: the sheet.
        spec: what it was drawn from.
        name: the office's name for it.

    Returns:
        Whether it stands there.
    """
    page = sheet.api.getDrawPage()
    for index in range(page.getCount()):
        shape = page.getByIndex(index)
        if getattr(shape, "PersistName", "") == name:
            _move(shape, frame_of(sheet, spec))
            return True
    return False


def _move(shape: Any, frame: Any) -> None:
    at, size = shape.Position, shape.Size
    if (at.X, at.Y) != (frame.X, frame.Y):
        at.X, at.Y = frame.X, frame.Y
        shape.setPosition(at)
    if (size.Width, size.Height) != (frame.Width, frame.Height):
        size.Width, size.Height = frame.Width, frame.Height
        shape.setSize(size)


def _untouched(model: Any, title: str, spec: ChartSpec) -> bool:
    """Whether a chart still reads the cells that it was drawn from, under the same title."""
    read = {_in_quotes(part) for part in model.getUsedRangeRepresentations()}
    labels = {label_of(one) for one in spec.series}
    values = {range_of(title, one.values) for one in spec.series}
    categories = {range_of(title, one.categories) for one in spec.series}
    if not labels | values <= read <= labels | values | categories:
        return False
    return bool(model.HasMainTitle) and model.getTitle().String == spec.title


def _in_quotes(part: str) -> str:
    """What a chart reads with its sheet's title in quotes; a label stays."""
    title, point, cells = part.rpartition(".")
    named = point and title.startswith("$")
    return f"${quoted(unquoted(title.removeprefix('$')))}.{cells}" if named else part
