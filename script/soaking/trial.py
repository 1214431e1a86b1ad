"""One spoilt workbook through all that the commands do with a workbook, and what must hold.

Allowed are two ends: a typed refusal that leaves the file as it was, or a save after which the
file reads back with what was written, every other cell and every other part kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soaking.fidelity import digest, raw, shared_parts, touched
from xlcrm.cells import Address, Extent, Grid
from xlcrm.errors import BookDamagedError, XlcrmError
from xlcrm.opc.book import Book
from xlcrm.opc.draft import Draft
from xlcrm.opc.names import part_key, relationships_name
from xlcrm.opc.ownership import exclusive_parts
from xlcrm.opc.package import Package
from xlcrm.opc.tables import read_tables
from xlcrm.patches import (
    ArrayFormula,
    Cell,
    ChartSpec,
    EditCells,
    Patch,
    Series,
    Style,
    TableSpec,
    WriteSheet,
)
from xlcrm.workbook.closed import ClosedWorkbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WRITTEN = "soaked <&> through"


class FoundError(AssertionError):
    """Something that must not happen, did."""


def sheet(rows: int = 3) -> WriteSheet:
    """A small generated sheet with a part of each kind."""
    cells = {
        Address(1, 1): Cell("Report", style=Style(size=16, bold=True), note="a remark"),
        Address(2, 1): Cell(0.25, "CHURN_RATE()", Style("0.0%")),
        Address(3, 1): Cell("block"),
        Address(3, 2): Cell(1),
        Address(5, 1): Cell("id"),
        Address(5, 2): Cell("n"),
    }
    for row in range(6, 6 + rows):
        cells[Address(row, 1)] = Cell(f"id {row}", style=Style(fill="#EEEEEE"))
        cells[Address(row, 2)] = Cell(row / 4, style=Style("#,##0.00"))
    area = Extent.of(6, 1, rows, 1), Extent.of(6, 2, rows, 1)
    return WriteSheet(
        "soaked",
        "Soaked",
        cells,
        arrays=[ArrayFormula(Extent.parse("A3:B3"), 'SEGMENT_PIVOT("region")')],
        charts=[ChartSpec("column", "n by id", (Series("n", *area),), Address(2, 5))],
        tables=[TableSpec("SoakedRows", Extent.of(5, 1, rows + 1, 2), ("id", "n"))],
    )


def run(path: Path) -> str:
    """Tries one file; it may be changed.

    Returns:
        How it ended: the code of the refusal, or "saved" with what was edited.

    Raises:
        FoundError: a refusal changed the file, or a save lost something.
    """
    before = digest(path)
    try:
        book = ClosedWorkbook.open(path)
        grids = _read(book)
        edit = _edit(grids)
        return _apply(path, book, grids, edit)
    except XlcrmError as error:
        if digest(path) != before:
            raise FoundError(f"refused with {error} after the file was changed") from error
        return error.code


def _read(book: ClosedWorkbook) -> dict[str, Grid]:
    """All tables that can be read."""
    found = {}
    for name in book.tables():
        try:
            found[name] = book.read(name)
        except BookDamagedError:
            continue
    return found


def _edit(grids: dict[str, Grid]) -> EditCells | None:
    """An edit of the last cell of the first table that has rows."""
    for name, grid in grids.items():
        if grid.height:
            row = grid.place.first_row + grid.height - 1
            return EditCells(name, grid.place.headers[-1], {row: WRITTEN})
    return None


def _apply(path: Path, book: ClosedWorkbook, grids: dict[str, Grid], edit: EditCells | None) -> str:
    before, whole, shared = raw(path), digest(path), shared_parts(path)
    patches: list[Patch] = [sheet()]
    if edit is not None:
        try:
            book.apply([edit, *patches])
        except XlcrmError as error:
            if digest(path) != whole:
                raise FoundError(f"{error}, but the file was changed") from error
            edit = None
    if edit is None:
        book.apply(patches)
    try:
        _check(path, before, grids, edit, shared)
        once, shared = raw(path), shared_parts(path)
        ClosedWorkbook.open(path).apply([sheet(2)])
        _keeps(path, once, shared)
    except BookDamagedError as error:
        _refuse_new_damage(path, before, error)
    return "saved" if edit is None else "saved with an edit"


def _refuse_new_damage(path: Path, before: dict[str, str], error: BookDamagedError) -> None:
    """A part that was damaged before may be found so later; what we wrote must not be damaged."""
    part = part_key(str(error.parameters.get("part", "")))
    if part not in before or raw(path).get(part) != before[part]:
        raise FoundError(f"{error} after the file was changed") from error


def _check(
    path: Path,
    before: dict[str, str],
    grids: dict[str, Grid],
    edit: EditCells | None,
    shared: set[str],
) -> None:
    again = ClosedWorkbook.open(path)
    title = again.sheet_title("soaked")
    if title not in again.sheet_titles():
        raise FoundError("the new sheet is not listed")
    own = again.read("SoakedRows") if "SoakedRows" in again.tables() else None
    if own is not None and own.place.sheet == title and list(own.columns[1]) != [1.5, 1.75, 2.0]:
        raise FoundError(f"the new sheet reads {own.columns}")
    for name, grid in grids.items():
        _same(grid, again.read(name), edit if edit is not None and edit.table == name else None)
    _keeps(path, before, shared | (set() if edit is None else _parts_of(path, edit.table)))


def _same(was: Grid, now: Grid, edit: EditCells | None) -> None:
    """Every cell as it was, but for the one that was edited."""
    if was.place != now.place:
        raise FoundError(f"{was.place} became {now.place}")
    for header, former, column in zip(was.place.headers, was.columns, now.columns, strict=True):
        wanted = list(former)
        if edit is not None and header == edit.header:
            wanted[was.height - 1] = WRITTEN
        if not _equal(wanted, list(column)):
            raise FoundError(f"{was.place.name}, {header}: {wanted} became {list(column)}")


def _equal(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether cells are equal; a day and its midnight are, since columns decide which it is."""
    return [_plain(value) for value in one] == [_plain(value) for value in other]


def _plain(value: object) -> object:
    text = getattr(value, "isoformat", None)
    return text().removesuffix("T00:00:00") if text else value


def _parts_of(path: Path, table: str) -> set[str]:
    with Package.open(path) as package:
        found = read_tables(Book(Draft(package)))[table]
        return {part_key(found.part), part_key(found.sheet.part)}


def _keeps(path: Path, before: dict[str, str], edited: set[str]) -> None:
    """Every part that is not ours kept its raw bytes, but for those that may be edited."""
    with Package.open(path) as package:
        book = Book(Draft(package))
        own = book.own_sheet("soaked")
        assert own is not None
        ours = {own.part, *exclusive_parts(book.draft, own.part)}
        ours |= {relationships_name(part) for part in ours}
    allowed = edited | {part_key(part) for part in ours}
    lost = touched(before, raw(path)) - allowed
    if lost:
        raise FoundError(f"parts that are not ours changed: {sorted(lost)}")
