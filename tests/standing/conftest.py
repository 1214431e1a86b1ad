"""Small books of leads, inquiries and activities, and which leads are open in them."""

from datetime import date

import pytest

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.sheets import label
from xlcrm.standing.leads import open_leads
from xlcrm.standing.log import told_by_log

AS_OF = date(2024, 6, 30)


@pytest.fixture(scope="session")
def book():
    """Makes a book of rows by table, each row a mapping of column code names to values."""

    def make(**tables):
        grids = {}
        for table, rows in tables.items():
            names = list(dict.fromkeys(name for row in rows for name in row))
            headers = tuple(label(name) for name in names)
            extent = Extent.of(1, 1, len(rows) + 1, len(names))
            cells = tuple(typed([row.get(name) for row in rows]) for name in names)
            grids[table] = Grid(TablePlace(table, table, extent, headers), cells)
        return Frames(grids)

    return make


@pytest.fixture(scope="session")
def open_in(book):
    """The open leads of a book: (lead, status, next step) each."""

    def found(as_of=AS_OF, **tables):
        frames = book(**tables)
        told = told_by_log(frames, frames["Inquiries"]["lead_id"], as_of)
        return open_leads(frames, told, as_of).select("lead_id", "status", "next_step").rows()

    return found
