"""The RFM grid on the Segments sheet, against the classes that pandas makes of the same orders."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlcrm.language import LANGUAGES
from xlcrm.metrics.rfm_cells import CELLS, SEGMENTS
from xlcrm.report.segments import segments_sheet
from xlcrm.sample import sample_firm

DAY = date(2025, 6, 30)
CELL = re.compile(r"(.+)\n([\d.,\s]+)$")


def grid_of(sheet):
    """The grid's cells as [(name, count)], from the best F down, R from 1 up."""
    found = [
        CELL.match(c.value) for _, c in sorted(sheet.cells.items()) if isinstance(c.value, str)
    ]
    return [(cell[1], int(re.sub(r"\D", "", cell[2]))) for cell in found if cell]


def ranked(values, classes):
    ranks = values.rank(method="min").astype(int)
    return (ranks - 1) * classes // len(values) + 1


@pytest.fixture(scope="module")
def customers():
    """When and on how many days each of thirty customers ordered."""
    return pd.DataFrame(
        {
            "last": [date(2025, 6 - n % 6, 1 + n % 28) for n in range(30)],
            "days": [1 + n % 7 for n in range(30)],
        }
    )


def test_each_cell_counts_the_customers_of_its_two_classes(make, customers):
    dates, ids = [], []
    for n, (last, days) in enumerate(customers.itertuples(index=False)):
        dates += [last, *(date(2024, 1 + k, 1 + n % 28) for k in range(days - 1))]
        ids += [f"C-{n:02}"] * days
    table = {"Date": dates, "Customer ID": ids, "Amount": [10.0] * len(ids)}
    r, f = ranked(customers["last"], 5), ranked(customers["days"], 5)
    counted = pd.crosstab(f, r).reindex(index=range(5, 0, -1), columns=range(1, 6), fill_value=0)
    assert [n for _, n in grid_of(segments_sheet(make({"Orders": table})))] == [
        *counted.to_numpy().ravel()
    ]


def test_the_cells_have_the_names_of_the_grid(make, customers):
    table = {
        "Date": [*customers["last"], date(2024, 1, 1)],
        "Customer ID": [f"C-{n:02}" for n in range(30)] + ["C-00"],
        "Amount": [10.0] * 31,
    }
    names = [name for name, _ in grid_of(segments_sheet(make({"Orders": table})))]
    assert len(names) == 25
    assert set(names) >= {"champions", "cannot lose", "hibernating", "recent"}
    assert names[4] == "champions"
    assert CELLS[4][4] == "champions"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400)), min_size=1, max_size=40))
def test_the_grid_holds_every_customer_once(make, lines):
    table = {
        "Date": [date.fromordinal(DAY.toordinal() - back) for _, back in lines],
        "Customer ID": [f"C-{who}" for who, _ in lines],
        "Amount": [5.0] * len(lines),
    }
    sheet = segments_sheet(make({"Orders": table}))
    cells = grid_of(sheet)
    said = {cell.value for cell in sheet.cells.values()}
    if cells:
        assert sum(count for _, count in cells) == len({who for who, _ in lines})
    else:
        assert any(str(one).startswith("Nothing tells customers apart yet") for one in said)


def test_customers_all_alike_are_not_named(make):
    table = {"Date": [DAY] * 3, "Customer ID": ["a", "b", "c"], "Amount": [1.0, 2.0, 3.0]}
    sheet = segments_sheet(make({"Orders": table}))
    assert grid_of(sheet) == []
    assert not sheet.charts


def test_each_segment_that_has_customers_says_what_to_do(make):
    tables = dict(sample_firm(DAY).tables)
    sheet = segments_sheet(make(tables))
    formulas = {
        at: cell for at, cell in sheet.cells.items() if 'TABLE_CELL("RFM_TABLE()"' in cell.formula
    }
    counts = {at.row: cell.value for at, cell in formulas.items() if at.column == 3}
    assert len(counts) == len(SEGMENTS)
    for row, count in counts.items():
        told = next(c.value for at, c in sheet.cells.items() if at == (row, 7))
        assert bool(told) == bool(count)


def test_old_customers_are_not_called_new(make, texts):
    """Scores compare: who came last of all, and seldom beside others, need be no new customer."""
    lines = [(f"C-{n:02}", days) for n in range(30) for days in range(0, 40 * (2 + n // 6), 40)]
    table = {
        "Date": [DAY - timedelta(days=days + int(key[2:])) for key, days in lines],
        "Customer ID": [key for key, _ in lines],
        "Amount": [10.0] * len(lines),
    }
    sheet = segments_sheet(make({"Orders": table}))
    assert ("recent", 6) in grid_of(sheet)
    said = texts(sheet).casefold()
    for untrue in ("new\n", "first order", "once or twice", "used to order", "have stopped"):
        assert untrue not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_books_language(make, language):
    sheet = segments_sheet(make(dict(sample_firm(DAY).tables), language=language))
    assert len(grid_of(sheet)) == 25
