"""How dates name months and shorten years, the same wherever texts are read."""

from functools import cache
from types import MappingProxyType

from xlcrm.language import LANGUAGES

PIVOT = 30
"""A year of two digits below this is of this century, as Excel reads it."""


@cache
def month_numbers() -> MappingProxyType[str, int]:
    """The months from 1, by their names in all of our languages, in lower case without a dot."""
    from babel.dates import get_month_names

    found = {
        name.lower().rstrip("."): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, language).items()
    }
    return MappingProxyType(found | {"sept": 9})
