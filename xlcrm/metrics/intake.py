"""Any table that a caller has, as a Narwhals lazy frame.

pandas frames are turned into Polars first, where every figure is faster; other lazy engines keep
their rows.
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
    rows: pl.DataFrame = frame.collect("polars").to_native()
    return rows


def text(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """A column of ids as text, blank ones null; 7.0 is "7"."""
    values = nw.col(column)
    if dtype.is_float():
        whole = values.floor() == values
        as_text = nw.when(whole).then(values.cast(nw.Int64).cast(nw.String))
        return as_text.otherwise(values.cast(nw.String))
    texts = values.cast(nw.String)
    return nw.when(texts != "").then(texts)


def with_days(frame: Frame, **columns: str) -> Frame:
    """A frame with further columns: dates or moments as days since 1970-01-01.

    The calendar's own arithmetic, because casts of dates to numbers differ between engines; in
    steps, because Narwhals walks through an expression once for each place where it is used.

    Args:
        frame: the rows.
        columns: the column of dates, by the name of the new one.

    Raises:
        TableError: a column holds neither dates nor moments.
    """
    schema = frame.collect_schema()
    moments = {name: dated(column, schema[column]) for name, column in columns.items()}
    years = {f"{name}:year": one.dt.year().cast(nw.Int64) - 1 for name, one in moments.items()}
    rest = {f"{name}:rest": one.dt.ordinal_day().cast(nw.Int64) for name, one in moments.items()}
    rows = frame.with_columns(**years, **rest)
    return rows.with_columns(**{name: _days(name) for name in columns}).drop(*years, *rest)


def _days(name: str) -> nw.Expr:
    before = nw.col(f"{name}:year")
    leaps = before // 4 - before // 100 + before // 400
    return before * 365 + leaps + nw.col(f"{name}:rest") - 719163


def months(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """A column of dates or moments as months since the year 0.

    Raises:
        TableError: the column holds neither.
    """
    moments = dated(column, dtype)
    return moments.dt.year().cast(nw.Int64) * 12 + moments.dt.month().cast(nw.Int64) - 1


def dated(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """A column of dates or moments, checked.

    Raises:
        TableError: the column holds neither.
    """
    if isinstance(dtype, nw.Date | nw.Datetime):
        return nw.col(column)
    if isinstance(dtype, nw.Unknown):
        return nw.col(column).cast(nw.Date)
    raise TableError("frame.column_type", column=column, found=str(dtype), wanted="date")


def _polars(frame: "pd.DataFrame") -> pl.DataFrame:
    return pl.DataFrame({str(name): _series(frame[name]) for name in frame.columns})


def _series(column: "pd.Series[Any]") -> pl.Series:
    import pandas as pd

    if column.dtype == object and pd.api.types.infer_dtype(column) not in _PLAIN:
        column = column.map(str, na_action="ignore")
    return pl.from_pandas(column, nan_to_null=True)
