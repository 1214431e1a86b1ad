"""Rows of a file that differ from one of the table's in what they count alone: perhaps corrected.

The same customer, day, product and amount with another quantity is seldom a second sale. Nobody can
tell, so the user is asked; two such lines of one file are two lines, for each is then paired first.
"""

import polars as pl

from xlcrm.crm.importing.natural import NATURAL
from xlcrm.crm.importing.outcome import EXAMPLES

_THERE = " there"
"""Behind a name, where it stands for the table's; no field has a blank."""


def find_recounted(
    rows: pl.DataFrame, book: pl.DataFrame, table: str, at: str, row: str
) -> pl.DataFrame:
    """Finds rows of a file that are left and have a row of a table with another quantity.

    Args:
        rows: the file's that nothing was found for, comparable: `at` and the fields.
        book: the table's that are left, comparable: `row` and the same fields.
        table: the table.
        at: the column that names a row of the file.
        row: the column that names a row of the table.

    Returns:
        `at`, and the rows of the table as a list, of the first ones where they are many.
    """
    none = pl.DataFrame(schema={at: rows[at].dtype, row: pl.List(book[row].dtype)})
    key = NATURAL.get(table)
    if key is None or key.counted not in rows.columns or not {*key.who} <= {*rows.columns}:
        return none
    filled = [pl.col(name).is_not_null() for name in (*key.who, key.counted)]
    here, there = rows.filter(filled), book.filter(filled)
    if here.is_empty() or there.is_empty():
        return none
    by = [name for name in key.by if name in rows.columns and name != key.counted]
    others = [name for name in rows.columns if name not in {at, key.counted, *by}]
    alike = [(pl.col(name) == pl.col(name + _THERE)).fill_null(value=True) for name in others]
    return (
        here.join(there, on=by, nulls_equal=True, suffix=_THERE)
        .filter(pl.col(key.counted) != pl.col(key.counted + _THERE), *alike)
        .group_by(at)
        .agg(pl.col(row).sort().head(EXAMPLES))
        .sort(at)
    )
