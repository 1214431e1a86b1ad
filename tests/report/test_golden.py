"""The sheets of the small book, cell by cell, as somebody would read them.

After a wanted change: XLCRM_GOLDENS=write pytest tests/report/test_golden.py, then read the diff.
"""

import os
from pathlib import Path

import pytest

from xlcrm.report.build import SHEETS

FOLDER = Path(__file__).parent / "golden"


def dump(sheet):
    lines = [f"sheet {sheet.key} | {sheet.title} | freeze {sheet.freeze and sheet.freeze.a1}"]
    for at, cell in sorted(sheet.spelled_out().cells.items()):
        if cell.value is not None or cell.formula:
            parts = [at.a1, repr(cell.value)]
            parts += ["=" + cell.formula] if cell.formula else []
            parts += ["-> " + cell.link] if cell.link else []
            lines.append(" | ".join(parts))
    for chart in sheet.charts:
        lines.append(f"chart {chart.anchor.a1} | {chart.kind} | {chart.title}")
        lines += [
            f"  {series.name} | {series.kind or chart.kind} | {series.categories.a1} | {series.values.a1}"
            for series in chart.series
        ]
    lines += [f"format {type(rule).__name__} | {rule.extent.a1}" for rule in sheet.formats]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("key", SHEETS)
def test_the_small_book(key, small, lively):
    sheet = SHEETS[key](small) or SHEETS[key](lively)
    golden = FOLDER / f"{key}.txt"
    if os.environ.get("XLCRM_GOLDENS") == "write":
        golden.write_text(dump(sheet), encoding="utf-8")
    assert dump(sheet) == golden.read_text(encoding="utf-8")
