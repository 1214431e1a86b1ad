"""How a table was sorted last, kept within the table where that became smaller."""

from lxml import etree

from xlcrm.cells import Address, Extent
from xlcrm.opc.namespaces import local


def fit_sorting(table: etree._Element, data: Extent) -> None:
    """Cuts the sorted ranges that a table part names to its data; what lies outside goes.

    Args:
        table: the root of the table part.
        data: the header row and the data rows that it has now.
    """
    sorting = [item for item in table.iter() if local(item) in {"sortState", "sortCondition"}]
    for item in sorting:
        try:
            inside = _common(Extent.parse(item.get("ref", "")), data)
        except ValueError:
            continue
        if inside is not None:
            item.set("ref", inside.a1)
        elif (parent := item.getparent()) is not None:
            parent.remove(item)


def _common(one: Extent, other: Extent) -> Extent | None:
    first = Address(max(one.first.row, other.first.row), max(one.first.column, other.first.column))
    last = Address(min(one.last.row, other.last.row), min(one.last.column, other.last.column))
    return Extent(first, last) if first.row <= last.row and first.column <= last.column else None
