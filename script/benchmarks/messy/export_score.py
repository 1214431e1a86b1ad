"""How well the exports of other programs are understood: their columns, by headers and cells."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.messy.exports import EXPORTS, Export, make_exports
from xlcrm.crm.adopting.proposal import AdoptedTable, propose
from xlcrm.sheets.spellings import is_header_word
from xlcrm.sheets.vocabularies import vocabularies
from xlcrm.workbook.blocks import range_place
from xlcrm.workbook.surveying import read_block, survey

FIRST = 77.8
"""Percent mapped right when the headers were first tried, before anything was mended."""


def export_score() -> dict[str, Any]:
    """Proposes what the exports are, and compares.

    Returns:
        `programs`, `columns`: how many; `exports_right`: the percent of columns that are taken for
        what they may be, none of a table that is taken for a wrong one; `faults`, in words.
    """
    faults: list[str] = []
    columns = 0
    with tempfile.TemporaryDirectory() as folder:
        for path, export in make_exports(Path(folder)):
            columns += len(export.columns)
            found = propose(
                survey(path, is_header_word), partial(read_block, path), range_place, vocabularies()
            )
            faults += _faults(export, found.tables[0] if found.tables else None)
    return {
        "programs": len(EXPORTS),
        "columns": columns,
        "exports_right": round(100 * (1 - len(faults) / columns), 1),
        "faults": faults,
    }


def _faults(export: Export, table: AdoptedTable | None) -> list[str]:
    taken = table.table if table else "nothing"
    if table is None or taken not in export.tables:
        return [f"{export.program} is taken for {taken}: {header}" for header, *_ in export.columns]
    return [
        f"{export.program}: {header!r} is taken for {match.field}"
        for (header, _, allowed), match in zip(export.columns, table.matches, strict=True)
        if match.field not in allowed
    ]
