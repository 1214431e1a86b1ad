"""What the tests of importing share: files, books of plain grids, and the way back into a book."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from xlcrm.cells import Extent, Grid, TablePlace, Value, typed
from xlcrm.crm.importing import ImportPlan, RowFile, read_rows
from xlcrm.frames import Frames

MakeFile = Callable[..., RowFile]
MakeBook = Callable[..., Frames]


@pytest.fixture
def rows_of(tmp_path: Path) -> MakeFile:
    """Writes a text or bytes to a file and reads its rows."""

    def read(content: str | bytes, name: str = "rows.csv", **options: str) -> RowFile:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_rows(path, **options)

    return read


@pytest.fixture(scope="session")
def book_of() -> MakeBook:
    """A book of tables, each given as cells by header."""

    def build(**tables: Mapping[str, Sequence[Value]]) -> Frames:
        grids = {}
        for name, columns in tables.items():
            height = max((len(cells) for cells in columns.values()), default=0)
            extent = Extent.of(1, 1, height + 1, max(len(columns), 1))
            place = TablePlace(name, name, extent, tuple(columns))
            grids[name] = Grid(place, tuple(typed(list(cells)) for cells in columns.values()))
        return Frames(grids)

    return build


@pytest.fixture(scope="session")
def after(book_of: MakeBook) -> Callable[[ImportPlan], Frames]:
    """The book that a plan makes of an empty one."""

    def apply(plan: ImportPlan) -> Frames:
        return book_of(**{patch.table: patch.columns for patch in plan.patches})

    return apply
