"""The sample firm, for whatever program shows it."""

from datetime import date

import openpyxl
import pytest

from xlcrm.patches import AppendRows
from xlcrm.sample import sample_firm
from xlcrm.workbook.closed import ClosedWorkbook

SAMPLE_DAY = "2026-11-20"
MOST = 60
"""Rows of each table of the small firm, besides those with the sample's dirt."""


@pytest.fixture(scope="session")
def sample_book(run_command, tmp_path_factory):
    """The sample firm as it comes."""
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    status, said, errors = run_command("new", path, "--sample", "--as-of", SAMPLE_DAY)
    assert (status, errors) == (0, ""), said
    return path


@pytest.fixture(scope="session")
def small_book(run_command, tmp_path_factory):
    """The sample firm's latest rows, for tests whose point is not how many there are."""
    path = tmp_path_factory.mktemp("small") / "sample.xlsx"
    status, said, errors = run_command("new", path)
    assert (status, errors) == (0, ""), said
    firm = sample_firm(date.fromisoformat(SAMPLE_DAY))
    ClosedWorkbook.open(path).apply([_latest(patch, firm.dirt) for patch in firm.patches()])
    return path


def _latest(patch, dirt):
    if not isinstance(patch, AppendRows) or patch.table == "Lists":
        return patch
    spoiled = {one.row for one in dirt if one.table == patch.table}
    rows = sorted(spoiled | set(range(max(0, patch.height - MOST), patch.height)))
    return patch._replace(
        columns={header: [cells[row] for row in rows] for header, cells in patch.columns.items()}
    )


@pytest.fixture
def copy_of(tmp_path):
    """A copy of a book that a test may change."""

    def copy(book):
        path = tmp_path / book.name
        path.write_bytes(book.read_bytes())
        return path

    return copy


@pytest.fixture
def plain_book(tmp_path):
    """A workbook that has nothing to do with xlcrm."""
    path = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["=SUM(B1:B2)", 1])
    book.active.append(["note", 2])
    book.save(path)
    return path
