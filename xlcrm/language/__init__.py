"""The texts that people read, by language; everything else in xlcrm speaks in codes.

A key such as "problem.cell.required" names the file (`problem.toml`) and the text in it. A text
with plural forms is a table by CLDR category and chosen by the parameter `n`. A text that a
language lacks is English: somebody who needs an answer is better off with that than with none.

Who presses a button cannot type options: where a text names some, the file `window` has another
one under the same key ("window.import.sheet_open" for "import.sheet_open").
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

import rtoml

from xlcrm.language.writing import plural_form, written

LANGUAGES = ("en", "ru", "ro")
DEFAULT = "en"

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The names of plural forms, as CLDR has them."""

APART = frozenset({"alias", "sample"})
"""Files that are no texts of ours: what people may type, and the words of the sample firm."""

WINDOW = "window"
"""The file of what is said otherwise in a window."""

_in_window = ContextVar("_in_window", default=False)

_FRACTIONS = {"other": "few"}
"""What stands in for a form that a text does without: a Russian fraction is written like "few"."""


@contextmanager
def in_window() -> Iterator[None]:
    """Speaks with somebody who presses buttons, for as long as it is entered."""
    before = _in_window.set(True)
    try:
        yield
    finally:
        _in_window.reset(before)


def text(key: str, language: str = DEFAULT, /, **parameters: Any) -> str:
    """The text of a key with its parameters filled in.

    Args:
        key: "file.name", such as "error.book.missing".
        language: one of `LANGUAGES`; "" is English.
        parameters: what the text names.

    Raises:
        KeyError: there is no such text; a test holds that every code has one, in each language.
    """
    spoken = language or DEFAULT
    if _in_window.get() and key in _subject(spoken, WINDOW):
        key = f"{WINDOW}.{key}"
    subject, _, name = key.partition(".")
    found = _subject(spoken, subject).get(name)
    if found is None:
        spoken = DEFAULT
        found = _subject(spoken, subject)[name]
    if isinstance(found, dict):
        form = plural_form(spoken, parameters["n"])
        found = found[form if form in found else _FRACTIONS.get(form, "other")]
    return written(str(found), spoken, parameters) if parameters else str(found)


def has_text(key: str, language: str = DEFAULT) -> bool:
    """Whether a key has a text in a language, or at least in English."""
    subject, _, name = key.partition(".")
    return name in _subject(language, subject) or name in _subject(DEFAULT, subject)


def names(subject: str, language: str = DEFAULT) -> dict[str, Any]:
    """All texts of one file by name; those with plural forms are tables of them."""
    return {key: found for key, found in _subject(language, subject).items() if found}


def subjects(language: str = DEFAULT) -> list[str]:
    """The names of a language's files of texts, in order."""
    source = files(__package__) / language
    found = [file.name.removesuffix(".toml") for file in source.iterdir()]
    return sorted(name for name in found if name not in APART and not name.startswith("_"))


@cache
def _subject(language: str, subject: str) -> dict[str, Any]:
    if language not in LANGUAGES:  # it may come from a workbook, and names a folder here
        raise KeyError(language)
    source = files(__package__) / language / f"{subject}.toml"
    if not source.is_file():
        return {}
    return _flat(rtoml.loads(source.read_text(encoding="utf-8")))


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and not value.keys() <= PLURALS:
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat
