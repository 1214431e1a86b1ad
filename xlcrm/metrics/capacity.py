"""Whether more people ask than the team can serve: only then are leads ranked.

Definition: docs/definitions.md, "Capacity gate"; the load is the utilisation of queueing theory,
arrivals over what can be served (A. K. Erlang, 1917).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from narwhals.typing import IntoFrame

from xlcrm.metrics.tally import rows_within
from xlcrm.metrics.window import Window

LOOK_BACK_DAYS = 28
FULL = 0.85
_WORKDAYS = 5


@dataclass(frozen=True)
class Load:
    """How busy the team is.

    Attributes:
        inquiries: of the last 28 days.
        places: how many could have been served in them; None where no capacity is set.
    """

    inquiries: int
    places: float | None

    @property
    def share(self) -> float | None:
        """Inquiries over what can be served; None where no capacity is set."""
        return None if self.places is None else self.inquiries / self.places

    @property
    def over(self) -> bool:
        """Whether leads are ranked by value: the load is above 0.85."""
        return self.share is not None and self.share > FULL


def load(inquiries: IntoFrame, as_of: date, capacity_per_day: float | None) -> Load:
    """The load of the 28 days up to `as_of`, weekdays being Monday to Friday.

    Args:
        inquiries: `date`.
        as_of: the last day.
        capacity_per_day: inquiries that can be served on a weekday; None for not known.

    Raises:
        ColumnMissingError: the column is missing.
        TableError: it holds no dates.
    """
    window = Window(as_of - timedelta(days=LOOK_BACK_DAYS - 1), as_of)
    n = rows_within(inquiries, window, None).height
    if capacity_per_day is None:
        return Load(n, None)
    days = (window.start + timedelta(days=i) for i in range(LOOK_BACK_DAYS))
    return Load(n, capacity_per_day * sum(day.weekday() < _WORKDAYS for day in days))
