"""Checking up: what broke in a workbook since it was in order, found before a figure is wrong."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from xlcrm.cells import Address
from xlcrm.crm.checkup_guards import guard_problems
from xlcrm.crm.checkup_headers import header_problems
from xlcrm.crm.checkup_labels import label_problems
from xlcrm.crm.checkup_rows import row_problems
from xlcrm.frames import Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS
from xlcrm.validation.everything import validate
from xlcrm.workbook.examining import Guard

_ALSO = ("table.", "column.", "cell.label_", "cell.excel_error", "id.doubled")
"""What `validate` finds and what breaks by itself, not by what somebody typed into one cell."""


def check_up(
    frames: Frames,
    guards: Mapping[str, Guard],
    before: Frames | None,
    as_of: date,
    guards_before: Mapping[str, Guard] = MappingProxyType({}),
) -> list[Problem]:
    """What broke: rows, headers, formulas, rules for entries, spellings.

    Args:
        frames: the workbook's tables.
        guards: what guards them (`examine`); empty where that cannot be known.
        before: the tables of the version that was kept when xlcrm last wrote; None for none.
        as_of: today, for the run.
        guards_before: what guarded the tables of that version.

    Returns:
        The problems in the order of the tables and cells, those of a whole table first.
    """
    found = [
        *(one for one in validate(frames, as_of) if one.code.startswith(_ALSO)),
        *row_problems(frames, before),
        *header_problems(frames),
        *guard_problems(guards, guards_before),
        *label_problems(frames),
    ]
    return sorted(_once(found), key=_place)


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """Each cell's findings, the same code once."""
    seen = set()
    for problem in problems:
        key = (problem.table, problem.cell, problem.code, problem.parameters.get("row_id"))
        if not problem.cell or key not in seen:
            seen.add(key)
            yield problem


def _place(problem: Problem) -> tuple[int, int, int, str]:
    tables = list(MODELS)
    order = tables.index(problem.table) if problem.table in tables else len(tables)
    row, column = Address.parse(problem.cell) if problem.cell else (0, 0)
    return order, row, column, problem.code
