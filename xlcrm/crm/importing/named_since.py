"""Rows of a file that name nobody, and that the table has with somebody named: told, not decided.

Sales over the counter are alike without being one, so such a row is added; but it may be the very
line of an earlier import that somebody has completed by hand since.
"""

import polars as pl

from xlcrm.crm.importing.natural import NATURAL

_N = "N"
_FEWEST = 3
"""Other fields that both rows have filled; fewer say too little to speak of."""


def find_named_since(
    rows: pl.DataFrame, book: pl.DataFrame, table: str, at: str, row: str
) -> pl.DataFrame:
    """Pairs of rows that agree in all but who it was, which only the table's says.

    Args:
        rows: the file's that are new, comparable: `at` and the fields.
        book: the table's that none of the file's is, comparable: `row` and the same fields.
        table: the table.
        at: the column that names a row of the file.
        row: the column that names a row of the table.

    Returns:
        The columns `at` and `row`; of equal rows the first goes with the first.
    """
    key = NATURAL.get(table)
    who = [name for name in key.who if name in rows.columns] if key else []
    by = [name for name in rows.columns if name not in {at, *who}]
    if not who or len(by) < _FEWEST:
        return pl.DataFrame(schema={at: rows[at].dtype, row: book[row].dtype})
    nobody = pl.all_horizontal(pl.col(who).is_null())
    said = pl.sum_horizontal(pl.col(by).is_not_null()) >= _FEWEST
    counted = pl.int_range(pl.len()).over(by).alias(_N)
    here = rows.filter(nobody, said).with_columns(counted)
    there = book.filter(~nobody).with_columns(counted)
    return (
        here.join(there, on=[*by, _N], nulls_equal=True, suffix=" there").select(at, row).sort(at)
    )
