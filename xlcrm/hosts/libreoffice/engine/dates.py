"""Days and moments as numbers: a cell holds days since the document's day zero."""

import datetime as dt
from typing import Any

_DAY = dt.timedelta(days=1)
_DAY_MILLISECONDS = 86_400_000


class Calendar:
    """Turns moments into a document's numbers and back.

    Args:
        null_date: the day that the document counts from, with Year, Month and Day.
    """

    def __init__(self, null_date: Any) -> None:
        self._zero = dt.datetime(null_date.Year, null_date.Month, null_date.Day)

    def number(self, value: dt.date | dt.time | dt.timedelta) -> float:
        """The number of a day, a moment, a time of day or a length of time, in days."""
        if isinstance(value, dt.timedelta):
            return value / _DAY
        if isinstance(value, dt.time):
            value = dt.datetime.combine(self._zero.date(), value)
        if not isinstance(value, dt.datetime):
            value = dt.datetime(value.year, value.month, value.day)
        if value.tzinfo is not None:
            value = value.replace(tzinfo=None)
        return (value - self._zero) / _DAY

    def moment(self, number: float) -> dt.datetime | float:
        """The moment of a number, to the millisecond, as far as a cell is exact.

        A number beyond the years 1 to 9999 stays a number.
        """
        try:
            return self._zero + dt.timedelta(milliseconds=round(number * _DAY_MILLISECONDS))
        except (OverflowError, ValueError):
            return number
