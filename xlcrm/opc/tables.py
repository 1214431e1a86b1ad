"""Table parts: where tables stand, their columns, and how they grow."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from xlcrm.cells import Address, Extent, TablePlace
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.cell_text import holdable, unescaped
from xlcrm.opc.namespaces import child, children, discard, like, whole
from xlcrm.opc.rows_below import last_row_below, reaches_below
from xlcrm.opc.sheet_xml import SheetError
from xlcrm.opc.table_sorting import fit_sorting

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_BRACKETED = re.compile(r"\"[^\"]*\"|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]")
_RELATIVE = re.compile(r"(?<![A-Za-z0-9_.$])\$?[A-Za-z]{1,3}\$?[0-9]+(?![A-Za-z0-9_(.])")


@dataclass(frozen=True)
class TablePart:
    """A table part and the sheet that it stands on.

    Attributes:
        part: the part's name.
        sheet: its sheet.
        root: its root element, edited in place.
        place: where it stands, with the rows that were typed directly below it.
        last_row: the last data row of its own range.
        has_header: whether the header row is shown; where not, the place counts the row above.
    """

    part: str
    sheet: SheetEntry
    root: etree._Element
    place: TablePlace
    last_row: int
    has_header: bool

    @property
    def columns(self) -> list[etree._Element]:
        """The column elements, in order."""
        found = child(self.root, "tableColumns")
        return [] if found is None else children(found, "tableColumn")

    def formula(self, index: int) -> str:
        """The formula of a calculated column, by index from 0; "" for none or an array."""
        found = child(self.columns[index], "calculatedColumnFormula")
        return "" if found is None or found.get("array") in {"1", "true"} else found.text or ""

    def simple_formula(self, index: int) -> str:
        """The same where it reads alike in every row, since it names no cell of its own row."""
        formula = self.formula(index)
        return "" if _RELATIVE.search(_BRACKETED.sub("", formula)) else formula

    @property
    def calculated(self) -> set[int]:
        """The sheet columns that are filled by a formula."""
        first = self.place.extent.first.column
        return {
            first + index
            for index, item in enumerate(self.columns)
            if child(item, "calculatedColumnFormula") is not None
        }

    @property
    def linked(self) -> bool:
        """Whether the table is filled from outside (a query or an XML map)."""
        return self.root.get("tableType", "worksheet") != "worksheet"

    def resize(self, last_row: int, kept: int, headers: list[str]) -> None:
        """Makes the table end elsewhere.

        Args:
            last_row: its last data row.
            kept: how many of its columns stay, from the left.
            headers: new columns at its right end.
        """
        first = self.place.extent.first
        right = first.column + kept + len(headers) - 1
        top = first if self.has_header else Address(first.row + 1, first.column)
        totals = Address(last_row + self.place.totals, right)
        data = Extent(top, Address(last_row, right))
        self.root.set("ref", Extent(top, totals).a1)
        discard(self.root, "insertRow")
        if kept < len(self.columns):
            self._drop_columns(kept)
        for filtered in children(self.root, "autoFilter"):
            filtered.set("ref", data.a1)
        fit_sorting(self.root, data)
        if headers:
            self._add_columns(headers)

    def _drop_columns(self, kept: int) -> None:
        found = child(self.root, "tableColumns")
        assert found is not None  # `read_tables` leaves out parts without one
        for item in self.columns[kept:]:
            found.remove(item)
        found.set("count", str(kept))
        for filtered in children(self.root, "autoFilter"):
            for item in children(filtered, "filterColumn"):
                if whole(item, "colId") >= kept:
                    filtered.remove(item)

    def _add_columns(self, headers: list[str]) -> None:
        found = child(self.root, "tableColumns")
        assert found is not None  # `read_tables` leaves out parts without one
        number = max((whole(item, "id") for item in self.columns), default=0)
        for header in headers:
            number += 1
            item = etree.SubElement(found, like(self.root, "tableColumn"))
            item.set("id", str(number))
            item.set("name", holdable(header).replace("\n", "_x000a_"))
        found.set("count", str(len(self.columns)))


def read_tables(book: Book) -> dict[str, TablePart]:
    """All tables of a workbook by name, in the order of the sheets."""
    found: dict[str, TablePart] = {}
    for entry in book.sheets():
        for part in book.draft.relationships(entry.part).targets("table"):
            if part not in book.draft:
                continue
            table = _read(book, entry, part)
            if table is not None:
                found.setdefault(table.place.name, table)
    for entry in book.sheets():
        _reach_below(book, [table for table in found.values() if table.sheet == entry], found)
    return found


def _reach_below(book: Book, tables: list[TablePart], found: dict[str, TablePart]) -> None:
    """Takes rows typed directly below the tables of one sheet for theirs."""
    growing = [table for table in tables if not table.place.totals and not table.linked]
    if not growing or growing[0].sheet.part not in book.draft:
        return
    part = growing[0].sheet.part
    lowest = min(table.last_row for table in growing)
    if not reaches_below(next(iter(book.draft.package.chunks(part, checked=False)), b""), lowest):
        return
    try:
        sheet = book.draft.sheet(part)
        for table in growing:
            others = [other.place.extent for other in tables if other is not table]
            last = last_row_below(sheet, table.place.extent, others)
            first, corner = table.place.extent
            extent = Extent(first, Address(last, corner.column))
            place = table.place._replace(extent=extent)
            found[table.place.name] = replace(table, place=place)
    except SheetError:
        return  # whoever reads the cells says what is wrong with them


def _read(book: Book, entry: SheetEntry, part: str) -> TablePart | None:
    root = book.draft.tree(part)
    listed = child(root, "tableColumns")
    name = root.get("displayName") or root.get("name") or ""
    try:
        extent = Extent.parse(root.get("ref", ""))
    except ValueError:
        return None
    if listed is None or not name:
        return None
    columns = children(listed, "tableColumn")
    headers = tuple(unescaped(item.get("name", "")) for item in columns)
    calculated = tuple(
        header
        for header, item in zip(headers, columns, strict=True)
        if child(item, "calculatedColumnFormula") is not None
    )
    has_header = root.get("headerRowCount", "1") != "0"
    totals = root.get("totalsRowCount", "0") != "0"
    first, last = extent
    if not has_header:
        first = Address(first.row - 1, first.column)
    last = Address(last.row - totals, last.column)
    if len(headers) != extent.width:
        return None
    place = TablePlace(name, entry.title, Extent(first, last), headers, totals, calculated)
    return TablePart(part, entry, root, place, last.row, has_header)
