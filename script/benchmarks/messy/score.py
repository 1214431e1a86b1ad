"""How well the made workbooks are understood: mapped, read, told, and told wrongly."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.messy.books import COUNT, SEED, Made, Truth, make_books
from xlcrm.crm.history_lines import Stamp
from xlcrm.frames import Frames
from xlcrm.macros.adopt import adopt
from xlcrm.macros.reading import read_frames
from xlcrm.validation.everything import validate
from xlcrm.workbook.closed import ClosedWorkbook

AS_OF = date(2026, 1, 1)
_CELL = ("cell.", "id.")


def score(seed: int = SEED, count: int = COUNT) -> dict[str, Any]:
    """Adopts made workbooks and compares what is read with what was meant.

    Args:
        seed: of the workbooks.
        count: how many.

    Returns:
        `tables`, `columns`, `rows`, `cells`, `wrong_cells`: how many there are; of them in percent:
        `tables_right`, `mapped_right`, `rows_right`, `problems_found`, `false_alarms`; `misread`:
        cells whose value is another than was meant, and nobody is told (`safe`: the percent of all
        others); `faults`: what went wrong, in words.
    """
    counts: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for path, truths in make_books(Path(folder), seed, count):
            faults += [f"{path.stem}: {fault}" for fault in _judged(path, truths, counts)]
    return {
        "books": count,
        **{name: counts[name] for name in ("tables", "columns", "rows", "cells", "wrong_cells")},
        "misread": counts["misread"],
        "safe": round(100 - 100 * counts["misread"] / max(1, counts["cells"]), 4),
        "tables_right": _share(counts, "tables_right", "tables"),
        "mapped_right": _share(counts, "columns_right", "columns"),
        "rows_right": _share(counts, "rows_right", "rows"),
        "problems_found": _share(counts, "wrong_found", "wrong_cells"),
        "false_alarms": _share(counts, "alarms", "cells"),
        "faults": faults,
    }


def _share(counts: Counter[str], part: str, whole: str) -> float:
    return round(100 * counts[part] / counts[whole], 3) if counts[whole] else 100.0


def _yes(key: str, **parameters: Any) -> bool:
    del key, parameters
    return True


def _quiet(key: str, **parameters: Any) -> None:
    del key, parameters


def _judged(path: Path, truths: list[Truth], counts: Counter[str]) -> Iterator[str]:
    stamp = Stamp("adopt", "", datetime(2026, 1, 1))
    book = ClosedWorkbook.open(path)
    adopt(book, _yes, _quiet, today=AS_OF, stamp=stamp, map={}, apply=True)
    frames = read_frames(ClosedWorkbook.open(path), _quiet, lenient=True)
    told = {
        (problem.sheet, problem.cell)
        for problem in validate(frames, AS_OF)
        if problem.code.startswith(_CELL) and problem.cell
    }
    for truth in truths:
        yield from _table(frames, truth, told, counts)


def _table(
    frames: Frames, truth: Truth, told: set[tuple[str, str]], counts: Counter[str]
) -> Iterator[str]:
    counts["tables"] += 1
    counts["columns"] += len(truth.columns)
    counts["rows"] += len(truth.rows)
    place = frames.place(truth.table)
    right_place = (
        place is not None
        and place.sheet == truth.sheet
        and place.extent.first.row == truth.header_row
    )
    if place is None or not right_place:
        yield f"{truth.table} of {truth.sheet} not found"
        return
    counts["tables_right"] += 1
    meanings = {meaning.header: meaning.field or None for meaning in place.meanings}
    for header, field in truth.columns.items():
        right = meanings.get(header) == field
        counts["columns_right"] += right
        if not right:
            yield f"{truth.table} {header!r} is {field}, taken for {meanings.get(header)}"
    frame = {row["row"]: row for row in frames[truth.table].iter_rows(named=True)}
    for extra in frame.keys() - truth.rows.keys():
        counts["misread"] += 1
        yield f"{truth.table} row {extra} is no record"
    for row, made in truth.rows.items():
        wanted = {h: field for h, field in truth.columns.items() if meanings.get(h) == field}
        faults = list(_row(frame.get(row), row, made, wanted, truth, place, told, counts))
        counts["rows_right"] += not faults
        yield from faults


def _row(
    read: Mapping[str, Any] | None,
    row: int,
    made: Mapping[str, Made],
    wanted: Mapping[str, str | None],
    truth: Truth,
    place: Any,
    told: set[tuple[str, str]],
    counts: Counter[str],
) -> Iterator[str]:
    for header, field in wanted.items():
        if field is None:
            continue
        one = made[header]
        cell = f"{_letters(place, header)}{row}"
        is_told = (place.sheet, cell) in told
        counts["cells"] += not one.wrong
        counts["wrong_cells"] += one.wrong
        counts["wrong_found"] += one.wrong and is_told
        if header in truth.joined:
            meant: Any = " ".join(made[part].meant for part in truth.joined)
        else:
            meant = one.meant
        value = read.get(field) if read else None
        if not _same(value, meant) and not (is_told and (value is None or one.wrong)):
            counts["misread"] += 1
            yield f"{truth.table} {cell}: {one.written!r} read as {value!r}"
        elif one.wrong and not is_told:
            yield f"{truth.table} {cell}: {one.written!r} is not told"
        elif is_told and not one.wrong and not _excused(one, field):
            counts["alarms"] += 1
            yield f"{truth.table} {cell}: {one.written!r} is right, and told as wrong"


def _excused(one: Made, field: str) -> bool:
    """Whether a cell is told for a good reason: an order of a customer that no table has."""
    return field == "customer_id" and one.meant is not None


def _letters(place: Any, header: str) -> str:
    from xlcrm.cells import column_letters

    return column_letters(place.column_of(header))


def _same(value: Any, meant: Any) -> bool:
    if isinstance(value, datetime) and not isinstance(meant, datetime):
        value = value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, float) and isinstance(meant, int | float):
        return abs(value - meant) < 1e-9
    return bool(value == meant)
