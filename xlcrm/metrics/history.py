"""What orders say about customers, worked out once, so that each metric after it is cheap."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.facts import order_facts
from xlcrm.metrics.intake import Frame, collected
from xlcrm.metrics.lapse import LapseRule, gaps, pooled_prior, spells

_REMEMBERED = 16
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class OrderHistory:
    """Orders up to a day, by customer and day.

    Frames name a customer in the column `customer`, a categorical of the customer ids.

    Attributes:
        as_of: the last day that counts.
        rule: the lapse rule with its prior filled in, estimated from all orders where it was not
            given: handed on to the history of some of the lines, it keeps the whole book's prior.
        lines: the facts of each order line (see `facts.order_facts`), on the caller's engine.
        days: one row per customer (null = unknown) and day: `day`, `month`, `cents` (net) and
            `ordered` (whether it is an order day).
        spells: one row per order day (see `lapse.spells`).
    """

    as_of: date
    rule: LapseRule
    lines: Frame
    days: Frame
    spells: Frame
    _memory: dict[Any, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, orders: IntoFrame, as_of: date, rule: LapseRule | None = None) -> "OrderHistory":
        """Works the history out.

        Args:
            orders: a pandas, Polars, DuckDB, ... frame of order lines: `customer_id` (null =
                unknown), `date`, `amount` (or `cents`), and any other columns.
            as_of: the last day that counts; rows dated later are ignored.
            rule: the lapse rule; by default that of docs/definitions.md with an estimated prior.

        Raises:
            ColumnMissingError: a column is missing.
            TableError: a column holds something else than it should.
        """
        rule = rule or LapseRule()
        lines = order_facts(orders, as_of)
        if isinstance(lines.to_native(), pl.LazyFrame):
            lines = _kept(lines)  # they are in memory already; each metric would work them out anew
        days = _by_day(lines)
        bought = days.filter(nw.col("ordered") & ~nw.col("customer").is_null())
        found = _kept(gaps(bought.select("customer", "day", "month")))
        prior = pooled_prior(found) if rule.prior_days is None else rule.prior_days
        rule = replace(rule, prior_days=prior)
        return cls(as_of, rule, lines, days, _kept(spells(found, rule, prior)))

    @property
    def prior_days(self) -> float:
        """The prior in force, in days."""
        assert self.rule.prior_days is not None
        return self.rule.prior_days

    def of_customers(self, customers: Collection[str]) -> "OrderHistory":
        """The history of some customers only, with the prior of the whole book.

        Orders of unknown customers are left out.

        Args:
            customers: their ids.
        """
        wanted = list(customers)
        mine = nw.col("customer").cast(nw.String).is_in(wanted)
        return OrderHistory(
            self.as_of,
            self.rule,
            self.lines.filter(nw.col("customer_id").is_in(wanted)),
            _kept(self.days.filter(mine)),
            _kept(self.spells.filter(mine)),
        )


def remembered(
    metric: Callable[Concatenate[OrderHistory, P], R],
) -> Callable[Concatenate[OrderHistory, P], R]:
    """Keeps what many cells ask for with the same arguments, the latest asked for longest."""

    @wraps(metric)
    def once(history: OrderHistory, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (metric.__qualname__, args, tuple(sorted(kwargs.items())))
        memory = history._memory  # noqa: SLF001 - the history keeps it for this function
        kept: R = memory.pop(key) if key in memory else metric(history, *args, **kwargs)
        if len(memory) >= _REMEMBERED:
            del memory[next(iter(memory))]
        memory[key] = kept
        return kept

    return once


def _by_day(lines: Frame) -> Frame:
    rows = lines.group_by("customer_id", "day").agg(
        nw.col("month").max(),
        nw.col("cents").sum().cast(nw.Int64),
        nw.col("ordered").any(),
    )
    coded = nw.col("customer_id").cast(nw.Categorical).alias("customer")
    return _kept(_kept(rows).with_columns(coded).drop("customer_id"))


def _kept(frame: Frame) -> Frame:
    """The rows of a lazy frame, computed once and kept here."""
    rows: Frame = nw.from_native(collected(frame).lazy())
    return rows
