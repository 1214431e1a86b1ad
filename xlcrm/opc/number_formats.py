"""Which number formats show a number as a date (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import re
from enum import Enum
from functools import cache


class Shown(Enum):
    """What a number looks like under a format."""

    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"


_BUILT_IN_DATES = {*range(14, 23), 45, 47}
_BUILT_IN_DURATION = 46
DAY_FORMAT, MOMENT_FORMAT, GENERAL = 14, 22, 0
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


@cache
def shown(number: int, code: str) -> Shown:
    """What a number looks like under a format.

    Args:
        number: the format's id; those below 164 are built in, unless `code` is given.
        code: the format's text; "" for a built-in one.
    """
    if not code:
        if number == _BUILT_IN_DURATION:
            return Shown.DURATION
        return Shown.DATE if number in _BUILT_IN_DATES else Shown.NUMBER
    plain = _LITERAL.sub("", _ELAPSED.sub("\x00", code)).partition(";")[0]
    if "\x00" in plain:
        return Shown.DURATION
    return Shown.DATE if _DATE_LETTERS.search(plain) else Shown.NUMBER
