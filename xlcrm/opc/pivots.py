"""PivotTables of a generated sheet: brought with the sheet, and listed by the workbook."""

from collections.abc import Sequence

from lxml import etree

from xlcrm.opc.book import Book
from xlcrm.opc.graft import Donor
from xlcrm.opc.markup import serialise
from xlcrm.opc.names import relationships_name
from xlcrm.opc.namespaces import (
    OFFICE_RELATIONSHIPS,
    child,
    children,
    like,
    local,
    relationship_attribute,
    whole,
)
from xlcrm.opc.relationships import Relationships
from xlcrm.patches import PivotSpec

_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SHEET = "xl/worksheets/sheet1.xml"
# CT_Workbook, ECMA-376 part 1, 18.2.27: what stands after pivotCaches.
_AFTER = frozenset(
    {
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    }
)


def sources(pivots: Sequence[PivotSpec]) -> list[int]:
    """For each PivotTable the number of its source: those over the same cells share one."""
    known: list[PivotSpec] = []
    found = []
    for spec in pivots:
        alike = (
            at
            for at, other in enumerate(known)
            if (other.source, other.extent) == (spec.source, spec.extent)
            and other.columns == spec.columns
        )
        at = next(alike, len(known))
        if at == len(known):
            known.append(spec)
        found.append(at)
    return found


def add_pivots(
    donor: Donor, pivots: Sequence[PivotSpec], titles: Sequence[str], listed: Sequence[int]
) -> None:
    """Puts the parts of PivotTables into a donor, beside its sheet.

    Args:
        donor: the donor; its sheet holds the cells already.
        pivots: the PivotTables.
        titles: for each the title of the sheet that holds its source.
        listed: for each the number under which the workbook lists its source.
    """
    # Most sheets have none and are written without it.
    from xlcrm.opc.pivot_items import items_of
    from xlcrm.opc.pivot_parts import cache_part, records_part, table_part

    sheet = donor.relationships(_SHEET)
    for at, (spec, title, source) in enumerate(zip(pivots, titles, sources(pivots), strict=True)):
        table = f"xl/pivotTables/pivotTable{at + 1}.xml"
        cache = f"xl/pivotCache/pivotCacheDefinition{source + 1}.xml"
        sheet.add(f"{OFFICE_RELATIONSHIPS}/pivotTable", table)
        of_table = Relationships(table)
        of_table.add(f"{OFFICE_RELATIONSHIPS}/pivotCacheDefinition", cache)
        _add(donor, table, "pivotTable", table_part(spec, listed[at]), of_table)
        if cache not in donor.parts:
            records = f"xl/pivotCache/pivotCacheRecords{source + 1}.xml"
            of_cache = Relationships(cache)
            held = of_cache.add(f"{OFFICE_RELATIONSHIPS}/pivotCacheRecords", records)
            items = items_of(spec)
            definition = cache_part(spec, items, title, held)
            _add(donor, cache, "pivotCacheDefinition", definition, of_cache)
            _add(donor, records, "pivotCacheRecords", records_part(spec, items), None)
    donor.parts[relationships_name(_SHEET)] = serialise(sheet.root)


def _add(donor: Donor, name: str, kind: str, data: bytes, used: Relationships | None) -> None:
    donor.parts[name] = data
    donor.types.ensure(name, f"{_SHEETS}{kind}+xml")
    if used is not None:
        donor.parts[relationships_name(name)] = serialise(used.root)


class PivotCaches:
    """The workbook's list of the sources of PivotTables.

    Args:
        book: the workbook.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._attribute = relationship_attribute(book.root)

    def numbers(self, part: str, pivots: Sequence[PivotSpec]) -> list[int]:
        """For each PivotTable the number of its source: those that the sheet has, then new ones.

        Args:
            part: the sheet's; "" for a new one.
            pivots: what is to stand on it.
        """
        own = self._caches(part) if part else []
        others = {number for number, target in self._listed() if target not in own}
        mine = (number for number, target in self._listed() if target in own)
        free = [number for number in dict.fromkeys(mine) if number not in others]
        first = max([*others, *free], default=0) + 1
        wanted = sources(pivots)
        given = [*free, *range(first, first + len(pivots))]
        return [given[source] for source in wanted]

    def settle(self, part: str, numbers: Sequence[int], former: Sequence[str]) -> None:
        """Lists the sources of a sheet's PivotTables, and no longer those that went.

        Args:
            part: the sheet's, with its PivotTables.
            numbers: of the sources, in the order of the PivotTables.
            former: the sources that the sheet had before.
        """
        now = self._caches(part)
        for gone in former:
            if gone not in now:
                self._forget(gone)
        for number, cache in zip(numbers, now, strict=True):
            self._put(number, cache)

    def of(self, part: str) -> list[str]:
        """The sources of a sheet's PivotTables, as parts."""
        return self._caches(part)

    def _caches(self, part: str) -> list[str]:
        draft = self._book.draft
        return [
            cache
            for table in draft.relationships(part).targets("pivotTable")
            for cache in draft.relationships(table).targets("pivotCacheDefinition")
        ]

    def _put(self, number: int, part: str) -> None:
        for item, target in self._items():
            if target == part:
                if whole(item, "cacheId") != number:
                    item.set("cacheId", str(number))
                    self._book.touch()
                return
        identifier = self._book.relationships.add(
            f"{OFFICE_RELATIONSHIPS}/pivotCacheDefinition", part
        )
        self._book.draft.touch_relationships(self._book.part)
        item = etree.SubElement(self._list(), like(self._book.root, "pivotCache"))
        item.set("cacheId", str(number))
        item.set(self._attribute, identifier)
        self._book.touch()

    def _forget(self, part: str) -> None:
        for item, target in self._items():
            if target == part:
                listed = item.getparent()
                assert listed is not None
                listed.remove(item)
                if not len(listed):
                    self._book.root.remove(listed)
                self._book.touch()
        if self._book.relationships.drop(part):
            self._book.draft.touch_relationships(self._book.part)

    def _listed(self) -> list[tuple[int, str]]:
        return [(whole(item, "cacheId"), target) for item, target in self._items()]

    def _items(self) -> list[tuple[etree._Element, str]]:
        listed = child(self._book.root, "pivotCaches")
        found = []
        for item in [] if listed is None else children(listed, "pivotCache"):
            relationship = self._book.relationships.by_id(item.get(self._attribute, ""))
            if relationship is not None:
                found.append((item, relationship.target))
        return found

    def _list(self) -> etree._Element:
        found = child(self._book.root, "pivotCaches")
        if found is None:
            found = etree.Element(like(self._book.root, "pivotCaches"))
            place = next(
                (at for at, item in enumerate(self._book.root) if local(item) in _AFTER),
                len(self._book.root),
            )
            self._book.root.insert(place, found)
        return found
