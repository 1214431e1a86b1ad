"""A workbook made of plain rows, and what validation says of it."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from xlcrm.cells import Cells, Extent, Grid, TablePlace, Value, typed
from xlcrm.frames import Frames
from xlcrm.problems import Problem
from xlcrm.validation.everything import validate

AS_OF = date(2025, 6, 30)
Sheet = tuple[Sequence[str], Sequence[Sequence[Value]]]
EMPTY: dict[str, Sheet] = {
    "Inquiries": (("Inquiry ID", "Date"), ()),
    "Leads": (("Lead ID",), ()),
    "Customers": (("Customer ID",), ()),
    "Orders": (("Date", "Customer ID", "Amount"), ()),
    "Lists": (("List", "Value", "Also written for"), ()),
    "Settings": (("Setting", "Value"), (("country", "MD"),)),
}
"""A workbook in which nothing is missing and nothing wrong."""


def grid(table: str, headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> Grid:
    place = TablePlace(
        table, f"{table} sheet", Extent.of(3, 2, len(rows) + 1, len(headers)), tuple(headers)
    )
    columns: list[Cells] = [typed([row[i] for row in rows]) for i in range(len(headers))]
    return Grid(place, tuple(columns))


def book(**sheets: Sheet) -> Frames:
    """The headers stand in row 3, from column B on; the first data row is row 4."""
    return Frames({table: grid(table, *sheet) for table, sheet in (EMPTY | sheets).items()})


def found(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.table, problem.cell, problem.code) for problem in problems]


@pytest.fixture(name="grid")
def _grid() -> Callable[..., Grid]:
    return grid


@pytest.fixture(name="book")
def _book() -> Callable[..., Frames]:
    return book


@pytest.fixture
def check() -> Callable[..., list[tuple[str, str, str]]]:
    """What validation finds as of 30 June 2025: table, cell and code."""
    return lambda **sheets: found(validate(book(**sheets), AS_OF))


@pytest.fixture
def problems() -> Callable[..., list[Problem]]:
    """The problems that validation finds as of 30 June 2025."""
    return lambda **sheets: validate(book(**sheets), AS_OF)
