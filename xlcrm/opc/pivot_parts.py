"""The three parts of a PivotTable: how it is laid out, its source, and what the source held.

ECMA-376 part 1, 18.10. All three are written whole and agree with the cells on the sheet, so that
nothing needs to be refreshed before it can be read.
"""

from collections.abc import Mapping, Sequence

from lxml import etree

from xlcrm.opc import markup
from xlcrm.opc.namespaces import MAIN, OFFICE_RELATIONSHIPS
from xlcrm.opc.pivot_grid import PivotGrid
from xlcrm.opc.pivot_items import PivotItems, escaped
from xlcrm.patches import PivotSpec

_FORMATS = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10}
_VERSIONS = {"createdVersion": "6", "refreshedVersion": "6", "minRefreshableVersion": "3"}
_DATA = "-2"
"""The number of the field that stands for the figures themselves."""


def records_part(spec: PivotSpec, items: Mapping[str, PivotItems]) -> bytes:
    """What the source held: one record a row, labels by their number."""
    root = _root("pivotCacheRecords")
    root.set("count", str(spec.extent.height - 1))
    columns = [column.records() for column in items.values()]
    rows = "</r><r>".join(map("".join, zip(*columns, strict=True)))
    return _filled(root, f"<r>{rows}</r>" if rows else "")


def cache_part(
    spec: PivotSpec, items: Mapping[str, PivotItems], title: str, records_id: str
) -> bytes:
    """Where the source stands, and of what kind its columns are.

    Args:
        spec: the PivotTable.
        items: its columns.
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
    fields = [
        f'<cacheField name="{escaped(header)}" numFmtId="0">{column.declared()}</cacheField>'
        for header, column in items.items()
    ]
    return _filled(root, f'<cacheFields count="{len(fields)}">{"".join(fields)}</cacheFields>')


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


def _filled(root: etree._Element, content: str) -> bytes:
    """The part with XML put at the end of its root element."""
    root.append(etree.Comment("."))
    return markup.serialise(root).replace(b"<!--.-->", content.encode(), 1)
