"""Windows of whole days, and days and months as numbers.

Definition: docs/definitions.md, "General".
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xlcrm.errors import FormulaError

_EPOCH = date(1970, 1, 1)
_MONTHS = 12
FIRST_DAY = date(1, 1, 1)
"""For windows that take everything up to a day."""


@dataclass(frozen=True)
class Window:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def first(self) -> int:
        """The number of the first day."""
        return day_number(self.start)

    @property
    def last(self) -> int:
        """The number of the last day."""
        return day_number(self.end)

    def months(self) -> Iterator["Window"]:
        """The calendar months that the window touches, each cut to the window."""
        start = self.start
        while start <= self.end:
            yield Window(start, min(month_end(start), self.end))
            start = month_end(start) + timedelta(days=1)


def resolve(start: date | None, end: date | None, as_of: date) -> Window:
    """Fills in omitted ends.

    Both omitted: the last 12 complete months up to `as_of`. Only `start`: up to `as_of`. Only
    `end`: the 12 months up to it.

    Raises:
        FormulaError: the window ends after `as_of`, or before it starts.
    """
    if end is not None and end > as_of:
        raise FormulaError("window.ends_after_as_of", end=end, as_of=as_of)
    if end is None:
        end = as_of if start is not None else _last_complete_month_end(as_of)
    if start is None:
        start = year_before(end)
    if start > end:
        raise FormulaError("window.starts_after_end", start=start, end=end)
    return Window(start, end)


def day_of(at: date | None, as_of: date) -> date:
    """The day that a state is asked for: `as_of` where it is omitted.

    Raises:
        FormulaError: the day lies after `as_of`.
    """
    if at is None:
        return as_of
    if at > as_of:
        raise FormulaError("window.day_after_as_of", day=at, as_of=as_of)
    return at


def year_before(end: date) -> date:
    """The first of the 12 months that end with `end`: 1 July for 30 June."""
    following = end + timedelta(days=1)
    if (following.month, following.day) == (2, 29):
        return date(following.year - 1, 3, 1)
    return following.replace(year=following.year - 1)


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def month_number(day: date) -> int:
    """Months since the year 0: twelve times the year, plus the month from 0."""
    return day.year * _MONTHS + day.month - 1


def complete_month(as_of: date) -> int:
    """The number of the last month that is complete by `as_of`."""
    return month_number(as_of) - (0 if as_of == month_end(as_of) else 1)


def _last_complete_month_end(as_of: date) -> date:
    return as_of if as_of == month_end(as_of) else as_of.replace(day=1) - timedelta(days=1)
