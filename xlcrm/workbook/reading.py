"""Reading a table of a closed file: typed and fast, and cell by cell where that would lose one.

fastexcel reads a sheet at the speed of its parser, but drops error cells and texts such as "N/A"
from columns of numbers. So its columns are only taken where they are proven whole: all cells of
one type, and either nothing doubtful in the column or, in the bytes of the sheet, exactly as many
filled cells as were read. All other columns are read again, cell by cell.
"""

import polars as pl

from xlcrm.cells import Cells, TablePlace, typed
from xlcrm.opc.book import Book
from xlcrm.workbook.fast_reading import FastFile, may_be_read_fast, read_fast, stated_extent
from xlcrm.workbook.proof import has_word_false, look_through
from xlcrm.workbook.raw_reading import read_raw

# From this many bytes of XML on, reading without copies saves more than Arrow takes to load.
_LARGE = 96 << 20


def read_columns(file: FastFile, book: Book, place: TablePlace, part: str) -> tuple[Cells, ...]:
    """The columns of a table's data rows.

    Args:
        file: the workbook file.
        book: the same file's workbook part.
        place: where the table stands.
        part: the part of its sheet.

    Raises:
        BookDamagedError: the sheet cannot be read.
    """
    height = place.extent.height - 1
    first = place.extent.first.column
    sheet_columns = range(first, first + place.extent.width)
    if height < 1:
        return tuple(pl.Series(values=[], dtype=pl.Null) for _ in sheet_columns)
    fast: dict[int, pl.Series] = {}
    filled = _look_through(book, place, part) if may_be_read_fast(book, part) else None
    if filled is not None:
        large = book.draft.package.member(part).size >= _LARGE
        fast = read_fast(file, place, height, large=large)
    wanted = [column for column in sheet_columns if column not in fast]
    doubtful = [column for column in sheet_columns if column in fast and _doubtful(fast[column])]
    if fast:
        _check(book, book.used("sharedStrings"))
    if doubtful and not _whole(book, part, filled, fast):
        wanted += doubtful
    raw = read_raw(book, part, place, sorted(set(wanted))) if wanted else {}
    return tuple(typed(raw[column]) if column in raw else fast[column] for column in sheet_columns)


def _doubtful(series: pl.Series) -> bool:
    """Whether the fast reader may have lost a cell: a blank, or "false" read as true."""
    return series.null_count() > 0 or series.dtype == pl.Boolean


def _look_through(book: Book, place: TablePlace, part: str) -> int | None:
    """How many cells are filled by the sheet's bytes; their checksum, too, is compared by it."""
    return look_through(book.draft.package.chunks(part), place, stated_extent(book, part))


def _whole(book: Book, part: str, filled: int | None, fast: dict[int, pl.Series]) -> bool:
    """Whether the fast reader has as many filled cells as the rows of the table hold."""
    read = sum(len(series) - series.null_count() for series in fast.values())
    if read != filled:
        return False
    flags = any(series.dtype == pl.Boolean for series in fast.values())
    return not (flags and has_word_false(book.draft.package.chunks(part, checked=False)))


def _check(book: Book, part: str) -> None:
    """Reads a part for its checksum, which the fast reader leaves aside.

    Raises:
        BookDamagedError: it is another.
    """
    if part:
        for _ in book.draft.package.chunks(part):
            pass
