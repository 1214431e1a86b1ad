"""Order lines as integers: the one form in which every engine gives the same sums.

Each line is rounded half-up to cents before any sum, as its decimal text reads: 1.005 is 1.01.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from xlcrm.errors import ColumnMissingError, TableError
from xlcrm.metrics.intake import Frame, lazily, months, spoken, text, understood, with_days
from xlcrm.metrics.window import day_number

FACTS = ("customer_id", "day", "month", "cents", "ordered")
_LARGEST = 1e12
"""What the Orders sheet takes as an amount; up to here the rounding below is exact."""


def line(column: str) -> str:
    """The name under which an order line's own column stands beside its facts."""
    return f"line:{column}"


def order_facts(orders: IntoFrame, as_of: date, keep: Collection[str] | None = None) -> Any:
    """Order lines up to `as_of` as facts, with their own columns kept under `line(name)`.

    Args:
        orders: `customer_id`, `date` and `amount` (or whole `cents`); rows without a date or an
            amount are left out, and so are amounts beyond 1e12 either way.
        as_of: the last day that counts.
        keep: which of their own columns are kept; by default all.

    Returns:
        A lazy frame of `intake.spoken`: `customer_id` (text, null = unknown), `day` (since
        1970-01-01), `month` (since the year 0), `cents` (whole) and `ordered` (whether the line
        is no return).

    Raises:
        ColumnMissingError: a column is missing.
        TableError: a column holds something else.
    """
    rows, api, schema = understood(orders, "customer_id", "date")
    money = _money(schema, api)
    own = list(schema) if keep is None else keep
    named = rows.select(
        text("customer_id", schema["customer_id"], api).alias("customer_id"),
        api.col("date").alias("date"),
        months("date", schema["date"], api).alias("month"),
        money.alias("money"),
        (money >= 0).alias("ordered"),
        *(api.col(name).alias(line(name)) for name in own),
    )
    dated = with_days(named, api, "date", schema["date"])
    exact = "amount" not in schema
    facts = dated.with_columns(api.col("money").alias("cents")) if exact else _in_cents(dated, api)
    present = ~api.col("cents").is_null() & (api.col("day") <= day_number(as_of))
    return facts.select(*FACTS, *map(line, own)).filter(present)


def _money(schema: Mapping[str, Any], api: Any) -> Any:
    """Amounts as numbers, or the whole cents that stand in their place."""
    name = "amount" if "amount" in schema else "cents"
    if name not in schema:
        raise ColumnMissingError("frame.column_missing", column="amount")
    if not (schema[name].is_numeric() or schema[name] in {nw.Unknown, pl.Null}):
        raise TableError("frame.column_type", column=name, found=str(schema[name]), wanted="number")
    return api.col(name).cast(api.Int64 if name == "cents" else api.Float64)


def with_cents(frame: Frame, amount: str) -> Frame:
    """A frame with the column `cents`: amounts, half away from zero on their shortest decimal text.

    No text is made: of all numbers from j cents up to the next, those not below the number that
    (10j + 5) / 1000 itself is stored as are the ones whose text is rounded up. The divisor is a
    column because Polars multiplies by the reciprocal of a constant, which is not exact. Amounts
    that are not numbers, or beyond 1e12, are null. It goes in steps because Narwhals walks
    through an expression once for each place where it is used.

    Args:
        frame: the rows.
        amount: the column of amounts.
    """
    return lazily(_in_cents(*spoken(frame), amount))


def _in_cents(rows: Any, api: Any, amount: str = "money") -> Any:
    size, below = api.col("cents:size"), api.col("cents:below")
    absolute = api.col(amount).abs()
    whole = (absolute * 100).floor()
    rows = rows.with_columns(absolute.alias("cents:size"), whole.alias("cents:below"))
    half = (below * 10 + 5) / (below * 0 + 1000)
    rows = rows.with_columns((below + (size >= half).cast(api.Float64)).alias("cents:below"))
    signed = api.when(api.col(amount) < 0).then(-below).otherwise(below)
    known = api.when(size <= _LARGEST).then(signed).cast(api.Int64)
    return rows.with_columns(known.alias("cents")).drop("cents:size", "cents:below")
