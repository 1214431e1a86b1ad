"""Five table metrics over order lines in memory: what each engine works out, and how it is told.

All engines are asked for the same: order lines are cents, an order day is a day with a line of 0
or more, and a customer is active by the lapse rule of docs/definitions.md. They tell checksums of
whole numbers, which must be equal.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.firm import AS_OF, tables
from benchmarks.inputs import frame
from xlcrm.metrics.window import day_number

FIRST, LAST = date(AS_OF.year, 1, 1), AS_OF
"""The default window: the last 12 complete months."""
BOUNDARIES = [day_number(date(AS_OF.year, month, 1)) - 1 for month in range(1, 13)]
"""The day before each month of it, in days since 1970-01-01."""
ENDS = [*BOUNDARIES[1:], day_number(AS_OF)]
"""The last day of each month."""
K, FLOOR, M = 2.0, 30.0, 2.0
TOP, CLASSES = 10, 5
NAMES = ("cohort", "churn", "pivot", "top", "rfm")

Rows = Iterable[Sequence[int]]


def orders(folder: Path) -> pl.DataFrame:
    """The order lines of a size, all cells right: id, date, amount, category, delivery."""
    lines = tables(frame(folder, "Orders").height)["Orders"]
    return lines.select(
        customer_id="Customer ID",
        date="Date",
        amount="Amount",
        category="Category",
        delivery="Delivery",
    )


def timed(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What an engine finds; reports the CPU time that it took as the step."""
    start = time.process_time()
    found = work()
    print("bench: step", time.process_time() - start)
    return found


def tell(found: dict[str, Rows]) -> None:
    """Reports a checksum of each metric's rows, in whatever order they come.

    Args:
        found: by name: `cohort` (month of the first order, months since, customers), `churn`
            (month from 0, start, new, back, lost, end), `pivot` (place of the category and of the
            delivery by name, cents), `top` (rank, number in the id, cents), `rfm` (number in the
            id, and the three scores).
    """
    for name in NAMES:
        total = sum(_mixed(row) for row in sorted(tuple(map(int, row)) for row in found[name]))
        print(f"bench: is.{name}", total % 2**48)


def number(customer: str) -> int:
    """The number in a customer's id."""
    return int(customer.partition("-")[2])


def _mixed(row: Sequence[int]) -> int:
    mixed = 1
    for value in row:
        mixed = (mixed * 1_000_003 + value) % 2**61
    return mixed
