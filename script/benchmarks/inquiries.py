"""Makes a log of inquiries of one size, sorted and unsorted, for the commands that move leads.

python -m benchmarks.inquiries ROWS FOLDER
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.books import write_book
from benchmarks.firm import AS_OF, LISTS
from benchmarks.table import rows_of
from xlcrm.crm.history_lines import Stamp
from xlcrm.macros.leads import sort
from xlcrm.sheets import MODELS, columns, label
from xlcrm.workbook.closed import ClosedWorkbook

LOG, SORTED = "inquiries.xlsx", "sorted.xlsx"
PERSON = "asker7@firm7.example"
"""Somebody who asks, to be erased."""

_PEOPLE_PER_ROW = 0.6
_DAYS = 3 * 365


def provide(folder: Path) -> None:
    """Makes the logs of a folder whose name says how many rows they have, where they are missing.

    In a process of its own: what it holds and takes is not the case's.
    """
    if not (folder / SORTED).is_file():
        command = [sys.executable, "-m", "benchmarks.inquiries", str(rows_of(folder.name))]
        subprocess.run([*command, str(folder)], check=True)


def make(rows: int, folder: Path) -> None:
    """Writes inquiries.xlsx, and sorted.xlsx: the same with its leads in box one.

    Args:
        rows: inquiries; there are three people to five of them, a twentieth of whom are customers.
        folder: where to.
    """
    write_book(folder / LOG, _tables(rows))
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        copied = Path(shutil.copyfile(folder / LOG, Path(scratch) / SORTED))
        _sort(copied)
        copied.replace(folder / SORTED)


def _sort(path: Path) -> None:
    book = ClosedWorkbook.open(path)
    stamp = Stamp("leads", "bench", datetime(2024, 12, 31, 12))
    sort(book, lambda *_, **__: True, lambda *_, **__: None, today=AS_OF, stamp=stamp)


def _tables(rows: int) -> dict[str, pl.DataFrame]:
    chance = np.random.default_rng(rows)
    people = max(int(rows * _PEOPLE_PER_ROW), 1)
    made = {
        "Inquiries": _log(rows, people, chance),
        "Customers": _customers(people // 20),
        "Orders": _orders(rows // 10, people // 20, chance),
        "Lists": pl.DataFrame(
            [(name, value, None) for name, values in LISTS.items() for value in values],
            schema={"list": pl.String, "value": pl.String, "alias_of": pl.String},
            orient="row",
        ),
    }
    for table, model in MODELS.items():
        made.setdefault(table, pl.DataFrame({name: [None] for name in columns(model)}))
    return {table: _full(table, frame) for table, frame in made.items()}


def _log(rows: int, people: int, chance: np.random.Generator) -> pl.DataFrame:
    first = date(AS_OF.year - 2, 1, 1)
    days = np.sort(chance.integers(0, _DAYS, rows)).astype(np.int32)
    who = chance.integers(0, people, rows)
    frame = pl.DataFrame({"day": days, "who": who, "chance": chance.random(rows)})
    day = pl.lit(first) + pl.duration(days="day")
    status = (
        pl.when(pl.col("chance") < 0.1)
        .then(pl.lit("bought"))
        .when(pl.col("chance") < 0.3)
        .then(pl.lit("lost"))
        .otherwise(pl.lit("open"))
    )
    firm = pl.col("who") % 3 == 1
    is_open = pl.col("chance") >= 0.3
    return frame.select(
        date=day,
        channel=pl.lit(pl.Series(["phone", "email", "web", "visit"])).gather(pl.col("who") % 4),
        source=pl.lit(pl.Series(["search", "recommendation"])).gather(pl.col("who") % 2),
        name=pl.format("Asker {}", "who"),
        company=pl.when(firm).then(pl.format("Firm {}", "who")),
        phone=pl.when(pl.col("who") % 4 > 0).then(
            pl.format("+37360{}", pl.col("who").cast(pl.String).str.zfill(6))
        ),
        email=pl.when(pl.col("who") % 5 > 0).then(
            pl.format("asker{}@firm{}.example", "who", "who")
        ),
        request=pl.format("Wants {} of it", "day"),
        owner=pl.lit(pl.Series(LISTS["owner"])).gather(pl.col("who") % len(LISTS["owner"])),
        status=status,
        closed_on=pl.when(~is_open).then(day),
        lost_reason=pl.when(status == "lost").then(pl.lit("price")),
        next_step=pl.when(is_open).then(pl.lit("call")),
        next_step_date=pl.when(is_open).then(day + pl.duration(days=7)),
    )


def _customers(count: int) -> pl.DataFrame:
    # Every twentieth who asks is a customer already.
    who = pl.DataFrame({"who": np.arange(count) * 20 + 7})
    number = pl.col("who").cast(pl.String).str.zfill(6)
    return who.select(
        customer_id=pl.format("C-{}", number),
        name=pl.format("Asker {}", "who"),
        phone=pl.format("+37360{}", number),
        email=pl.format("asker{}@firm{}.example", "who", "who"),
        customer_since=pl.lit(date(2023, 1, 1)),
    )


def _orders(rows: int, customers: int, chance: np.random.Generator) -> pl.DataFrame:
    who = chance.integers(0, max(customers, 1), rows) * 20 + 7
    frame = pl.DataFrame({"who": who, "day": np.sort(chance.integers(0, _DAYS, rows))})
    return frame.select(
        order_id=pl.format("O-{}", pl.int_range(pl.len()) + 1),
        date=pl.lit(date(2022, 1, 1)) + pl.duration(days="day"),
        customer_id=pl.format("C-{}", pl.col("who").cast(pl.String).str.zfill(6)),
        product=pl.lit("Product 01"),
        amount=pl.lit(100.0),
    )


def _full(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """All columns of the table, under the headers of a workbook."""
    blank = {name: pl.lit(None) for name in columns(MODELS[table]) if name not in frame.columns}
    filled = frame.with_columns(**blank).select(*columns(MODELS[table]))
    return filled.rename({name: label(name) for name in filled.columns})


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
