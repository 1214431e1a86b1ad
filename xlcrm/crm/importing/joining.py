"""A field that stands in several columns of a file: texts put together, or figures multiplied."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from xlcrm.crm.importing.blanks import without_marks
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.crm.importing.products import TIMES, multiply, named_in, with_header
from xlcrm.sheets.vocabularies import folded

JOIN = " + "
"""Between headers of columns that are put together ("First name + Last name")."""


def find_columns(header: str, headers: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What columns of a file are called together, and which they are.

    Args:
        header: as a user or a remembered mapping names it, in any case.
        headers: the file's.

    Returns:
        The header itself where the file has it; two times nothing where the file lacks it, or one
        of the columns of which it is made.
    """
    if header in headers:
        return header, (header,)
    by_fold: dict[str, list[str]] = {}
    for one in headers:
        by_fold.setdefault(folded(one), []).append(one)
    for mark in ("", JOIN, TIMES):
        named = header.split(mark.strip()) if mark else [header]
        meant = [named_in(part) if mark == TIMES else part for part in named]
        found = [by_fold.get(folded(part), []) for part in meant]
        if all(len(alike) == 1 for alike in found):
            parts = tuple(alike[0] for alike in found)
            if mark == TIMES:
                named = list(map(with_header, named, parts))
            return mark.join(named if mark == TIMES else parts), parts
    return "", ()


def parts_of(header: str, headers: Sequence[str]) -> tuple[str, ...]:
    """The file's headers of which one that was named is made; nothing where the file lacks one."""
    return find_columns(header, headers)[1]


def with_joined(rows: RowFile, headers: Sequence[str], decimal: str = "") -> RowFile:
    """A file with the columns that are made of others.

    Args:
        rows: the file.
        headers: those that are taken; the file has each, or all of its parts.
        decimal: the decimal mark that the user named; "" for none.

    Raises:
        ImportFileError: the decimal mark of figures that are multiplied stays open.
    """
    made: dict[str, pl.Series] = {}
    native = dict(rows.native)
    for header in headers:
        if header in rows.headers or header in made:
            continue
        parts = parts_of(header, rows.headers)
        if header == JOIN.join(parts):
            made[header] = _together(rows, parts)
        else:
            made[header], native[header] = multiply(rows, header, parts, decimal)
    if not made:
        return rows
    return replace(rows, frame=rows.frame.with_columns(**made), joined=tuple(made), native=native)


def about_blanks(rows: RowFile, headers: Sequence[str]) -> list[Remark]:
    """What was left out of texts that are put together, since it says that there is nothing.

    Args:
        rows: the file.
        headers: those that are taken.
    """
    found: list[Remark] = []
    for header in headers:
        parts = parts_of(header, rows.headers)
        for part in parts if len(parts) > 1 and header == JOIN.join(parts) else ():
            texts = rows.frame[part]
            said = texts.filter(texts.is_not_null() & without_marks(texts).is_null())
            if len(said):
                words = ", ".join(said.unique(maintain_order=True)[:EXAMPLES])
                facts = {"column": part, "n": len(said), "words": words}
                found.append(Remark("import.blank_words", facts))
    return found


def _together(rows: RowFile, parts: Sequence[str]) -> pl.Series:
    said = pl.DataFrame([without_marks(rows.frame[part]) for part in parts])
    texts = pl.concat_str(list(parts), separator=" ", ignore_nulls=True)
    return said.select(pl.when(texts != "").then(texts)).to_series()
