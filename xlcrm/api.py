"""The public face for programs: a closed workbook's tables, problems and figures, in one call."""

from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from xlcrm.errors import TableMissingError
from xlcrm.frames import ROW, Frames
from xlcrm.macros.reading import effective_day, read_frames
from xlcrm.metrics.figure import Figure
from xlcrm.problems import Problem
from xlcrm.sheets import MODELS
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate
from xlcrm.validation.everything import validate
from xlcrm.workbook.closed import ClosedWorkbook


def read(book: str | PathLike[str], table: str) -> pd.DataFrame:
    """A table of a workbook as a pandas frame.

    Args:
        book: the file.
        table: such as "Orders".

    Returns:
        One row per filled row of the table, indexed by its sheet row. Columns: every field of
        the table by its code name, then the manager's own columns. A wrong cell is missing here;
        `check` names it.

    Raises:
        XlcrmError: the file cannot be read, or has no such table.
    """
    frames = _frames(book)
    ours = [name for name in MODELS if name in frames.grids]
    if table not in ours:
        tables = ", ".join(ours)
        raise TableMissingError(
            "table.missing_here", table=table, book=Path(book).name, tables=tables
        )
    return frames[table].to_pandas().set_index(ROW)


def check(book: str | PathLike[str], as_of: date | None = None) -> list[Problem]:
    """Every problem of a workbook; nothing is written.

    Args:
        book: the file.
        as_of: dates after this day are implausible; the workbook's setting, else today.

    Raises:
        XlcrmError: the file cannot be read, or has none of our tables.
    """
    frames = _frames(book)
    return validate(frames, effective_day(frames, as_of, date.today()))


def calc(book: str | PathLike[str], formula: str, as_of: date | None = None) -> Figure | Table:
    """A worksheet function on a workbook.

    Args:
        book: the file.
        formula: as a cell would hold it, such as "=CHURN_RATE()".
        as_of: the day for which it is computed; the workbook's setting, else today.

    Returns:
        A `Figure` (value, n, interval, dates, note), or a `Table` (headers and rows).

    Raises:
        XlcrmError: the file cannot be read, or the formula is wrong.
    """
    frames = _frames(book)
    today = date.today()
    return evaluate(formula, Context(frames, effective_day(frames, as_of, today), today))


def _frames(book: str | PathLike[str]) -> Frames:
    return read_frames(ClosedWorkbook.open(Path(book)), _silent)


def _silent(key: str, **parameters: Any) -> None:
    del key, parameters
