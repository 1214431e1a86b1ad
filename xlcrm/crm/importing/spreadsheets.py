"""Reads the rows of a foreign workbook: an Excel table in it, or the table that a sheet holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from xlcrm.cells import Extent, Grid, TablePlace, Value
from xlcrm.crm.importing.layout import header_names
from xlcrm.crm.importing.native import Native, native_of
from xlcrm.errors import ImportFileError
from xlcrm.opc.book import Book, SheetEntry
from xlcrm.opc.draft import Draft
from xlcrm.opc.package import Package
from xlcrm.opc.sheet_xml import SheetError, SheetXml
from xlcrm.opc.tables import read_tables
from xlcrm.sheets.vocabularies import folded
from xlcrm.workbook.fast_reading import FastFile
from xlcrm.workbook.raw_reading import cell_reader
from xlcrm.workbook.reading import read_columns

Fits = Callable[[Sequence[str]], bool]
"""Whether the headers of a table are those of the rows that are wanted."""

_LOOKED_AT = 40
"""Filled rows at the top of a sheet among which the header row is looked for."""

_WIDE = 0.6
"""The share of the widest row's cells that the header row has at least; a title has fewer."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a workbook.

    Attributes:
        name: of the table or the sheet.
        frame: one String column per header, with the texts that the cells show.
        lines: Int64, the sheet row of each row of the frame.
        native: the cells that are numbers or dates, by header.
    """

    name: str
    frame: pl.DataFrame
    lines: pl.Series
    native: dict[str, Native]


@dataclass(frozen=True)
class _Place:
    place: TablePlace
    part: str


def read_sheet(path: Path, wanted: str = "", fits: Fits | None = None) -> Sheet:
    """Reads one table of a workbook.

    Args:
        path: an .xlsx file.
        wanted: the name of a table or the title of a sheet, in any case; "" to find out.
        fits: what decides between several.

    Raises:
        ImportFileError: there is no such table or sheet, or none with rows, or there are several
            that fit ("import.sheet_unknown", "import.empty", "import.sheet_open").
        BookError: the file is no workbook, or not a whole one.
    """
    with Package.open(path) as package:
        book = Book(Draft(package))
        found = _tables(book)
        if not found:
            raise ImportFileError("import.empty", file=path.name)
        one = _chosen(found, wanted, fits, path.name)
        return _read(one, Grid(one.place, read_columns(FastFile(path), book, one.place, one.part)))


def _chosen(found: list[_Place], wanted: str, fits: Fits | None, file: str) -> _Place:
    if wanted:
        named = [one for one in found if folded(one.place.name) == folded(wanted)]
        named = named or [one for one in found if folded(one.place.sheet) == folded(wanted)]
        if not named:
            shown = ", ".join(one.place.name for one in found)
            raise ImportFileError("import.sheet_unknown", sheet=wanted, file=file, sheets=shown)
        found = named
    # Headers alone are a file without rows, as they are in a text; rows go before them.
    found = [one for one in found if one.place.extent.height > 1] or found
    if len(found) > 1:
        found = [one for one in found if fits and fits(one.place.headers)] or found
    if len(found) > 1:
        shown = ", ".join(one.place.name for one in found)
        raise ImportFileError("import.sheet_open", file=file, sheets=shown)
    return found[0]


def _tables(book: Book) -> list[_Place]:
    """All tables: Excel's own, and one on each sheet that has none."""
    own = read_tables(book).values()
    found = [_Place(one.place, one.sheet.part) for one in own]
    taken = {one.sheet.part for one in own}
    sheets = [entry for entry in book.sheets() if entry.kind == "worksheet"]
    plain = (_plain(book, entry) for entry in sheets if entry.part not in taken)
    return found + [one for one in plain if one is not None]


def _plain(book: Book, entry: SheetEntry) -> _Place | None:
    try:
        sheet = book.draft.sheet(entry.part)
        rows = _top(book, sheet)
    except (SheetError, ValueError, IndexError) as error:
        raise book.draft.package.damaged(entry.part, str(error)) from error
    header = _header(rows)
    if header is None:
        return None
    cells = rows[header]
    first, last = min(cells), max(cells)
    names = header_names([_text(cells.get(column)) for column in range(first, last + 1)])
    extent = Extent.of(header, first, sheet.last_row - header + 1, last - first + 1)
    return _Place(TablePlace(entry.title, entry.title, extent, names), entry.part)


def _text(cell: Value) -> str:
    return "" if cell is None else str(cell)


def _top(book: Book, sheet: SheetXml) -> dict[int, dict[int, Value]]:
    """The first filled rows of a sheet: cells by column, by row."""
    reader = cell_reader(book)
    found: dict[int, dict[int, Value]] = {}
    for row in sheet.rows(1, sheet.last_row):
        cells: dict[int, Value] = {
            cell.column: value
            for cell in sheet.cells(row)
            if (value := reader.value(cell.attributes, cell.content)) is not None
            and str(value).strip()
        }
        if cells:
            found[row.number] = cells
            if len(found) == _LOOKED_AT:
                break
    return found


def _header(rows: dict[int, dict[int, Value]]) -> int | None:
    """The row of the headers: the first that is nearly as wide as any, and of texts only."""
    widest = max((len(cells) for cells in rows.values()), default=0)
    for number, cells in rows.items():
        wide = len(cells) >= max(_WIDE * widest, min(2, widest))
        if wide and all(isinstance(value, str) for value in cells.values()):
            return number
    return None


def _read(one: _Place, grid: Grid) -> Sheet:
    place = one.place
    texts, native = {}, {}
    for header, cells in zip(header_names(place.headers), grid.columns, strict=True):
        texts[header], known = native_of(cells)
        if known is not None:
            native[header] = known
    frame = pl.DataFrame(texts)
    rows = pl.int_range(place.first_row, place.first_row + grid.height, eager=True, dtype=pl.Int64)
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    kept = {
        header: Native(known.numbers.filter(filled), known.moments.filter(filled))
        for header, known in native.items()
    }
    return Sheet(place.name, frame.filter(filled), rows.filter(filled), kept)
