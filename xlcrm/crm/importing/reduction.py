"""Rows of a file that have a name: one row per name, the first value of each field."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from xlcrm.crm.importing.outcome import Difference
from xlcrm.crm.importing.standing import comparable

LINE = "LINE"
"""The column of file lines; no field has capitals."""

_KEY, _KEPT, _OTHER = "KEY", "KEPT", "OTHER"


@dataclass(frozen=True)
class Reduction:
    """What stays of the rows.

    Attributes:
        frame: one row per key, and the rows without one, in the order of the file.
        merged: rows that went into an earlier row of the file.
        differences: the values that are not taken.
    """

    frame: pl.DataFrame
    merged: int
    differences: tuple[Difference, ...]


def reduce_rows(frame: pl.DataFrame, key: str) -> Reduction:
    """Reduces rows by key: the first value that is not blank wins in each field.

    Rows without a key stay as they are.

    Args:
        frame: LINE, the key and the other columns taken over.
        key: the name of the key's column (String).
    """
    fields = [name for name in frame.columns if name not in {LINE, key}]
    keyed = frame.filter(pl.col(key).is_not_null())
    first = keyed.group_by(key, maintain_order=True).agg(
        pl.col(LINE).first(), *(pl.col(name).drop_nulls().first() for name in fields)
    )
    bare = frame.filter(pl.col(key).is_null())
    return Reduction(
        pl.concat([first.select(frame.columns), bare]).sort(LINE),
        keyed.height - first.height,
        _differences(keyed, first, key, fields) if keyed.height > first.height else (),
    )


def _differences(
    rows: pl.DataFrame, kept: pl.DataFrame, key: str, fields: Sequence[str]
) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for name in fields:
        left = rows.select(pl.col(LINE), pl.col(key).alias(_KEY), pl.col(name).alias(_OTHER))
        right = kept.select(pl.col(key).alias(_KEY), pl.col(name).alias(_KEPT))
        compared = left.filter(pl.col(_OTHER).is_not_null()).join(right, on=_KEY, how="inner")
        same = comparable(compared[_KEPT]).eq_missing(comparable(compared[_OTHER]))
        differs = compared.filter(~same).unique([_KEY, _OTHER], keep="first", maintain_order=True)
        found += [
            Difference(row[_KEY], name, row[_KEPT], row[_OTHER], row[LINE], in_table=False)
            for row in differs.iter_rows(named=True)
        ]
    return tuple(sorted(found, key=lambda one: one.line))
