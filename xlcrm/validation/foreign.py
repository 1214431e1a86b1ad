"""What is left out of a table that the manager had already: told, so that nothing goes silently."""

from collections.abc import Iterator

from xlcrm.cells import Address
from xlcrm.frames import Frames
from xlcrm.problems import CODES, Problem
from xlcrm.sheets import MODELS


def foreign_problems(frames: Frames) -> Iterator[Problem]:
    """Rows that are read as no records, and filled rows below a table that it does not reach.

    Args:
        frames: the workbook's tables.
    """
    for table in MODELS:
        settled, place = frames.settled(table), frames.place(table)
        if settled is None or place is None:
            continue
        column = place.extent.first.column
        for at in settled.left_out:
            cell = Address(place.first_row + at, column).a1
            code = "row.no_record"
            yield Problem(CODES[code], place.sheet, cell, code, table=table)
        if place.below:
            cell = Address(place.below, column).a1
            code = "table.rows_below"
            yield Problem(CODES[code], place.sheet, cell, code, {"table": table}, table=table)
