"""Texts to numbers, with one decimal mark for the whole column."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from xlcrm.crm.importing.evidence import contrary, weigh
from xlcrm.errors import ImportFileError

MARKS = (".", ",")

_LOCAL = ("lei", "leu", "руб.", "руб", "р.", "грн.", "грн", "kr.", "kr", "zł", "ft", "kč", "лв")  # noqa: RUF001
"""How people write currencies besides the codes of ISO 4217."""

_MINUS = r"[\u2212\u2013]"
_GAP = r"[\s'\u2019](\d{3})\b"
_SIGNED = r"^[-+]?"
_PATTERNS: Mapping[str, str] = {
    mark: _SIGNED + rf"(?:\d+|\d{{1,3}}(?:{other}\d{{3}})+)?(?:{point}\d*)?(?:[eE][-+]?\d+)?$"
    for mark, point, other in ((".", r"\.", ","), (",", ",", r"\."))
}


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Attributes:
        values: Float64; null where the cell is blank or no number under the column's mark.
        mark: the decimal mark, "." or ","; "" when no cell needs one.
        currencies: the currency signs and codes that stand at the numbers.
    """

    values: pl.Series
    mark: str
    currencies: tuple[str, ...]


def read_numbers(texts: pl.Series, header: str, *, given: str = "", whole: bool = False) -> Numbers:
    """Reads a column of texts as numbers.

    Understood are signs before or behind, parentheses for minus, currency signs and codes at
    either end, blanks of any kind and apostrophes between digits, groups of three digits, and an
    exponent. What else stands in a cell makes it no number ("5 kg", "20%").

    Args:
        texts: the column, blanks null.
        header: its name, for the message.
        given: the decimal mark that the user named for this file, or that is remembered.
        whole: whether the numbers count something, so that "1,234" can only be a thousand.

    Returns:
        The numbers, all read with one decimal mark.

    Raises:
        ImportFileError: every number can be read with either mark, or the numbers contradict each
            other, or the mark that was given ("import.decimal_mark_ambiguous",
            "import.decimal_mark_mixed", "import.decimal_mark_contrary").
    """
    distinct = texts.alias("text").drop_nulls().value_counts(name="n")
    cells = distinct["text"]
    bare, currencies = _bare(cells)
    readings = {mark: _numbers(bare, mark) for mark in MARKS}
    if whole:
        readings = {
            mark: values.set(values != values.floor(), None) for mark, values in readings.items()
        }
    if given:
        _check_given(cells, distinct["n"], readings, header, given)
    mark = given or _settled(cells, distinct["n"], readings, header)
    needed = mark if bare.str.contains(r"[.,]").any() else ""
    return Numbers(_spread(texts, cells, readings[mark]), needed, currencies)


def _spread(texts: pl.Series, cells: pl.Series, values: pl.Series) -> pl.Series:
    if cells.is_empty():
        return pl.Series([None] * len(texts), dtype=pl.Float64)
    return texts.replace_strict(cells, values, default=None, return_dtype=pl.Float64)


def _check_given(
    cells: pl.Series,
    counts: pl.Series,
    readings: Mapping[str, pl.Series],
    header: str,
    given: str,
) -> None:
    """Refuses a mark with which nearly all cells that tell are no numbers."""
    cell, right = contrary(cells, counts, readings, given)
    if cell:
        raise ImportFileError(
            "import.decimal_mark_contrary", column=header, mark=given, example=cell, right=right
        )


def _settled(
    cells: pl.Series, counts: pl.Series, readings: Mapping[str, pl.Series], header: str
) -> str:
    evidence = weigh(cells, counts, readings)
    if evidence.settled:
        return evidence.settled
    if evidence.examples:
        raise ImportFileError(
            "import.decimal_mark_mixed",
            column=header,
            examples="; ".join(evidence.examples.values()),
        )
    meant = (values.filter(cells == evidence.open_cell)[0] for values in readings.values())
    raise ImportFileError(
        "import.decimal_mark_ambiguous",
        column=header,
        example=evidence.open_cell,
        meanings=" / ".join(f"{number:g}" for number in meant),
    )


def _numbers(bare: pl.Series, mark: str) -> pl.Series:
    other = "," if mark == "." else "."
    fits = bare.str.contains(_PATTERNS[mark]) & bare.str.contains(r"\d")
    plain = bare.str.replace_all(other, "", literal=True).str.replace(mark, ".", literal=True)
    # 0,123 is no thousand: a group of three follows a number that starts with 1 to 9.
    odd = bare.str.contains(rf"^[-+]?0\d*\{other}")
    values = plain.cast(pl.Float64, strict=False)
    return values.set(~fits | odd | ~values.is_finite(), None)


def _bare(cells: pl.Series) -> tuple[pl.Series, tuple[str, ...]]:
    """The figures with their sign in front, and the currencies that stood at them."""
    plain = cells.str.replace_all(_MINUS, "-")
    if plain.str.contains(r"^[-+\d.,eE]*\d$").all():
        return plain, ()
    before, behind = _currency_patterns(words=bool(plain.str.contains(r"\p{L}").any()))
    money = plain.str.extract(before, 2).fill_null(plain.str.extract(behind, 1))
    figures = (
        plain.str.replace(before, "${1}")
        .str.replace(behind, "${2}")
        .str.replace(r"^\((.*)\)$", "-${1}")
        .str.replace(r"^([^-+].*)-$", "-${1}")
        .str.replace(r"^([-+])\s+", "${1}")
        .str.replace_all(_GAP, "${1}")
    )
    return figures, tuple(sorted(money.drop_nulls().str.to_uppercase().unique()))


@cache
def _currency_patterns(*, words: bool) -> tuple[str, str]:
    names = r"\p{Sc}"
    if words:
        from babel.numbers import list_currencies

        known = sorted({*list_currencies(), *_LOCAL}, key=lambda name: (-len(name), name))
        names += "|" + "|".join(name.replace(".", r"\.") for name in known)
    return rf"(?i)^([-+(]?)\s*({names})\s*", rf"(?i)\s*({names})\s*([-)]?)$"
