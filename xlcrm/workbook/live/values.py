"""Cells of a running program: read as the closed file has them, and made ready to write."""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

import xlwings as xw

from xlcrm.cells import Address, Extent, Value
from xlcrm.opc.serials import from_serial, to_serial
from xlcrm.workbook.live.blocks import Kind, Raw, cells, guarded
from xlcrm.workbook.live.program import Program

_CELLS_AT_ONCE = 500_000
_EXACT = 1 << 53
_UNSOUND = re.compile("[\ud800-\udfff\ufffe\uffff]")
DAY, MOMENT, GENERAL = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "General"

Runs = Sequence[tuple[int, int, Kind]]


def slabs(extent: Extent) -> Iterator[Extent]:
    """A range in pieces that a program can be handed at once, from top to bottom."""
    step = max(1, _CELLS_AT_ONCE // extent.width)
    for top in range(extent.first.row, extent.last.row + 1, step):
        bottom = min(top + step - 1, extent.last.row)
        yield Extent(Address(top, extent.first.column), Address(bottom, extent.last.column))


def raw_rows(program: Program, sheet: xw.Sheet, extent: Extent) -> list[list[Raw]]:
    """The cells of a range as the program hands them over."""
    return [row for slab in slabs(extent) for row in program.raw(cells(sheet, slab))]


def column_runs(program: Program, sheet: xw.Sheet, extent: Extent) -> dict[int, Runs]:
    """What the numbers in each sheet column are, by runs of sheet rows that are no plain ones."""
    found: dict[int, list[tuple[int, int, Kind]]] = {}
    for part, kind in program.kinds(cells(sheet, extent)):
        for column in range(part.first.column, part.last.column + 1):
            found.setdefault(column, []).append((part.first.row, part.last.row, kind))
    return dict(found)


def values(raw: Sequence[Raw], runs: Runs, first: int, *, epoch_1904: bool) -> list[Value]:
    """The values of one column.

    Args:
        raw: its cells.
        runs: what the numbers in it are, by sheet rows.
        first: the sheet row of the first cell.
        epoch_1904: whether day 0 is 1904-01-01.
    """
    kinds = [Kind.NUMBER] * len(raw)
    for top, bottom, kind in runs:
        kinds[top - first : bottom - first + 1] = [kind] * (bottom - top + 1)
    return [
        _value(cell, kind, epoch_1904=epoch_1904) for cell, kind in zip(raw, kinds, strict=True)
    ]


def _value(cell: Raw, kind: Kind, *, epoch_1904: bool) -> Value:
    if cell is None or isinstance(cell, str | bool):
        return cell if cell != "" else None
    number = float(cell)
    if kind is Kind.DATE:
        moment = from_serial(number, epoch_1904=epoch_1904)
        if moment is not None:
            return moment
    if kind is Kind.TRUTH and number in {0.0, 1.0}:
        return bool(number)
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


def made_ready(value: Value, *, epoch_1904: bool) -> Raw:
    """A value as it is handed to the program: dates as numbers, texts guarded."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else "'#NUM!"
    if isinstance(value, date):
        serial = to_serial(value, epoch_1904=epoch_1904)
        return "'" + value.isoformat() if serial is None else float(serial)
    return guarded(_UNSOUND.sub("\ufffd", value))


def fitting_formats(
    column: Sequence[Value], runs: Runs, first: int
) -> Iterator[tuple[int, int, str]]:
    """The number formats that cells need, so that what is written reads back the same.

    Dates must show as dates, and numbers must not.

    Args:
        column: the values of one column.
        runs: what numbers in it are now, by sheet rows.
        first: the sheet row of the first value.

    Yields:
        The first and the last sheet row, and the format, of cells that have another kind of one.
    """
    kinds = {row: kind for top, bottom, kind in runs for row in range(top, bottom + 1)}
    wanted = [
        (row, code)
        for row, value in enumerate(column, first)
        if (code := _wanted(value, kinds.get(row, Kind.NUMBER)))
    ]
    for (_, code), group in groupby(
        enumerate(wanted), key=lambda pair: (pair[1][0] - pair[0], pair[1][1])
    ):
        run = [row for _, (row, _) in group]
        yield run[0], run[-1], code


def _wanted(value: Value, kind: Kind) -> str:
    if value is None or isinstance(value, str):
        return ""
    if isinstance(value, bool):
        return GENERAL if kind is Kind.TEXT else ""
    if isinstance(value, date):
        return "" if kind is Kind.DATE else MOMENT if isinstance(value, datetime) else DAY
    return "" if kind is Kind.NUMBER else GENERAL
