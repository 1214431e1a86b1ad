"""Rows that say less than their other version: what was filled in since, by hand or in the file.

A blank is no value that differs. So a row of the file may be one of the table's that says more, or
less; where nobody can tell which, the row is not taken, and the user is told of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.crm.importing.natural import NATURAL
from xlcrm.crm.importing.outcome import EXAMPLES
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.kinds import Kind

_TELLING = 3
"""Fields that are alike, a name among them, and make a person without phone and e-mail sure."""

_TELLING_LABELS = frozenset({"region", "product"})
"""The labels that tell people apart; half of all people share a sex, a source or an owner."""

_N, _OF, _THERE = "N", "OF", "THERE"
"""Names of columns for a moment; no field has capitals."""


@dataclass(frozen=True)
class Partial:
    """What was found.

    Attributes:
        pairs: the rows of the file and of the table that are one.
        open: the rows of the file that may be one of the table's, and these rows: a list each, of
            the first ones where they are many.
    """

    pairs: pl.DataFrame
    open: pl.DataFrame


def pair_partial(rows: pl.DataFrame, book: pl.DataFrame, table: str, at: str, row: str) -> Partial:
    """Pairs rows of a file that no step paired with rows of a table that say more or less.

    Args:
        rows: the file's that are left, comparable: `at` and the fields.
        book: the table's that are left, comparable: `row` and the same fields.
        table: the table.
        at: the column that names a row of the file.
        row: the column that names a row of the table.
    """
    pairs = pl.DataFrame(schema={at: rows[at].dtype, row: book[row].dtype})
    unsure = pairs.clear()
    key = NATURAL.get(table)
    if key is None or rows.is_empty() or book.is_empty():
        return Partial(pairs, _by_row(unsure, at, row))
    for filled, some in _by_filled(rows, at):
        if not _says_enough(table, filled):
            continue
        sure, doubtful = _of_filled(some, book, filled, at, row, decides=_decides(table, filled))
        # A row of the table that one row may be stays to be asked about for the next ones.
        book = book.join(sure, on=row, how="anti")
        rows = rows.join(sure, on=at, how="anti").join(doubtful, on=at, how="anti")
        pairs, unsure = pairs.vstack(sure), unsure.vstack(doubtful)
    if key.names:
        sure, doubtful = _of_people(rows, book, table, at, row)
        pairs, unsure = pairs.vstack(sure), unsure.vstack(doubtful)
    return Partial(pairs, _by_row(unsure, at, row))


def _by_row(pairs: pl.DataFrame, at: str, row: str) -> pl.DataFrame:
    return pairs.group_by(at, maintain_order=True).agg(pl.col(row).sort()).sort(at)


def _by_filled(rows: pl.DataFrame, at: str) -> list[tuple[tuple[str, ...], pl.DataFrame]]:
    """The rows by the fields that are filled in them, those that say most first."""
    fields = [name for name in rows.columns if name != at]
    marks = rows.select(pl.concat_str(pl.col(fields).is_not_null().cast(pl.UInt8))).to_series()
    parts = rows.with_columns(marks.alias(_N)).partition_by(_N, include_key=True, as_dict=True)
    found = [
        (tuple(name for name, mark in zip(fields, str(said), strict=True) if mark == "1"), part)
        for (said,), part in parts.items()
    ]
    return [
        (filled, part.drop(_N))
        for filled, part in sorted(found, key=lambda one: -len(one[0]))
        if len(filled) < len(fields)
    ]


def _says_enough(table: str, filled: Sequence[str]) -> bool:
    """Whether what is filled can be looked for at all: the day, and what else the key has."""
    key = NATURAL[table]
    if key.beside and not {*key.who, *key.beside} & set(filled):
        return False
    said = {name for name in key.by if name in filled}
    return bool(said - {"date"}) and ("date" not in key.by or "date" in said)


def _decides(table: str, filled: Sequence[str]) -> bool:
    """Whether what is filled makes the only row that is alike in it the same one.

    The manager's own columns do not count: nobody knows how many rows share what stands in them.
    """
    key = NATURAL[table]
    if set(key.who) & set(filled):
        return True
    declared = columns(MODELS[table])
    telling = [
        name
        for name in filled
        if name in declared and (declared[name].kind is not Kind.CHOICE or name in _TELLING_LABELS)
    ]
    return len(telling) >= _TELLING and bool(set(key.names) & set(filled))


def _of_filled(
    rows: pl.DataFrame,
    book: pl.DataFrame,
    filled: Sequence[str],
    at: str,
    row: str,
    *,
    decides: bool,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that the table has alike in what is filled: sure pairs, and all that others may be.

    Of equal rows of the file as many are the table's as it has; it is only sure which where it has
    no more than the file.
    """
    there = (
        book.join(rows, on=filled, how="semi")
        .group_by(filled)
        .agg(pl.col(row).sort().alias(_THERE))
    )
    found = (
        rows.with_columns(
            pl.int_range(pl.len()).over(filled).alias(_N), pl.len().over(filled).alias(_OF)
        )
        .join(there, on=filled)
        .filter(pl.col(_N) < pl.col(_THERE).list.len())
    )
    sure = pl.lit(decides) & (pl.col(_THERE).list.len() <= pl.col(_OF))
    return (
        found.filter(sure).select(at, pl.col(_THERE).list.get(pl.col(_N)).alias(row)),
        found.filter(~sure).select(at, pl.col(_THERE).list.head(EXAMPLES).alias(row)).explode(row),
    )


def _of_people(
    rows: pl.DataFrame, book: pl.DataFrame, table: str, at: str, row: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with a phone or e-mail in common and nothing that differs: sure pairs, and others."""
    key = NATURAL[table]
    by = [name for name in key.by if name in rows.columns]
    theirs = {name: f"{name}{_THERE}" for name in by}
    there = book.select(row, *by).rename(theirs)
    joined = [
        rows.select(at, *by).join(there, left_on=name, right_on=theirs[name], coalesce=False)
        for name in key.who
        if name in by
    ]
    if not joined:
        none = pl.DataFrame(schema={at: rows[at].dtype, row: book[row].dtype})
        return none, none
    alike = [
        (pl.col(name) == pl.col(other)) | (pl.col(name).is_null() | pl.col(other).is_null())
        if name != "date"
        else pl.col(name) == pl.col(other)
        for name, other in theirs.items()
    ]
    found = pl.concat(joined).unique([at, row], maintain_order=True).filter(alike).sort(at, row)
    # Of equal rows of the file the first may be the table's; the next ones are further rows.
    found = found.filter(pl.int_range(pl.len()).over([*by, row]) == 0)
    alone = (pl.len().over(at) == 1) & (pl.len().over(row) == 1)
    found = found.select(at, row, alone.alias(_N))
    return found.filter(_N).drop(_N), found.filter(~pl.col(_N)).drop(_N)
