"""A table as Calc handed it over, and its grid."""

from datetime import date

import polars as pl
import pytest

from xlcrm.cells import Extent
from xlcrm.errors import TableMissingError
from xlcrm.hosts.libreoffice.areas import Area
from xlcrm.hosts.libreoffice.cell_kinds import CellKind
from xlcrm.hosts.libreoffice.raw_tables import RawTable, TablesAsRead

AREA = Area("Orders", 0, top=2, bottom=4, left=1, right=3, totals=False)
ROWS = [
    ("Date", "Amount", "Note"),
    (45_000.0, 1.5, "a"),
    (45_001.0, 2.0, ""),
    (45_002.0, "", 7.0),
]
KINDS = [((0, 2, CellKind.DATE),), (), ()]


@pytest.fixture
def table():
    return RawTable(AREA, "Sales", ROWS, KINDS, epoch_1904=False)


def test_the_grid(table):
    grid = table.grid
    assert (grid.place.name, grid.place.sheet) == ("Orders", "Sales")
    assert grid.place.extent == Extent.parse("B3:D6")
    assert grid.place.headers == ("Date", "Amount", "Note")
    days, amounts, notes = grid.columns
    assert list(days) == [date(2023, 3, 15), date(2023, 3, 16), date(2023, 3, 17)]
    assert isinstance(amounts, pl.Series)
    assert list(amounts) == [1.5, 2.0, None]
    assert notes == ["a", None, 7.0]  # not of one type: as it stands


def test_rows_typed_below_belong_to_it(table):
    assert table.last == 5
    assert table.grid.place.extent.last.row == 6


def test_a_kind_of_some_rows():
    kinds = [((1, 1, CellKind.DATE),), (), ()]
    days = RawTable(AREA, "Sales", ROWS, kinds, epoch_1904=False).grid.columns[0]
    assert days == [45_000.0, date(2023, 3, 16), 45_002.0]


def test_a_table_without_rows_has_its_columns():
    empty = RawTable(AREA, "Sales", ROWS[:1], [(), (), ()], epoch_1904=False)
    assert [len(column) for column in empty.grid.columns] == [0, 0, 0]
    assert empty.grid.place.extent == Extent.parse("B3:D5")


def test_tables_as_read(table):
    tables = TablesAsRead("book", {"Orders": table})
    assert tables.tables() == {"Orders": table.grid.place}
    assert tables.read("Orders") is table.grid
    with pytest.raises(TableMissingError):
        tables.read("Leads")


def test_the_nearest_table_below():
    def area(top, left, right, sheet=0):
        return Area("x", sheet, top, top + 1, left, right, totals=False)

    assert AREA.nearest_below([]) is None
    others = [AREA, area(9, 3, 5), area(7, 0, 1), area(6, 4, 9), area(5, 1, 3, sheet=1)]
    assert AREA.nearest_below(others) == 7
