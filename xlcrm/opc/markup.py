"""XML text in and out, without entities, network or surprises."""

from collections.abc import Iterable
from typing import cast

from lxml import etree

from xlcrm.opc.streamed import blocks


class MarkupError(ValueError):
    """The text is no XML that a workbook may hold."""


def parse(data: bytes) -> etree._Element:
    """The root element of a small part.

    Raises:
        MarkupError: it is not well-formed, or it declares a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MarkupError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MarkupError("document type declared")
    return root


def serialise(root: etree._Element) -> bytes:
    """The bytes of a part, with what stands before its root element."""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


class _Nothing:
    """A parser target that keeps nothing, and goes no further than a document type."""

    def doctype(self, *_declared: str | None) -> None:
        """Refuses: entities may make a small part a large one."""
        raise MarkupError("document type declared")

    def close(self) -> None:
        """Ends the document."""


def check(pieces: Iterable[bytes | memoryview]) -> None:
    """Reads a part of any size through, keeping nothing.

    Raises:
        MarkupError: it is not well-formed, or it declares a document type.
    """
    # A target with next to no handlers is the fastest way through.
    target = cast("etree.ParserTarget", _Nothing())
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for piece in blocks(pieces):
            parser.feed(bytes(piece))
        parser.close()
    except etree.XMLSyntaxError as error:
        raise MarkupError(str(error)) from error
