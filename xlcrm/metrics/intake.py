"""Any table that a caller has, as a Narwhals lazy frame.

pandas frames are turned into Polars first, where every figure is faster; other lazy engines keep
their rows. What must be the same on every engine is written once, in the part of Polars' own
interface that Narwhals shares: Polars runs it itself (see `spoken`).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from xlcrm.errors import ColumnMissingError, TableError

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = nw.LazyFrame[Any]

_PLAIN = {
    "boolean",
    "date",
    "datetime",
    "datetime64",
    "decimal",
    "empty",
    "floating",
    "integer",
    "mixed-integer-float",
    "string",
}
"""What pandas calls the columns of objects that are all of one type."""


def taken(frame: IntoFrame, *needed: str) -> Frame:
    """The frame, lazily.

    Args:
        frame: any frame that Narwhals knows: pandas, Polars (eager or lazy), DuckDB, ...
        needed: columns that must be there.

    Raises:
        ColumnMissingError: one of them is missing.
    """
    native = _polars(frame) if nw.dependencies.is_pandas_dataframe(frame) else frame
    lazy: Frame = nw.from_native(native).lazy()
    names = lazy.collect_schema().names()
    for name in needed:
        if name not in names:
            raise ColumnMissingError("frame.column_missing", column=name)
    return lazy


def collected(frame: Any) -> pl.DataFrame:
    """Runs a frame, of Polars or lazy of Narwhals on whatever engine, and brings its rows here."""
    native = frame.to_native() if isinstance(frame, nw.LazyFrame) else frame
    if isinstance(native, pl.DataFrame):
        return native
    if isinstance(native, pl.LazyFrame):
        return native.collect()
    rows: pl.DataFrame = frame.collect("polars").to_native()
    return rows


def brought(table: IntoFrame, *needed: str) -> pl.DataFrame:
    """Some columns of any table, brought here.

    Args:
        table: any frame that Narwhals knows.
        needed: the columns, in order.

    Raises:
        ColumnMissingError: one of them is missing.
    """
    names = list(dict.fromkeys(needed))
    if isinstance(table, pl.DataFrame):
        for name in names:
            if name not in table.columns:
                raise ColumnMissingError("frame.column_missing", column=name)
        return pl.DataFrame([table[name] for name in names])
    return collected(taken(table, *names).select(*names))


def picked(rows: pl.DataFrame, which: NDArray[np.bool_] | pl.Series) -> pl.DataFrame:
    """Some rows of a frame.

    Column by column: a small frame takes longer to ask for its rows than to find them.

    Args:
        rows: the frame, of one column at least.
        which: by row, whether it is wanted; null is no.
    """
    wanted = pl.Series(which)
    return pl.DataFrame([column.filter(wanted) for column in rows])


def day_numbers(days: pl.Series) -> pl.Series:
    """Dates or moments as days since 1970-01-01.

    Raises:
        TableError: the column holds neither.
    """
    if days.dtype not in {pl.Date, pl.Null} and not isinstance(days.dtype, pl.Datetime):
        found = str(days.dtype)
        raise TableError("frame.column_type", column=days.name, found=found, wanted="date")
    return days.cast(pl.Date).cast(pl.Int32).cast(pl.Int64)


def spoken(frame: Frame) -> tuple[Any, Any]:
    """A frame with the library in which to speak to it: Polars where it keeps the rows.

    Narwhals takes longer to hand an expression on than Polars takes to compute it over a few
    thousand rows.

    Returns:
        A Polars lazy frame and Polars, or the frame as it is and Narwhals. What they share is
        the same for both.
    """
    native = frame.to_native()
    return (native, pl) if isinstance(native, pl.LazyFrame) else (frame, nw)


def understood(frame: IntoFrame, *needed: str) -> tuple[Any, Any, Mapping[str, Any]]:
    """Any frame, with the library in which to speak to it, and its columns.

    Args:
        frame: any frame that Narwhals knows.
        needed: columns that must be there.

    Returns:
        Frame and library as `spoken` gives them, and the types of the columns in that library
        or in Narwhals.

    Raises:
        ColumnMissingError: one of the columns is missing.
    """
    if not isinstance(frame, pl.DataFrame):
        lazy = taken(frame, *needed)
        return *spoken(lazy), lazy.collect_schema()
    # Narwhals would take longer to look at it than Polars to compute with it.
    schema = frame.schema
    for name in needed:
        if name not in schema:
            raise ColumnMissingError("frame.column_missing", column=name)
    return frame.lazy(), pl, schema


def lazily(frame: Any) -> Frame:
    """A lazy frame of either library of `spoken` as a Narwhals one."""
    lazy: Frame = nw.from_native(frame) if isinstance(frame, pl.LazyFrame) else frame
    return lazy


def text(column: str, dtype: Any, api: Any = nw) -> Any:
    """A column of ids as text, blank ones null; 7.0 is "7".

    Args:
        column: the column.
        dtype: what it holds, in either library.
        api: the library of the expression (see `spoken`).
    """
    values = api.col(column)
    if dtype.is_float():
        whole = values.floor() == values
        as_text = api.when(whole).then(values.cast(api.Int64).cast(api.String))
        return as_text.otherwise(values.cast(api.String))
    texts = values if is_text(dtype) else values.cast(api.String)
    return api.when(texts != "").then(texts)


def is_text(dtype: Any) -> bool:
    """Whether a type of either library is text."""
    return bool(dtype in {pl.String, nw.String})


def with_days(rows: Any, api: Any, column: str, dtype: Any) -> Any:
    """Rows with the column `day`: dates or moments as days since 1970-01-01.

    Args:
        rows: a frame of `spoken`.
        api: its library.
        column: the dates.
        dtype: what they are.

    Raises:
        TableError: the column holds neither dates nor moments.
    """
    moments = dated(column, dtype, api)
    if api is pl:
        return rows.with_columns(moments.dt.date().cast(pl.Int32).cast(pl.Int64).alias("day"))
    # By the calendar's own arithmetic: casts of dates to numbers differ between engines. In steps,
    # because Narwhals walks through an expression once for each place where it is used.
    rest = moments.dt.ordinal_day().cast(nw.Int64).alias("day:rest")
    rows = rows.with_columns((moments.dt.year().cast(nw.Int64) - 1).alias("day:year"), rest)
    return rows.with_columns(_days().alias("day")).drop("day:year", "day:rest")


def _days() -> nw.Expr:
    before = nw.col("day:year")
    leaps = before // 4 - before // 100 + before // 400
    return before * 365 + leaps + nw.col("day:rest") - 719163


def months(column: str, dtype: Any, api: Any = nw) -> Any:
    """A column of dates or moments as months since the year 0.

    Args:
        column: the column.
        dtype: what it holds, in either library.
        api: the library of the expression (see `spoken`).

    Raises:
        TableError: the column holds neither.
    """
    moments = dated(column, dtype, api)
    return moments.dt.year().cast(api.Int64) * 12 + moments.dt.month().cast(api.Int64) - 1


def dated(column: str, dtype: Any, api: Any = nw) -> Any:
    """A column of dates or moments, checked.

    Args:
        column: the column.
        dtype: what it holds, in either library.
        api: the library of the expression (see `spoken`).

    Raises:
        TableError: the column holds neither.
    """
    if isinstance(dtype, nw.Date | nw.Datetime | pl.Date | pl.Datetime):
        return api.col(column)
    if isinstance(dtype, nw.Unknown | pl.Null):
        return api.col(column).cast(api.Date)
    raise TableError("frame.column_type", column=column, found=str(dtype), wanted="date")


def _polars(frame: "pd.DataFrame") -> pl.DataFrame:
    return pl.DataFrame({str(name): _series(frame[name]) for name in frame.columns})


def _series(column: "pd.Series[Any]") -> pl.Series:
    import pandas as pd

    if column.dtype == object and pd.api.types.infer_dtype(column) not in _PLAIN:
        column = column.map(str, na_action="ignore")
    return pl.from_pandas(column, nan_to_null=True)
