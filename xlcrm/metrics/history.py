"""What orders say about customers, worked out once, so that each metric after it is cheap."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.facts import line, order_facts
from xlcrm.metrics.intake import Frame, collected, lazily, spoken
from xlcrm.metrics.lapse import LapseRule, cut, gaps, pooled_prior, spells
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
        lines = order_facts(orders, as_of)
        return cls._of_lines(lines, as_of, rule or LapseRule())

    @classmethod
    def _of_lines(cls, lines: Frame, as_of: date, rule: LapseRule) -> "OrderHistory":
        if isinstance(lines.to_native(), pl.LazyFrame):
            lines = _kept(lines)  # they are in memory already; each metric would work them out anew
        days = _by_day(lines)
        bought = days.filter(pl.col("ordered") & pl.col("customer").is_not_null())
        found = gaps(_lazy(bought.select("customer", "day", "month")))
        prior = pooled_prior(found) if rule.prior_days is None else rule.prior_days
        rule = replace(rule, prior_days=prior)
        return cls._holding(as_of, rule, lines, days, collected(spells(found, rule, prior)))

    @classmethod
    def _holding(
        cls, as_of: date, rule: LapseRule, lines: Frame, days: pl.DataFrame, spells: pl.DataFrame
    ) -> "OrderHistory":
        made = cls(as_of, rule, lines, _lazy(days), _lazy(spells))
        # What the cached properties would collect is at hand.
        vars(made).update(day_rows=days, spell_rows=spells)
        return made

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
        mine = pl.col("customer").cast(pl.String).is_in(wanted)
        return self._holding(
            self.as_of,
            self.rule,
            self.lines.filter(nw.col("customer_id").is_in(wanted)),
            self.day_rows.filter(mine),
            self.spell_rows.filter(mine),
        )

    def of_lines(self, column: str, values: Collection[Any] | pl.Series) -> "OrderHistory":
        """The history of some order lines only, with the prior of the whole book.

        Args:
            column: one of the lines' own columns, such as the sheet's row.
            values: what it holds in those lines.
        """
        rows, api = spoken(self.lines)
        wanted = values.implode() if api is pl and isinstance(values, pl.Series) else list(values)
        lines = lazily(rows.filter(api.col(line(column)).is_in(wanted)))
        return self._of_lines(lines, self.as_of, self.rule)

    def until(self, as_of: date) -> "OrderHistory":
        """The history as it was at the end of an earlier day, with the prior of this one.

        Args:
            as_of: the last day that counts, up to the history's own.
        """
        last = day_number(as_of)
        known = self.spell_rows.filter(pl.col("day") <= last)
        following = pl.when(pl.col("next_day") <= last).then("next_day")
        return self._holding(
            as_of,
            self.rule,
            self.lines.filter(nw.col("day") <= last),
            self.day_rows.filter(pl.col("day") <= last),
            collected(cut(_lazy(known.with_columns(next_day=following)))),
        )

    @cached_property
    def day_rows(self) -> pl.DataFrame:
        """The rows of `days`."""
        return collected(self.days)

    @cached_property
    def spell_rows(self) -> pl.DataFrame:
        """The rows of `spells`."""
        return collected(self.spells)

    @cached_property
    def columns(self) -> Mapping[str, nw.dtypes.DType]:
        """The columns of `lines` with their types."""
        return dict(self.lines.collect_schema())


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


def _by_day(lines: Frame) -> pl.DataFrame:
    rows, api = spoken(lines)
    summed = rows.group_by("customer_id", "day").agg(
        api.col("month").max(), api.col("cents").sum(), api.col("ordered").any()
    )
    # DuckDB sums into wider integers; pandas takes a cast within the sum for a loop over groups.
    summed = summed.with_columns(api.col("cents").cast(api.Int64))
    here = summed if api is pl else collected(summed).lazy()
    coded = pl.col("customer_id").cast(pl.Categorical).alias("customer")
    found: pl.DataFrame = here.with_columns(coded).drop("customer_id").collect()
    return found


def _kept(frame: Frame) -> Frame:
    """The rows of a lazy frame, computed once and kept here."""
    return _lazy(collected(frame))


def _lazy(rows: pl.DataFrame) -> Frame:
    return lazily(rows.lazy())
