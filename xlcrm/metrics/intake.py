"""Any table that a caller has, as a Narwhals lazy frame.

pandas frames are turned into Polars first, where every figure is faster; other lazy engines keep
their rows. What must be the same on every engine is written once, in the part of Polars' own
interface that Narwhals shares: Polars runs it itself (see `spoken`).
"""

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

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


def collected(frame: Frame) -> pl.DataFrame:
    """Runs a lazy frame, on whatever engine, and brings its rows here."""
    native = frame.to_native()
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


def lazily(frame: Any) -> Frame:
    """A lazy frame of either library of `spoken` as a Narwhals one."""
    lazy: Frame = nw.from_native(frame) if isinstance(frame, pl.LazyFrame) else frame
    return lazy


def text(column: str, dtype: nw.dtypes.DType, api: Any = nw) -> Any:
    """A column of ids as text, blank ones null; 7.0 is "7".

    Args:
        column: the column.
        dtype: what it holds.
        api: the library of the expression (see `spoken`).
    """
    values = api.col(column)
    if dtype.is_float():
        whole = values.floor() == values
        as_text = api.when(whole).then(values.cast(api.Int64).cast(api.String))
        return as_text.otherwise(values.cast(api.String))
    texts = values if dtype == nw.String else values.cast(api.String)
    return api.when(texts != "").then(texts)


def with_days(frame: Frame, **columns: str) -> Frame:
    """A frame with further columns: dates or moments as days since 1970-01-01.

    Args:
        frame: the rows.
        columns: the column of dates, by the name of the new one.

    Raises:
        TableError: a column holds neither dates nor moments.
    """
    schema = frame.collect_schema()
    rows, api = spoken(frame)
    moments = {name: dated(column, schema[column], api) for name, column in columns.items()}
    if api is pl:
        numbers = {
            name: one.dt.date().cast(pl.Int32).cast(pl.Int64) for name, one in moments.items()
        }
        return lazily(rows.with_columns(**numbers))
    return _reckoned(frame, moments)


def _reckoned(frame: Frame, moments: dict[str, Any]) -> Frame:
    """The days by the calendar's own arithmetic: casts of dates to numbers differ between engines.

    In steps, because Narwhals walks through an expression once for each place where it is used.
    """
    years = {f"{name}:year": one.dt.year().cast(nw.Int64) - 1 for name, one in moments.items()}
    rest = {f"{name}:rest": one.dt.ordinal_day().cast(nw.Int64) for name, one in moments.items()}
    rows = frame.with_columns(**years, **rest)
    return rows.with_columns(**{name: _days(name) for name in moments}).drop(*years, *rest)


def _days(name: str) -> nw.Expr:
    before = nw.col(f"{name}:year")
    leaps = before // 4 - before // 100 + before // 400
    return before * 365 + leaps + nw.col(f"{name}:rest") - 719163


def months(column: str, dtype: nw.dtypes.DType, api: Any = nw) -> Any:
    """A column of dates or moments as months since the year 0.

    Args:
        column: the column.
        dtype: what it holds.
        api: the library of the expression (see `spoken`).

    Raises:
        TableError: the column holds neither.
    """
    moments = dated(column, dtype, api)
    return moments.dt.year().cast(api.Int64) * 12 + moments.dt.month().cast(api.Int64) - 1


def dated(column: str, dtype: nw.dtypes.DType, api: Any = nw) -> Any:
    """A column of dates or moments, checked.

    Args:
        column: the column.
        dtype: what it holds.
        api: the library of the expression (see `spoken`).

    Raises:
        TableError: the column holds neither.
    """
    if isinstance(dtype, nw.Date | nw.Datetime):
        return api.col(column)
    if isinstance(dtype, nw.Unknown):
        return api.col(column).cast(api.Date)
    raise TableError("frame.column_type", column=column, found=str(dtype), wanted="date")


def _polars(frame: "pd.DataFrame") -> pl.DataFrame:
    return pl.DataFrame({str(name): _series(frame[name]) for name in frame.columns})


def _series(column: "pd.Series[Any]") -> pl.Series:
    import pandas as pd

    if column.dtype == object and pd.api.types.infer_dtype(column) not in _PLAIN:
        column = column.map(str, na_action="ignore")
    return pl.from_pandas(column, nan_to_null=True)
