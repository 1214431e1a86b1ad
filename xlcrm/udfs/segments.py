"""SEGMENT_PIVOT: a cross table by any column of customers or order lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from xlcrm.cells import Value
from xlcrm.errors import FormulaError
from xlcrm.metrics.segments import CUSTOMERS, UNKNOWN, VALUES
from xlcrm.metrics.segments import segment_pivot as pivot_of
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table
from xlcrm.udfs.where import field_of


@dataclass(frozen=True)
class _Principle:
    """A column that rows or columns of the table are told apart by."""

    table: str
    name: str

    @property
    def key(self) -> str:
        """Its name among the columns of both tables: that of Orders stands for itself."""
        return self.name if self.table == "Orders" else f"{self.table}.{self.name}"


def segment_pivot(
    context: Context,
    rows: str,
    columns: str | None,
    value: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """SEGMENT_PIVOT.

    Raises:
        FormulaError: a column or the value is unknown.
    """
    counted = (value or CUSTOMERS).strip().casefold()
    if counted not in VALUES:
        raise FormulaError(
            "formula.unknown_value",
            function="SEGMENT_PIVOT",
            argument="value",
            choices=", ".join(VALUES),
            value=value,
        )
    down, across = _principle(context, rows), _principle(context, columns) if columns else None
    of_customers = {p.key: p.name for p in (down, across) if p and p.table == "Customers"}
    people = _people(context, of_customers) if of_customers else None
    pivot = pivot_of(
        context.history(where),
        down.key,
        across.key if across else None,
        counted,
        from_date,
        to_date,
        people,
    )
    first = f"{rows} / {columns}" if columns else rows
    if across is None:
        headers: list[Value] = [first, context.label(counted)]
        body = list(zip(_labels(context, pivot.rows), pivot.row_totals, strict=True))
        return Table(headers, [*body, (context.label("total"), pivot.total)])
    headers = [first, *_labels(context, pivot.columns), context.label("total")]
    made = [
        (label, *cells, total)
        for label, cells, total in zip(
            _labels(context, pivot.rows), pivot.cells, pivot.row_totals, strict=True
        )
    ]
    last = (context.label("total"), *pivot.column_totals, pivot.total)
    return Table(headers, [*made, last])


def _people(context: Context, columns: Mapping[str, str]) -> pl.DataFrame:
    """The customers with some of their columns, each under another name."""
    rows = context.buyers
    named = [rows[name].alias(key) for key, name in columns.items()]
    return pl.DataFrame([rows["customer_id"], *named])


def _principle(context: Context, given: str) -> _Principle:
    table, name = field_of(given)
    return _Principle(context.principle(name, table), name)


def _labels(context: Context, labels: Sequence[Any]) -> list[Value]:
    named = {None: context.label("blank"), UNKNOWN: context.label("unknown")}
    return [named.get(label, label) for label in labels]
