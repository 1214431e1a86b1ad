"""Order lines as a history knows them: their facts, and their own columns once these are asked for.

Most figures need no more of a line than whose it is, when and how much.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.metrics.facts import FACTS, line, order_facts
from xlcrm.metrics.intake import collected, picked, taken
from xlcrm.metrics.window import Window
from xlcrm.queries import run

_NEEDED = ("customer_id", "date", "amount", "cents")
_PLACE = "place"
Own = Callable[[str], pl.Series]


@dataclass(frozen=True, eq=False)
class OrderLines:
    """Order lines up to a day.

    Attributes:
        rows: the facts of each line (see `facts.order_facts`): a Polars frame, or a Narwhals one
            on the caller's engine.
        api: the library that speaks to them (see `intake.spoken`).
        columns: the names of the lines' own columns.
        own: gives one of them, of all lines; None where they stand beside the facts.
    """

    rows: Any
    api: Any
    columns: frozenset[str]
    own: Own | None

    @classmethod
    def of(cls, orders: IntoFrame, as_of: date, own: Own | None = None) -> "OrderLines":
        """Takes order lines.

        Args:
            orders: any frame of order lines; see `facts.order_facts`.
            as_of: the last day that counts.
            own: gives an own column of `orders`, row by row, where it is to read otherwise.

        Raises:
            ColumnMissingError: a column is missing.
            TableError: a column holds something else than it should.
        """
        frame = None if isinstance(orders, pl.DataFrame) else taken(orders)
        if frame is not None and not isinstance(frame.to_native(), pl.LazyFrame):
            own_names = frozenset(frame.collect_schema().names())
            return cls(order_facts(frame.to_native(), as_of), nw, own_names, None)
        table = orders if isinstance(orders, pl.DataFrame) else collected(frame)
        places = pl.int_range(table.height, eager=True).alias(_PLACE)
        needed = [table[name] for name in _NEEDED if name in table.columns]
        # An own column may be called like the place: it is none of those needed.
        facts = run(order_facts(pl.DataFrame([*needed, places]), as_of, keep=(_PLACE,)))
        return cls(facts, pl, frozenset(table.columns), own or table.get_column)

    def beside(self, *columns: str) -> Any:
        """The facts with some of the lines' own columns, each under `line(name)`."""
        if self.own is None:
            return self.rows
        own = [self._column(name).alias(line(name)) for name in columns]
        return self.rows[list(FACTS)].hstack(own)

    def of_customers(self, customers: Collection[str]) -> "OrderLines":
        """Those of some customers."""
        return self._only(self._fact("customer_id").is_in(list(customers)))

    def among(self, column: str, values: Collection[Any] | pl.Series) -> "OrderLines":
        """Those that hold one of some values in an own column."""
        if self.own is None:
            return self._only(self.api.col(line(column)).is_in(list(values)))
        wanted = values if isinstance(values, pl.Series) else list(values)
        return self._only(self._column(column).is_in(wanted))

    def until(self, last: int) -> "OrderLines":
        """Those up to the number of a day."""
        return self._only(self._fact("day") <= last)

    def within(self, window: Window) -> "OrderLines":
        """Those of a window."""
        day = self._fact("day")
        return self._only((day >= window.first) & (day <= window.last))

    def collected(self) -> pl.DataFrame:
        """The facts, brought here."""
        return collected(self.rows)

    def _fact(self, name: str) -> Any:
        """What a condition is made of: a column of rows that are here, else its name."""
        return self.api.col(name) if self.own is None else self.rows[name]

    def _only(self, condition: Any) -> "OrderLines":
        if isinstance(condition, pl.Series):
            return replace(self, rows=picked(self.rows, condition))
        return replace(self, rows=self.rows.filter(condition))

    def _column(self, name: str) -> pl.Series:
        assert self.own is not None
        column, places = self.own(name), self.rows[line(_PLACE)]
        return column if len(column) == len(places) else column.gather(places)
