"""Books of all sizes, from nothing to the sample firm, and what a sheet shows as text."""

from datetime import date, datetime, timedelta

import pytest

from xlcrm.cells import Extent, Grid, TablePlace, typed
from xlcrm.frames import Frames
from xlcrm.report.build import build
from xlcrm.sample import sample_firm
from xlcrm.udfs.context import Context

DAY = date(2025, 6, 30)


def frames_of(tables, **settings):
    if settings:
        tables = {**tables, "Settings": {"Setting": [*settings], "Value": [*settings.values()]}}
    grids = {}
    for table, columns in tables.items():
        height = len(next(iter(columns.values())))
        extent = Extent.of(1, 1, height + 1, len(columns))
        place = TablePlace(table, table, extent, tuple(columns))
        grids[table] = Grid(place, tuple(typed(values) for values in columns.values()))
    return Frames(grids)


def context_of(tables, as_of=DAY, **settings):
    return Context(frames_of(tables, **settings), as_of, as_of)


def orders(*rows):
    """Order lines from (customer, amount, first day, every so many days, how many)."""
    dates, customers, amounts = [], [], []
    for customer, amount, first, step, count in rows:
        for number in range(count):
            dates.append(first + timedelta(days=step * number))
            customers.append(customer)
            amounts.append(amount)
    return {"Date": dates, "Customer ID": customers, "Amount": amounts}


def small_tables():
    """Twelve customers who order in their own rhythms, six leads, four inquiries."""
    d = date
    steady = [
        (f"C-{n:02}", 100.0 + n, d(2024, 1 + n // 2, 5), 30, 18 - n // 2) for n in range(1, 9)
    ]
    gone = [
        ("C-09", 900.0, d(2024, 2, 1), 30, 5),
        ("C-10", 350.5, d(2024, 3, 1), 30, 13),
        ("C-11", 40.0, d(2024, 4, 10), 1, 1),
        ("C-12", 75.0, d(2025, 6, 2), 1, 1),
    ]
    lines = orders(*steady, *gone)
    lines["Category"] = ["tea" if n % 3 else "coffee" for n in range(len(lines["Date"]))]
    ids = [f"C-{n:02}" for n in range(1, 13)]
    return {
        "Orders": lines,
        "Customers": {
            "Customer ID": ids,
            "Company": [f"Firm {n:02} Ltd" for n in range(1, 13)],
            "Name": [*[None] * 9, "Jo Ten", None, None],
            "Phone": [*[None] * 9, "+44 20 7946 0010", None, None],
            "E-mail": [*[None] * 9, "jo@ten.example", None, None],
            "Owner": ["Ann", "Bob"] * 6,
            "Region": ["North", "North", "South", "South", "West", None] * 2,
            "Machine": ["own", "rented", "rented"] * 4,
            "Town": [f"Town {n}" for n in range(12)],
        },
        "Leads": {
            "Lead ID": ["L-1", "L-2", "L-3", "L-4", "L-5", "L-6"],
            "Company": ["Late Ltd", "Now Ltd", "Soon Ltd", "Silent Ltd", "Idle Ltd", "Won Ltd"],
            "Phone": ["+44 1", None, None, None, None, None],
            "First inquiry": [d(2025, 1, 2 * n) for n in range(1, 7)],
            "Status": ["working", "offer", "working", "new", "working", "converted"],
            "Status on": [d(2025, 6, 1)] * 6,
            "Next step": ["Send the offer", "Call", "Visit", None, None, None],
            "Next step date": [d(2025, 6, 20), DAY, d(2025, 7, 1), None, None, None],
            "Converted on": [*[None] * 5, d(2025, 3, 1)],
            "Owner": ["Ann"] * 6,
        },
        "Inquiries": {
            "Date": [
                datetime(2025, 6, 28, 9, 30),
                datetime(2025, 6, 30, 10, 15),
                datetime(2025, 5, 1),
                datetime(2025, 7, 9),
            ],
            "Company": ["Silent Ltd", "Fresh Ltd", "Done Ltd", "Tomorrow Ltd"],
            "Status": ["open", "open", "lost", "open"],
            "Request": ["Prices for 20 kg?", "Samples", None, None],
            "Lead ID": ["L-4", None, None, None],
        },
    }


def lively_tables():
    """The small book with a journey of three stages, six answers and eight activities."""
    d = date
    points = [
        ("C-01", "Offer", "Quick reply", "contact", "good", None, None, None),
        ("C-02", "Offer", "Quick reply", "contact", "good", None, None, None),
        ("C-09", "Offer", "No reply", "contact", "bad", None, None, None),
        ("C-01", "Delivery", "On time", "delivery", "good", None, None, None),
        ("C-02", "Delivery", "Box was open", "complaint", "bad", "Ann", d(2025, 6, 20), None),
        ("C-03", "Delivery", "Came late", "complaint", "bad", "Bob", d(2025, 5, 9), d(2025, 5, 8)),
        ("L-1", "Delivery", "Wrong tea", "complaint", "bad", None, None, None),
        ("C-02", "Delivery", "Late again", "delivery", "bad", None, None, None),
        ("C-10", "Supply", "Invoice sent", "invoice", "neutral", None, None, None),
    ]
    results = ["offer requested", "done", "offer requested", "done", "decision maker"]
    names = ("Party ID", "Stage", "Touchpoint", "Kind", "Moment", "Owner", "Due on", "Resolved on")
    touchpoints = dict(zip(names, map(list, zip(*points, strict=True)), strict=True))
    return small_tables() | {
        "Stages": {
            "Stage": ["Offer", "Delivery", "Supply"],
            "Position": [1, 2, 3],
            "Ours to control": ["ours", "shared", "ours"],
            "Obstacle": ["Prices are a week old", None, None],
            "Owner": ["Ann", "Bob", None],
        },
        "Touchpoints": {"Date": [d(2025, 5, n) for n in range(1, 10)], **touchpoints},
        "Surveys": {
            "Date": [d(2025, m, 15) for m in range(1, 7)],
            "Customer ID": ["C-01", "C-02", "C-03", "C-04", "C-09", None],
            "Score": [10, 3, 9, 7, 6, 0],
            "Satisfaction": [5, 2, 4, 4, None, 1],
            "Comment": [None, "Box was open", None, None, "Nobody called", "Too dear"],
            "Owner": [None, "Ann", None, None, "Bob", None],
            "Due on": [None, d(2025, 2, 20), None, None, d(2025, 7, 4), None],
            "Closed on": [None, d(2025, 2, 19), None, None, None, None],
        },
        "Activities": {
            "Date": [d(2025, 6, n) for n in (2, 3, 10, 11, 24, 25, 26, 30)],
            "Owner": ["Ann", "Bob", "Ann", "Ann", "Bob", "Ann", "Bob", "Ann"],
            "Kind": ["call", "offer", "call", "offer", "visit", "call", "offer", "sample"],
            "Party ID": ["L-1", "L-2", "L-3", "L-1", "C-01", "L-4", "C-09", "L-3"],
            "Result": [*results, "no answer", "refused", "done"],
            "Amount": [None, 480.0, None, 1250.5, None, None, 90.0, None],
        },
    }


@pytest.fixture
def lively():
    """The small book with everything that happens beside inquiries and orders."""
    return context_of(lively_tables(), currency="EUR")


@pytest.fixture
def make():
    """Makes a context from columns per table."""
    return context_of


@pytest.fixture
def small():
    """A small book whose figures can be followed by hand."""
    return context_of(small_tables(), currency="EUR")


def _ten():
    rhythms = [(f"C-{n}", 50.0 * n, date(2024, n, 3), 20 + 9 * n, 6) for n in range(1, 11)]
    return context_of({"Orders": orders(*rhythms)})


def _sample():
    firm = sample_firm(DAY)
    return context_of(dict(firm.tables), currency="GBP")


BOOKS = {
    "empty": lambda: context_of({"Orders": orders(), "Leads": {"Lead ID": []}}),
    "one": lambda: context_of({"Orders": orders(("C-1", 10.0, date(2025, 6, 1), 1, 1))}),
    "today": lambda: context_of({"Orders": orders(("C-1", 10.0, DAY, 1, 1))}),
    "returns": lambda: context_of({"Orders": orders(("C-1", -10.0, date(2025, 6, 1), 1, 1))}),
    "nobody": lambda: context_of({"Orders": orders((None, 10.0, date(2025, 6, 1), 5, 3))}),
    "ten": _ten,
    "leads": lambda: context_of({t: small_tables()[t] for t in ("Leads", "Inquiries")}),
    "small": lambda: context_of(small_tables(), currency="EUR"),
    "old": lambda: context_of(small_tables(), date(2031, 1, 15), currency="EUR"),
    "lively": lambda: context_of(lively_tables(), currency="EUR"),
    "sample": _sample,
}


@pytest.fixture(scope="session", params=list(BOOKS))
def built(request):
    """Each book with its sheets: (context, sheets)."""
    context = BOOKS[request.param]()
    return context, build(context, lambda _title: None)


@pytest.fixture
def texts():
    """Everything that a sheet says, in one text."""
    return lambda sheet: "\n".join(
        str(cell.value) for _, cell in sorted(sheet.cells.items()) if isinstance(cell.value, str)
    )
