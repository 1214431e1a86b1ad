"""A small book, as columns per table."""

from datetime import date

import pytest

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.udfs.context import Context


@pytest.fixture
def frames():
    def make(**tables):
        grids = {}
        for table, columns in tables.items():
            height = len(next(iter(columns.values())))
            extent = Extent.of(1, 1, height + 1, len(columns))
            place = TablePlace(table, table, extent, tuple(columns))
            grids[table] = Grid(place, tuple(typed(values) for values in columns.values()))
        return Frames(grids)

    return make


@pytest.fixture
def book(frames):
    """Three customers and one unknown; anna and bert are in the Customers table."""
    d = date
    return frames(
        Customers={
            "Customer ID": ["anna", "bert"],
            "Company": ["Anna Ltd", None],
            "Name": ["Anna", "Bert"],
            "Region": ["North", "south"],
            "Machine": ["M1", None],
        },
        Orders={
            "Date": [
                d(2024, 1, 10),
                d(2024, 2, 10),
                d(2024, 3, 10),
                d(2024, 3, 11),
                d(2024, 3, 12),
            ],
            "Customer ID": ["anna", "anna", "bert", "carl", None],
            "Category": ["tea", "Coffee", "coffee", "tea", "tea"],
            "Amount": [10.0, 20.005, 30, 40, 5],
            "Delivery": ["post", "pickup", "post", None, "post"],
        },
        Leads={
            "Lead ID": ["L1", "L2"],
            "First inquiry": [d(2024, 1, 1), d(2024, 1, 5)],
            "Converted on": [d(2024, 1, 10), None],
            "Source": ["search", "fair"],
        },
    )


@pytest.fixture
def context(book):
    return Context(book, date(2024, 3, 31), date(2024, 4, 2))
