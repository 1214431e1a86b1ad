"""What guards a closed workbook's tables: rules for entries, formulas, and rows left outside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlcrm.cells import MAX_ROW, Address, Extent, TablePlace
from xlcrm.opc.book import Book
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.opc.sheet_xml import SheetXml
from xlcrm.opc.tables import TablePart
from xlcrm.workbook.named_tables import find_tables

_RULE = re.compile(
    rb"<(?:[\w.-]+:)?dataValidation(?=[\s>])([^>]*?)(?:/>|>(.*?)</(?:[\w.-]+:)?dataValidation>)",
    re.DOTALL,
)
_CELLS = re.compile(rb"<(?:[\w.-]+:)?sqref>([^<]*)<")
_KIND, _SQREF = (re.compile(rb"\s%b\s*=\s*[\"']([^\"']*)" % name) for name in (b"type", b"sqref"))


@dataclass(frozen=True)
class Filling:
    """How the filled cells of one column came there.

    Attributes:
        computed: how many hold a formula.
        typed: the sheet rows of those that hold a value.
        formula: the formula of the whole column, without "="; "" for none.
    """

    computed: int
    typed: tuple[int, ...]
    formula: str = ""


@dataclass(frozen=True)
class Guard:
    """What guards one table.

    Attributes:
        place: where it stands.
        unguarded: the sheet rows without a rule for entries, by header, of columns that have one
            for other rows.
        fillings: of the columns in which any cell holds a formula, by header.
        below: the sheet rows that are filled below the table and its gap, under its columns.
        ruled: the headers of the columns that have a rule for entries in any row.
    """

    place: TablePlace
    unguarded: Mapping[str, tuple[int, ...]]
    fillings: Mapping[str, Filling]
    below: tuple[int, ...]
    ruled: frozenset[str] = frozenset()


def examine(path: Path) -> dict[str, Guard]:
    """Looks at all tables of a closed workbook.

    Args:
        path: the file.

    Raises:
        BookMissingError: it cannot be read.
        BookDamagedError: it is no workbook, or a sheet of it cannot be read.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        tables = find_tables(book)
        return {name: _guard(book, table, tables) for name, table in tables.items()}


def _guard(book: Book, table: TablePart, tables: Mapping[str, TablePart]) -> Guard:
    part, place = table.sheet.part, table.place
    others = [
        other.place.extent
        for other in tables.values()
        if other is not table and other.sheet.part == part
    ]
    try:
        sheet = book.draft.sheet(part)
        spans = _spans(sheet, place)
        return Guard(
            place,
            _unguarded(spans, place),
            _fillings(sheet, table),
            _below(sheet, place, others),
            frozenset(spans),
        )
    except (ValueError, IndexError) as error:
        raise book.draft.package.damaged(part, str(error)) from error


_Spans = Mapping[str, list[tuple[int, int]]]


def _spans(sheet: SheetXml, place: TablePlace) -> _Spans:
    """The rows with a rule for entries, from the table's first one on, by header."""
    rules = [rule for rule in _rules(sheet.tail) if rule.last.row >= place.first_row]
    found: dict[str, list[tuple[int, int]]] = {}
    for header in place.headers:
        column = place.column_of(header)
        for rule in rules:
            if rule.first.column <= column <= rule.last.column:
                found.setdefault(header, []).append((rule.first.row, rule.last.row))
    return found


def _unguarded(spans: _Spans, place: TablePlace) -> dict[str, tuple[int, ...]]:
    rows = range(place.first_row, place.extent.last.row + 1)
    found = {header: tuple(_gaps(covered, rows)) for header, covered in spans.items()}
    return {header: bare for header, bare in found.items() if bare}


def _gaps(spans: Iterable[tuple[int, int]], rows: range) -> Iterator[int]:
    """The rows that no span covers."""
    at = rows.start
    for first, last in sorted(spans):
        yield from range(at, min(first, rows.stop))
        at = max(at, last + 1)
    yield from range(at, rows.stop)


def _rules(tail: bytes) -> Iterator[Extent]:
    """The cells with a rule for entries; one that only shows a hint is none."""
    for match in _RULE.finditer(tail):
        kind = _KIND.search(match[1])
        if kind is None or kind[1] == b"none":
            continue
        cells = _SQREF.search(match[1]) or _CELLS.search(match[2] or b"")
        for text in cells[1].decode("utf-8", "replace").split() if cells else ():
            try:
                yield Extent.parse(text)
            except ValueError:  # whole columns, which no program of ours or Excel writes here
                continue


def _fillings(sheet: SheetXml, table: TablePart) -> dict[str, Filling]:
    place = table.place
    first, width = place.extent.first.column, place.extent.width
    computed = [0] * width
    typed: list[list[int]] = [[] for _ in range(width)]
    columns = range(first, first + width)
    for row, cell in sheet.cells_under(columns, place.first_row, place.extent.last.row):
        if cell.has_formula:
            computed[cell.column - first] += 1
        elif cell.filled:
            typed[cell.column - first].append(row)
    return {
        header: Filling(computed[at], tuple(typed[at]), table.formula(at))
        for at, header in enumerate(place.headers)
        if computed[at] or (typed[at] and table.formula(at))
    }


def _below(sheet: SheetXml, place: TablePlace, others: list[Extent]) -> tuple[int, ...]:
    """Filled rows below the table that no other table has, from the first one after a gap."""
    if place.totals:
        return ()
    first = place.extent.first.column
    columns = range(first, first + place.extent.width)
    start = place.extent.last.row + 1
    found = {
        row
        for row, cell in sheet.cells_under(columns, start, MAX_ROW)
        if cell.filled and not any(_holds(other, Address(row, cell.column)) for other in others)
    }
    return tuple(sorted(found))


def _holds(extent: Extent, cell: Address) -> bool:
    first, last = extent
    return first.row <= cell.row <= last.row and first.column <= cell.column <= last.column
