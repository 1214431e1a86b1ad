"""Figures in Excel are the figures of the closed file: every function, over the sample firm."""

import math
from datetime import date

import pytest

from xlcrm.hosts.excel import server
from xlcrm.macros.calculate import calculate
from xlcrm.opc.serials import to_serial
from xlcrm.udfs.catalogue import FUNCTIONS
from xlcrm.udfs.formula import parse
from xlcrm.workbook.closed import ClosedWorkbook

DAY = date(2026, 11, 20)
SINCE_1900 = False


@pytest.fixture(scope="module")
def sample(run_command, tmp_path_factory):
    """The sample firm, whose settings say on which day it is looked at."""
    path = tmp_path_factory.mktemp("excel") / "sample.xlsx"
    assert run_command("new", path, "--sample", "--as-of", str(DAY))[0] == 0
    return path


@pytest.fixture(scope="module")
def loaded(sample, as_value2):
    tables = as_value2(sample)
    names = [table[0] for table in tables]
    assert server.load(str(sample), "1", SINCE_1900, names, tables) == server.KEPT
    return str(sample)


class ReadOnce:
    """A closed book whose tables are read once for all functions."""

    def __init__(self, path):
        book = ClosedWorkbook.open(path)
        self.name, self._places = book.name, book.tables()
        self._grids = {name: book.read(name) for name in self._places}

    def tables(self):
        return self._places

    def read(self, table):
        return self._grids[table]


@pytest.fixture(scope="module")
def closed(sample):
    return ReadOnce(sample)


OF_SEVERAL_YEARS = {"SEASON_TABLE"}
"""They show a header alone where the sample firm has too little history."""


def in_a_cell(value):
    if value is None:
        return ""
    if isinstance(value, date):
        return float(to_serial(value))
    return value if isinstance(value, bool | str) else float(value)


def same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12)
    return one == other


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_each_function_gives_what_the_closed_file_gives(function, closed, loaded):
    expected = calculate(
        closed,
        lambda key: True,
        lambda key, **p: None,
        today=date.today(),
        formula=function.example,
    ).data["value"]
    arguments = list(parse(function.example, date.today()).arguments.values())
    given = [float(value) if isinstance(value, int) else value for value in arguments]
    kind, shown = server.answer(loaded, "1", function.name, tuple(given))
    assert kind == "value", shown
    if function.unit == "table":
        assert len(shown) > (function.name not in OF_SEVERAL_YEARS)
        wanted = [[in_a_cell(cell) for cell in row] for row in expected]
        assert [len(row) for row in shown] == [len(row) for row in wanted]
        for row, other in zip(shown, wanted, strict=True):
            assert all(map(same, row, other)), (row, other)
    else:
        assert same(shown, in_a_cell(expected))


def test_another_version_is_asked_for(loaded):
    assert server.answer(loaded, "2", "CHURN_RATE", (None, None, None)) == server.RESEND
    assert server.answer("other.xlsx", "1", "CHURN_RATE", (None, None, None)) == server.RESEND


def test_only_what_changed_is_handed_over(sample, as_value2):
    tables = as_value2(sample)
    names = [table[0] for table in tables]
    assert server.load("changing.xlsx", "1", SINCE_1900, names, tables) == server.KEPT
    before = server.answer("changing.xlsx", "1", "REVENUE_TOTAL", (None, None, None))
    (orders,) = [table for table in tables if table[0] == "Orders"]
    at = orders[5][0].index("Amount")
    doubled = tuple(
        (*row[:at], row[at] * 2 if isinstance(row[at], float) else row[at], *row[at + 1 :])
        for row in orders[5]
    )
    changed = (*orders[:5], doubled, orders[6])
    assert server.load("changing.xlsx", "2", SINCE_1900, names, [changed]) == server.KEPT
    after = server.answer("changing.xlsx", "2", "REVENUE_TOTAL", (None, None, None))
    assert after[1] == pytest.approx(before[1] * 2)


def test_a_server_that_was_started_again_wants_everything(sample, as_value2):
    tables = as_value2(sample)
    names = [table[0] for table in tables]
    assert server.load("new.xlsx", "7", SINCE_1900, names, tables[:1]) == server.RESEND


def test_two_books_do_not_mix(sample, as_value2):
    tables = as_value2(sample)
    names = [table[0] for table in tables]
    blank = [(*t[:5], t[5][:1], ("",) * len(t[6])) if t[0] == "Orders" else t for t in tables]
    assert server.load("full.xlsx", "1", SINCE_1900, names, tables) == server.KEPT
    assert server.load("blank.xlsx", "1", SINCE_1900, names, blank) == server.KEPT
    window = (float(to_serial(date(2026, 1, 1))), float(to_serial(date(2026, 10, 31))), None)
    full = server.answer("full.xlsx", "1", "REVENUE_TOTAL", window)
    assert full[1] > 0
    assert server.answer("blank.xlsx", "1", "REVENUE_TOTAL", window) == ("value", 0.0)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("CHURN_RATE", (None, None, "sector=X"), "sector"),
        ("CHURN_RATE", (((1.0,), (2.0,)), None, None), "2 cells"),
        ("CHURN_RATE", (-2_146_826_246, None, None), "shows an error"),
        ("REPEAT_PROBABILITY", (None, None), "days"),
        ("NO_SUCH", (), "NO_SUCH"),
    ],
)
def test_what_is_wrong_is_an_error_with_a_cause(name, given, said, loaded):
    kind, why = server.answer(loaded, "1", name, given)
    assert kind == "error"
    assert said in why


def test_a_book_without_tables_says_so():
    assert server.load("none.xlsx", "1", SINCE_1900, [], []) == server.KEPT
    kind, why = server.answer("none.xlsx", "1", "CHURN_RATE", (None, None, None))
    assert (kind, "none.xlsx" in why) == ("error", True)


def test_what_goes_wrong_inside_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kind, why = server.load("odd.xlsx", "1", SINCE_1900, ["Orders"], [("Orders",)])
    assert kind == "error"
    assert "excel.log" in why
