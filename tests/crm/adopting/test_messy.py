"""Some of the made workbooks: the bench scores all of them."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "script"


@pytest.fixture(scope="module")
def scored():
    sys.path.insert(0, str(SCRIPT))
    try:
        return import_module("benchmarks.messy.score").score(seed=7, count=6)
    finally:
        sys.path.remove(str(SCRIPT))


def test_enough_was_looked_at(scored):
    assert scored["books"] == 6
    assert scored["columns"] > 30
    assert scored["wrong_cells"] > 5


def test_no_cell_is_misread_in_silence(scored):
    assert scored["misread"] == 0, scored["faults"]


def test_columns_and_rows(scored):
    assert scored["mapped_right"] >= 95, scored["faults"]
    assert scored["rows_right"] >= 95, scored["faults"]


def test_problems_are_told_and_others_not(scored):
    assert scored["problems_found"] == 100, scored["faults"]
    assert scored["false_alarms"] < 1, scored["faults"]
