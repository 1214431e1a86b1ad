"""Columns of figures that are multiplied: a quantity, a price, and what a discount leaves of it."""

import re
from collections.abc import Sequence

import polars as pl

from xlcrm.crm.importing.blanks import without_marks
from xlcrm.crm.importing.files import RowFile
from xlcrm.crm.importing.native import Native
from xlcrm.crm.importing.numbers import read_numbers

TIMES = " * "
"""Between headers of columns that are multiplied ("Quantity * Unit price")."""

_DECIMALS = 6
"""A product of floats is off by less; cents are rounded where they are counted."""

_LESS = re.compile(r"\(\s*1\s*-\s*(?P<header>.*?)\s*(?P<percent>/\s*100\s*)?\)")
_PERCENT = " / 100)"


def less(header: str) -> str:
    """The factor that a discount makes: "(1 - Discount)", a share.

    Args:
        header: over the discounts.
    """
    return f"(1 - {header})"


def less_percent(header: str) -> str:
    """The factor that a discount in percent makes: "(1 - Discount / 100)".

    Args:
        header: over the discounts.
    """
    return f"(1 - {header}{_PERCENT}"


def named_in(factor: str) -> str:
    """The header in a factor, which is the factor itself where no discount is taken off.

    Args:
        factor: as a user writes it, such as "Quantity" or "(1 - Discount)".
    """
    found = _LESS.fullmatch(factor.strip())
    return found["header"] if found else factor


def with_header(factor: str, header: str) -> str:
    """A factor as it is written here.

    Args:
        factor: as a user writes it.
        header: the file's header that is meant.
    """
    found = _LESS.fullmatch(factor.strip())
    if not found:
        return header
    return less_percent(header) if found["percent"] else less(header)


def multiply(
    rows: RowFile, product: str, parts: Sequence[str], decimal: str
) -> tuple[pl.Series, Native]:
    """The factors as texts, to see a product by, and the products; null where a factor is none.

    Args:
        rows: the file.
        product: the factors (see `with_header`) with `TIMES` between them.
        parts: the headers in them, in order.
        decimal: the decimal mark that the user named; "" for none.

    Raises:
        ImportFileError: the decimal mark of figures stays open.
    """
    value = pl.Series([1.0], dtype=pl.Float64).new_from_index(0, rows.frame.height)
    whole = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.frame.height)
    shown: list[pl.Expr] = []
    for factor, part in zip(product.split(TIMES), parts, strict=True):
        before, _, behind = factor.partition(part)
        shown.append(pl.concat_str(pl.lit(before), pl.col(part), pl.lit(behind)))
        if factor == part:
            value *= _figures(rows, part, decimal)
            whole &= rows.frame[part].is_not_null()
        else:
            value *= _left(rows, part, decimal, percent=factor.endswith(_PERCENT))
    moments = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, rows.frame.height)
    texts = rows.frame.select(
        pl.concat_str(shown, separator=TIMES, ignore_nulls=True).alias(product)
    ).to_series()
    return texts.zip_with(whole, texts.clear(len(texts))), Native(value.round(_DECIMALS), moments)


def _left(rows: RowFile, header: str, decimal: str, *, percent: bool) -> pl.Series:
    """What discounts leave of a price: all where there is none, null where it is no share."""
    texts = without_marks(rows.frame[header])
    figures = _figures(rows, header, decimal, unit="%")
    signed = texts.str.ends_with("%").fill_null(value=False)
    shares = (figures / 100).zip_with(signed | percent, figures)
    left = 1 - shares.set(~shares.is_between(0, 1), None)
    return left.set(texts.is_null(), 1.0)


def _figures(rows: RowFile, header: str, decimal: str, unit: str = "") -> pl.Series:
    texts, native = rows.frame[header], rows.native.get(header)
    if unit:
        texts = without_marks(texts).str.strip_suffix(unit).str.strip_chars()
    if native is None:
        return read_numbers(texts, header, given=decimal).values
    texts = texts.set(native.numbers.is_not_null(), None)
    return native.numbers.fill_null(read_numbers(texts, header, given=decimal).values)
