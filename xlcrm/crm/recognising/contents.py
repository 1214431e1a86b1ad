"""What the cells of a column look like, and how well that fits a field."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache

from xlcrm.cells import Value
from xlcrm.sheets import Column
from xlcrm.sheets.foreign import MARKS, read_amount
from xlcrm.sheets.kinds import EXCEL_ERRORS, Kind, suggest_day, suggest_number
from xlcrm.sheets.spellings import blank_words, undated_words
from xlcrm.sheets.vocabularies import Vocabulary, folded, vocabularies

_DATE = re.compile(
    r"(\d{1,4})\s?[-./ ]\s?(?:(\d{1,2})|[^\W\d_]{3,})\.?\s?[-./ ]\s?(\d{1,4})(?:\D.*)?$"
    r"|[^\W\d_]{3,9}\.? \d{1,2},? \d{4}$"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_GROUP = re.compile(r"\d+")
_MONTHS, _DAYS = 12, 31
_PARTS, _NO_PART = 3, 3
"""Of a date: day, month and year; none of them has three digits."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}$")
_PHONE = re.compile(r"\+?[\d\s().\-/]{6,22}(?:\s*(?:ext|доб|int)\.?\s*\d+)?$")
_UNIT = re.compile(r"(?<=[\d.,\s])\s*[^\W\d_]{1,4}\.?$")
_PHONE_DIGITS = range(7, 16)
_LOCAL_DIGITS = range(5, 16)
"""A number without its area is shorter."""

_DATE_SERIALS = range(30_000, 60_000)
_SAID = 5
"""So many filled cells say something by themselves."""

_MOSTLY = 0.8


class Contents:
    """Some cells of one column, blank ones and words for nothing left out.

    Args:
        cells: as the workbook has them.
    """

    def __init__(self, cells: Sequence[Value]) -> None:
        self._cells = [cell for cell in cells if not _is_blank(cell)]

    @property
    def speaking(self) -> bool:
        """Whether there are enough cells to say something by themselves."""
        return len(self._cells) >= _SAID

    def fits(self, column: Column, vocabulary: Vocabulary | None = None) -> float:
        """The share of the cells that a field can hold, mended texts included; 1 without cells.

        Args:
            column: the field.
            vocabulary: its list, for a choice.
        """
        if not self._cells:
            return 1.0
        if self._answers and not self._all_known(vocabulary):
            return 0.0
        if column.kind in {Kind.DAY, Kind.MOMENT}:
            return self._dates if column.required else self._dates_so_far
        if column.kind is Kind.EMAIL:
            return self._emails
        if column.kind is Kind.PHONE:
            return self._share(lambda cell: _phone(cell, _LOCAL_DIGITS))
        if column.reading == "number":
            between = column.between
            if between is None:
                return self._numbers
            return self._share(
                lambda cell: (n := _number(cell)) is not None and between.low <= n <= between.high
            )
        if column.kind is Kind.CHOICE:
            return self._as_labels(vocabulary)
        return 1.0 - self._dated

    def speaks_for(self, column: Column, vocabulary: Vocabulary | None = None) -> float:
        """How much the cells alone say that this is the field, from 0 to 1."""
        if not self.speaking:
            return 0.0
        if column.kind is Kind.EMAIL and self._emails >= _MOSTLY:
            return self._emails
        if column.kind is Kind.PHONE and self._phones >= _MOSTLY and self._marked_phones:
            return self._phones
        if column.required and column.kind in {Kind.DAY, Kind.MOMENT}:
            return 0.7 * self._real_dates
        if column.kind is Kind.CHOICE and vocabulary is not None and vocabulary.labels:
            # What is answered by yes or no, only the header says.
            return 0.0 if self._answers else self._known_labels(vocabulary)
        return 0.0

    def _known_labels(self, vocabulary: Vocabulary) -> float:
        known = vocabulary.known()
        share = self._share(lambda cell: folded(str(cell)) in known)
        numbers = self._numbers > 1 - _MOSTLY
        return 0.9 * share if share >= _MOSTLY and not numbers else 0.0

    def _as_labels(self, vocabulary: Vocabulary | None) -> float:
        wrong = max(self._dated, self._emails)
        if vocabulary is not None and vocabulary.closed:
            return max(self._known_labels(vocabulary), 0.75 * (1.0 - wrong))
        return 1.0 - wrong

    @cached_property
    def _answers(self) -> bool:
        """Whether all that the cells say is yes or no."""
        return self.speaking and all(map(_is_answer, self._cells))

    def _all_known(self, vocabulary: Vocabulary | None) -> bool:
        known = vocabulary.known() if vocabulary is not None else {}
        return all(folded(str(cell)) in known for cell in self._cells)

    @cached_property
    def _dates(self) -> float:
        return self._share(_dated)

    @cached_property
    def _dates_so_far(self) -> float:
        """Dates among the cells that do not say that it has not happened yet."""
        told = [cell for cell in self._cells if folded(str(cell)) not in undated_words()]
        return sum(map(_dated, told)) / len(told) if told else self._dates

    @cached_property
    def _dated(self) -> float:
        """Dates that nobody would take for numbers."""
        return self._share(lambda cell: _dated(cell) and not isinstance(cell, int | float))

    @cached_property
    def _real_dates(self) -> float:
        return self._share(lambda cell: isinstance(cell, date) or _date_like(str(cell)))

    @cached_property
    def _numbers(self) -> float:
        return self._share(lambda cell: _number(cell) is not None)

    @cached_property
    def _emails(self) -> float:
        return self._share(lambda cell: _EMAIL.match(str(cell).strip()) is not None)

    @cached_property
    def _phones(self) -> float:
        return self._share(_phone)

    @cached_property
    def _marked_phones(self) -> bool:
        """Whether some number is written as only phone numbers are, or has many digits."""
        return any(
            any(mark in str(cell) for mark in "+()") or sum(map(str.isdigit, str(cell))) >= 10  # noqa: PLR2004 - as long as a number with its area
            for cell in self._cells
        )

    @property
    def numbered(self) -> bool:
        """Whether most cells are digits as numbers that are called have them, in whatever form."""
        counted = self._share(
            lambda cell: (
                not isinstance(cell, bool | date)
                and sum(map(str.isdigit, str(cell))) in _LOCAL_DIGITS
            )
        )
        return counted >= _MOSTLY

    def _share(self, holds: Callable[[Value], bool]) -> float:
        return sum(map(holds, self._cells)) / len(self._cells) if self._cells else 0.0


def _is_blank(cell: Value) -> bool:
    if not isinstance(cell, str):
        return cell is None
    text = folded(cell)
    return not text or text in blank_words() or cell.strip() in EXCEL_ERRORS


@cache
def _yes_no() -> frozenset[str]:
    return frozenset(vocabularies()["yes_no"].known())


def _is_answer(cell: Value) -> bool:
    if isinstance(cell, str):
        return folded(cell) in _yes_no() and not cell.strip().isdigit()
    return isinstance(cell, bool)


def _dated(cell: Value) -> bool:
    if isinstance(cell, date):
        return True
    if isinstance(cell, str):
        return bool(_date_like(cell.strip()) or suggest_day(cell))
    return isinstance(cell, int | float) and int(cell) in _DATE_SERIALS


def _number(cell: Value) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    return _number_in(cell) if isinstance(cell, str) else None


@lru_cache(maxsize=16_384)
def _number_in(cell: str) -> float | None:
    """The number in a text; each of our tables asks about the same cells."""
    if not any(map(str.isdigit, cell)):
        return None
    from_text = suggest_number(_UNIT.sub("", cell.strip()))
    bare = cell.replace(",", "").replace(".", "").strip()
    if from_text or bare.isdecimal():
        return float(from_text or bare)
    return next((n for mark in ("", *MARKS) if (n := read_amount(cell, mark)) is not None), None)


def _date_like(text: str) -> bool:
    """Whether a text is written as dates are; "069-20-30-00" is not, though it begins like one."""
    found = _DATE.match(text)
    if found is None or not (found[1] and found[2]):
        return found is not None
    first, second, third = map(int, found.groups())
    told = all(int(one) > 0 and len(one) != _NO_PART for one in found.groups())
    return told and min(first, second) <= _MONTHS and second <= _DAYS and min(first, third) <= _DAYS


def _phone(cell: Value, digits: range = _PHONE_DIGITS) -> bool:
    if isinstance(cell, bool | date):
        return False
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    return (
        _PHONE.match(text) is not None
        and sum(map(str.isdigit, text)) in digits
        and not (_date_like(text) and _is_no_number(text))
    )


def _is_no_number(text: str) -> bool:
    """Whether a text that is written like a date is none of the numbers in pairs of digits."""
    return _YEAR.search(text) is not None or len(_GROUP.findall(text)) <= _PARTS
