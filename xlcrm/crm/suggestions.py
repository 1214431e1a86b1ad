"""Suggestions of the validation, taken: what a cell should hold is written into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xlcrm.cells import Address, TablePlace, Value
from xlcrm.crm.edits import Edits
from xlcrm.frames import Frames
from xlcrm.patches import AppendRows, EditCells
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS, columns


class Taken(NamedTuple):
    """One cell that changes.

    Attributes:
        problem: what is wrong in it.
        before: what it holds.
        after: what it will hold.
    """

    problem: Problem
    before: Value
    after: Value


@dataclass(frozen=True)
class SuggestionsPlan:
    """What taking all suggestions comes to.

    Attributes:
        taken: the cells that change, in the order of the problems.
        left: problems with a suggestion that is for the manager to take: headers, cells that a
            formula fills.
        without: the number of problems that nobody has a suggestion for.
        patches: what is written.
    """

    taken: Sequence[Taken]
    left: Sequence[Problem]
    without: int
    patches: Sequence[EditCells | AppendRows]


def plan_suggestions(frames: Frames, problems: Sequence[Problem]) -> SuggestionsPlan:
    """Plans to write each suggested label, phone number, e-mail address, number, id or date.

    Args:
        frames: the workbook's tables.
        problems: what validation found in them.
    """
    edits, taken, left = Edits(frames), list[Taken](), list[Problem]()
    suggested = [problem for problem in problems if problem.suggestion]
    for problem in suggested:
        one = _taken(frames, problem)
        if one is None:
            left.append(problem)
            continue
        taken.append(one)
        edits.write(problem.table, problem.field, Address.parse(problem.cell).row, one.after)
    return SuggestionsPlan(taken, left, len(problems) - len(suggested), edits.patches())


def _taken(frames: Frames, problem: Problem) -> Taken | None:
    place = frames.place(problem.table)
    header = frames.header(problem.table, problem.field) if problem.table in MODELS else ""
    if place is None or not problem.cell or not header:
        return None
    row = Address.parse(problem.cell).row
    if row < place.first_row or _belongs_to_others(place, problem.cell, header):
        return None
    before = frames.grids[problem.table].column(header)[row - place.first_row]
    after = _value(_READERS[columns(MODELS[problem.table])[problem.field].reading], problem)
    return None if after is None else Taken(problem, before, after)


def _belongs_to_others(place: TablePlace, cell: str, header: str) -> bool:
    """Whether a formula of the table's fills the cell, or the finding points beside its column."""
    pointed = Address.parse(cell).column
    return header in place.calculated or pointed != place.column_of(header)


def _value(reading: str, problem: Problem) -> Value:
    """A suggestion as what the column takes; None for a text that is nothing of the kind."""
    try:
        if reading == "number":
            number = float(problem.suggestion)
            return int(number) if number.is_integer() else number
        return date.fromisoformat(problem.suggestion) if reading == "date" else problem.suggestion
    except ValueError:
        return None


_READERS: Mapping[str, str] = {"day": "date", "moment": "date", "number": "number", "text": "text"}
"""What a suggestion is for each way in which a column is read."""
