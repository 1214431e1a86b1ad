"""The part that says what type of content each part holds."""

import posixpath

from lxml import etree

from xlcrm.opc.names import part_key
from xlcrm.opc.namespaces import CONTENT_TYPES, children

PART = "[Content_Types].xml"


class ContentTypes:
    """The content types of a package, edited in place.

    Args:
        root: the root of the content types part.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    def of(self, part: str) -> str:
        """The content type of a part; "" when none is said."""
        override = self._override(part)
        if override is not None:
            return override.get("ContentType", "")
        ending = posixpath.splitext(part_key(part))[1].lstrip(".")
        for item in children(self.root, "Default"):
            if item.get("Extension", "").lower() == ending:
                return item.get("ContentType", "")
        return ""

    def ensure(self, part: str, content_type: str) -> bool:
        """Says the content type of a part; returns whether anything had to change."""
        if self.of(part) == content_type:
            return False
        override = self._override(part)
        if override is None:
            override = etree.SubElement(self.root, f"{{{CONTENT_TYPES}}}Override")
            override.set("PartName", "/" + part.lstrip("/"))
        override.set("ContentType", content_type)
        return True

    def drop(self, part: str) -> bool:
        """Forgets a part that goes; returns whether anything had to change."""
        override = self._override(part)
        if override is None:
            return False
        self.root.remove(override)
        return True

    def _override(self, part: str) -> etree._Element | None:
        key = part_key(part)
        for item in children(self.root, "Override"):
            if part_key(item.get("PartName", "")) == key:
                return item
        return None
