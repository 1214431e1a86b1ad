"""SEGMENT_PIVOT: a cross table by any column of customers or order lines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlcrm.cells import Value
from xlcrm.errors import FormulaError
from xlcrm.metrics.segments import CUSTOMERS, UNKNOWN, VALUES
from xlcrm.metrics.segments import segment_pivot as pivot_of
from xlcrm.sheets.base import own_name
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table


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
    down = own_name(rows)
    across = own_name(columns) if columns else None
    of_customers = [n for n in (down, across) if n and context.principle(n) == "Customers"]
    pivot = pivot_of(
        context.history(where),
        down,
        across,
        counted,
        from_date,
        to_date,
        context.buyers.select("customer_id", *dict.fromkeys(of_customers)),
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


def _labels(context: Context, labels: Sequence[Any]) -> list[Value]:
    named = {None: context.label("blank"), UNKNOWN: context.label("unknown")}
    return [named.get(label, label) for label in labels]
