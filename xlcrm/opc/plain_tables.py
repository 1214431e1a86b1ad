"""Tables that are no Excel tables: a header row in a sheet and the rows below it.

They are given the shape of a table part that no file holds, so that whatever reads, edits or
enlarges a table does the same with them; only the cells of the sheet are ever written.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from lxml import etree

from xlcrm.cells import Address, Extent, TablePlace, Value, column_letters
from xlcrm.opc.book import SheetEntry
from xlcrm.opc.namespaces import MAIN
from xlcrm.opc.sheet_xml import SheetXml
from xlcrm.opc.tables import TablePart

GAP = 12
"""Rows that are blank between two rows of one table, at most."""

_FEWEST, _MOSTLY = 2, 0.5


def filled_runs(sheet: SheetXml) -> Iterator[tuple[int, int]]:
    """The runs of rows in which any cell is filled, in order, as first and last row.

    Args:
        sheet: the sheet.
    """
    return joined(sheet.filled_spans())


def joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of rows, with those that follow each other as one.

    Args:
        spans: first and last row of each, in order.
    """
    start = last = 0
    for first, until in spans:
        if start and first != last + 1:
            yield start, last
            start = 0
        start, last = start or first, until
    if start:
        yield start, last


def header_texts(cells: Sequence[Value]) -> tuple[str, ...]:
    """The texts of a header row as a table would have them: none blank, no two alike.

    Args:
        cells: from the first column of the table on.
    """
    headers: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = _text(cell) or f"({column_letters(number)})"
        unique, count = name, 1
        while unique in headers:
            count += 1
            unique = f"{name} ({count})"
        headers.append(unique)
    return tuple(headers)


def _text(cell: Value) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def looks_like_headers(cells: Sequence[Value], is_word: Callable[[str], bool]) -> bool:
    """Whether a row is the header row of a table of its own, and no row of the one above.

    A customer may be three texts over a number, as headers are, so that only words tell: texts
    only, all different, two of them and at least half such as people put over columns.

    Args:
        cells: the filled cells of the row.
        is_word: whether a text is one that people put over columns.
    """
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) < len(cells) or len(set(texts)) < len(texts):
        return False
    known = sum(map(is_word, texts))
    return known >= _FEWEST and known >= _MOSTLY * len(texts)


def like_headers(cells: Mapping[int, Value], below: Mapping[int, Value]) -> bool:
    """Whether a row may be headers, whatever its words: texts, and below one of them is none.

    Args:
        cells: the filled cells of the row by column.
        below: those of the next row.
    """
    texts = list(cells.values())
    if len(texts) < _FEWEST or len(set(texts)) < len(texts):
        return False
    if not all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in texts):
        return False
    return any(at in cells and not isinstance(value, str | bool) for at, value in below.items())


def last_row_of(runs: Sequence[tuple[int, int]], header: int, ends: Container[int]) -> int:
    """The last row of a table: where its rows end, blank ones between them left aside.

    Args:
        runs: the filled runs of the sheet's rows.
        header: the header row.
        ends: rows that begin something else.
    """
    last = header
    for first, until in runs:
        if until <= header:
            continue
        begins = max(first, header + 1)
        if begins - last - 1 > GAP or (begins > header + 1 and begins in ends):
            break
        stop = next((row for row in range(begins, until + 1) if row in ends), 0) if ends else 0
        last = stop - 1 if stop else until
        if stop:
            break
    return last


def plain_table(
    name: str, entry: SheetEntry, first: Address, headers: Sequence[str], last_row: int
) -> TablePart:
    """A plain range as a table.

    Args:
        name: what it is called.
        entry: its sheet.
        first: the cell of its first header.
        headers: the texts of its header row.
        last_row: its last data row.
    """
    extent = Extent(first, Address(last_row, first.column + len(headers) - 1))
    root = etree.Element(f"{{{MAIN}}}table")
    root.set("ref", extent.a1)
    listed = etree.SubElement(root, f"{{{MAIN}}}tableColumns")
    for number, header in enumerate(headers, 1):
        item = etree.SubElement(listed, f"{{{MAIN}}}tableColumn")
        item.set("id", str(number))
        item.set("name", header)
    place = TablePlace(name, entry.title, extent, tuple(headers))
    return TablePart("", entry, root, place, last_row, has_header=True)
