"""A cell's value as text, without loss: how History keeps what a cell held before and after.

A number, a day, a moment and a truth value are written plainly; so is text, unless it could be
read as one of those. Then, as Excel's own entry line has it, an apostrophe stands before it. Blank
is no text at all, the empty text is a lone apostrophe (docs/decisions/0011).
"""

import math
import re
from datetime import date, datetime

from xlcrm.cells import Value
from xlcrm.sheets.kinds import EXCEL_ERRORS

QUOTE = "'"
_WORDS = {"TRUE": True, "FALSE": False}
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?)?")
_LONGEST_NUMBER = 400
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def encode(value: Value) -> str | None:
    """A value as text that `decode` reads back; None for blank.

    A number that is not finite is what a cell then holds: the error #NUM!.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return QUOTE + value if _quoted(value) else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return QUOTE + "#NUM!"
        whole = value.is_integer() and abs(value) < 1e15  # noqa: PLR2004 - repr has no exponent yet
        return str(int(value)) if whole else repr(value)
    return str(value)


def _quoted(text: str) -> bool:
    """Whether a text would be read as something else, or needs the mark of a text."""
    if not text or text.startswith(QUOTE) or text in _WORDS or text.strip() in EXCEL_ERRORS:
        return True
    return _looks_like_number(text) or _MOMENT.fullmatch(text) is not None


def _looks_like_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def decode(cell: Value) -> Value:
    """The value that a cell of History stands for; what is no text stands for itself."""
    if not isinstance(cell, str):
        return cell
    if cell.startswith(QUOTE):
        return cell[len(QUOTE) :]
    if cell in _WORDS:
        return _WORDS[cell]
    if _looks_like_number(cell):
        return int(cell) if _WHOLE.fullmatch(cell) else float(cell)
    if _MOMENT.fullmatch(cell):
        try:
            is_day = len(cell) == len("2024-12-31")
            return date.fromisoformat(cell) if is_day else datetime.fromisoformat(cell)
        except ValueError:
            return cell
    return cell


def canonical(value: Value) -> str:
    """What of a value survives saving, as text: two cells are the same when these are.

    Numbers count to 15 digits and moments to the millisecond, since programs keep no more; a
    moment at midnight is the day; the empty text is blank; what XML cannot hold is written as
    U+FFFD.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}" if math.isfinite(value) else QUOTE + "#NUM!"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, str):
        value = _NO_CHARACTER.sub("\ufffd", value)
    return encode(value) or ""


def _moment(value: datetime) -> str:
    day, time = value.date(), value.time()
    milliseconds = round(
        (time.hour * 3600 + time.minute * 60 + time.second) * 1000 + time.microsecond / 1000
    )
    return f"{day.isoformat()} +{milliseconds}" if milliseconds else day.isoformat()
