"""The namespaces of SpreadsheetML, in the transitional and in the strict form."""

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DIGITS = 10
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

# Transitional to strict (ISO/IEC 29500-1 annex A against part 4); longer names come first, since
# they are replaced as bytes and one may begin like another.
_STRICT = (
    (
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    ),
    (
        b"http://schemas.openxmlformats.org/drawingml/2006/chart",
        b"http://purl.oclc.org/ooxml/drawingml/chart",
    ),
    (
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
        b"http://purl.oclc.org/ooxml/drawingml/main",
    ),
    (MAIN.encode(), STRICT_MAIN.encode()),
    (OFFICE_RELATIONSHIPS.encode(), STRICT_RELATIONSHIPS.encode()),
)


def to_strict(data: bytes) -> bytes:
    """A part that was written in the transitional form, with the strict namespaces."""
    for transitional, strict in _STRICT:
        data = data.replace(transitional, strict)
    return data


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """An element's namespace."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child with that local name, whatever its namespace's form."""
    return next((item for item in element if local(item) == name), None)


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """All children with that local name."""
    return [item for item in element if local(item) == name]


def like(element: etree._Element, name: str) -> str:
    """A qualified name in the namespace of `element`."""
    space = namespace(element)
    return f"{{{space}}}{name}" if space else name


def whole(element: etree._Element, attribute: str) -> int:
    """The whole number that an attribute holds; 0 where it holds none, or one beyond all use."""
    text = element.get(attribute, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def discard(element: etree._Element, attribute: str) -> None:
    """Takes an attribute away, if it is there."""
    if attribute in element.attrib:
        del element.attrib[attribute]


def relationship_attribute(root: etree._Element) -> str:
    """The qualified name of `r:id` in a document with that root."""
    strict = namespace(root) == STRICT_MAIN
    return f"{{{STRICT_RELATIONSHIPS if strict else OFFICE_RELATIONSHIPS}}}id"
