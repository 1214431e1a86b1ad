"""Order lines as integers: the one form in which every engine gives the same sums.

Each line is rounded half-up to cents before any sum, as its decimal text reads: 1.005 is 1.01.
"""

from datetime import date

import narwhals as nw
from narwhals.typing import IntoFrame

from xlcrm.errors import ColumnMissingError, TableError
from xlcrm.metrics.intake import Frame, months, taken, text, with_days
from xlcrm.metrics.window import day_number

FACTS = ("customer_id", "day", "month", "cents", "ordered")
_LARGEST = 1e12
"""What the Orders sheet takes as an amount; up to here the rounding below is exact."""


def line(column: str) -> str:
    """The name under which an order line's own column stands beside its facts."""
    return f"line:{column}"


def order_facts(orders: IntoFrame, as_of: date) -> Frame:
    """Order lines up to `as_of` as facts, with all their own columns kept under `line(name)`.

    Args:
        orders: `customer_id`, `date` and `amount` (or whole `cents`); rows without a date or an
            amount are left out, and so are amounts beyond 1e12 either way.
        as_of: the last day that counts.

    Returns:
        `customer_id` (text, null = unknown), `day` (since 1970-01-01), `month` (since the year
        0), `cents` (whole) and `ordered` (whether the line is no return).

    Raises:
        ColumnMissingError: a column is missing.
        TableError: a column holds something else.
    """
    frame = taken(orders, "customer_id", "date")
    schema = frame.collect_schema()
    money = _money(schema)
    rows = frame.select(
        text("customer_id", schema["customer_id"]).alias("customer_id"),
        nw.col("date").alias("date"),
        months("date", schema["date"]).alias("month"),
        money.alias("money"),
        (money >= 0).alias("ordered"),
        *(nw.col(name).alias(line(name)) for name in schema.names()),
    )
    rows = with_days(rows, day="date")
    exact = "amount" not in schema
    facts = rows.with_columns(cents="money") if exact else with_cents(rows, "money")
    facts = facts.drop("money", "date")
    present = ~nw.col("cents").is_null() & (nw.col("day") <= day_number(as_of))
    return facts.filter(present)


def _money(schema: nw.Schema) -> nw.Expr:
    """Amounts as numbers, or the whole cents that stand in their place."""
    name = "amount" if "amount" in schema else "cents"
    if name not in schema:
        raise ColumnMissingError("frame.column_missing", column="amount")
    if not (schema[name].is_numeric() or schema[name] == nw.Unknown):
        raise TableError("frame.column_type", column=name, found=str(schema[name]), wanted="number")
    return nw.col(name).cast(nw.Int64 if name == "cents" else nw.Float64)


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
    size, below = nw.col("cents:size"), nw.col("cents:below")
    rows = frame.with_columns(nw.col(amount).abs().alias("cents:size"))
    rows = rows.with_columns((size * 100).floor().alias("cents:below"))
    half = (below * 10 + 5) / (below * 0 + 1000)
    rows = rows.with_columns((below + (size >= half).cast(nw.Float64)).alias("cents:below"))
    signed = nw.when(nw.col(amount) < 0).then(-below).otherwise(below)
    known = nw.when(size <= _LARGEST).then(signed).cast(nw.Int64)
    return rows.with_columns(known.alias("cents")).drop("cents:size", "cents:below")
