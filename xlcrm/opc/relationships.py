"""The relationships of one part: which other parts it uses, and by what id."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from xlcrm.opc.names import part_key, relative, resolve
from xlcrm.opc.namespaces import OFFICE_RELATIONSHIPS, PACKAGE_RELATIONSHIPS, children

CONTENT_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_EMPTY = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode()


class Relationship(NamedTuple):
    """One relationship.

    Attributes:
        id: its id within the part.
        type: its type, in full; kind: the last word of it, which both forms of the format share.
        target: the part that it names, or the address where it is external.
        external: whether it leads out of the package.
    """

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type, such as "worksheet"."""
        return self.type.rpartition("/")[2]


class Relationships:
    """The relationships of a part, edited in place.

    Args:
        source: the part that they belong to; "" for the package.
        root: the root of the relationships part; None for none yet.
    """

    def __init__(self, source: str, root: etree._Element | None = None) -> None:
        self.source = source
        self.root = etree.fromstring(_EMPTY) if root is None else root
        self._read: tuple[Relationship, ...] | None = None
        self._by_id: dict[str, Relationship] = {}

    def __iter__(self) -> Iterator[Relationship]:
        return iter(self._items())

    def _items(self) -> tuple[Relationship, ...]:
        """All of them, read once after each edit."""
        if self._read is None:
            self._read = tuple(self._parsed())
            self._by_id = {item.id: item for item in reversed(self._read)}
        return self._read

    def _parsed(self) -> Iterator[Relationship]:
        for item in children(self.root, "Relationship"):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            yield Relationship(
                item.get("Id", ""),
                item.get("Type", ""),
                target if external else resolve(self.source, target.partition("#")[0]),
                external,
            )

    def targets(self, kind: str) -> list[str]:
        """The parts named by relationships of a kind, such as "table", in order."""
        return [item.target for item in self if item.kind == kind and not item.external]

    def by_id(self, identifier: str) -> Relationship | None:
        """The relationship with an id."""
        self._items()
        return self._by_id.get(identifier)

    def find(self, target: str) -> Relationship | None:
        """The relationship that names a part."""
        key = part_key(target)
        return next((i for i in self if not i.external and part_key(i.target) == key), None)

    @property
    def strict(self) -> bool:
        """Whether the types are those of the strict form."""
        return any(item.type.startswith("http://purl.oclc.org/ooxml/") for item in self)

    def add(self, relationship_type: str, target: str, avoid: Collection[str] = ()) -> str:
        """Names one more part; returns the new id.

        Args:
            relationship_type: in the transitional form.
            target: the part.
            avoid: ids that the part mentions though they may lead nowhere.
        """
        if self.strict:
            relationship_type = relationship_type.replace(
                OFFICE_RELATIONSHIPS, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
        taken = {*(item.id for item in self), *avoid}
        used = [int(match[1]) for one in taken if (match := re.search(r"([0-9]{1,9})$", one))]
        number = max(used, default=0) + 1
        while (identifier := f"rId{number}") in taken:
            number += 1
        item = etree.SubElement(self.root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship")
        item.set("Id", identifier)
        item.set("Type", relationship_type)
        item.set("Target", relative(self.source, target))
        self._read = None
        return identifier

    def drop(self, target: str) -> bool:
        """Forgets a part that goes; returns whether anything had to change."""
        key = part_key(target)
        gone = [
            element
            for element, item in zip(children(self.root, "Relationship"), self, strict=True)
            if not item.external and part_key(item.target) == key
        ]
        for element in gone:
            self.root.remove(element)
        self._read = None
        return bool(gone)

    def move(self, former: str, names: dict[str, str]) -> None:
        """Makes the relationships of another part those of this one.

        Args:
            former: the part that they were written for.
            names: by key of a part that they named, the part that they are to name.
        """
        for element in children(self.root, "Relationship"):
            if element.get("TargetMode") != "External":
                named = part_key(resolve(former, element.get("Target", "")))
                element.set("Target", relative(self.source, names[named]))
        self._read = None
