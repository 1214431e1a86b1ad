"""Net revenue by customer and day, as arrays: asked for many windows, answered at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xlcrm.metrics.activity import Bits, Integers, activity
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.window import Window

UNKNOWN, NO_BUYER = -1, -2
"""Lines of nobody, and of customers who have only sent back."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """The rows of `OrderHistory.days`, the earliest first.

    Attributes:
        customers: how many customers have an order day.
        day: (d,) the number of the day, ascending.
        owner: (d,) whose it is, as a place in `Activity.customers`, or `UNKNOWN` or `NO_BUYER`.
        cents: (d,) net revenue.
        ordered: (d,) whether it is an order day.
    """

    customers: int
    day: Integers
    owner: NDArray[np.intp]
    cents: Integers
    ordered: Bits

    def within(self, window: Window) -> slice:
        """The rows of a window."""
        first = np.searchsorted(self.day, window.first, side="left")
        return slice(int(first), int(np.searchsorted(self.day, window.last, side="right")))

    def earned(self, window: Window) -> Integers:
        """(c,) net revenue of each customer of `Activity.customers` in a window, in cents."""
        inside = self.within(window)
        # The places of those that are none of them lie behind the customers'.
        found = np.zeros(self.customers + 2, dtype=np.int64)
        np.add.at(found, self.owner[inside], self.cents[inside])
        return found[: self.customers]


@remembered
def ledger(history: OrderHistory) -> Ledger:
    """The net revenue of a history by customer and day."""
    rows = history.day_rows
    order = np.argsort(rows["day"].to_numpy())
    known = activity(history).customers.to_physical().to_numpy()
    # Who is not known is no number here, and equals none.
    codes = rows["customer"].to_physical().to_numpy().astype(np.float64)
    place = np.searchsorted(known.astype(np.float64), codes)
    bought = np.append(known, -1.0)[place] == codes
    owner = np.where(np.isnan(codes), UNKNOWN, np.where(bought, place, NO_BUYER))
    columns = (rows["day"].to_numpy(), owner, rows["cents"].to_numpy(), rows["ordered"].to_numpy())
    return Ledger(known.size, *(column[order] for column in columns))
