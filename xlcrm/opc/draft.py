"""A package with changes that are not saved yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from xlcrm.opc import content_types, markup
from xlcrm.opc.archive import Content, pieces
from xlcrm.opc.content_types import ContentTypes
from xlcrm.opc.directory import DEFLATED
from xlcrm.opc.encodings import encoding_of
from xlcrm.opc.names import part_key, relationships_name
from xlcrm.opc.package import Package
from xlcrm.opc.part_text import InflatedPart, StagedPart
from xlcrm.opc.relationships import CONTENT_TYPE, Relationships
from xlcrm.opc.streamed import Streamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlcrm.opc.sheet_xml import SheetXml

# lxml reads these into memory as trees, at about ten times their size.
_TREE_LIMIT = 96 << 20
# Larger sheets are inflated again whenever a part of them is looked at.
_HELD = 16 << 20


class Draft:
    """Staged changes over an open package.

    Trees that `tree`, `relationships` and `content_types` hand out are edited in place by their
    users, who then call `touch` with the part's name.

    Args:
        package: what it is a draft of; it must stay open.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self._names = {member.key: member.name for member in package.directory.members}
        self._staged: dict[str, tuple[str, Content] | None] = {}
        self._trees: dict[str, etree._Element] = {}
        self._sheets: dict[str, SheetXml] = {}
        self._relationships: dict[str, Relationships] = {}
        self._content_types: ContentTypes | None = None
        self._touched: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        key = part_key(name)
        return self._staged[key] is not None if key in self._staged else key in self._names

    def __iter__(self) -> Iterator[str]:
        yield from (name for key, name in self._names.items() if key in self)
        for key, entry in self._staged.items():
            if entry is not None and key not in self._names:
                yield entry[0]

    def read(self, name: str) -> bytes:
        """The bytes of a part as it now stands.

        Raises:
            BookDamagedError: it is missing or damaged.
        """
        entry = self._staged.get(part_key(name))
        if entry is not None:
            return b"".join(pieces(entry[1]))
        if name not in self:
            raise self.package.damaged(name, "missing")
        return self.package.read(name)

    def chunks(self, name: str) -> Iterator[bytes | memoryview]:
        """The bytes of a part as it now stands, piece by piece.

        Raises:
            BookDamagedError: it is missing or damaged.
        """
        entry = self._staged.get(part_key(name))
        if entry is not None:
            yield from pieces(entry[1])
        elif name in self:
            yield from self.package.chunks(name)
        else:
            raise self.package.damaged(name, "missing")

    def sheet(self, name: str) -> SheetXml:
        """A sheet part as it now stands, with its rows and cells.

        Raises:
            BookDamagedError: it is missing or damaged.
            SheetError: it is no sheet.
        """
        from xlcrm.opc.sheet_xml import SheetXml

        key = part_key(name)
        if key not in self._sheets:
            self._sheets[key] = SheetXml(self._inflated(name) or self.read(name))
        return self._sheets[key]

    def _inflated(self, name: str) -> InflatedPart | None:
        """A large sheet as the package has it, or as it is to be, to be read piece by piece."""
        entry = self._staged.get(part_key(name))
        if entry is not None and isinstance(entry[1], Streamed):
            return StagedPart(entry[1])
        if part_key(name) in self._staged or name not in self:
            return None
        member = self.package.member(name)
        if member.size < _HELD or member.method != DEFLATED:
            return None
        source = InflatedPart(self.package, name)
        return None if encoding_of(next(source.chunks(), b"")) else source

    def put(self, name: str, content: Content) -> None:
        """Stages a part's new bytes."""
        key = part_key(name)
        self._forget(key)
        self._staged[key] = (self._names.get(key, name), content)

    def remove(self, name: str) -> None:
        """Stages that a part goes, with its relationships and its content type."""
        for part in (name, relationships_name(name)):
            key = part_key(part)
            self._forget(key)
            if key in self._names:
                self._staged[key] = None
            else:
                self._staged.pop(key, None)
            if self.content_types.drop(part):
                self.touch(content_types.PART)
        self._relationships.pop(part_key(name), None)

    def tree(self, name: str) -> etree._Element:
        """The root element of a part, to be edited in place.

        Raises:
            BookDamagedError: the part is missing, too large or no well-formed XML.
        """
        key = part_key(name)
        if key not in self._trees:
            if key not in self._staged and self.package.member(name).size > _TREE_LIMIT:
                raise self.package.damaged(name, "too large")
            data = self.read(name)
            try:
                self._trees[key] = markup.parse(data)
            except markup.MarkupError as error:
                raise self.package.damaged(name, str(error)) from error
        return self._trees[key]

    def touch(self, name: str) -> None:
        """Says that the tree of a part was edited."""
        self._touched[part_key(name)] = name

    @property
    def content_types(self) -> ContentTypes:
        """The content types; `touch` their part after an edit."""
        if self._content_types is None:
            self._content_types = ContentTypes(self.tree(content_types.PART))
        return self._content_types

    def relationships(self, source: str) -> Relationships:
        """The relationships of a part ("" for the package); `touch_relationships` after an edit."""
        key = part_key(source)
        if key not in self._relationships:
            name = relationships_name(source)
            root = self.tree(name) if name in self else None
            self._relationships[key] = Relationships(source, root)
        return self._relationships[key]

    def touch_relationships(self, source: str) -> None:
        """Says that the relationships of a part were edited."""
        name = relationships_name(source)
        self._trees[part_key(name)] = self.relationships(source).root
        if self.content_types.ensure(name, CONTENT_TYPE):
            self.touch(content_types.PART)
        self.touch(name)

    def say_type(self, part: str, content_type: str) -> None:
        """Says the content type of a part."""
        if self.content_types.ensure(part, content_type):
            self.touch(content_types.PART)

    def changes(self) -> dict[str, tuple[str, Content] | None]:
        """What differs from the package: by key, a part's name and bytes, or None where it goes."""
        for key, name in self._touched.items():
            if key in self._trees:
                stored = self._names.get(key, name)
                self._staged[key] = (stored, markup.serialise(self._trees[key]))
        self._touched.clear()
        return {
            key: entry
            for key, entry in self._staged.items()
            if not (entry is not None and self._same(key, entry[1]))
        }

    def _same(self, key: str, content: Content) -> bool:
        if key not in self._names or isinstance(content, Streamed):
            return False  # what is streamed was only made since something differs
        parts = pieces(content)
        if sum(len(piece) for piece in parts) != self.package.members[key].size:
            return False
        return b"".join(parts) == self.package.read(key)

    def _forget(self, key: str) -> None:
        self._trees.pop(key, None)
        self._sheets.pop(key, None)
        self._touched.pop(key, None)
        for source in list(self._relationships):
            if part_key(relationships_name(source)) == key:
                del self._relationships[source]
