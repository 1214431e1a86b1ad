"""The pairs that the CrossSell sheet shows, and the buyers of one category, read from functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xlcrm.cells import Value
from xlcrm.metrics.figure import FEWEST
from xlcrm.report.counts import number
from xlcrm.report.page import table_of
from xlcrm.udfs.context import Context

_PRINCIPLES = ("category", "product")
_UNNAMED = "customer_id,bought,also,also_share,low,high,lift,signal,together,n_bought"
_TWO = 2
N_BOUGHT = 10
"""The place of the count of buyers in the rows of NEXT_CATEGORY."""


@dataclass(frozen=True)
class Pair:
    """Two categories of which at least five customers bought both, in one direction.

    Attributes:
        place: the row of the table, from 1.
        bought, also: the categories.
        together: how many bought both.
        n_bought: how many bought the first.
        share: of those with the first, who have the other; `low` to `high` is its interval.
        lift: how many times as many as by chance.
        signal: whether the interval lies wholly above or below what all buy.
    """

    place: int
    bought: str
    also: str
    together: int
    n_bought: int
    share: float
    low: float
    high: float
    lift: float
    signal: bool

    @property
    def few(self) -> bool:
        """Whether the share rests on too few buyers of the first."""
        return self.n_bought < FEWEST


class Likely(NamedTuple):
    """A buyer of one category, to whom it is worth to offer the likeliest other one.

    Attributes:
        customer_id: who.
        who: the name, else the id.
        bought: what they buy.
        also: what to offer.
        share, low, high: how many of the buyers of the one bought the other.
    """

    customer_id: str
    who: str
    bought: str
    also: str
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Offers:
    """What could be offered.

    Attributes:
        principle: the column of order lines that is looked at.
        no: the word for no signal.
        more: the word for what is bought together more often than by chance.
        context: the workbook's frames and the day.
    """

    principle: str
    no: str
    more: str
    context: Context

    @classmethod
    def of(cls, context: Context) -> "Offers | None":
        """The offers by category, else by product; None where neither has two labels."""
        for name in _PRINCIPLES:
            if context.orders[name].drop_nulls().n_unique() >= _TWO:
                no, more = (context.label(f"signal_{one}") for one in ("no", "more"))
                return cls(name, no, more, context)
        return None

    @property
    def by_customer(self) -> str:
        """The formula of the pairs that one customer bought, without "="."""
        return f'CROSS_SELL("{self.principle}","customers")'

    @property
    def by_order(self) -> str:
        """The formula of the pairs that were bought on one day, without "="."""
        return f'CROSS_SELL("{self.principle}","orders")'

    @property
    def next(self) -> str:
        """The formula of the buyers of one category, without "="."""
        return f'NEXT_CATEGORY("{self.principle}")'

    @property
    def next_unnamed(self) -> str:
        """The same without a column of names, for a book that has none."""
        return f'NEXT_CATEGORY("{self.principle}",,,,,"{_UNNAMED}")'

    @cached_property
    def pairs(self) -> list[Pair]:
        """All pairs, the strongest first, each in both directions."""
        rows = table_of(self.by_customer, self.context).rows
        return [_pair(place, row, self.no) for place, row in enumerate(rows, start=1)]

    @property
    def solid(self) -> list[Pair]:
        """Those that rest on enough buyers of the first, the strongest first."""
        return [pair for pair in self.pairs if not pair.few]

    @property
    def once(self) -> list[Pair]:
        """Each pair once, of which both rest on enough buyers."""
        both = {(pair.also, pair.bought) for pair in self.solid}
        solid = [pair for pair in self.solid if (pair.bought, pair.also) in both]
        return [pair for pair in solid if pair.bought < pair.also]

    @property
    def tell(self) -> bool:
        """Whether any pair is bought together clearly more or less often than by chance."""
        return any(pair.signal for pair in self.solid)

    @property
    def best(self) -> Pair | None:
        """The pair that goes together most; None where there is no signal."""
        strong = [pair for pair in self.solid if pair.signal and pair.lift > 1]
        return max(strong, key=lambda pair: (pair.lift, pair.share), default=None)

    @cached_property
    def alone(self) -> Sequence[Sequence[Value]]:
        """The buyers of one category, the likeliest offers first: the rows of `next`."""
        return table_of(self.next, self.context).rows

    @cached_property
    def promising(self) -> Sequence[Sequence[Value]]:
        """Those of them of whom clearly more buy the other one than among all customers.

        Only where enough have bought the one.
        """
        return [
            row for row in self.alone if row[8] == self.more and number(row[N_BOUGHT]) >= FEWEST
        ]

    def likely(self, most: int) -> list[Likely]:
        """The first so many of those."""
        return [_likely(row) for row in self.promising[:most]]


def _likely(row: Sequence[Value]) -> Likely:
    key, who, bought, also = (str(value or "") for value in row[:4])
    share, low, high = (number(value) for value in row[4:7])
    return Likely(key, who or key, bought, also, share, low, high)


def _pair(place: int, row: Sequence[Value], no: str) -> Pair:
    bought, also, together, n_bought, _, _, share, low, high, lift, signal = row
    return Pair(
        place=place,
        bought=str(bought),
        also=str(also),
        together=int(number(together)),
        n_bought=int(number(n_bought)),
        share=number(share),
        low=number(low),
        high=number(high),
        lift=number(lift),
        signal=signal != no,
    )
