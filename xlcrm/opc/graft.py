"""Sheets of a donor workbook grafted into a host, with all parts that they use."""

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence

from xlcrm.opc import calc_chain, markup, metadata, styles
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.content_types import PART as CONTENT_TYPES_PART
from xlcrm.opc.content_types import ContentTypes
from xlcrm.opc.donor_sheet import Transplant, codename, selected
from xlcrm.opc.names import fresh, part_key, relationships_name
from xlcrm.opc.namespaces import OFFICE_RELATIONSHIPS, to_strict
from xlcrm.opc.ownership import exclusive_parts
from xlcrm.opc.relationships import CONTENT_TYPE as RELATIONSHIPS_TYPE
from xlcrm.opc.relationships import Relationships
from xlcrm.opc.shared_strings import SharedStrings
from xlcrm.opc.style_part import host_styles
from xlcrm.opc.table_names import TableNames

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NEW_SHEET = "xl/worksheets/sheet1.xml"
_STEM = re.compile(r"[0-9]*(\.[^.]+)$")


class Donor:
    """A donor workbook, read whole.

    Args:
        data: the bytes of its file, as XlsxWriter writes it.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.types = ContentTypes(markup.parse(self.parts[CONTENT_TYPES_PART]))
        self.shared = SharedStrings(self.parts.get("xl/sharedStrings.xml", b""))

    def sheet(self, index: int) -> str:
        """The part of a sheet, by index from 0."""
        return f"xl/worksheets/sheet{index + 1}.xml"

    def relationships(self, part: str) -> Relationships:
        """The relationships of a part."""
        data = self.parts.get(relationships_name(part))
        return Relationships(part, markup.parse(data) if data else None)


class Graft:
    """Grafts the sheets of one donor into one host.

    Args:
        book: the host.
        donor: the donor.
        replaced: the host's sheets that will be replaced.
    """

    def __init__(self, book: Book, donor: Donor, replaced: Sequence[SheetEntry]) -> None:
        self.book = book
        self.donor = donor
        self._old = {entry.part: exclusive_parts(book.draft, entry.part) for entry in replaced}
        self._tables = TableNames(book, [part for parts in self._old.values() for part in parts])
        host = host_styles(book)
        theirs = styles.Styles(markup.parse(donor.parts["xl/styles.xml"]))
        formats, changes = styles.merge(host, theirs)
        if host.changed:
            book.draft.touch(book.used("styles"))
        spilling = donor.parts.get("xl/metadata.xml")
        index = metadata.dynamic_array_index(book, spilling) if spilling else 0
        self._transplant = Transplant(formats, changes, index, donor.shared.raw)

    def sheet(self, index: int, target: SheetEntry | None, title: str, *, hidden: bool) -> str:
        """Grafts a sheet.

        Args:
            index: the donor's sheet, from 0.
            target: the host's sheet that it replaces; None for a new one, which comes last.
            title: the title of a new one.
            hidden: whether a new one is hidden.

        Returns:
            The sheet's part.
        """
        draft = self.book.draft
        source = self.donor.sheet(index)
        data = self._transplant.sheet(self.donor.parts[source])
        if target is None:
            part = fresh(_NEW_SHEET, {part_key(name) for name in draft})
        else:
            part = target.part
            before = draft.read(part)
            data = codename(selected(data, before), before)
            calc_chain.forget(self.book, target.identifier)
        old = self._old.get(part, [])
        used = self._bring(source, part, data, list(old))
        for name in old:
            if part_key(name) not in used:
                draft.remove(name)
        if target is None:
            identifier = self.book.use(part, OFFICE_RELATIONSHIPS + "/worksheet", SHEET_TYPE)
            self.book.add_sheet(title, identifier, hidden=hidden)
        return part

    def _bring(self, source: str, part: str, data: bytes, spare: list[str]) -> set[str]:
        """Brings a sheet and all parts that it uses; returns the keys of those."""
        names = {part_key(source): part}
        self._put(source, part, data)
        queue = [source]
        while queue:
            current = queue.pop(0)
            for item in self.donor.relationships(current):
                if item.external or part_key(item.target) in names:
                    continue
                name = self._name(item.target, names, spare)
                names[part_key(item.target)] = name
                content = self.donor.parts[item.target]
                if item.kind == "table":
                    content = self._tables.renamed(content, name)
                self._put(item.target, name, content)
                queue.append(item.target)
        used = {part_key(name) for name in names.values()}
        for origin in list(names):
            self._relate(origin, names)
        return used

    def _name(self, wanted: str, names: dict[str, str], spare: list[str]) -> str:
        """A name for a part: one of the replaced sheet's own where one fits, else a free one."""
        for name in spare:
            if _stem(name) == _stem(wanted):
                spare.remove(name)
                return name
        taken = {part_key(name) for name in [*self.book.draft, *names.values(), *spare]}
        return fresh(wanted, taken)

    def _put(self, source: str, part: str, content: bytes) -> None:
        self.book.draft.put(part, to_strict(content) if self.book.strict else content)
        self.book.draft.say_type(part, self.donor.types.of(source))

    def _relate(self, origin: str, names: dict[str, str]) -> None:
        """Writes the relationships of a part that was brought."""
        source = next(name for name in self.donor.parts if part_key(name) == origin)
        relationships = self.donor.relationships(source)
        part = names[origin]
        target = relationships_name(part)
        if not list(relationships):
            if target in self.book.draft:
                self.book.draft.remove(target)
            return
        moved = Relationships(part, relationships.root)
        moved.move(source, names)
        data = markup.serialise(moved.root)
        self.book.draft.put(target, to_strict(data) if self.book.strict else data)
        self.book.draft.say_type(target, RELATIONSHIPS_TYPE)


def _stem(name: str) -> str:
    """A part's name without its number: parts of one stem are of one kind."""
    folder, last = posixpath.split(part_key(name))
    return posixpath.join(folder, _STEM.sub(r"\1", last))
