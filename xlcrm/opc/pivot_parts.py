"""The three parts of a PivotTable: how it is laid out, its source, and what the source held.

ECMA-376 part 1, 18.10. All three are written whole and agree with the cells on the sheet, so that
nothing needs to be refreshed before it can be read.
"""

from collections.abc import Sequence
from datetime import date, datetime

from lxml import etree

from xlcrm.cells import Value
from xlcrm.opc import markup
from xlcrm.opc.namespaces import MAIN, OFFICE_RELATIONSHIPS
from xlcrm.opc.pivot_grid import PivotGrid, labels
from xlcrm.patches import PivotSpec

_FORMATS = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10}
_VERSIONS = {"createdVersion": "6", "refreshedVersion": "6", "minRefreshableVersion": "3"}
_DATA = "-2"
"""The number of the field that stands for the figures themselves."""
_TEXT_LENGTH = 255


def records_part(spec: PivotSpec) -> bytes:
    """What the source held: one record a row, labels by their number."""
    root = _root("pivotCacheRecords")
    root.set("count", str(spec.extent.height - 1))
    root.text = "\n"
    columns = [_Items(cells).records() for cells in spec.columns.values()]
    rows = "".join([f"<r>{row}</r>" for row in map("".join, zip(*columns, strict=True))])
    return markup.serialise(root).replace(b"\n</", b"%b</" % rows.encode(), 1)


def cache_part(spec: PivotSpec, title: str, records_id: str) -> bytes:
    """Where the source stands, and of what kind its columns are.

    Args:
        spec: the PivotTable.
        title: the title of the sheet that holds the source.
        records_id: the id of the relationship to the records.
    """
    root = _root("pivotCacheDefinition")
    root.set(f"{{{OFFICE_RELATIONSHIPS}}}id", records_id)
    root.set("refreshedBy", "xlcrm")
    for name, version in _VERSIONS.items():
        root.set(name, version)
    root.set("recordCount", str(spec.extent.height - 1))
    source = _add(root, "cacheSource", type="worksheet")
    _add(source, "worksheetSource", ref=spec.extent.a1, sheet=title)
    fields = _add(root, "cacheFields", count=len(spec.columns))
    for header, cells in spec.columns.items():
        _Items(cells).declare(_add(fields, "cacheField", name=header, numFmtId=0))
    return markup.serialise(root)


def table_part(spec: PivotSpec, cache_id: int) -> bytes:
    """How it is laid out.

    Args:
        spec: the PivotTable.
        cache_id: the number under which the workbook lists its source.
    """
    grid = PivotGrid(spec)
    root = _root("pivotTableDefinition")
    for name, value in (
        ("name", spec.name),
        ("cacheId", cache_id),
        ("applyWidthHeightFormats", 1),
        ("dataCaption", spec.values[0].caption),
        ("grandTotalCaption", spec.total),
        ("updatedVersion", 6),
        ("minRefreshableVersion", 3),
        ("useAutoFormatting", 1),
        ("itemPrintTitles", 1),
        ("createdVersion", 6),
        ("indent", 0),
        ("outline", 1),
        ("outlineData", 1),
        ("multipleFieldFilters", 0),
        ("rowHeaderCaption", spec.rows),
    ):
        root.set(name, str(value))
    if spec.across:
        root.set("colHeaderCaption", spec.across)
    _location(root, grid)
    _fields(root, grid)
    headers = list(spec.columns)
    _axis(root, "row", [str(headers.index(spec.rows))], len(grid.row_labels), total=True)
    if spec.across:
        across = [str(headers.index(spec.across))]
        _axis(root, "col", across, len(grid.column_labels), total=True)
    elif len(spec.values) > 1:
        _axis(root, "col", [_DATA], len(spec.values), total=False)
    else:
        _add(_add(root, "colItems", count=1), "i")
    _figures(root, spec, headers)
    _add(
        root,
        "pivotTableStyleInfo",
        name="PivotStyleLight16",
        showRowHeaders=1,
        showColHeaders=1,
        showRowStripes=0,
        showColStripes=0,
        showLastColumn=1,
    )
    return markup.serialise(root)


class _Items:
    """One column of the source, as its cache keeps it."""

    def __init__(self, cells: Sequence[Value]) -> None:
        self._cells = list(cells)
        filled = [cell for cell in cells if cell is not None]
        self._texts = not all(isinstance(c, int | float | date) for c in filled) or not filled
        self._dates = bool(filled) and all(isinstance(cell, date) for cell in filled)
        self._filled = filled
        self._places = {text: at for at, text in enumerate(labels(cells))} if self._texts else {}

    def declare(self, field: etree._Element) -> None:
        """Says what the column holds."""
        if self._texts:
            items = _add(field, "sharedItems", count=len(self._places))
            if any(len(text) > _TEXT_LENGTH for text in self._places):
                items.set("longText", "1")
            for text in self._places:
                _add(items, "s", v=text)
            return
        items = _add(field, "sharedItems", containsSemiMixedTypes=0)
        items.set("containsString", "0")
        if len(self._filled) < len(self._cells):
            del items.attrib["containsSemiMixedTypes"]
            items.set("containsBlank", "1")
        if self._dates:
            items.set("containsNonDate", "0")
            items.set("containsDate", "1")
            days = [_moment(cell) for cell in self._filled]
            items.set("minDate", min(days))
            items.set("maxDate", max(days))
            return
        numbers = [float(c) for c in self._filled if isinstance(c, int | float)]
        items.set("containsNumber", "1")
        if all(number.is_integer() for number in numbers):
            items.set("containsInteger", "1")
        items.set("minValue", _number(min(numbers)))
        items.set("maxValue", _number(max(numbers)))

    def records(self) -> list[str]:
        """The elements of its cells; there is nothing in them that needs to be escaped."""
        if self._texts:
            return [f'<x v="{self._places[str(cell)]}"/>' for cell in self._cells]
        tag, shown = ("d", _moment) if self._dates else ("n", _number)
        known = {cell: f'<{tag} v="{shown(cell)}"/>' for cell in {*self._filled}}
        return ["<m/>" if cell is None else known[cell] for cell in self._cells]


def _location(root: etree._Element, grid: PivotGrid) -> None:
    across, several = bool(grid.spec.across), len(grid.spec.values) > 1
    _add(
        root,
        "location",
        ref=grid.extent.a1,
        firstHeaderRow=0 if several and not across else 1,
        firstDataRow=2 if across else 1,
        firstDataCol=1,
    )


def _fields(root: etree._Element, grid: PivotGrid) -> None:
    spec = grid.spec
    counted = {value.field for value in spec.values}
    fields = _add(root, "pivotFields", count=len(spec.columns))
    axes = {spec.rows: ("axisRow", grid.row_labels), spec.across: ("axisCol", grid.column_labels)}
    for header in spec.columns:
        field = _add(fields, "pivotField")
        axis, texts = axes.get(header, ("", []))
        if axis:
            field.set("axis", axis)
        if header in counted:
            field.set("dataField", "1")
        field.set("showAll", "0")
        if axis:
            items = _add(field, "items", count=len(texts) + 1)
            for at in range(len(texts)):
                _add(items, "item", x=at)
            _add(items, "item", t="default")


def _axis(
    root: etree._Element, kind: str, fields: Sequence[str], items: int, *, total: bool
) -> None:
    listed = _add(root, f"{kind}Fields", count=len(fields))
    for field in fields:
        _add(listed, "field", x=field)
    rows = _add(root, f"{kind}Items", count=items + total)
    for at in range(items):
        item = _add(rows, "i")
        if not total and at:
            item.set("i", str(at))
        _add(item, "x", **({"v": at} if at else {}))
    if total:
        _add(_add(rows, "i", t="grand"), "x")


def _figures(root: etree._Element, spec: PivotSpec, headers: Sequence[str]) -> None:
    figures = _add(root, "dataFields", count=len(spec.values))
    for value in spec.values:
        field = _add(figures, "dataField", name=value.caption, fld=headers.index(value.field))
        if value.kind != "sum":
            field.set("subtotal", value.kind)
        field.set("baseField", "0")
        field.set("baseItem", "0")
        field.set("numFmtId", str(_FORMATS[value.number_format]))


def _root(name: str) -> etree._Element:
    return markup.parse(f'<{name} xmlns="{MAIN}" xmlns:r="{OFFICE_RELATIONSHIPS}"/>'.encode())


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _add(parent: etree._Element, tag: str, /, **attributes: object) -> etree._Element:
    made = etree.SubElement(parent, _tag(tag))
    for key, value in attributes.items():
        made.set(key, str(value))
    return made


def _moment(cell: Value) -> str:
    assert isinstance(cell, date)
    moment = cell if isinstance(cell, datetime) else datetime.combine(cell, datetime.min.time())
    return moment.isoformat(timespec="seconds")


def _number(cell: Value) -> str:
    assert isinstance(cell, int | float)
    return repr(int(cell)) if float(cell).is_integer() else repr(float(cell))
