"""Reading a table of a closed file: typed and fast, and cell by cell where that would lose one.

fastexcel reads a sheet at the speed of its parser, but drops error cells and texts such as "N/A"
from columns of numbers. So its columns are only taken where they are proven whole: all cells of
one type, and either nothing doubtful in the column or, in the bytes of the sheet, exactly as many
filled cells as were read. All other columns are read again, cell by cell.
"""

import logging
import re
from collections.abc import Container, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from xlcrm.cells import Cells, Extent, TablePlace, typed
from xlcrm.opc.book import Book
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.styles import Styles
from xlcrm.workbook.raw_reading import read_raw

_UNNAMED = re.compile(r"for column (__UNNAMED__[0-9]+)")
# Each unclean column costs one more pass of the fast reader; beyond these, reading all of the
# table cell by cell is cheaper.
_PASSES = 4
_COUNT = re.compile(rb"<(?:[\w.-]+:)?sst[^>]*\suniqueCount\s*=\s*[\"']([0-9]+)")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s+ref\s*=\s*[\"']([^\"']*)")
_AREA = 200_000_000
_DAY_US = 86_400_000_000
_TAIL = 1 << 16
_NEVER = -(1 << 40)


class FastFile:
    """A workbook file in the fast reader, opened once: its shared texts are read on opening.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def reader(self) -> Any:
        """The fast reader; it raises FastExcelError where it cannot read the file."""
        import fastexcel

        logging.getLogger("fastexcel").setLevel(logging.ERROR)
        return fastexcel.read_excel(str(self._path))


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
    fast = _read_fast(file, place, height) if _usual(book, part) else {}
    wanted = [column for column in sheet_columns if column not in fast]
    doubtful = [column for column in sheet_columns if column in fast and _doubtful(fast[column])]
    if doubtful and not _whole(book, place, part, fast):
        wanted += doubtful
    raw = read_raw(book, part, place, sorted(set(wanted))) if wanted else {}
    return tuple(typed(raw[column]) if column in raw else fast[column] for column in sheet_columns)


def _usual(book: Book, part: str) -> bool:
    """Whether the fast reader may be used.

    It takes as given that a cell that names no format shows a number, and it trusts the sizes that
    the file states so far that it ends the process where there is no memory for them.
    """
    styles = book.used("styles")
    if styles and Styles(book.draft.tree(styles)).shown(0) is not Shown.NUMBER:
        return False
    texts = book.used("sharedStrings")
    stated = _COUNT.search(_head(book, texts)) if texts else None
    if stated is not None and int(stated[1]) > book.draft.package.member(texts).size:
        return False
    area = _DIMENSION.search(_head(book, part))
    try:
        extent = Extent.parse(area[1].decode()) if area is not None else None
    except ValueError:
        return False
    return extent is None or extent.last.row * extent.last.column <= _AREA


def _head(book: Book, part: str) -> bytes:
    """The first bytes of a part."""
    return next(iter(book.draft.package.chunks(part, checked=False)), b"")[:_TAIL]


def _read_fast(file: FastFile, place: TablePlace, height: int) -> dict[int, pl.Series]:
    """The columns that the fast reader finds to be of one type, by sheet column.

    Columns that no cell of the sheet reaches are blank; columns of other sheet parts (outside of
    the table) come along, since the proof counts them.
    """
    import fastexcel

    mixed: dict[str | int, Any] = {}
    for _ in range(_PASSES):
        try:
            sheet = file.reader.load_sheet(
                place.sheet,
                header_row=None,
                skip_rows=place.first_row - 1,
                n_rows=height,
                schema_sample_rows=None,
                dtype_coercion="strict",
                dtypes=mixed or None,
            )
        except fastexcel.UnsupportedColumnTypeCombinationError as error:
            name = _UNNAMED.search(str(error))
            if name is None or name[1] in mixed:
                return {}
            mixed[name[1]] = "string"
        except fastexcel.FastExcelError:
            return {}
        else:
            return _columns(sheet, mixed, height, place)
    return {}


def _columns(
    sheet: Any, mixed: Container[str | int], height: int, place: TablePlace
) -> dict[int, pl.Series]:
    frame = pl.DataFrame(sheet)
    found: dict[int, pl.Series] = {}
    for info in sheet.selected_columns:
        if info.name in mixed:
            continue
        series = _settled(frame[info.name])
        if series is not None:
            found[info.absolute_index + 1] = _padded(series, height)
    reached = {info.absolute_index + 1 for info in sheet.selected_columns}
    first = place.extent.first.column
    for column in range(first, first + place.extent.width):
        if column not in reached:
            found[column] = pl.Series(values=[None] * height, dtype=pl.Null)
    return found


def _settled(series: pl.Series) -> pl.Series | None:
    """The column in the type that a grid has; None where the fast reader's type is not ours."""
    if series.null_count() == len(series):
        return pl.Series(values=[None] * len(series), dtype=pl.Null)
    if series.dtype.is_integer():
        return series.cast(pl.Float64).alias("")
    if series.dtype == pl.Float64 and series.is_nan().any():
        return None  # the text "NaN"; no workbook holds such a number
    if series.dtype == pl.String and (series == "").any():
        return None  # a text of no length, or CDATA, which the fast reader does not see
    if series.dtype in {pl.String, pl.Boolean, pl.Float64}:
        return series.alias("")
    if isinstance(series.dtype, pl.Datetime):
        return _dates(series.cast(pl.Datetime("us")).alias(""))
    return None


def _dates(moments: pl.Series) -> pl.Series | None:
    """A column of days where no cell has a time; None where some cell is a bare time."""
    least = moments.min()
    # The first year of either epoch is where bare times and wrong leap days end up.
    if not isinstance(least, datetime) or least.year < 1905:  # noqa: PLR2004
        return None
    whole = (moments.to_physical() % _COUNT = re.compile(rb"<(?:[\w.-]+:)?sst[^>]*\suniqueCount\s*=\s*[\"']([0-9]+)")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s+ref\s*=\s*[\"']([^\"']*)")
_AREA = 200_000_000
_DAY_US == 0).all()
    return moments.cast(pl.Date) if whole else moments


def _padded(series: pl.Series, height: int) -> pl.Series:
    if len(series) >= height:
        return series
    return series.extend_constant(None, height - len(series))


def _doubtful(series: pl.Series) -> bool:
    """Whether the fast reader may have lost a cell: a blank, or "false" read as true."""
    return series.null_count() > 0 or series.dtype == pl.Boolean


def _whole(book: Book, place: TablePlace, part: str, fast: dict[int, pl.Series]) -> bool:
    """Whether the fast reader has as many filled cells as the rows of the table hold."""
    read = sum(len(series) - series.null_count() for series in fast.values())
    return read == _count_filled(book.draft.package.chunks(part, checked=False), place)


def _count_filled(chunks: Iterator[bytes], place: TablePlace) -> int:
    """Counts the filled cells in the table's rows, over the inflated bytes of the sheet.

    It counts less when the rows are not written in the usual form, which then reads as "not
    proven" and costs time, never a cell.
    """
    row = re.compile(rb"<row[^>]*?\sr=\"([0-9]+)\"")
    text = b""
    for chunk in chunks:
        text += chunk
        start = _first_at_least(row, text, place.first_row)
        if start is not None:
            text = text[start:]
            break
        text = text[-_TAIL:]
    else:
        return 0
    filled, rest = 0, text
    for chunk in chunks:
        cut = rest.rfind(b"<", 0, -_TAIL)
        if cut > 0:
            filled += _filled(rest[:cut])
            rest = rest[cut:]
        rest += chunk
    beyond = _first_at_least(row, rest, place.extent.last.row + 1)
    return filled + _filled(rest if beyond is None else rest[:beyond])


def _first_at_least(row: re.Pattern[bytes], text: bytes, number: int) -> int | None:
    return next((m.start() for m in row.finditer(text) if int(m[1]) >= number), None)


def _filled(text: bytes) -> int:
    if b">false<" in text:
        return _NEVER
    # Blank cells have no closing tag. One that has, or a prefixed one, counts wrong: not proven.
    return text.count(b"</c>")
