"""Small books as text, and what a plan makes of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import pytest

from xlcrm.cells import Extent, Grid, TablePlace, Value, typed
from xlcrm.crm.conversion import plan_conversion
from xlcrm.crm.leads import sort_leads
from xlcrm.frames import Frames
from xlcrm.language import text as text_of
from xlcrm.patches import AppendRows, EditCells
from xlcrm.sheets import MODELS, columns, label

FIRST_ROW = 4
TODAY = date(2024, 6, 1)
Table = tuple[list[str], list[list[Value]]]
Book = Callable[[str], Frames]
Apply = Callable[[Frames, Sequence[EditCells | AppendRows]], Frames]


@pytest.fixture(scope="session")
def book() -> Book:
    """Reads a book from text: a table's name, its columns, its rows; blank lines between tables.

    Columns are code names (the sheet has their headers), others are the manager's own. A cell is
    what its column holds: a date, a number, a text; "" is blank.
    """
    return _book


@pytest.fixture(scope="session")
def tables() -> Callable[[Mapping[str, Table]], Frames]:
    """Makes a book of columns by code name and rows of values."""
    return _frames


@pytest.fixture(scope="session")
def applied() -> Apply:
    """Applies patches to a book in memory."""
    return _applied


@pytest.fixture(scope="session")
def shown() -> Callable[[Frames, str, str], list[tuple[str, ...]]]:
    """The rows of a table as texts: the named columns, blank for nothing."""
    return _shown


@pytest.fixture(scope="session")
def sorted_book(book, applied):
    """A book after sorting, and the plan; a second run must plan nothing."""

    def sort(text, as_of=TODAY):
        frames = book(text)
        plan = sort_leads(frames, as_of)
        after = applied(frames, plan.patches)
        for problem in plan.problems:
            assert text_of(f"crm.{problem.code}", "en", **problem.parameters)
        assert sort_leads(after, as_of).patches == ()
        return after, plan

    return sort


@pytest.fixture(scope="session")
def converted(book, applied):
    """A book after a conversion, and the plan; a second run must plan nothing."""

    def convert(text, *lead_ids, as_of=TODAY):
        frames = book(text)
        plan = plan_conversion(frames, as_of, lead_ids)
        after = applied(frames, plan.patches)
        for problem in plan.problems:
            assert text_of(f"crm.{problem.code}", "en", **problem.parameters)
        assert plan_conversion(after, as_of, lead_ids).patches == ()
        assert plan_conversion(after, as_of, lead_ids).counts["creates"] == 0
        return after, plan

    return convert


def _book(text: str) -> Frames:
    made: dict[str, Table] = {}
    for block in text.strip().split("\n\n"):
        name, heads, *lines = (line.strip() for line in block.strip().splitlines())
        names = [head.strip() for head in heads.split("|")]
        cells = [[cell.strip() for cell in line.split("|")] for line in lines]
        assert all(len(row) == len(names) for row in cells), block
        made[name] = (
            names,
            [[_cell(name, c, v) for c, v in zip(names, row, strict=True)] for row in cells],
        )
    return _frames(made)


def _cell(table: str, name: str, text: str) -> Value:
    if not text:
        return None
    column = columns(MODELS[table]).get(name)
    try:
        match column.reading if column else "text":
            case "day":
                return date.fromisoformat(text)
            case "moment":
                return datetime.fromisoformat(text)
            case "number":
                return float(text)
    except ValueError:
        pass
    return text


def _frames(made: Mapping[str, Table]) -> Frames:
    grids: dict[str, Grid] = {}
    for table, (names, rows) in made.items():
        known = columns(MODELS[table])
        headers = tuple(label(name) if name in known else name for name in names)
        extent = Extent.of(FIRST_ROW - 1, 1, len(rows) + 1, len(headers))
        cells = tuple(typed([row[i] for row in rows]) for i in range(len(headers)))
        grids[table] = Grid(TablePlace(table, table, extent, headers), cells)
    return Frames(grids)


def _applied(frames: Frames, patches: Sequence[EditCells | AppendRows]) -> Frames:
    made: dict[str, tuple[list[str], dict[str, list[Value]], int]] = {
        table: (
            list(grid.place.headers),
            {h: list(grid.column(h)) for h in grid.place.headers},
            grid.height,
        )
        for table, grid in frames.grids.items()
    }
    for patch in patches:
        headers, cells, height = made.get(patch.table, ([], {}, 0))
        if isinstance(patch, EditCells):
            _column(headers, cells, patch.header, height)
            for row, value in patch.values.items():
                assert 0 <= row - FIRST_ROW < height
                cells[patch.header][row - FIRST_ROW] = value
        else:
            for header in patch.columns:
                _column(headers, cells, header, height)
            assert {len(values) for values in patch.columns.values()} == {patch.height}
            for header in headers:
                cells[header] += patch.columns.get(header, [None] * patch.height)
            height += patch.height
        made[patch.table] = (headers, cells, height)
    grids = {}
    for table, (headers, cells, height) in made.items():
        extent = Extent.of(FIRST_ROW - 1, 1, height + 1, len(headers))
        place = TablePlace(table, table, extent, tuple(headers))
        grids[table] = Grid(place, tuple(typed(cells[h]) for h in headers))
    return Frames(grids)


def _column(headers: list[str], cells: dict[str, list[Value]], header: str, height: int) -> None:
    if header not in cells:
        headers.append(header)
        cells[header] = [None] * height


def _shown(frames: Frames, table: str, names: str) -> list[tuple[str, ...]]:
    rows = frames[table].select(names.split()).iter_rows()
    return [tuple("" if value is None else str(value) for value in row) for row in rows]
