"""The number formats of days, as each language writes them in cells."""

import re
from collections.abc import Mapping

from xlcrm.language import DEFAULT

_DAYS: Mapping[str, str] = {DEFAULT: "yyyy-mm-dd", "ru": "dd.mm.yyyy", "ro": "dd.mm.yyyy"}
_MONTHS: Mapping[str, str] = {"ru": "[$-419]", "ro": "[$-418]"}
"""What makes a program write months and weekdays in a language that is not its own."""
_QUOTED = re.compile(r'"[^"]*"')


def day_format(language: str = DEFAULT) -> str:
    """The number format of a day."""
    return _DAYS[language]


def local(number_format: str, language: str = DEFAULT) -> str:
    """A number format that is written as in English, as another language has it.

    Args:
        number_format: such as "yyyy-mm-dd", "mmm yyyy" or "#,##0". The marks of numbers are the
            program's own affair.
        language: of the sheet.
    """
    found = number_format.replace(_DAYS[DEFAULT], _DAYS[language])
    bare = _QUOTED.sub("", found)
    named = "mmm" in bare or "ddd" in bare
    return _MONTHS.get(language, "") + found if named else found
