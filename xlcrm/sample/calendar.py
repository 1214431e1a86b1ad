"""The sample's calendar: working days, the season, and the ends of its story."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

_SEASON = (1.0, 1.0, 1.05, 1.0, 1.0, 0.95, 0.85, 0.8, 1.05, 1.1, 1.25, 1.45)
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days of the story.

    Attributes:
        start: the first day, about two years back.
        tidy: the day on which the buttons were last pressed; what came later is as it was typed.
        as_of: the last day.
    """

    start: date
    tidy: date
    as_of: date

    @classmethod
    def until(cls, as_of: date) -> "Calendar":
        """The two years up to a day."""
        return cls(as_of - timedelta(days=730), as_of - timedelta(days=49), as_of)

    def drawn(self, random: Random, lean: float = 0.8) -> date:
        """A working day of the story; `lean` below 1 draws more of them late."""
        return workday(self.start + timedelta(days=int(729 * random.random() ** lean)), self.as_of)

    def growth(self, day: date) -> float:
        """How much is sold on a day against an even year: season, and one per cent a month."""
        months = (day - self.start).days / 30
        return _SEASON[day.month - 1] * float(1.01**months)


def workday(day: date, latest: date) -> date:
    """The day, or the next Monday if it lies on a weekend; never after `latest`."""
    if day.weekday() >= _SATURDAY:
        day += timedelta(days=7 - day.weekday())
    return min(day, latest)


def at_work(day: date, random: Random) -> datetime:
    """A minute of the working day."""
    return datetime.combine(day, time(random.randint(8, 17), random.randrange(60)))
