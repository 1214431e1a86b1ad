"""Rows of a table whose rows have a name: one row per key, and none that the table has already."""

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
        frame: the rows that are new.
        merged: rows that went into an earlier row of the file.
        unchanged: keys that the table has with the same values.
        differing: keys that the table has with other values.
        differences: the values that are not taken.
    """

    frame: pl.DataFrame
    merged: int
    unchanged: int
    differing: int
    differences: tuple[Difference, ...]


def reduce_rows(frame: pl.DataFrame, key: str, existing: pl.DataFrame) -> Reduction:
    """Reduces rows by key: the first value that is not blank wins in each field.

    Rows without a key stay as they are. A key that the table has is never written again: what the
    file says otherwise is a difference.

    Args:
        frame: LINE, the key and the other columns taken over.
        key: the name of the key's column (String).
        existing: the table's rows with the same columns, as far as it has them.
    """
    fields = [name for name in frame.columns if name not in {LINE, key}]
    keyed = frame.filter(pl.col(key).is_not_null())
    first = keyed.group_by(key, maintain_order=True).agg(
        pl.col(LINE).first(), *(pl.col(name).drop_nulls().first() for name in fields)
    )
    in_file = _differences(keyed, first, key, fields, in_table=False)
    known = existing.filter(pl.col(key).is_not_null()).unique(
        key, keep="first", maintain_order=True
    )
    met = first.join(known.select(key), on=key, how="semi")
    in_table = _differences(met, known, key, fields, in_table=True)
    differing = len({difference.key for difference in in_table})
    new = first.join(known.select(key), on=key, how="anti")
    bare = frame.filter(pl.col(key).is_null())
    return Reduction(
        pl.concat([new.select(frame.columns), bare]).sort(LINE),
        keyed.height - first.height,
        met.height - differing,
        differing,
        (*in_file, *in_table),
    )


def _differences(
    rows: pl.DataFrame, kept: pl.DataFrame, key: str, fields: Sequence[str], *, in_table: bool
) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for name in fields:
        known = (
            kept[name]
            if name in kept.columns
            else pl.Series([None] * kept.height, dtype=rows[name].dtype)
        )
        left = rows.select(pl.col(LINE), pl.col(key).alias(_KEY), pl.col(name).alias(_OTHER))
        right = pl.DataFrame({_KEY: kept[key], _KEPT: known})
        compared = left.filter(pl.col(_OTHER).is_not_null()).join(right, on=_KEY, how="inner")
        same = comparable(compared[_KEPT]).eq_missing(comparable(compared[_OTHER]))
        differs = compared.filter(~same).unique([_KEY, _OTHER], keep="first", maintain_order=True)
        found += [
            Difference(row[_KEY], name, row[_KEPT], row[_OTHER], row[LINE], in_table)
            for row in differs.iter_rows(named=True)
        ]
    return tuple(sorted(found, key=lambda one: one.line))
