"""Rules for entries that were pasted over, formulas that were typed over, rows left outside."""

from collections.abc import Iterator, Mapping, Sequence

from xlcrm.cells import Address
from xlcrm.problems import Level, Problem
from xlcrm.sheets import MODELS
from xlcrm.workbook.examining import Filling, Guard

_FEWEST = 3
_BY_CELL = frozenset({"Settings"})
"""Tables whose rows have rules of their own each, and some none."""


def guard_problems(guards: Mapping[str, Guard]) -> Iterator[Problem]:
    """One finding per column and kind of loss, at the first cell.

    Args:
        guards: what guards the tables, by table.
    """
    for table, guard in guards.items():
        if table in MODELS:
            for header, rows in guard.unguarded.items() if table not in _BY_CELL else ():
                yield _at(table, guard, header, rows, "checkup.rule_lost")
            for header, filling in guard.fillings.items():
                if _lost(filling):
                    yield _formula(table, guard, header, filling)
            if guard.below:
                header = guard.place.headers[0]
                yield _at(table, guard, header, guard.below, "checkup.rows_below")


def _lost(filling: Filling) -> bool:
    """Whether the values of a column stand where formulas stood.

    They do where the table says so, or where most of the column is computed; a column of values
    with a sum or two among them is none.
    """
    if not filling.typed:
        return False
    most = filling.computed >= _FEWEST and filling.computed > len(filling.typed)
    return bool(filling.formula) or most


def _formula(table: str, guard: Guard, header: str, filling: Filling) -> Problem:
    problem = _at(table, guard, header, filling.typed, "checkup.formula_lost")
    suggestion = f"={filling.formula}" if filling.formula else ""
    named = {**problem.parameters, "computed": filling.computed}
    return Problem(
        problem.level, problem.sheet, problem.cell, problem.code, named, suggestion, table
    )


def _at(table: str, guard: Guard, header: str, rows: Sequence[int], code: str) -> Problem:
    cell = Address(rows[0], guard.place.column_of(header)).a1
    named = {"header": header, "n": len(rows), "table": table}
    return Problem(Level.WARNING, guard.place.sheet, cell, code, named, table=table)
