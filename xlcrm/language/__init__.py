"""The texts that people read, by language; everything else in xlcrm speaks in codes.

A key such as "problem.cell.required" names the file (`problem.toml`) and the text in it. A text
with plural forms is a table by CLDR category and chosen by the parameter `n`.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en",)
DEFAULT = "en"

_PLURALS = {"zero", "one", "two", "few", "many", "other"}


def text(key: str, language: str = DEFAULT, /, **parameters: Any) -> str:
    """The text of a key with its parameters filled in.

    Args:
        key: "file.name", such as "error.book.missing".
        language: one of `LANGUAGES`.
        parameters: what the text names.

    Raises:
        KeyError: there is no such text; a test holds that every code has one.
    """
    subject, _, name = key.partition(".")
    found = _subject(language, subject)[name]
    if isinstance(found, dict):
        found = found[_plural_form(language, parameters["n"])]
    return str(found).format_map(parameters) if parameters else str(found)


def has_text(key: str, language: str = DEFAULT) -> bool:
    """Whether a key has a text."""
    subject, _, name = key.partition(".")
    return name in _subject(language, subject)


def names(subject: str, language: str = DEFAULT) -> dict[str, str]:
    """All texts of one file that have no plural forms, by name."""
    return {key: found for key, found in _subject(language, subject).items() if found}


def _plural_form(language: str, number: float) -> str:
    if language == "en":
        return "one" if number == 1 else "other"
    from babel import Locale

    return str(Locale.parse(language).plural_form(number))


@cache
def _subject(language: str, subject: str) -> dict[str, Any]:
    if language not in LANGUAGES:  # it may come from a workbook, and names a folder here
        raise KeyError(language)
    source = files(__package__) / language / f"{subject}.toml"
    return _flat(tomllib.loads(source.read_text(encoding="utf-8")))


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and not value.keys() <= _PLURALS:
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat
