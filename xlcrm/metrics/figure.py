"""One figure with what makes it worth trusting: count, interval, dates, and a note."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from xlcrm.metrics.window import Window

SHARE, COUNT, MONEY, DAYS, DATE, CODE = "share", "count", "money", "days", "date", "code"
INDEX, HOURS, POINTS, ORDERS = "index", "hours", "points", "orders"


@dataclass(frozen=True)
class Figure:
    """The answer to one question.

    Attributes:
        value: the figure; None where it is undefined, and `note` then says why. A share is a
            fraction 0-1; money is in units of the currency; a code is a word of `status` or `rfm`.
        unit: "share", "count", "money", "days", "date", "code", "index" (0-1), "hours", "points"
            or "orders" (expected ones, with a fraction).
        n: how many cases the figure rests on; the denominator of a share.
        low: the lower end of the 95 % interval, where the figure is an estimate.
        high: the upper end.
        as_of: the last day that was looked at.
        start: the first day of the window, where there is one.
        end: the last day of the window.
        note: the code of a remark, such as "figure.nobody_at_start"; empty for none.
        note_parameters: what the remark names.
    """

    value: float | str | date | None
    unit: str
    n: int | None = None
    low: float | None = None
    high: float | None = None
    as_of: date | None = None
    start: date | None = None
    end: date | None = None
    note: str = ""
    note_parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def over(self, window: Window, as_of: date) -> "Figure":
        """The figure with the dates that it was asked for."""
        return replace(self, as_of=as_of, start=window.start, end=window.end)
