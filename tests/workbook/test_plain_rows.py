"""Many plain rows stand in the file as the same rows would that are written cell by cell."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from xlcrm.cells import Address, Extent
from xlcrm.patches import Cell, PlainColumn, PlainRows, Style, TableSpec, WriteSheet
from xlcrm.workbook.closed import ClosedWorkbook

HEIGHT = 9_000
COLUMNS = (
    PlainColumn([f"C-{n} <&>" for n in range(HEIGHT)], Style(bold=True)),
    PlainColumn([n / 8 if n % 3 else None for n in range(HEIGHT)], Style("#,##0.00")),
    PlainColumn([date(2024, 1, 1 + n % 28) for n in range(HEIGHT)], Style("yyyy-mm-dd")),
    PlainColumn([None] * HEIGHT),
    PlainColumn(["_x0041_", " edge ", 7, True, datetime(2024, 1, 1, 12), None] * (HEIGHT // 6)),
    PlainColumn(list(range(HEIGHT))),
)


@pytest.fixture
def sheet() -> WriteSheet:
    heads = {Address(3, 2 + at): Cell(f"h{at}") for at in range(len(COLUMNS))}
    cells = {Address(1, 1): Cell("What stands above"), **heads}
    table = TableSpec(
        "many", Extent.of(3, 2, HEIGHT + 1, len(COLUMNS)), tuple(h.value for h in heads.values())
    )
    return WriteSheet(
        "many", "Many", cells, tables=(table,), rows=PlainRows(Address(4, 2), COLUMNS)
    )


def seen(path: Path) -> dict[str, tuple[object, str, bool]]:
    book = openpyxl.load_workbook(path)
    rows = book["Many"].iter_rows()
    found = {c.coordinate: (c.value, c.number_format, c.font.b) for row in rows for c in row}
    assert book["Many"].tables["many"].ref == f"B3:G{HEIGHT + 3}"
    assert book["Many"].dimensions == f"A1:G{HEIGHT + 3}"
    # A blank cell's looks are nothing to keep.
    return {at: cell for at, cell in found.items() if cell[0] is not None}


def test_rows_in_bulk_are_those_cell_by_cell(plain_book: Path, tmp_path: Path, sheet) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(plain_book.read_bytes())
    ClosedWorkbook.open(plain_book).apply([sheet])
    ClosedWorkbook.open(other).apply([sheet.spelled_out()])
    assert len(seen(other)) > 4 * HEIGHT
    assert seen(plain_book) == seen(other)


def test_written_again_changes_nothing(plain_book: Path, sheet) -> None:
    ClosedWorkbook.open(plain_book).apply([sheet])
    before = seen(plain_book)
    ClosedWorkbook.open(plain_book).apply([sheet])
    assert seen(plain_book) == before
