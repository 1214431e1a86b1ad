"""The part that says which formulas spill: dynamic arrays.

Layout after [MS-XLSX] 2.3.6 and ECMA-376 part 1, 18.9.
"""

from copy import deepcopy

from lxml import etree

from xlcrm.opc.book import Book
from xlcrm.opc.namespaces import child, children, like, local, to_strict, whole

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
_TYPE = "XLDAPR"
_ORDER = ("metadataTypes", "metadataStrings", "mdxMetadata", "futureMetadata", "cellMetadata")


def dynamic_array_index(book: Book, donor: bytes) -> int:
    """The number that a cell's `cm` takes for a formula that spills.

    Args:
        book: the workbook; its metadata part is extended, or added, as needed.
        donor: a metadata part that knows just this.

    Raises:
        BookDamagedError: the part that should hold them holds something else.
    """
    part = book.used("sheetMetadata")
    if not part:
        data = to_strict(donor) if book.strict else donor
        book.provide("sheetMetadata", "metadata.xml", data, CONTENT_TYPE)
        return 1
    root = book.used_root("sheetMetadata", "metadata")
    kind = _type_index(root)
    if kind:
        found = _cell_index(root, kind)
        if found:
            return found
    book.draft.touch(part)
    return _extend(root, etree.fromstring(donor))


def _type_index(root: etree._Element) -> int:
    """The number of the spilling type, from 1; 0 when it is not there."""
    types = child(root, "metadataTypes")
    names = [] if types is None else [i.get("name") for i in children(types, "metadataType")]
    return names.index(_TYPE) + 1 if _TYPE in names else 0


def _cell_index(root: etree._Element, kind: int) -> int:
    """The number of a cell record that is of a type only, from 1; 0 when there is none."""
    cells = child(root, "cellMetadata")
    blocks = [] if cells is None else children(cells, "bk")
    for index, block in enumerate(blocks):
        records = children(block, "rc")
        if len(records) == 1 and records[0].get("t") == str(kind) and _spills(root, records[0]):
            return index + 1
    return 0


def _spills(root: etree._Element, record: etree._Element) -> bool:
    """Whether the record's properties say that the array is dynamic and not collapsed."""
    for future in children(root, "futureMetadata"):
        if future.get("name") == _TYPE:
            blocks = children(future, "bk")
            place = whole(record, "v")
            if place < len(blocks):
                return any(
                    local(item) == "dynamicArrayProperties"
                    and item.get("fDynamic") in {"1", "true"}
                    and item.get("fCollapsed", "0") in {"0", "false"}
                    for item in blocks[place].iter()
                )
    return False


def _extend(root: etree._Element, donor: etree._Element) -> int:
    """Adds the donor's records; returns the number of its cell record."""
    kind = _type_index(root)
    if not kind:
        types = _list(root, "metadataTypes")
        types.append(_own(root, children(_list(donor, "metadataTypes"), "metadataType")[0]))
        kind = _count(types)
    source = next(f for f in children(donor, "futureMetadata") if f.get("name") == _TYPE)
    future = next((f for f in children(root, "futureMetadata") if f.get("name") == _TYPE), None)
    if future is None:
        future = _own(root, source)
        place = sum(1 for item in root if local(item) in _ORDER[:4])
        root.insert(place, future)
        value = 0
    else:
        future.append(_own(root, children(source, "bk")[0]))
        value = _count(future) - 1
    cells = _list(root, "cellMetadata")
    block = etree.SubElement(cells, like(root, "bk"))
    etree.SubElement(block, like(root, "rc"), t=str(kind), v=str(value))
    return _count(cells)


def _own(root: etree._Element, element: etree._Element) -> etree._Element:
    """A copy of an element in the namespace of the host's part."""
    made = deepcopy(element)
    home = like(element, "").strip("{}")
    for item in made.iter():
        if isinstance(item.tag, str) and item.tag.startswith(f"{{{home}}}"):
            item.tag = like(root, local(item))
    return made


def _list(root: etree._Element, name: str) -> etree._Element:
    found = child(root, name)
    if found is None:
        found = etree.Element(like(root, name))
        before = _ORDER[: _ORDER.index(name)]
        root.insert(sum(1 for item in root if local(item) in before), found)
    return found


def _count(element: etree._Element) -> int:
    count = sum(1 for item in element if isinstance(item.tag, str))
    element.set("count", str(count))
    return count
