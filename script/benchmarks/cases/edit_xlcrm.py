"""Edits a sheet with xlcrm: opens the book, applies patches, saves.

python edit_xlcrm.py BOOK WHAT

Reports the CPU seconds (step) and the MB (memory) of the edit itself, beyond what the values that
are written take already, and how many times the seconds of inflating and deflating the edited part,
measured right after it, the edit took (times).
"""

import resource
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

from benchmarks.repacking import repack

from xlcrm.cells import TablePlace
from xlcrm.patches import AppendRows, EditCells, Patch, RemoveRows
from xlcrm.workbook.closed import ClosedWorkbook

FEW = 1_000


def patches(what: str, place: TablePlace) -> list[Patch]:
    """What is done to a book whose Orders stand at a place."""
    rows = range(place.first_row, place.extent.last.row + 1)
    spread = rows[:: max(1, len(rows) // FEW)]
    if what == "few":
        return [
            EditCells("Orders", "Delivery", dict.fromkeys(spread, "checked")),
            AppendRows("Orders", new_rows(FEW, "Order ID", "Mail")),
        ]
    if what == "every":
        return [EditCells("Orders", "Owner", {row: f"Owner {row % 7}" for row in rows})]
    if what == "lacking":
        return [EditCells("Orders", "Checked", {row: f"Owner {row % 7}" for row in rows})]
    if what == "remove":
        return [RemoveRows("Orders", [*spread, *rows[-FEW:]], rows[-FEW] - 1)]
    return [AppendRows("Activities", new_rows(len(rows), "Lead or customer ID", "Contact"))]


def new_rows(height: int, key: str, mail: str) -> dict[str, list[object]]:
    """Columns of so many new rows, of every kind."""
    numbers = range(height)
    return {
        "Date": [date(2024, 1 + n % 12, 1 + n % 28) for n in numbers],
        "Owner": [f"Owner {n % 7}" for n in numbers],
        "Amount": [n % 9_000 / 4 for n in numbers],
        key: [f"N-{n:07}" for n in numbers],
        mail: [f"person.{n}@firm-{n % 1_000}.example" for n in numbers],
    }


def memory() -> float:
    """The most that was held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def edited_part(path: Path, before: dict[str, int]) -> str:
    """The part that changed most."""
    now = checksums(path)
    changed = [part for part, crc in now.items() if before.get(part) != crc]
    with zipfile.ZipFile(path) as archive:
        return max(changed, key=lambda part: archive.getinfo(part).file_size)


def checksums(path: Path) -> dict[str, int]:
    """The checksum of each part."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: info.CRC for info in archive.infolist()}


book = Path(sys.argv[1])
opened = ClosedWorkbook.open(book)
given = patches(sys.argv[2], opened.tables()["Orders"])
former, held, start = checksums(book), memory(), time.process_time()
opened.apply(given)
step = time.process_time() - start
print("bench: step", step)
print("bench: memory", memory() - held)
print("bench: times", step / repack(book, edited_part(book, former)))
