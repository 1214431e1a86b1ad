"""The words that people use over columns, on sheets, for nothing and for totals: one data file."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import rtoml

from xlcrm.language import LANGUAGES, names
from xlcrm.sheets.vocabularies import folded

_MARKS = re.compile(r"[\s_.,:;/\\|()\[\]{}\"'«»„“”!?*+-]+")


def plain(header: str) -> str:
    """A header as it is compared: no case, no diacritics' variants, marks as single blanks.

    Romanian is typed with cedillas, commas or neither, Russian with or without "ё"; "№" and "#"
    stay, since alone they mean a number of a row.
    """
    text = folded(header).translate(_LETTERS)
    return _MARKS.sub(" ", text).strip()


_LETTERS = str.maketrans("şţșțăâîё", "ststaaie")


@cache
def _declared() -> dict[str, Any]:
    source = files(__package__) / "spellings.toml"
    return rtoml.loads(source.read_text(encoding="utf-8"))


def _words(by_language: Mapping[str, list[str]]) -> list[str]:
    return [word for words in by_language.values() for word in words]


@cache
def header_words(table: str, field: str) -> tuple[str, ...]:
    """The usual headers of a field, besides its own, in `plain` form.

    Args:
        table: whose words come first, where it has words of its own for the field.
        field: the code name.
    """
    fields = _declared()["fields"]
    own, shared = fields.get(f"{table}.{field}", {}), fields.get(field, {})
    return tuple(dict.fromkeys(plain(word) for word in (*_words(own), *_words(shared))))


def header_languages(table: str, field: str, header: str) -> set[str]:
    """The languages, some not ours, in which a header is a field's own, or a usual word for it.

    Args:
        table: whose words count with those that all tables share.
        field: the code name.
        header: the text over the column.
    """
    fields, said = _declared()["fields"], plain(header)
    found = {one for one in LANGUAGES if plain(names("header", one).get(field, "")) == said}
    for words in (fields.get(f"{table}.{field}", {}), fields.get(field, {})):
        found |= {one for one, usual in words.items() if said in map(plain, usual)}
    return found


@cache
def own_words() -> frozenset[str]:
    """Headers, in `plain` form, that look like a field and are none, such as a unit price."""
    words = frozenset(plain(word) or word for word in _words(_declared()["own"]))
    return words | unit_price_words() | price_words()


@cache
def called_words() -> frozenset[str]:
    """Headers, in `plain` form, over names: of firms in a list of clients, of goods in others."""
    return frozenset(map(plain, _words(_declared()["called"])))


@cache
def unit_price_words() -> frozenset[str]:
    """Headers, in `plain` form, of the price of one piece."""
    return frozenset(map(plain, _words(_declared()["unit_price"])))


@cache
def price_words() -> frozenset[str]:
    """Headers, in `plain` form, of a price of which it is open whether it is that of one piece."""
    return frozenset(map(plain, _words(_declared()["price"])))


@cache
def net_price_words() -> frozenset[str]:
    """Headers, in `plain` form, of a price without its discount, of one piece or of the line."""
    return frozenset(map(plain, _words(_declared()["net_price"])))


def is_discount(header: str) -> bool:
    """Whether a header speaks of what is taken off a price."""
    said = f" {' '.join(plain(header).replace('%', ' ').split())} "
    return any(f" {plain(word)} " in said for word in _words(_declared()["discount"]))


@cache
def title_words(table: str) -> tuple[str, ...]:
    """What people call the sheet of a table, in `plain` form."""
    return tuple(dict.fromkeys(map(plain, _words(_declared()["titles"].get(table, {})))))


@cache
def row_words(table: str) -> tuple[str, ...]:
    """What headers call a row of a table, such as "lead" in "Lead owner", in `plain` form."""
    return tuple(map(plain, _words(_declared()["rows"].get(table, {}))))


@cache
def currency_words() -> tuple[str, ...]:
    """The words for currencies that stand at figures, and mean nothing else."""
    return tuple(_declared()["words"]["currencies"])


@cache
def header_currencies() -> frozenset[str]:
    """How headers say in what money is counted, in `plain` form."""
    return frozenset({*currency_words(), *_declared()["words"]["currency_names"]})


@cache
def blank_words() -> frozenset[str]:
    """What people write for nothing, folded."""
    return frozenset(map(folded, _declared()["words"]["blanks"])) | blank_marks()


@cache
def blank_marks() -> frozenset[str]:
    """What means nothing even where a name may stand: nobody is called so; folded."""
    return frozenset(map(folded, _declared()["words"]["marks"]))


@cache
def blank_names() -> frozenset[str]:
    """Words for nothing that are names when they are written so, in columns that hold names."""
    return frozenset(_declared()["words"]["names"])


@cache
def undated_words() -> frozenset[str]:
    """What stands for the day of something that has not happened yet, folded."""
    return frozenset(map(folded, _declared()["words"]["undated"]))


@cache
def blank_dumps() -> frozenset[str]:
    """What programs write for nothing, in the one form that is no name."""
    return frozenset(_declared()["words"]["dumps"])


@cache
def total_words() -> tuple[str, ...]:
    """How the rows of totals and subtotals begin, folded."""
    return tuple(map(folded, _declared()["words"]["totals"]))


@cache
def name_parts() -> frozenset[str]:
    """Headers, in `plain` form, of columns that each hold a part of a person's name."""
    return frozenset(map(plain, _declared()["parts"]["name"]))


@cache
def firm_words() -> frozenset[str]:
    """What stands in the names of firms and in nobody's, folded, without a point at the end."""
    return frozenset(_declared()["parts"]["firm"])


@cache
def all_words() -> frozenset[str]:
    """Every word that may stand over a column, in `plain` form."""
    fields = _declared()["fields"].values()
    labels = (plain(word) for one in LANGUAGES for word in names("header", one).values())
    usual = (plain(word) for words in fields for word in _words(words))
    return frozenset((*labels, *usual)) | own_words()


def is_header_word(text: str) -> bool:
    """Whether people put a text over columns."""
    return plain(text) in all_words()
