"""Which customers are active at the end of a day, as bits: asked for many days, answered at once.

Definition: docs/definitions.md, "Active / lapsed"; worked out in `lapse.spells`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xlcrm.metrics.history import OrderHistory, remembered

Bits = NDArray[np.bool_]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Activity:
    """The active days of all customers.

    Attributes:
        customers: (c,) who they are, as in the frames of the history.
        first_day: (c,) the number of each one's first order day.
        owner: (s,) whose spell each is, as a place in `customers`.
        starts: (s,) the first day of each spell.
        ends: (s,) its last active day.
    """

    customers: pl.Series
    first_day: Integers
    owner: Integers
    starts: Integers
    ends: Integers

    def on(self, day: int) -> Bits:
        """(c,) who is active at the end of a day."""
        bits = np.zeros(len(self.customers), dtype=np.bool_)
        bits[self.owner[(self.starts <= day) & (self.ends >= day)]] = True
        return bits

    def new(self, first: int, last: int) -> Bits:
        """(c,) whose first order day lies between two days, both included."""
        return (self.first_day >= first) & (self.first_day <= last)


@remembered
def activity(history: OrderHistory) -> Activity:
    """The active days of all customers of a history."""
    rows = history.spell_rows
    first = rows["i"].to_numpy() == 1
    place, owner = np.flatnonzero(first), np.cumsum(first) - 1
    return Activity(
        rows["customer"].gather(place),
        rows["first_day"].to_numpy()[place],
        owner,
        rows["day"].to_numpy(),
        rows["active_to"].to_numpy(),
    )


def count(bits: Bits) -> int:
    """How many."""
    return int(np.count_nonzero(bits))
