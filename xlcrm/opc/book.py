"""The workbook part: its sheets in order, its names, and the parts that it uses."""

import re
from itertools import count
from typing import NamedTuple

from lxml import etree

from xlcrm.cells import quoted
from xlcrm.errors import BookDamagedError
from xlcrm.opc import content_types
from xlcrm.opc.draft import Draft
from xlcrm.opc.names import fresh, part_key, relationships_name, resolve
from xlcrm.opc.namespaces import (
    OFFICE_RELATIONSHIPS,
    child,
    children,
    like,
    local,
    namespace,
    relationship_attribute,
    whole,
)
from xlcrm.opc.ownership import taken_names

_WORKBOOK_TYPES = re.compile(r"(?i)(sheet|template|addin)\.?(macroEnabled)?\.main\+xml$")
# CT_Workbook, ECMA-376 part 1, 18.2.27: what stands before definedNames.
_BEFORE_NAMES = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "AlternateContent",
    "revisionPtr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
)
OWN_NAME = "_xlcrm."
"""Generated sheets are found again by a hidden name: this and their key."""
MARK = "_xlcrm.sheet"
"""The mark that they bear themselves: a hidden name of the sheet's own, whose value is their key.

A name that refers to a cell goes along when somebody cuts that cell and pastes it on a sheet of
theirs; a name that is a text does not."""

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MADE_FOR = "!$A$1"
_LAST_IDENTIFIER = 65_534
_TITLE = re.compile(r"^=?(?:'((?:[^']|'')+)'|([^'!#][^'!]*))!")
TITLE_LENGTH = 31
# What a title may not hold, and what XML cannot.
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


class SheetEntry(NamedTuple):
    """A sheet as the workbook part lists it.

    Attributes:
        title: its title.
        identifier: its sheetId.
        part: the part that holds it.
        kind: "worksheet", "chartsheet", "dialogsheet" or "macrosheet".
    """

    title: str
    identifier: int
    part: str
    kind: str


class Book:
    """The workbook part of a draft.

    Args:
        draft: the package.

    Raises:
        BookDamagedError: there is no workbook part, or it holds no list of sheets.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.part = next(iter(draft.relationships("").targets("officeDocument")), "")
        if not self.part or self.part not in draft:
            raise self._no_workbook("no workbook part")
        if not _WORKBOOK_TYPES.search(draft.content_types.of(self.part)):
            raise self._no_workbook(draft.content_types.of(self.part))
        self.root = draft.tree(self.part)
        self.relationships = draft.relationships(self.part)
        found = child(self.root, "sheets")
        if found is None:
            raise draft.package.damaged(self.part, "no sheets")
        self._sheets = found
        self._attribute = relationship_attribute(self.root)
        for part, root, name in (
            (content_types.PART, draft.content_types.root, "Types"),
            (relationships_name(self.part), self.relationships.root, "Relationships"),
        ):
            if local(root) != name:
                raise draft.package.damaged(part, f"{local(root)}, not {name}")

    def _no_workbook(self, why: str) -> BookDamagedError:
        return BookDamagedError("book.not_a_workbook", path=str(self.draft.package.path), why=why)

    def touch(self) -> None:
        """Says that the workbook part was edited."""
        self.draft.touch(self.part)

    @property
    def strict(self) -> bool:
        """Whether the workbook is in the strict form."""
        return namespace(self.root).startswith("http://purl.oclc.org/")

    @property
    def epoch_1904(self) -> bool:
        """Whether day 0 is 1904-01-01."""
        properties = child(self.root, "workbookPr")
        value = "" if properties is None else properties.get("date1904", "")
        return value.lower() in {"1", "true", "on"}

    def sheets(self) -> list[SheetEntry]:
        """The sheets in order; those whose part is missing are left out."""
        entries = []
        for item in children(self._sheets, "sheet"):
            relationship = self.relationships.by_id(item.get(self._attribute, ""))
            if relationship is None or relationship.target not in self.draft:
                continue
            title, identifier = item.get("name", ""), whole(item, "sheetId")
            entries.append(
                SheetEntry(title, identifier, relationship.target, relationship.kind.lower())
            )
        return entries

    def own_sheet(self, key: str) -> SheetEntry | None:
        """The generated sheet with a key, whatever its title is now.

        Raises:
            BookDamagedError: it cannot be told apart from other sheets or parts, so that writing
                it anew might overwrite what is not ours.
        """
        entries = self.sheets()
        marked = self._marked(key)
        title = _named(self.name(OWN_NAME + key), moved=bool(marked)).casefold()
        found = [entry for entry in entries if title and entry.title.casefold() == title]
        if marked:
            # Where name and mark disagree, one of them went astray: neither sheet is touched.
            found = [entry for entry in found if entry.identifier in marked]
        if not found or found[0].kind != "worksheet":
            return None
        own = part_key(found[0].part)
        alone = sum(part_key(entry.part) == own for entry in entries) == 1
        if len(found) > 1 or not alone or self.draft.content_types.of(own) != SHEET_TYPE:
            raise self.draft.package.damaged(self.part, f"sheets {found[0].title}")
        return found[0]

    def claim(self, key: str, entry: SheetEntry) -> None:
        """Makes a sheet of ours the one with a key: by a name in the book and a mark in the sheet.

        Args:
            key: the key.
            entry: the sheet, as `sheets` lists it.
        """
        if _named(self.name(OWN_NAME + key), moved=True).casefold() != entry.title.casefold():
            self.define(OWN_NAME + key, f"{quoted(entry.title)}!$A$1", hidden=True)
        if entry.identifier in self._marked(key):
            return
        listed = children(self._sheets, "sheet")
        place = next(n for n, one in enumerate(listed) if whole(one, "sheetId") == entry.identifier)
        item = etree.SubElement(self._name_list(), like(self.root, "definedName"))
        for name, value in (("name", MARK), ("localSheetId", str(place)), ("hidden", "1")):
            item.set(name, value)
        item.text = f'"{key}"'
        self.touch()

    def _marked(self, key: str) -> set[int]:
        """The sheetIds of the sheets that bear the mark of a key."""
        numbers = [whole(item, "sheetId") for item in children(self._sheets, "sheet")]
        places = {
            whole(item, "localSheetId")
            for item in self._names()
            if item.get("name", "").casefold() == MARK and (item.text or "").strip() == f'"{key}"'
        }
        return {numbers[place] for place in places if place < len(numbers)}

    def used(self, kind: str) -> str:
        """The part of a kind that the workbook uses, such as "styles"; "" for none."""
        found = self.relationships.targets(kind)
        return found[0] if found and found[0] in self.draft else ""

    def used_root(self, kind: str, name: str) -> etree._Element:
        """The root element of a part that the workbook uses, to be edited in place.

        Args:
            kind: as for `used`; there must be such a part.
            name: the name that its root element must have.

        Raises:
            BookDamagedError: it is another part, which an edit would spoil.
        """
        part = self.used(kind)
        root = self.draft.tree(part)
        if local(root) != name:
            raise self.draft.package.damaged(part, f"{local(root)}, not {name}")
        return root

    def use(self, part: str, relationship_type: str, content_type: str) -> str:
        """Makes the workbook use a part that it did not; returns the relationship's id."""
        identifier = self.relationships.add(relationship_type, part, self._mentioned())
        self.draft.touch_relationships(self.part)
        self.draft.say_type(part, content_type)
        return identifier

    def _mentioned(self) -> set[str]:
        """The ids that the workbook part mentions, whether there are such relationships or not.

        A sheet whose relationship is missing must not become a new part's.
        """
        space = self._attribute.removesuffix("id")
        return {
            str(value)
            for item in self.root.iter()
            for name, value in item.items()
            if str(name).startswith(space)
        }

    def provide(self, kind: str, name: str, data: bytes, content_type: str) -> str:
        """Adds a part of a kind that the workbook uses, or should; returns its name.

        Args:
            kind: as for `used`; there must be no such part.
            name: its name beside the workbook part, or one like it where that is taken.
            data: its bytes.
            content_type: its content type.
        """
        for missing in self.relationships.targets(kind):
            self.relationships.drop(missing)
        part = resolve(self.part, name)
        taken = taken_names(self.draft)
        if part_key(part) in taken:
            part = fresh(part, taken)
        self.draft.put(part, data)
        self.use(part, f"{OFFICE_RELATIONSHIPS}/{kind}", content_type)
        return part

    def add_sheet(self, title: str, relationship_id: str, *, hidden: bool) -> SheetEntry:
        """Lists a sheet, last; the relationship must be there."""
        numbers = {whole(item, "sheetId") for item in children(self._sheets, "sheet")}
        identifier = max(numbers, default=0) + 1
        if identifier > _LAST_IDENTIFIER:
            identifier = next(number for number in count(1) if number not in numbers)
        item = etree.SubElement(self._sheets, like(self._sheets, "sheet"))
        item.set("name", title)
        item.set("sheetId", str(identifier))
        if hidden:
            item.set("state", "hidden")
        item.set(self._attribute, relationship_id)
        self.touch()
        return next(entry for entry in self.sheets() if entry.identifier == identifier)

    def free_title(self, wished: str) -> str:
        """The wished title, or one like it that no sheet has."""
        wished = _shortened(_NO_TITLE.sub(" ", wished).strip("'"), TITLE_LENGTH)
        wished = wished if wished.strip() else "Sheet"
        taken = {item.get("name", "").casefold() for item in children(self._sheets, "sheet")}
        title, number = wished, 1
        while title.casefold() in taken:
            ending = " (CRM)" if number == 1 else f" (CRM {number})"
            title = _shortened(wished, TITLE_LENGTH - len(ending)).rstrip() + ending
            number += 1
        return title

    def name(self, name: str) -> str:
        """What a workbook-wide name refers to; "" when there is no such name."""
        item = self._name(name)
        return (item.text or "") if item is not None else ""

    def names(self) -> list[str]:
        """All workbook-wide names."""
        return [i.get("name", "") for i in self._names() if i.get("localSheetId") is None]

    def define(self, name: str, refers_to: str, *, hidden: bool = False) -> None:
        """Defines a workbook-wide name, or makes it refer to something else."""
        item = self._name(name)
        if item is None:
            item = etree.SubElement(self._name_list(), like(self.root, "definedName"))
            item.set("name", name)
        elif item.text == refers_to:
            return
        if hidden:
            item.set("hidden", "1")
        item.text = refers_to
        self.touch()

    def _names(self) -> list[etree._Element]:
        found = child(self.root, "definedNames")
        return [] if found is None else children(found, "definedName")

    def _name(self, name: str) -> etree._Element | None:
        wanted = name.casefold()
        for item in self._names():
            if item.get("name", "").casefold() == wanted and item.get("localSheetId") is None:
                return item
        return None

    def _name_list(self) -> etree._Element:
        found = child(self.root, "definedNames")
        if found is None:
            found = etree.Element(like(self.root, "definedNames"))
            place = 0
            for index, item in enumerate(self.root):
                if isinstance(item.tag, str) and item.tag.rpartition("}")[2] in _BEFORE_NAMES:
                    place = index + 1
            self.root.insert(place, found)
        return found


def _shortened(title: str, length: int) -> str:
    """As much of a title as fits, counted in UTF-16 units as Excel counts."""
    cut = title.encode("utf-16-le")[: 2 * length]
    return cut.decode("utf-16-le", "ignore")


def _named(refers_to: str, *, moved: bool) -> str:
    """The title of the sheet that a name of ours refers to; "" where it is not to be trusted.

    Args:
        refers_to: what it refers to.
        moved: whether it may refer to another cell than the one that it was made for.
    """
    return title_of(refers_to) if moved or refers_to.endswith(_MADE_FOR) else ""


def title_of(refers_to: str) -> str:
    """The sheet's title in a reference such as 'My sheet'!$A$1; "" when there is none."""
    match = _TITLE.match(refers_to)
    if match is None:
        return ""
    return match[1].replace("''", "'") if match[1] else match[2]
