"""A small book, as columns per table, and CDNOW as pandas and as the functions see it."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.udfs.context import Context

PRIOR, FLOOR = 45, 30
"""Days: what CDNOW's lapse rule rests on."""


def frames_of(**tables):
    grids = {}
    for table, columns in tables.items():
        height = len(next(iter(columns.values())))
        extent = Extent.of(1, 1, height + 1, len(columns))
        place = TablePlace(table, table, extent, tuple(columns))
        grids[table] = Grid(place, tuple(typed(values) for values in columns.values()))
    return Frames(grids)


@pytest.fixture(scope="session")
def frames():
    return frames_of


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


@pytest.fixture(scope="session")
def purchases(cdnow):
    """CDNOW's purchases as pandas reads the file: customer, day, and whole cents."""
    names = ["customer", "day", "cds", "amount"]
    types = {"customer": str, "day": str, "amount": str}
    lines = pd.read_csv(cdnow, sep=r"\s+", header=0, names=names, dtype=types)
    lines["day"] = pd.to_datetime(lines["day"], format="%Y%m%d")
    lines["cents"] = [int(Decimal(amount) * 100) for amount in lines["amount"]]
    return lines


@pytest.fixture(scope="session")
def cdnow_context(purchases):
    """A book whose Orders hold CDNOW, on its last day, with a prior that stands."""
    orders = {
        "Date": purchases["day"].dt.date.tolist(),
        "Customer ID": purchases["customer"].tolist(),
        "Amount": purchases["amount"].astype(float).tolist(),
        "Quantity": purchases["cds"].tolist(),
    }
    settings = {"Key": ["lapse_prior_days"], "Value": [float(PRIOR)]}
    day = date(1998, 6, 30)
    return Context(frames_of(Orders=orders, Settings=settings), day, day)


@pytest.fixture(scope="session")
def order_days(purchases):
    """One row per customer and order day: the limit that holds from then on."""
    rows = purchases.groupby(["customer", "day"], as_index=False)["cents"].sum()
    before = rows.groupby("customer").cumcount()
    rows["first"] = rows.groupby("customer")["day"].transform("min")
    rows["number"] = before + 1
    rows["cadence"] = (2 * PRIOR + (rows["day"] - rows["first"]).dt.days) / (2 + before)
    rows["limit"] = np.maximum(2 * rows["cadence"], FLOOR)
    rows["until"] = rows["day"] + pd.to_timedelta(np.floor(rows["limit"]), unit="D")
    rows["next"] = rows.groupby("customer")["day"].shift(-1)
    return rows
