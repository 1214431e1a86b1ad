"""How numbers, days and plural forms are written into a text, in each language."""

import string
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Self

_ENGLISH = "en"
_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "en": ("one", "other"),
    "ru": ("one", "few", "many"),
    "ro": ("one", "few", "other"),
}
"""The plural forms that every text with forms has; a Russian fraction is written like "few"."""

DAYS: Mapping[str, str] = {"en": "%Y-%m-%d", "ru": "%d.%m.%Y", "ro": "%d.%m.%Y"}
"""How a day is written in a text, as `strftime` takes it."""


class Numeral(str):
    """A number as it is written, which still knows the number, so that a plural can follow it.

    Attributes:
        number: the number.
    """

    __slots__ = ("number",)
    number: float

    def __new__(cls, written: str, number: float) -> Self:
        """Makes it of the writing and the number."""
        made = super().__new__(cls, written)
        made.number = number
        return made


def categories(language: str) -> tuple[str, ...]:
    """The plural forms that each text with forms has in a language, in the order of the CLDR."""
    return _CATEGORIES[language]


def plural_form(language: str, number: float | Numeral) -> str:
    """The CLDR category of a number, such as "few"."""
    counted = number.number if isinstance(number, Numeral) else number
    if language == _ENGLISH:
        return "one" if counted == 1 else "other"
    return str(_locale(language).plural_form(counted))


def written(template: str, language: str, parameters: Mapping[str, Any]) -> str:
    """A text with its parameters filled in.

    Args:
        template: with `{name}`, `{name:format}`, or `{name:form|form|form}`, which gives the
            plural form for a number alone, in the order of `categories`.
        language: by whose habits numbers and days are written.
        parameters: by name.
    """
    if language == _ENGLISH and "|" not in template:
        return template.format_map(parameters)
    return _FORMATTERS[language].vformat(template, (), parameters)


def written_day(day: date, language: str) -> str:
    """A day as a text of the language has it, with its time where it carries one."""
    form = DAYS[language]
    return f"{day:{form} %H:%M}" if isinstance(day, datetime) else f"{day:{form}}"


def marked(number: str, language: str) -> str:
    """A number as Python writes it, "1,234.5", with the marks of the language."""
    return number.translate(_marks(language))


def written_number(number: float, language: str, decimals: int = 0) -> str:
    """A number in groups of thousands, by the marks of a language: "12,345.60", "12\u00a0345,60".

    Args:
        number: rounded here.
        language: one of those with texts; "" is English.
        decimals: so many are written.
    """
    return marked(f"{number:,.{decimals}f}", language or _ENGLISH)


def tally(counts: Iterable[tuple[str, int]], language: str) -> str:
    """Names with their numbers, those of nothing left out: "Orders 1,204, Leads 3"."""
    return ", ".join(f"{name} {written_number(n, language)}" for name, n in counts if n)


class _Formatter(string.Formatter):
    """Fills a text by the habits of one language.

    Args:
        language: which.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value, as its language writes it."""
        if "|" in format_spec:
            return self._form(value, format_spec.split("|"))
        if isinstance(value, date) and not format_spec and self._language != _ENGLISH:
            return written_day(value, self._language)
        if isinstance(value, str):  # a number may come as it is written already
            return str(value)
        found = str(super().format_field(value, format_spec))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return marked(found, self._language)
        return found

    def _form(self, value: Any, forms: list[str]) -> str:
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if not isinstance(number, int | float | Numeral):
            return forms[-1]
        known = categories(self._language)
        category = plural_form(self._language, number)
        at = known.index(category) if category in known else known.index("few")
        return forms[min(at, len(forms) - 1)]


_FORMATTERS = {language: _Formatter(language) for language in _CATEGORIES}


@cache
def _locale(language: str) -> Any:
    # Babel is loaded only for readers of a language whose rules need it.
    from babel import Locale

    return Locale.parse(language)


@cache
def _marks(language: str) -> dict[int, str]:
    """What stands for the marks of thousands and decimals that Python writes."""
    if language == _ENGLISH:
        return {}
    symbols = _locale(language).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"]})
