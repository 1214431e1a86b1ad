"""A field that stands in several columns of a file: texts put together, or figures multiplied."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.native import Native
from xlcrm.crm.importing.numbers import read_numbers
from xlcrm.crm.importing.outcome import EXAMPLES, Remark
from xlcrm.sheets.spellings import blank_marks, blank_words
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
            named = [_without_marks(rows.frame[part]) for part in parts]
            made[header] = _together(pl.DataFrame(named), " ")
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
            said = texts.filter(texts.is_not_null() & _without_marks(texts).is_null())
            if len(said):
                words = ", ".join(said.unique(maintain_order=True)[:EXAMPLES])
                facts = {"column": part, "n": len(said), "words": words}
                found.append(Remark("import.blank_words", facts))
    return found


def _without_marks(texts: pl.Series) -> pl.Series:
    # "Null" and "Nu" are names, and nobody is called so in other letters.
    nothing = {word for word in blank_words() if not (word.isascii() and word.isalpha())}
    return texts.set(texts.str.to_lowercase().is_in(sorted(nothing | blank_marks())), None)


def _together(parts: pl.DataFrame, separator: str) -> pl.Series:
    texts = pl.concat_str(parts.columns, separator=separator, ignore_nulls=True)
    return parts.select(pl.when(texts != "").then(texts)).to_series()


def _product(rows: RowFile, parts: Sequence[str], decimal: str) -> tuple[pl.Series, Native]:
    """The factors as texts, to see a product by, and the products; null where a factor is none."""
    product = pl.Series([1.0], dtype=pl.Float64).new_from_index(0, rows.frame.height)
    whole = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.frame.height)
    for part in parts:
        product *= _figures(rows, part, decimal)
        whole &= rows.frame[part].is_not_null()
    moments = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, rows.frame.height)
    texts = _together(rows.frame.select(parts), TIMES)
    return texts.zip_with(whole, texts.clear(len(texts))), Native(product.round(_DECIMALS), moments)


def _figures(rows: RowFile, header: str, decimal: str) -> pl.Series:
    texts, native = rows.frame[header], rows.native.get(header)
    if native is None:
        return read_numbers(texts, header, given=decimal).values
    texts = texts.set(native.numbers.is_not_null(), None)
    return native.numbers.fill_null(read_numbers(texts, header, given=decimal).values)
