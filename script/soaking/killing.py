"""Many kills on all cores: each series has a book, a folder and a seed of its own."""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from soaking.kills import NotWholeError, kill

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NotWholeError", "kill_many"]

SERIES = 25
_ROWS = 200


def kill_many(times: int, seed: int, workers: int) -> Iterator[tuple[int, int]]:
    """Kills saving processes, in series of some two dozen.

    Args:
        times: how many processes are killed.
        seed: decides where, together with the series' number.
        workers: how many series run at the same time.

    Yields:
        For each series, after how many kills the book was the old one, and the new one.

    Raises:
        NotWholeError: it was neither, or a save after a kill did not go well.
    """
    lengths = [min(SERIES, times - start) for start in range(0, times, SERIES)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        series = [pool.submit(_series, length, seed, n) for n, length in enumerate(lengths)]
        try:
            for done in as_completed(series):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _series(times: int, seed: int, number: int) -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        write_book(book)
        return kill(book, times, seed * 100_000 + number)


def write_book(path: Path) -> None:
    """A book whose table T has a column "note", as `kill` wants it."""
    with xlsxwriter.Workbook(path) as made:
        rows = [[f"n{row}", float(row)] for row in range(1, _ROWS + 1)]
        columns = [{"header": "note"}, {"header": "amount"}]
        table = {"name": "T", "columns": columns, "data": rows}
        made.add_worksheet("Data").add_table(f"A1:B{_ROWS + 1}", table)
