"""Rules for entries that were pasted over, formulas that were typed over, rows left outside."""

from collections.abc import Iterator, Mapping, Sequence

from xlcrm.cells import Address
from xlcrm.problems import Level, Problem
from xlcrm.sheets import MODELS
from xlcrm.workbook.examining import Filling, Guard

_FEWEST = 3
_BY_CELL = frozenset({"Settings"})
"""Tables whose rows have rules of their own each, and some none."""


def guard_problems(guards: Mapping[str, Guard], before: Mapping[str, Guard]) -> Iterator[Problem]:
    """One finding per column and kind of loss, at the first cell.

    Args:
        guards: what guards the tables, by table.
        before: what guarded them in the version that was kept.
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
            if table in before and guard.place.extent.height > 1:
                yield from _gone(table, guard, before[table])


def _gone(table: str, guard: Guard, before: Guard) -> Iterator[Problem]:
    """Columns that have lost the last of what guarded them, so that only a former version tells."""
    rows = (guard.place.first_row,)
    for header in guard.place.headers:
        if header in before.ruled - guard.ruled and table not in _BY_CELL:
            yield _at(table, guard, header, rows, "checkup.rules_gone")
        filling = before.fillings.get(header)
        if filling and _computed(filling) and header not in guard.fillings:
            yield _at(table, guard, header, rows, "checkup.formulas_gone")


def _lost(filling: Filling) -> bool:
    """Whether the values of a column stand where formulas stood.

    They do where the table says so, or where most of the column is computed; a column of values
    with a sum or two among them is none.
    """
    if not filling.typed:
        return False
    return bool(filling.formula) or _computed(filling)


def _computed(filling: Filling) -> bool:
    return filling.computed >= _FEWEST and filling.computed > len(filling.typed)


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
