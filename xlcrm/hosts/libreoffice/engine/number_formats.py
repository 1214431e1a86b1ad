"""Number formats: Excel's codes, the office's keys, and what kind of value a format shows."""

import re
from enum import IntEnum
from typing import Any

from xlcrm.hosts.libreoffice.engine import bridge

_DATE, _TIME, _TEXT, _LOGICAL = 2, 4, 256, 1024
_PROTECTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|E[+-]|[YMDHS]+')
_DATE_LETTERS = frozenset("YMDHS")


class Kind(IntEnum):
    """What kind of value a cell's number stands for, by its format."""

    NUMBER = 0
    DATE = 1
    BOOLEAN = 2
    TEXT = 3


DATE_CODE, MOMENT_CODE, TIME_CODE = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss"
BOOLEAN_CODE = "BOOLEAN"


class NumberFormats:
    """The number formats of one open document, or of a chart.

    Args:
        formats: the office's own list of them.
    """

    def __init__(self, formats: Any) -> None:
        self._formats = formats
        self._locale = bridge.struct("lang.Locale", Language="en", Country="US")
        self._keys: dict[str, int] = {}
        self._kinds: dict[int, Kind] = {}
        self._codes: dict[int, str] = {}

    def key(self, code: str) -> int:
        """The key of a format, made where the document does not know it yet.

        Raises:
            ValueError: the code is no number format.
        """
        if code not in self._keys:
            key = self._formats.queryKey(code, self._locale, False)
            if key < 0:
                try:
                    key = self._formats.addNew(code, self._locale)
                except bridge.error_class("util.MalformedNumberFormatException") as error:
                    raise ValueError(f"{code!r} is no number format.") from error
            self._keys[code] = key
        return self._keys[code]

    def code(self, key: int) -> str:
        """The code of a key, as Excel writes it."""
        if key not in self._codes:
            found = self._formats.getByKey(key)
            text = "General" if found.Type & _LOGICAL else str(found.FormatString)
            self._codes[key] = _as_excel(text)
        return self._codes[key]

    def kind(self, key: int) -> Kind:
        """What kind of value a format shows."""
        if key not in self._kinds:
            bits = self._formats.getByKey(key).Type
            if bits & (_DATE | _TIME):
                kind = Kind.DATE
            elif bits & _LOGICAL:
                kind = Kind.BOOLEAN
            else:
                kind = Kind.TEXT if bits & _TEXT else Kind.NUMBER
            self._kinds[key] = kind
        return self._kinds[key]


def _as_excel(code: str) -> str:
    def written(match: re.Match[str]) -> str:
        text = match[0]
        if text.startswith("[") and not text.startswith("[$"):
            inner = text[1:-1]
            return f"[{inner.lower()}]" if set(inner) <= _DATE_LETTERS else f"[{inner.title()}]"
        return text.lower() if set(text) <= _DATE_LETTERS else text

    return "General" if code == "Standard" else _PROTECTED.sub(written, code)
