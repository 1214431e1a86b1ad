"""A field that stands in several columns of a file: its texts are put together, in one column."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from xlcrm.crm.importing.files import RowFile
from xlcrm.sheets.vocabularies import folded

MARK = " + "
"""Between the headers of the columns that are put together: "First name + Last name"."""


def joined_header(headers: Sequence[str]) -> str:
    """What columns are called together."""
    return MARK.join(headers)


def parts_of(header: str, headers: Sequence[str]) -> tuple[str, ...]:
    """The file's headers of which one that was named is made.

    Args:
        header: as a user or a remembered mapping names it, in any case.
        headers: the file's.

    Returns:
        The header itself where the file has it; nothing where the file lacks it, or one of the
        columns that it joins.
    """
    if header in headers:
        return (header,)
    by_fold: dict[str, list[str]] = {}
    for one in headers:
        by_fold.setdefault(folded(one), []).append(one)
    for named in ([header], header.split(MARK.strip())):
        found = [by_fold.get(folded(part), []) for part in named]
        if all(len(alike) == 1 for alike in found):
            return tuple(alike[0] for alike in found)
    return ()


def with_joined(rows: RowFile, headers: Sequence[str]) -> RowFile:
    """A file with the columns that are put together of others.

    Args:
        rows: the file.
        headers: those that are taken; the file has each, or all of its parts.
    """
    made = {
        header: pl.concat_str(
            [pl.col(part) for part in parts_of(header, rows.headers)],
            separator=" ",
            ignore_nulls=True,
        )
        for header in headers
        if header not in rows.headers
    }
    if not made:
        return rows
    texts = {name: pl.when(one != "").then(one).alias(name) for name, one in made.items()}
    frame = rows.frame.with_columns(**texts)
    return replace(rows, frame=frame, joined=tuple(made))
