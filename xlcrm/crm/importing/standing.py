"""Values as they are compared, and the pairs of rows that are one row: a file's and a table's."""

from collections.abc import Callable, Sequence

import polars as pl

from xlcrm.crm.importing.natural import Step
from xlcrm.crm.keys import email_key, phone_digits
from xlcrm.sheets import Column
from xlcrm.sheets.kinds import Kind

_N = "N"
"""The column of counts; no field has capitals."""

_CENTS = 100


def pair_rows(
    rows: pl.DataFrame, table: pl.DataFrame, steps: Sequence[Step], at: str, row: str
) -> pl.DataFrame:
    """Pairs each row of a file with at most one of a table, each used once.

    In every step the first of equal rows goes with the first, the second with the second.

    Args:
        rows: the file's, comparable: `at` and the fields.
        table: the table's, comparable: `row` and the same fields.
        steps: what must be alike, the surest first.
        at: the column that names a row of the file.
        row: the column that names a row of the table.

    Returns:
        The columns `at` and `row`.
    """
    found = [pl.DataFrame(schema={at: rows[at].dtype, row: table[row].dtype})]
    for step in steps:
        if rows.is_empty() or table.is_empty():
            break
        here, there = rows, table
        if step.who:
            here = here.filter(pl.any_horizontal(pl.col(step.who).is_not_null()))
        if step.unsaid:
            here = here.filter(pl.col(step.unsaid).is_null())
        if step.blank:
            there = there.filter(pl.col(step.blank).is_null())
        counted = [pl.int_range(pl.len()).over(step.by).alias(_N)]
        pairs = (
            here.with_columns(counted)
            .join(there.with_columns(counted), on=[*step.by, _N], nulls_equal=True, suffix=" there")
            .select(at, row)
        )
        found.append(pairs)
        rows = rows.join(pairs, on=at, how="anti")
        table = table.join(pairs, on=row, how="anti")
    return pl.concat(found)


def comparable(values: pl.Series) -> pl.Series:
    """Values as texts that are equal when the cells would look equal, whatever their types."""
    if values.dtype.is_temporal():
        moments = values.cast(pl.Datetime("us")).dt.strftime("%Y-%m-%d %H:%M:%S")
        return moments.str.strip_suffix(" 00:00:00")
    if values.dtype.is_numeric():
        return values.cast(pl.Float64).cast(pl.String).str.strip_suffix(".0")
    if values.dtype == pl.Boolean:
        return values.cast(pl.String).str.to_uppercase()
    return values.cast(pl.String).str.strip_chars()


def comparable_column(values: pl.Series, column: Column | None, country: str) -> pl.Series:
    """The same with what a declared column means: money by the cent, phones by their digits.

    Args:
        values: the cells.
        column: the declaration; None for one of the manager's own.
        country: two letters, for phone numbers without a plus; "" for unknown.
    """
    if column is not None and column.kind is Kind.MONEY and values.dtype.is_numeric():
        return comparable((values * _CENTS).round())
    texts = comparable(values)
    if column is not None and column.kind is Kind.PHONE:
        return _by_value(texts, lambda number: phone_digits(number, country.upper()) or number)
    if column is not None and column.kind is Kind.EMAIL:
        return _by_value(texts, lambda address: email_key(address) or address)
    return texts


def _by_value(texts: pl.Series, meaning: Callable[[str], str]) -> pl.Series:
    different = texts.drop_nulls().unique().to_list()
    if not different:
        return texts
    return texts.replace(different, [meaning(one) for one in different])
