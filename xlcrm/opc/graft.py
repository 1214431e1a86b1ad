"""A donor workbook's sheet grafted into a host, with all parts that it uses."""

import io
import posixpath
import re
import zipfile

from xlcrm.opc import calc_chain, markup, metadata
from xlcrm.opc.book import SHEET_TYPE, Book, SheetEntry
from xlcrm.opc.content_types import PART as CONTENT_TYPES_PART
from xlcrm.opc.content_types import ContentTypes
from xlcrm.opc.donor_sheet import Transplant, codename, selected
from xlcrm.opc.names import fresh, part_key, relationships_name
from xlcrm.opc.namespaces import OFFICE_RELATIONSHIPS, to_strict
from xlcrm.opc.ownership import exclusive_parts, taken_names
from xlcrm.opc.relationships import CONTENT_TYPE as RELATIONSHIPS_TYPE
from xlcrm.opc.relationships import Relationships
from xlcrm.opc.shared_strings import SharedStrings
from xlcrm.opc.styles import Styles, merge
from xlcrm.opc.table_names import TableNames
from xlcrm.patches import PlainRows

_DONOR_SHEET = "xl/worksheets/sheet1.xml"
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

    def relationships(self, part: str) -> Relationships:
        """The relationships of a part."""
        data = self.parts.get(relationships_name(part))
        return Relationships(part, markup.parse(data) if data else None)


class Graft:
    """Grafts the one sheet of a donor into a host.

    Args:
        book: the host.
        host: its styles.
        donor: the donor.
        target: the host's sheet that is replaced; None for a new one, which comes last.
    """

    def __init__(self, book: Book, host: Styles, donor: Donor, target: SheetEntry | None) -> None:
        self.book = book
        self.donor = donor
        self.target = target
        self._old = exclusive_parts(book.draft, target.part) if target else []
        self._taken = taken_names(book.draft)
        self._tables = TableNames(book, self._old)
        theirs = Styles(markup.parse(donor.parts["xl/styles.xml"]))
        formats, changes = merge(host, theirs)
        if host.changed:
            book.draft.touch(book.used("styles"))
        spilling = donor.parts.get("xl/metadata.xml")
        index = metadata.dynamic_array_index(book, spilling) if spilling else 0
        self._transplant = Transplant(formats, changes, index, donor.shared.raw)

    def sheet(self, title: str, *, hidden: bool, rows: PlainRows | None = None) -> str:
        """Grafts the sheet; returns the part that holds it.

        Args:
            title: the title of a new one.
            hidden: whether a new one is hidden.
            rows: many rows, of which the donor has the first.
        """
        draft = self.book.draft
        data = self._transplant.sheet(self.donor.parts[_DONOR_SHEET])
        if rows is not None:
            # One sheet of a whole book has so many; the others are written without it.
            from xlcrm.opc.plain_rows import with_rows

            data = with_rows(data, rows, epoch_1904=self.book.epoch_1904)
        if self.target is None:
            part = fresh(_DONOR_SHEET, self._taken)
        else:
            part = self.target.part
            before = draft.read(part)
            data = codename(selected(data, before), before)
            calc_chain.forget(self.book, self.target.identifier)
        used = self._bring(_DONOR_SHEET, part, data, list(self._old))
        for name in self._old:
            if part_key(name) not in used:
                draft.remove(name)
        if self.target is None:
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
        taken = {part_key(name) for name in names.values()}
        return fresh(wanted, self._taken | taken)

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
