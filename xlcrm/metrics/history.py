"""What orders say about customers, worked out once, so that each metric after it is cheap."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.intake import collected, picked
from xlcrm.metrics.lapse import LapseRule, cut, gaps, pooled_prior, spells
from xlcrm.metrics.order_lines import OrderLines, Own
from xlcrm.metrics.window import day_number

_REMEMBERED = 24
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
        lines: the order lines.
        day_rows: one row per customer (null = unknown) and day: `day`, `month`, `cents` (net) and
            `ordered` (whether it is an order day).
        spell_rows: one row per order day, by customer and day (see `lapse.spells`).
    """

    as_of: date
    rule: LapseRule
    lines: OrderLines
    day_rows: pl.DataFrame
    spell_rows: pl.DataFrame
    _memory: dict[Any, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        orders: IntoFrame,
        as_of: date,
        rule: LapseRule | None = None,
        own: Own | None = None,
    ) -> "OrderHistory":
        """Works the history out.

        Args:
            orders: a pandas, Polars, DuckDB, ... frame of order lines: `customer_id` (null =
                unknown), `date`, `amount` (or `cents`), and any other columns.
            as_of: the last day that counts; rows dated later are ignored.
            rule: the lapse rule; by default that of docs/definitions.md with an estimated prior.
            own: see `OrderLines.of`.

        Raises:
            ColumnMissingError: a column is missing.
            TableError: a column holds something else than it should.
        """
        return cls._of_lines(OrderLines.of(orders, as_of, own), as_of, rule or LapseRule())

    @classmethod
    def _of_lines(cls, lines: OrderLines, as_of: date, rule: LapseRule) -> "OrderHistory":
        days = _by_day(lines)
        bought, customers = days["ordered"], days["customer"]
        if customers.null_count():
            bought &= customers.is_not_null()
        found = gaps(picked(days, bought))
        prior = pooled_prior(found) if rule.prior_days is None else rule.prior_days
        rule = replace(rule, prior_days=prior)
        return cls(as_of, rule, lines, days, spells(found, rule, prior))

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
        return replace(
            self,
            lines=self.lines.of_customers(wanted),
            day_rows=picked(self.day_rows, _among(self.day_rows["customer"], wanted)),
            spell_rows=picked(self.spell_rows, _among(self.spell_rows["customer"], wanted)),
            _memory={},
        )

    def of_lines(self, column: str, values: Collection[Any] | pl.Series) -> "OrderHistory":
        """The history of some order lines only, with the prior of the whole book.

        Args:
            column: one of the lines' own columns, such as the sheet's row.
            values: what it holds in those lines.
        """
        return self._of_lines(self.lines.among(column, values), self.as_of, self.rule)

    def until(self, as_of: date) -> "OrderHistory":
        """The history as it was at the end of an earlier day, with the prior of this one.

        Args:
            as_of: the last day that counts, up to the history's own.
        """
        last = day_number(as_of)
        known = self.spell_rows.filter(pl.col("day") <= last)
        following = pl.when(pl.col("next_day") <= last).then("next_day")
        return replace(
            self,
            as_of=as_of,
            lines=self.lines.until(last),
            day_rows=picked(self.day_rows, self.day_rows["day"] <= last),
            spell_rows=cut(known.with_columns(next_day=following)),
            _memory={},
        )


def remembered(
    metric: Callable[Concatenate[OrderHistory, P], R],
) -> Callable[Concatenate[OrderHistory, P], R]:
    """Keeps what many cells ask for with the same arguments, the latest asked for longest."""

    @wraps(metric)
    def once(history: OrderHistory, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (metric, args, tuple(sorted(kwargs.items())))
        memory = history._memory  # noqa: SLF001 - the history keeps it for this function
        kept: R = memory.pop(key) if key in memory else metric(history, *args, **kwargs)
        if len(memory) >= _REMEMBERED:
            del memory[next(iter(memory))]
        memory[key] = kept
        return kept

    return once


def _among(customers: pl.Series, wanted: Collection[str]) -> pl.Series:
    """By row, whether it is one of some customers'."""
    return customers.cast(pl.String).is_in(list(wanted))


def _by_day(lines: OrderLines) -> pl.DataFrame:
    api = lines.api
    summed = lines.rows.group_by("customer_id", "day").agg(
        api.col("month").max(), api.col("cents").sum(), api.col("ordered").any()
    )
    if api is not pl:
        # DuckDB sums into wider integers.
        summed = collected(summed.with_columns(api.col("cents").cast(api.Int64)))
    coded = summed["customer_id"].cast(pl.Categorical).alias("customer")
    return pl.DataFrame([*(summed[name] for name in ("day", "month", "cents", "ordered")), coded])
