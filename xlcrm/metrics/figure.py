"""One figure with what makes it worth trusting: count, interval, dates, and a note."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from xlcrm.metrics.window import Window

SHARE, COUNT, MONEY, DAYS, DATE, CODE = "share", "count", "money", "days", "date", "code"
INDEX, HOURS, POINTS, ORDERS = "index", "hours", "points", "orders"

FEWEST = 10
"""An estimate on fewer cases stands on no sheet, in a table it is grey, and no sentence, picture or
other figure rests on it (docs/definitions.md, "Few cases")."""
TOO_FEW = "figure.too_few"
"""The note of a figure that was refused for it."""
_ESTIMATED = frozenset({SHARE, DAYS, HOURS})
_NEVER = frozenset({MONEY, ORDERS, CODE, DATE})
"""Units of what is added up, or of one customer."""


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
        exact: whether it describes all there is and estimates nothing, as a share of revenue does.
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
    exact: bool = False

    @property
    def too_few(self) -> bool:
        """Whether it is an estimate that rests on fewer than `FEWEST` cases."""
        if self.value is None or self.exact or self.unit in _NEVER:
            return False
        if self.n is None or self.n >= FEWEST:
            return False
        return self.unit in _ESTIMATED or self.low is not None or self.high is not None

    def refused(self) -> "Figure":
        """The figure without its value, saying how many cases there are and how many it needs."""
        told = {"n": self.n or 0, "needed": FEWEST}
        blank = replace(self, value=None, low=None, high=None)
        return replace(blank, note=TOO_FEW, note_parameters=told)

    def over(self, window: Window, as_of: date) -> "Figure":
        """The figure with the dates that it was asked for."""
        return replace(self, as_of=as_of, start=window.start, end=window.end)
