"""Headers that nobody here chose: those of other programs' exports."""

import sys
from importlib import import_module
from pathlib import Path

SCRIPT = Path(__file__).parents[3] / "script"


def test_columns_of_exports_are_understood(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(SCRIPT), *sys.path])
    found = import_module("benchmarks.messy.export_score").export_score()
    assert found["programs"] >= 8
    assert found["columns"] > 100
    assert found["exports_right"] >= 95, found["faults"]
