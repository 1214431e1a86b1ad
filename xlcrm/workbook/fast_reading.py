"""The fast reader: whole columns of one type, at the speed of its parser."""

import logging
import re
from collections.abc import Callable, Container
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from xlcrm.cells import Extent, TablePlace
from xlcrm.opc.book import Book
from xlcrm.opc.names import part_key
from xlcrm.opc.number_formats import Shown
from xlcrm.opc.styles import Styles
from xlcrm.workbook.far_cells import AREA

_UNFIT = re.compile(r"for column (.+)")
# Each unclean column costs one more pass of the fast reader; beyond these, reading all of the
# table cell by cell is cheaper.
_PASSES = 4
_COUNT = re.compile(rb"<(?:[\w.-]+:)?sst[^>]*\suniqueCount\s*=\s*[\"']([0-9]+)")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s+ref\s*=\s*[\"']([^\"']*)")
_LONGEST_COUNT = 10
_HEAD = 1 << 16
_DAY_US = 86_400_000_000
# The first year of either epoch is where bare times and wrong leap days end up.
_FIRST_US = (date(1905, 1, 1) - date(1970, 1, 1)).days * _DAY_US
_END_US = ((date(9999, 12, 31) - date(1970, 1, 1)).days + 1) * _DAY_US


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

        logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
        return fastexcel.read_excel(str(self._path))


def may_be_read_fast(book: Book, part: str) -> bool:
    """Whether the fast reader may be used for a sheet.

    It takes as given that a cell that names no format shows a number and that parts have the names
    that Excel gives them, and it trusts the sizes that the file states so far that it ends the
    process where there is no memory for them.

    Args:
        book: the workbook.
        part: the part of the sheet.
    """
    if not all(_where_excel_has_it(book, kind) for kind in ("styles", "sharedStrings")):
        return False
    styles = book.used("styles")
    if styles and Styles(book.draft.tree(styles)).shown(0) is not Shown.NUMBER:
        return False
    texts = book.used("sharedStrings")
    stated = _COUNT.search(_head(book, texts)) if texts else None
    if stated is not None and (
        len(stated[1]) > _LONGEST_COUNT or int(stated[1]) > book.draft.package.member(texts).size
    ):
        return False
    try:
        extent = stated_extent(book, part)
    except ValueError:
        return False
    return extent is None or extent.last.row * extent.last.column <= AREA


def stated_extent(book: Book, part: str) -> Extent | None:
    """The range of cells that a sheet says it has; None where it says nothing.

    Raises:
        ValueError: what it says is no range.
    """
    area = _DIMENSION.search(_head(book, part))
    return Extent.parse(area[1].decode()) if area is not None else None


def _where_excel_has_it(book: Book, kind: str) -> bool:
    usual, used = f"xl/{kind}.xml", book.used(kind)
    return part_key(used) == part_key(usual) if used else usual not in book.draft


def _head(book: Book, part: str) -> bytes:
    """The first bytes of a part."""
    return next(iter(book.draft.package.chunks(part, checked=False)), b"")[:_HEAD]


def read_fast(
    file: FastFile, place: TablePlace, height: int, *, large: bool = False
) -> dict[int, pl.Series]:
    """The columns that the fast reader finds to be of one type, by sheet column.

    Cells that it holds for blank come as nulls: errors, and texts such as "N/A" among numbers.
    Columns that no cell of the sheet reaches are blank; columns outside of the table come along,
    since the proof that nothing was lost counts them.

    Args:
        file: the workbook file.
        place: where the table stands.
        height: how many data rows it has.
        large: whether the sheet is so large that the reader's other way is the faster one, though
            what it needs takes long to load.
    """
    found = _found(partial(_load_whole, file, place, height), place, height) if large else None
    if found is None:
        found = _found(partial(_load, file, place, height), place, height)
    return found or {}


_Mixed = dict[str | int, Any]
_Loaded = tuple[pl.DataFrame, dict[str, int]]


def _found(
    load: Callable[[_Mixed], _Loaded | None], place: TablePlace, height: int
) -> dict[int, pl.Series] | None:
    """What a way of loading finds; None where it cannot tell which column is which.

    Args:
        load: takes the columns that are to be left alone; gives the cells, and each column's
            number on the sheet.
        place: where the table stands.
        height: how many data rows it has.
    """
    import fastexcel

    mixed: _Mixed = {}
    for _ in range(_PASSES):
        try:
            loaded = load(mixed)
        except fastexcel.UnsupportedColumnTypeCombinationError as error:
            name = _UNFIT.search(str(error))
            if name is None or name[1] in mixed:
                return {}
            mixed[name[1]] = "string"
        except fastexcel.FastExcelError:
            return {}
        except BaseException as error:
            # What makes the reader panic, such as a date at minus infinity, is read otherwise.
            if type(error).__name__ != "PanicException":
                raise
            return {}
        else:
            return None if loaded is None else _columns(loaded, mixed, height, place)
    return {}


_EVERY_CELL = {"schema_sample_rows": None, "dtype_coercion": "strict"}


def _load(file: FastFile, place: TablePlace, height: int, mixed: _Mixed) -> _Loaded:
    sheet = file.reader.load_sheet(
        place.sheet,
        header_row=None,
        skip_rows=place.first_row - 1,
        n_rows=height,
        dtypes=mixed or None,
        **_EVERY_CELL,
    )
    at = {info.name: info.absolute_index + 1 for info in sheet.selected_columns}
    return pl.DataFrame(sheet), at


def _load_whole(file: FastFile, place: TablePlace, height: int, mixed: _Mixed) -> _Loaded | None:
    """Loads without a copy of each cell; a column is then known by its header alone.

    So the sheet must have no other column than the table's, which have different headers.
    """
    batch = file.reader.load_sheet_eager(
        place.sheet,
        header_row=place.first_row - 2,
        n_rows=height,
        dtypes=mixed or None,
        **_EVERY_CELL,
    )
    if tuple(batch.schema.names) != place.headers:
        return None
    return pl.DataFrame(batch), {
        name: place.extent.first.column + at for at, name in enumerate(place.headers)
    }


def _columns(
    loaded: _Loaded, mixed: Container[str | int], height: int, place: TablePlace
) -> dict[int, pl.Series]:
    frame, at = loaded
    found: dict[int, pl.Series] = {}
    for name, column in at.items():
        if name in mixed:
            continue
        series = _settled(frame[name])
        if series is not None:
            found[column] = _padded(series, height)
    reached = set(at.values())
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
    if series.dtype == pl.Float64 and not series.is_finite().all():
        return None  # the texts "NaN" and "INF"; no workbook holds such numbers
    if series.dtype == pl.String and (series == "").any():
        return None  # a text of no length, or CDATA, which the fast reader does not see
    if series.dtype in {pl.String, pl.Boolean, pl.Float64}:
        return series.alias("")
    if isinstance(series.dtype, pl.Datetime):
        return _dates(series.cast(pl.Datetime("us")).alias(""))
    return None


def _dates(moments: pl.Series) -> pl.Series | None:
    """A column of days where no cell has a time; None where some cell is a bare time."""
    physical = moments.to_physical()
    least, most = physical.min(), physical.max()
    assert isinstance(least, int)
    assert isinstance(most, int)
    if least < _FIRST_US or most >= _END_US:
        return None
    whole = (physical % _DAY_US == 0).all()
    return moments.cast(pl.Date) if whole else moments


def _padded(series: pl.Series, height: int) -> pl.Series:
    if len(series) >= height:
        return series
    return series.extend_constant(None, height - len(series))
