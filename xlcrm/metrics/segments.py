"""Customers, orders or revenue by one or two principles at once.

A principle is any column of the customers' table or of the order lines, the manager's own
included.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.errors import FormulaError
from xlcrm.metrics.crosstab import Distinct, Integers, Labels, Numbers, Sums
from xlcrm.metrics.facts import line
from xlcrm.metrics.figure import COUNT, MONEY
from xlcrm.metrics.groups import Groups
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import collected, text, understood
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
    attributes = _attributes(customers, list(principles.values()))
    of_customer = {key: name for key, name in principles.items() if name in attributes.columns}
    of_line = {key: name for key, name in principles.items() if key not in of_customer}
    events = _events(history, window, value, of_line)
    told = {key: Labels.of(events[key]) for key in of_line}
    told |= _of_customers(events, attributes, of_customer, nobody=value == REVENUE)
    count = _counter(events, value, among_labels=bool(of_line))
    by_row, total = count.by({"row": told["row"]}), sum(count.by({}).values())
    by_column = count.by({"column": told["column"]}) if columns is not None else {}
    by_both = count.by({key: told[key] for key in principles}) if columns is not None else {}
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


def _events(
    history: OrderHistory, window: Window, value: str, of_line: dict[str, str]
) -> pl.DataFrame:
    """What counts: `customer_id`, `ordered`, and where they matter `day` and `cents`.

    Args:
        history: the orders.
        window: the days.
        value: what is counted.
        of_line: columns of the order lines, which come along, by the names that they get.
    """
    if of_line:
        span = Window(FIRST_DAY, window.end) if value == ACTIVE else window
        rows = _lines(history, span, value, of_line)
        if value == ACTIVE:
            rows = rows.join(_active(history, window), on="customer_id", how="semi")
        return rows
    if value == ACTIVE:
        return _active(history, window).with_columns(ordered=pl.lit(value=True))
    return _order_days(history, window) if value == ORDERS else _customers(history, window)


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
    labels = [api.col(line(name)).alias(key) for key, name in of_line.items()]
    keys = ["customer_id", "day"] if value == ORDERS else ["customer_id"]
    summed = (
        rows.with_columns(*labels)
        .group_by(*keys, *of_line)
        .agg(api.col("cents").sum(), api.col("ordered").any())
    )
    # DuckDB sums into wider integers.
    cents = api.col("cents").cast(api.Int64)
    return collected(summed if api is pl else summed.with_columns(cents))


def _counter(events: pl.DataFrame, value: str, *, among_labels: bool) -> Sums | Distinct:
    """How events are counted.

    Args:
        events: of `_events`.
        value: what is counted.
        among_labels: whether a customer or a day has a row for each label of its lines.
    """
    if value == REVENUE:
        return Sums(events["cents"].to_numpy())
    counted = (events["ordered"] & events["customer_id"].is_not_null()).to_numpy()
    if not among_labels:
        return Distinct(counted, None)
    things = Groups.of(events["customer_id"]).places[counted]
    if value == ORDERS and things.size:
        days = events["day"].to_numpy()[counted]
        things = things * (np.ptp(days) + 1) + days - days.min()
    return Distinct(counted, things)


def _attributes(customers: IntoFrame | None, principles: Sequence[str]) -> pl.DataFrame:
    """`customer_id` and those of the principles that are columns of the customers."""
    if customers is None:
        return pl.DataFrame(schema={"customer_id": pl.String})
    if isinstance(customers, pl.DataFrame) and customers.schema.get("customer_id") == pl.String:
        # Some of the columns are had sooner than they are asked for.
        names = [name for name in dict.fromkeys(principles) if name in customers.columns]
        return pl.DataFrame([customers[name] for name in dict.fromkeys(["customer_id", *names])])
    rows, api, schema = understood(customers, "customer_id")
    names = [name for name in dict.fromkeys(principles) if name in schema]
    ids = text("customer_id", schema["customer_id"], api).alias("customer_id")
    return collected(rows.select(ids, *(name for name in names if name != "customer_id")))


def _of_customers(
    events: pl.DataFrame, attributes: pl.DataFrame, of_customer: Mapping[str, str], *, nobody: bool
) -> dict[str, Labels]:
    """By which of the customers' labels events are told apart.

    Args:
        events: of `_events`.
        attributes: of `_attributes`.
        of_customer: columns of them, by the names that they get.
        nobody: whether what is nobody's counts, under a label of its own.
    """
    if not of_customer:
        return {}
    place = _places(events["customer_id"], attributes["customer_id"])
    told = {key: Labels.of(_at(place, attributes[name])) for key, name in of_customer.items()}
    if not nobody:
        return told
    nobodys = events["customer_id"].is_null().to_numpy()
    return {key: labels.but(nobodys, UNKNOWN) for key, labels in told.items()}


def _places(ids: pl.Series, among: pl.Series) -> Integers:
    """Where each id stands first among others, from 0; behind the last one where it does not."""
    found = Groups.of(pl.concat([ids.alias(among.name), among]))
    mine, others = np.split(found.places, [len(ids)])
    first = np.full(len(found.labels), len(among), dtype=np.int64)
    first[others[::-1]] = np.arange(len(among) - 1, -1, -1)
    first[found.labels.is_null().to_numpy()] = len(among)
    return first[mine]


def _at(places: Integers, labels: pl.Series) -> pl.Series:
    """(r,) the labels that stand at some places; null behind the last one."""
    return labels.extend_constant(None, 1).gather(places)


def _in_order(found: Numbers) -> list[Any]:
    def place(label: Any) -> tuple[int, Any]:
        return (2, "") if label is UNKNOWN else (1, "") if label is None else (0, label)

    return sorted((label for (label,) in found), key=place)
