"""Customers, orders or revenue by one or two principles at once.

A principle is any column of the customers' table or of the order lines, the manager's own
included.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.errors import FormulaError
from xlcrm.metrics.facts import line
from xlcrm.metrics.figure import COUNT, MONEY
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import collected, is_text, text, understood
from xlcrm.metrics.status import newest
from xlcrm.metrics.window import FIRST_DAY, Window, resolve
from xlcrm.queries import run


class Nobody(Enum):
    """The label of lines without a customer, where customers are told apart."""

    UNKNOWN = "unknown"


CUSTOMERS, ORDERS, REVENUE, ACTIVE = "customers", "orders", "revenue", "active"
UNKNOWN = Nobody.UNKNOWN
VALUES = (CUSTOMERS, ORDERS, REVENUE, ACTIVE)
Number = float | int
_ID = pl.col("customer").cast(pl.String).alias("customer_id")


@dataclass(frozen=True)
class Pivot:
    """A table of two principles with totals.

    A customer or order that falls under several labels of an order line's principle counts once
    in each, and once in a total: totals need not be sums.

    Attributes:
        rows: the labels of the rows, ascending; None is "blank"; it and `UNKNOWN` stand last.
        columns: the labels of the columns, likewise; empty where there is one principle.
        cells: one tuple per row, one number per column.
        row_totals: one number per row.
        column_totals: one number per column.
        total: over everything.
        unit: "count" or "money".
        window: the days that were looked at.
    """

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    cells: tuple[tuple[Number, ...], ...]
    row_totals: tuple[Number, ...]
    column_totals: tuple[Number, ...]
    total: Number
    unit: str
    window: Window


def segment_pivot(
    history: OrderHistory,
    rows: str,
    columns: str | None = None,
    value: str = CUSTOMERS,
    start: date | None = None,
    end: date | None = None,
    customers: IntoFrame | None = None,
) -> Pivot:
    """Counts or revenue by one or two principles.

    Args:
        history: the orders.
        rows: a column of `customers`, or else of the order lines.
        columns: another one, or None.
        value: "customers" (distinct, with an order day in the window), "orders" (order days),
            "revenue" (net, in money; lines without a customer are under `UNKNOWN`) or "active"
            (customers active at the end of the window; for a principle of the order lines, under
            each label that they ever bought).
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.
        customers: `customer_id` and the customers' principles, one row per customer.

    Raises:
        FormulaError: the window, a principle or the value is none.
        ColumnMissingError: `customers` lacks `customer_id`.
    """
    window = resolve(start, end, history.as_of)
    if value not in VALUES:
        raise FormulaError("segment.unknown_value", value=value, known=", ".join(VALUES))
    principles = {"row": rows} if columns is None else {"row": rows, "column": columns}
    events = _events(history, window, value, principles, customers)
    units = _units(events, value, list(principles))
    of_customer = _of_customer(principles, customers)
    by_row = _numbers(units, ["row"], of_customer)
    by_column = _numbers(units, ["column"], of_customer) if columns is not None else {}
    by_both = _numbers(units, ["row", "column"], of_customer) if columns is not None else {}
    (total,) = _numbers(units, [], of_customer).values()
    scale = (lambda cents: cents / 100) if value == REVENUE else int
    down, across = (_in_order(found) for found in (by_row, by_column))
    return Pivot(
        rows=tuple(down),
        columns=tuple(across),
        cells=tuple(tuple(scale(by_both.get((r, c), 0)) for c in across) for r in down),
        row_totals=tuple(scale(by_row[r,]) for r in down),
        column_totals=tuple(scale(by_column[c,]) for c in across),
        total=scale(total),
        unit=MONEY if value == REVENUE else COUNT,
        window=window,
    )


def _of_customer(principles: dict[str, str], customers: IntoFrame | None) -> set[str]:
    """Which of the keys `row` and `column` stand for a column of the customers."""
    known = set() if customers is None else set(understood(customers)[2])
    return {key for key, name in principles.items() if name in known}


def _events(
    history: OrderHistory,
    window: Window,
    value: str,
    principles: dict[str, str],
    customers: IntoFrame | None,
) -> pl.DataFrame:
    """What counts, with its labels `row` and `column`: `customer_id`, `day`, `cents`, `ordered`."""
    attributes = _attributes(customers, list(principles.values()))
    of_customer = {key: name for key, name in principles.items() if name in attributes.columns}
    of_line = {key: name for key, name in principles.items() if key not in of_customer}
    if of_line:
        span = Window(FIRST_DAY, window.end) if value == ACTIVE else window
        rows = _lines(history, span, value, of_line)
        if value == ACTIVE:
            rows = rows.join(_active(history, window), on="customer_id", how="semi")
    elif value == ACTIVE:
        rows = _active(history, window).with_columns(ordered=pl.lit(value=True))
    else:
        rows = _order_days(history, window) if value == ORDERS else _customers(history, window)
    if of_customer:
        labels = {key: pl.col(name) for key, name in of_customer.items()}
        rows = rows.join(attributes.select("customer_id", **labels), on="customer_id", how="left")
    return rows


def _order_days(history: OrderHistory, window: Window) -> pl.DataFrame:
    inside = pl.col("day").is_between(window.first, window.last)
    return history.day_rows.filter(inside).select(_ID, "day", "cents", "ordered")


@remembered
def _customers(history: OrderHistory, window: Window) -> pl.DataFrame:
    """What counts where days do not, once for the many principles that ask: a row per customer."""
    days = _order_days(history, window).lazy().group_by("customer_id")
    return run(days.agg(pl.col("cents").sum(), pl.col("ordered").any()))


def _active(history: OrderHistory, window: Window) -> pl.DataFrame:
    """The ids of the customers active at a window's end."""
    return newest(history, window.end).filter(pl.col("until") >= window.last).select(_ID)


def _lines(
    history: OrderHistory, window: Window, value: str, of_line: dict[str, str]
) -> pl.DataFrame:
    for name in of_line.values():
        if name not in history.lines.columns:
            raise FormulaError("segment.unknown_principle", principle=name)
    lines = history.lines.within(window)
    rows, api = lines.beside(*dict.fromkeys(of_line.values())), lines.api
    types = rows.collect_schema()
    labels = [
        _label(line(name), types[line(name)], api).alias(key) for key, name in of_line.items()
    ]
    keys = ["customer_id", "day"] if value == ORDERS else ["customer_id"]
    summed = (
        rows.with_columns(*labels)
        .group_by(*keys, *of_line)
        .agg(api.col("cents").sum(), api.col("ordered").any())
    )
    # DuckDB sums into wider integers.
    cents = api.col("cents").cast(api.Int64)
    return collected(summed if api is pl else summed.with_columns(cents))


def _attributes(customers: IntoFrame | None, principles: Sequence[str]) -> pl.DataFrame:
    """`customer_id` and those of the principles that are columns of the customers."""
    if customers is None:
        return pl.DataFrame(schema={"customer_id": pl.String})
    rows, api, schema = understood(customers, "customer_id")
    names = [name for name in dict.fromkeys(principles) if name in schema]
    ids = text("customer_id", schema["customer_id"], api).alias("customer_id")
    labels = (_label(name, schema[name], api) for name in names if name != "customer_id")
    found = collected(rows.select(ids, *labels))
    if found["customer_id"].n_unique() == found.height:
        return found
    return found.unique("customer_id", keep="first", maintain_order=True)


def _label(name: str, dtype: Any, api: Any) -> Any:
    if is_text(dtype):
        return api.when(api.col(name) != "").then(api.col(name)).alias(name)
    return api.col(name)


def _units(events: pl.DataFrame, value: str, keys: Sequence[str]) -> pl.DataFrame:
    """What is counted: one row per countable thing and label, or `cents` by label."""
    if value == REVENUE:
        nobodys = pl.col("customer_id").is_null().alias("unknown")
        return events.group_by(*keys, nobodys).agg(pl.col("cents").sum())
    unit = ["customer_id", "day"] if value == ORDERS else ["customer_id"]
    bought = events.filter(pl.col("ordered") & pl.col("customer_id").is_not_null())
    return bought.select(*unit, *keys).unique()


def _numbers(
    units: pl.DataFrame, keys: Sequence[str], of_customer: Collection[str]
) -> dict[tuple[Any, ...], int]:
    """Cents, or how many different things, by the labels of some keys; of no key, all of them."""
    if "cents" in units:
        number, group = pl.col("cents").sum(), [*keys, "unknown"]
    else:
        number, group = pl.len(), list(keys)
        others = [name for name in ("row", "column") if name in units and name not in keys]
        units = units.drop(others).unique() if others else units
    rows = units.group_by(*group).agg(number) if group else units.select(number)
    found: dict[tuple[Any, ...], int] = {} if keys else {(): 0}
    for *labels, count in rows.iter_rows():
        unknown = len(labels) > len(keys) and labels[-1]
        told = zip(keys, labels, strict=False)
        named = tuple(UNKNOWN if unknown and key in of_customer else label for key, label in told)
        found[named] = found.get(named, 0) + count
    return found


def _in_order(found: dict[tuple[Any, ...], int]) -> list[Any]:
    def place(label: Any) -> tuple[int, Any]:
        return (2, "") if label is UNKNOWN else (1, "") if label is None else (0, label)

    return sorted((label for (label,) in found), key=place)
