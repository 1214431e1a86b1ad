"""Everything that is wrong in a workbook: the rules of cells, rows, tables and the whole."""

from datetime import date

from xlcrm.cells import Address
from xlcrm.frames import Frames
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS
from xlcrm.validation.booksettings import country_of, settings_problems
from xlcrm.validation.consent import consent_problems
from xlcrm.validation.dates import date_problems
from xlcrm.validation.foreign import foreign_problems
from xlcrm.validation.identities import identity_problems
from xlcrm.validation.lists import list_problems
from xlcrm.validation.people import people_problems, twins
from xlcrm.validation.progress import progress_problems
from xlcrm.validation.references import reference_problems
from xlcrm.validation.rows import RowRules
from xlcrm.validation.structure import structure_problems

_ORDER = {table: position for position, table in enumerate(MODELS)}


def validate(frames: Frames, as_of: date) -> list[Problem]:
    """Everything that is wrong in a workbook.

    A cell that breaks a rule of its own gets no second finding from the rules that compare cells.

    Args:
        frames: the workbook's tables.
        as_of: the last day that can have happened.

    Returns:
        The problems in the order of the sheets, rows and columns; those of a whole table first.
    """
    country = country_of(frames)
    found = [
        problem
        for table in frames.grids
        if table in MODELS and (grid := frames.grid(table)) is not None
        for problem in RowRules(table, grid, frames.vocabularies, country).problems()
    ]
    seen = {(problem.table, problem.cell) for problem in found}
    doubled = {table: twins(frames, table, country) for table in ("Leads", "Customers")}
    compared = [
        *foreign_problems(frames),
        *settings_problems(frames),
        *list_problems(frames),
        *identity_problems(frames),
        *reference_problems(frames),
        *date_problems(frames, as_of),
        *progress_problems(frames, as_of),
        *people_problems(frames, doubled),
        *consent_problems(frames, doubled["Customers"], as_of),
    ]
    found += [problem for problem in compared if (problem.table, problem.cell) not in seen]
    return sorted([*structure_problems(frames), *found], key=_place)


def _place(problem: Problem) -> tuple[int, int, int, str]:
    row, column = Address.parse(problem.cell) if problem.cell else (0, 0)
    return _ORDER[problem.table], row, column, problem.code
