"""An import's fields, tables and values in the words of who reads about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlcrm.frames import Frames
from xlcrm.language import DEFAULT, text
from xlcrm.language.writing import marked, written_day
from xlcrm.sheets import MODELS, columns, label
from xlcrm.sheets.kinds import shown

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MIDNIGHT = " 00:00:00"
_FIELDS = ("field", "fields", "near")


@dataclass(frozen=True)
class Words:
    """The words of one workbook; in English the names are those that options take.

    Attributes:
        frames: the workbook.
        known: the table that rows are brought into.
    """

    frames: Frames
    known: str

    @property
    def language(self) -> str:
        """The workbook's."""
        return self.frames.language

    def field(self, name: str) -> str:
        """A field as the workbook heads it; one of the manager's own columns is its header."""
        if self.language == DEFAULT or name not in columns(MODELS[self.known]):
            return name
        return self.frames.header(self.known, name) or label(name, self.language)

    @property
    def table(self) -> str:
        """The table, as its sheet is titled."""
        place = self.frames.place(self.known)
        if self.language == DEFAULT:
            return self.known
        return place.sheet if place else text(f"table.{self.known}.title", self.language)

    def value(self, value: Any) -> str:
        """A value as the language writes it."""
        if value is None:
            return ""
        plain = str(shown(value)).removesuffix(_MIDNIGHT)
        if self.language == DEFAULT or isinstance(value, bool):
            return plain
        if isinstance(value, date):
            return written_day(value, self.language).removesuffix(" 00:00")
        if isinstance(value, int | float):
            return marked(f"{value:,.15g}", self.language)
        return plain

    def key(self, key: str) -> str:
        """What names a row, the days in it as the language writes them, without a time of none."""
        key = key.replace(_MIDNIGHT, "")
        if self.language == DEFAULT:
            return key
        return _DAY.sub(lambda found: self._day(found[0]), key)

    def _day(self, written: str) -> str:
        try:
            return written_day(date.fromisoformat(written), self.language)
        except ValueError:
            return written

    def told(self, code: str, parameters: Mapping[str, Any]) -> str:
        """The sentence with a code.

        Args:
            code: a key of `language`.
            parameters: what it names; fields and the table by their code names.
        """
        said = dict(parameters)
        for key in _FIELDS:
            if isinstance(said.get(key), str):
                said[key] = ", ".join(map(self.field, said[key].split(", ")))
        if said.get("table") == self.known:
            said["table"] = self.table
        if self.language != DEFAULT and isinstance(said.get("list"), str):
            said["list"] = text(f"list.{said['list']}", self.language)
        return text(code, self.language, **said)
