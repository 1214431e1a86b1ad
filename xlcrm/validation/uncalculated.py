"""Formulas that were never calculated: one finding per column, instead of one per blank cell."""

from collections.abc import Mapping, Sequence

from xlcrm.cells import Address
from xlcrm.frames import Frames
from xlcrm.problems import CODES, Problem
from xlcrm.sheets import MODELS, recognise

Uncalculated = Mapping[str, Mapping[str, Sequence[int]]]
"""The sheet rows of such cells by table and header."""

_CODE, _BLANK = "cell.not_calculated", "cell.required"


def with_uncalculated(
    frames: Frames, problems: Sequence[Problem], cells: Uncalculated
) -> list[Problem]:
    """The problems, those of blank cells that are not blank told as what they are.

    Args:
        frames: the workbook's tables.
        problems: what validation found.
        cells: where formulas stand that were never calculated.

    Returns:
        The new findings first, then the others as they were.
    """
    ours = {table: rows for table, rows in cells.items() if table in MODELS}
    found = [_finding(frames, table, *one) for table, rows in ours.items() for one in rows.items()]
    told = {
        (table, Address(row, place.column_of(header)).a1)
        for table, columns in ours.items()
        if (place := frames.place(table))
        for header, rows in columns.items()
        for row in rows
    }
    rest = [one for one in problems if one.code != _BLANK or (one.table, one.cell) not in told]
    return [*found, *rest]


def _finding(frames: Frames, table: str, header: str, rows: Sequence[int]) -> Problem:
    place = frames.place(table)
    assert place is not None
    cell = Address(rows[0], place.column_of(header)).a1
    named = {"header": header, "n": len(rows)}
    field = recognise(MODELS[table], place.headers, place.meanings).get(header, "")
    return Problem(CODES[_CODE], place.sheet, cell, _CODE, named, table=table, field=field)
