"""The sample firm told in another language: the same story with that language's words."""

import re
from functools import cached_property
from typing import Any

from xlcrm.cells import Value
from xlcrm.language import DEFAULT, names
from xlcrm.sample.orders import Row
from xlcrm.sheets import MODELS, columns
from xlcrm.sheets.vocabularies import LABELS, word

_PERSONS, _FIRMS = ("name", "contact"), ("company",)
_ADDRESSES = ("email", "website")
_LETTERS = re.compile(r"[a-z]+")


class Teller:
    """Tells what the English story says.

    Args:
        language: in which it is told.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._words: dict[str, Any] = {} if language == DEFAULT else names("sample", language)

    def rows(self, table: str, rows: list[Row]) -> list[Row]:
        """A table's rows in the language."""
        if self._language == DEFAULT:
            return rows
        return [
            {self._header(table, name): self._told(table, name, at) for name, at in row.items()}
            for row in rows
        ]

    def _header(self, table: str, name: str) -> str:
        """One of the firm's own headers; a declared column keeps its code name."""
        return name if name in columns(MODELS[table]) else self.text(name)

    def text(self, value: str) -> str:
        """A word or a sentence; what the language has no words for stays English."""
        return self._phrase(value) or value

    def _phrase(self, value: str) -> str:
        return str(self._words.get(f"phrase.{value}", ""))

    def _told(self, table: str, name: str, value: Value) -> Value:
        if not isinstance(value, str):
            return value
        column = columns(MODELS[table]).get(name)
        choice = column.choice.name if column and column.choice else ""
        if choice and value in LABELS[choice]:
            return word(choice, value, self._language)
        if name in _ADDRESSES:
            return _LETTERS.sub(lambda found: self._ascii(found[0]), value)
        known = self._phrase(value)
        if known or name not in (*_PERSONS, *_FIRMS):
            return known or value
        return self._firm(value) if name in _FIRMS else self._person(value)

    def _person(self, value: str) -> str:
        return " ".join(self._name(part) for part in value.split())

    def _name(self, part: str) -> str:
        """A name; where its last letter is doubled by a slip, the other name has the same slip."""
        if found := self._words.get(f"name.{part}"):
            return str(found)
        found = str(self._words.get(f"name.{part[:-1]}", ""))
        return found + found[-1] if found else part

    def _firm(self, value: str) -> str:
        first, second, *rest = value.split()
        return str(self._words["company"]).format(
            suffix=self._words[f"suffix.{' '.join(rest)}"],
            first=self._words[f"first.{first}"],
            second=self._words[f"second.{second}"],
        )

    def _ascii(self, part: str) -> str:
        """A piece of an address: the word that stands there now, in Latin letters."""
        return self._pieces.get(part, part)

    @cached_property
    def _pieces(self) -> dict[str, str]:
        latin = {key[-1]: to for key, to in self._words.items() if key.startswith("latin.")}
        silent = dict.fromkeys(str(self._words.get("silent", "")))
        letters = str.maketrans(latin | silent)
        return {
            key.partition(".")[2].lower(): str(told).lower().translate(letters)
            for key, told in self._words.items()
            if key.startswith(("name.", "first.", "second."))
        }
