"""Whether a column of the manager's own is of numbers alone, and reading them loses nothing."""

import polars as pl

from xlcrm.crm.importing.naming import names_an_id
from xlcrm.sheets.spellings import currency_words

_LIKE_AN_ID = r"^[-+(]*0\d|^\(?\+|\d{16}"
"""Figures that a number would damage: with leading zeros or a plus, or too long for a float."""

_WORDS = "|".join(currency_words())
_WORD = rf"(?i)(?:^[-\x{{2212}}(]*|[\d\s])({_WORDS})\.?(?:[\d\s-]|[)-]?$)"
_FIGURES = r"\d[\d\s'\x{2019}.,]*"
_PLAIN = (
    rf"(?i)^(?:[-\x{{2212}}]\s?)?(?:(?:\p{{Sc}}|{_WORDS})\.?\s?[-\x{{2212}}]?)?{_FIGURES}"
    rf"\s?(?:\p{{Sc}}|(?:{_WORDS})\.?)?$"
)
"""Without other letters, which are an exponent in one column, a code or a unit in another: "2E05",
"10 ft"."""

_BRACKETS = r"^(\p{Sc}?)\s?\(([^()]+)\)"
"""How accounts write what is below zero."""


def plainly_numbers(texts: pl.Series, header: str) -> bool:
    """Whether every filled cell is a number and nothing else that the user would miss.

    Figures may have a minus or brackets for it, and a currency sign. A currency by its word has to
    be the same in all cells: it goes with the column's name then.

    Args:
        texts: the column, blanks null.
        header: its name; of ids nothing is a number (see `naming`).
    """
    if names_an_id(header) or texts.str.contains(_LIKE_AN_ID).any():
        return False
    bare = texts.drop_nulls().str.replace(_BRACKETS, "${1}${2}")
    if not bare.str.contains(_PLAIN).all():
        return False
    words = bare.str.extract(_WORD, 1).str.to_lowercase().replace("leu", "lei")
    return words.null_count() == len(words) or words.n_unique() == 1
