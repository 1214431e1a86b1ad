"""A field that stands in several columns of a file: texts put together, or figures multiplied."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.native import Native
from xlcrm.crm.importing.numbers import read_numbers
from xlcrm.sheets.vocabularies import folded

JOIN, TIMES = " + ", " * "
"""Between headers of columns that are put together ("First name + Last name"), or multiplied
("Quantity * Unit price")."""

_DECIMALS = 6
"""A product of floats is off by less; cents are rounded where they are counted."""


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
        found = [by_fold.get(folded(part), []) for part in named]
        if all(len(alike) == 1 for alike in found):
            parts = tuple(alike[0] for alike in found)
            return mark.join(parts), parts
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
        if header == TIMES.join(parts):
            made[header], native[header] = _product(rows, parts, decimal)
        else:
            made[header] = _together(rows, parts, " ")
    if not made:
        return rows
    return replace(rows, frame=rows.frame.with_columns(**made), joined=tuple(made), native=native)


def _together(rows: RowFile, parts: Sequence[str], separator: str) -> pl.Series:
    texts = pl.concat_str(list(parts), separator=separator, ignore_nulls=True)
    return rows.frame.select(pl.when(texts != "").then(texts)).to_series()


def _product(rows: RowFile, parts: Sequence[str], decimal: str) -> tuple[pl.Series, Native]:
    """The factors as texts, to see a product by, and the products; null where a factor is none."""
    product = pl.Series([1.0], dtype=pl.Float64).new_from_index(0, rows.frame.height)
    whole = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.frame.height)
    for part in parts:
        product *= _figures(rows, part, decimal)
        whole &= rows.frame[part].is_not_null()
    moments = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, rows.frame.height)
    texts = _together(rows, parts, TIMES)
    return texts.zip_with(whole, texts.clear(len(texts))), Native(product.round(_DECIMALS), moments)


def _figures(rows: RowFile, header: str, decimal: str) -> pl.Series:
    texts, native = rows.frame[header], rows.native.get(header)
    if native is None:
        return read_numbers(texts, header, given=decimal).values
    texts = texts.set(native.numbers.is_not_null(), None)
    return native.numbers.fill_null(read_numbers(texts, header, given=decimal).values)
