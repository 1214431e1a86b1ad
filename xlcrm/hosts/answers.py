"""What a cell shows for a result or an argument, the same in every spreadsheet program."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlcrm.cells import Value
from xlcrm.errors import FormulaError
from xlcrm.opc.serials import to_serial
from xlcrm.udfs.evaluate import Result, Table

CellShown = float | str | bool
Shown = CellShown | tuple[tuple[CellShown, ...], ...]
"""One value, or the rows of a table with its header row; blank is ""."""


def shown(result: Result, *, epoch_1904: bool, truths: bool = True) -> Shown:
    """A result as a cell shows it: dates as the program's own numbers of days.

    Args:
        result: what a function gave.
        epoch_1904: whether the workbook's day 0 is 1904-01-01.
        truths: whether the program takes truth values from a function; else they are 1 and 0.
    """

    def cell(value: Value) -> CellShown:
        if value is None:
            return ""
        if isinstance(value, date):
            serial = to_serial(value, epoch_1904=epoch_1904)
            return value.isoformat() if serial is None else float(serial)
        as_it_is = isinstance(value, str) or (truths and isinstance(value, bool))
        return value if as_it_is else float(value)

    if isinstance(result, Table):
        rows: Sequence[Sequence[Value]] = (result.headers, *result.rows)
        return tuple(tuple(cell(value) for value in row) for row in rows)
    return cell(result.value)


def one_value(name: str, value: Any) -> Any:
    """An argument as one value; a range of one cell is its cell.

    Args:
        name: the function's.
        value: as the program passes it; a range is its rows.

    Raises:
        FormulaError: it is a range of several cells.
    """
    if not isinstance(value, tuple | list):
        return value
    cells = [cell for row in value for cell in (row if isinstance(row, tuple) else (row,))]
    if len(cells) != 1:
        raise FormulaError("formula.not_one_cell", function=name, n=len(cells))
    return cells[0]
