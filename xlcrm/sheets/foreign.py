"""Texts of a foreign table as what they mean, in the one way that its column was agreed to have.

A manager's own table has dates typed as texts, numbers with a currency, and words for "nothing".
Once a column's reading is agreed on (it stands in the table "Columns"), its texts are read so. A
text that does not fit stays a text, and is a problem like any other; nothing is guessed per cell.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache, lru_cache

from xlcrm.cells import Cells, Value, typed
from xlcrm.sheets.base import Column
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.months import PIVOT, month_numbers
from xlcrm.sheets.nothing import means_nothing, words_for_nothing
from xlcrm.sheets.spellings import total_words
from xlcrm.sheets.vocabularies import folded

ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
"""Where year, month and day stand, by the order's name."""

MARKS = (",", ".")
"""The decimal marks."""

JOINED = "join"
"""How a column is read whose text is only a part of a field, such as a surname."""

_DATE = re.compile(
    r"(\d{1,4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,4})(?:\s*[^\W\d_]\.?)?"
    r"(?:[ T,]+(\d{1,2}):(\d{2})(?::\d{2})?)?\.?$"
)
_NAMED = re.compile(r"(\d{1,2})\.?[\s-]+([^\W\d_]{3,})\.?[\s-]+(\d{2,4})(?:\s*[^\W\d_]\.?)?$")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2}),? (\d{4})$")
_FULL, _CENTURY = 4, 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
# No word that multiplies, such as "k", "mln" or "тыс", may be among them.
_WORDS = (
    "(?:de )?lei|leu|ron|mdl|rub|rur|руб(?:л(?:ь|я|ей))?|р|грн|uah|eur|euro|евро|usd|dollars?|долл"
    "|gbp|pln|zl|zł|kč|kc|czk|ft|huf|chf|kr|sek|nok|dkk|лв|лей|лея|леев|bgn|kzt|тг|тенге|byn|try|tl"
    "|шт|pcs|pc|buc|kg|кг|ед"
)
_UNIT = rf"(?:(?:{_WORDS})\.?|[$€£₽₸₴])"
_AFFIX = re.compile(rf"^{_UNIT}\s*(?=[-\d])|(?<=\d)\s*{_UNIT}$", re.IGNORECASE)
_BLANK = re.compile(r"(?<=\d)[\s'\u2019](?=\d{3}(?!\d))")
_MOST, _MONTHS = 0.9, 12
_OF = {"за", "по", "на", "for", "of", "in", "per", "pe", "pentru", "din", "luna", "für", "von"}


def read_foreign(
    cells: Cells, column: Column | None, reading: str, known: Collection[str] = ()
) -> Cells:
    """A column of a foreign table with its texts as what they mean.

    Args:
        cells: as the workbook has them.
        column: the field that the column is; None for one of the manager's own.
        reading: the agreed one: a date order, a decimal mark, or "".
        known: folded labels of the field's list, or ids, which are never words for nothing.

    Returns:
        The same cells where no text was to be read.
    """
    if not isinstance(cells, list) and str(cells.dtype) != "String":
        return cells
    if isinstance(cells, list):
        texts = {cell for cell in cells if isinstance(cell, str)}
    elif column is None or column.reading == "text":
        # Long columns of names or ids hold nothing but words for nothing to look for.
        words = words_for_nothing(cells, column, known)
        blank = cells.is_in(words) | (cells.str.strip_chars() == "")
        return cells.set(blank.fill_null(value=False), None)
    else:
        texts = set(cells.drop_nulls().unique().to_list())
    meant = {text: _meant(text, column, reading, known) for text in texts}
    if all(value is text for text, value in meant.items()):
        return cells
    return typed([meant[cell] if isinstance(cell, str) else cell for cell in cells])


def _meant(text: str, column: Column | None, reading: str, known: Collection[str]) -> Value:
    if not text.strip() or means_nothing(text, column, known):
        return None
    if column is None:
        return text
    if column.kind in {Kind.DAY, Kind.MOMENT}:
        return read_date(text, reading) or text
    if column.reading == "number":
        number = read_amount(text, reading)
        return text if number is None else number
    return text


def read_date(text: str, order: str) -> date | datetime | None:
    """The date that a text means in an order; None where it means none.

    Args:
        text: such as "05.03.2024", "5 March 2024" or "2024-03-05 14:30".
        order: of day, month and year in figures; "" for texts that only have one meaning.
    """
    stripped = " ".join(text.split())
    if found := _DATE.match(stripped):
        parts = [int(part) for part in found.groups()[:3]]
        if len(found[1]) == _FULL:
            places = ORDERS["ymd"]
        elif order in {"dmy", "mdy"} and len(found[3]) in {2, _FULL}:
            places = ORDERS[order]
        else:
            return None
        day = _day(*(parts[place] for place in places))
        return _timed(day, found[4], found[5]) if found[4] else day
    if found := _NAMED.match(stripped):
        return _day(int(found[3]), month_of(found[2]), int(found[1]))
    if found := _NAMED_FIRST.match(stripped):
        return _day(int(found[3]), month_of(found[1]), int(found[2]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if year < _CENTURY:
        year += 2000 if year < PIVOT else 1900
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _timed(day: date | None, hour: str, minute: str) -> datetime | None:
    if day is None or int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004 - a clock
        return None
    return datetime(day.year, day.month, day.day, int(hour), int(minute))


@lru_cache(maxsize=256)
def month_of(word: str) -> int:
    """The month that a word names in one of our languages, from 1; 0 for none."""
    wanted = folded(word).rstrip(".")
    return month_numbers().get(wanted, month_numbers().get(wanted[:3], 0))


def date_order(texts: Iterable[str]) -> str:
    """The order in which a column's date texts are written; "" where they do not settle it.

    A part above twelve settles it, if nearly all such texts agree; dots alone mean day first, as
    they do wherever they are used.
    """
    votes: Counter[str] = Counter()
    dotted = 0
    for text in texts:
        found = _DATE.match(" ".join(text.split()))
        if found is None or len(found[1]) == _FULL:
            continue
        first, second = int(found[1]), int(found[2])
        dotted += "." in text.partition(" ")[0]
        votes["dmy"] += first > _MONTHS >= second
        votes["mdy"] += second > _MONTHS >= first
        votes["open"] += first <= _MONTHS and second <= _MONTHS
    told = votes["dmy"] + votes["mdy"]
    if told:
        best = max(("dmy", "mdy"), key=lambda order: votes[order])
        return best if votes[best] >= _MOST * told else ""
    return "dmy" if dotted and dotted >= _MOST * votes["open"] else ""


def read_amount(text: str, mark: str) -> float | None:
    """The number that a text means with a decimal mark; None where it means none.

    Args:
        text: such as "1 234,50 lei".
        mark: "," or "."; "" for texts without any mark.
    """
    bare = _AFFIX.sub("", _AFFIX.sub("", " ".join(text.split())))
    bare = _BLANK.sub("", bare.strip())
    other = "." if mark == "," else ","
    if mark and other in bare:
        whole = bare.partition(mark)[0]
        if not re.fullmatch(rf"[-+]?\d{{1,3}}(?:{re.escape(other)}\d{{3}})+", whole):
            return None
        bare = bare.replace(other, "")
    if mark:
        bare = bare.replace(mark, ".")
    return (
        float(bare)
        if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", bare) and (mark or "." not in bare)
        else None
    )


def decimal_mark(texts: Iterable[str]) -> str:
    """The decimal mark with which a column's number texts are written; "" where open or none."""
    votes: Counter[str] = Counter()
    for text in texts:
        bare = _BLANK.sub("", _AFFIX.sub("", _AFFIX.sub("", " ".join(text.split()))).strip())
        marks = [mark for mark in MARKS if mark in bare]
        if len(marks) == len(MARKS):
            votes[max(MARKS, key=bare.rfind)] += 1
        elif marks and not re.fullmatch(r"[-+]?\d{1,3}(?:[.,]\d{3})+", bare):
            votes[marks[0]] += bare.count(marks[0]) == 1
    told = sum(votes.values())
    best = max(MARKS, key=lambda mark: votes[mark])
    return best if told and votes[best] >= _MOST * told else ""


def is_total(text: str) -> bool:
    """Whether a text begins the row of a total, such as "Итого за март:"."""
    bare = folded(text).rstrip(" :.")
    words = [word.rstrip(" :.") for word in total_words()]
    if bare in words:
        return True
    # A firm may be called "Total Energies": more words need to say of what it is the total.
    rest = next((bare[len(word) + 1 :] for word in words if bare.startswith(f"{word} ")), "")
    return bool(rest) and (text.rstrip().endswith(":") or rest.split()[0] in _OF)


@cache
def total_pattern() -> str:
    """A regular expression for texts, among which are all that begin a total."""
    return r"(?i)^\s*(?:" + "|".join(re.escape(word.rstrip(" :.")) for word in total_words()) + ")"
