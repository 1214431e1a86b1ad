"""From a rule's finding to a `Problem`: its level, its cell, and what its text names."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from polars import selectors as cs

from xlcrm.cells import Address
from xlcrm.frames import ROW, Frames
from xlcrm.problems import CODES, Problem
from xlcrm.sheets import label

SUGGESTION = "suggestion"


def findings(
    frames: Frames, table: str, field: str, code: str, found: pl.DataFrame, **same: Any
) -> list[Problem]:
    """One problem per row of `found`.

    Args:
        frames: the workbook's tables; the table must be there.
        table: where the problems are.
        field: the column that they are about; where the workbook lacks it, the row's first cell
            is named.
        code: the finding.
        found: `row` (the sheet row), `suggestion` if there is one, and what the text names.
        same: what the text names and is the same for all rows; `header` is added.
    """
    if found.is_empty():
        return []
    place = frames.place(table)
    assert place is not None
    header = frames.header(table, field)
    column = place.column_of(header) if header else place.extent.first.column
    same = {"header": header or label(field, frames.language), **same}
    problems = []
    for named in _as_texts(found).iter_rows(named=True):
        cell = Address(named.pop(ROW), column).a1
        suggestion = named.pop(SUGGESTION, None) or ""
        problems.append(
            Problem(CODES[code], place.sheet, cell, code, same | named, suggestion, table, field)
        )
    return problems


def table_finding(
    frames: Frames,
    table: str,
    code: str,
    parameters: Mapping[str, Any],
    *,
    cell: str = "",
    field: str = "",
    suggestion: str = "",
) -> Problem:
    """One problem of a whole table, or of a cell outside of its data rows."""
    place = frames.place(table)
    sheet = place.sheet if place else table
    return Problem(CODES[code], sheet, cell, code, parameters, suggestion, table, field)


def header_cell(frames: Frames, table: str, header: str) -> str:
    """The address of a header's cell, such as "C4"."""
    place = frames.place(table)
    assert place is not None
    return Address(place.extent.first.row, place.column_of(header)).a1


def cell_of(frames: Frames, table: str, field: str) -> pl.Expr:
    """The addresses of a column's cells, for frames with `row`."""
    place = frames.place(table)
    header = frames.header(table, field)
    if place is None or not header:
        return pl.format("{}", ROW)
    letters = Address(1, place.column_of(header)).a1[:-1]
    return pl.format(letters + "{}", ROW)


def _as_texts(found: pl.DataFrame) -> pl.DataFrame:
    """Dates as YYYY-MM-DD, with the time where there is one; blank texts as ""."""
    return found.with_columns(
        cs.date().dt.strftime("%Y-%m-%d"),
        cs.datetime().dt.strftime("%Y-%m-%d %H:%M").str.strip_suffix(" 00:00"),
        cs.string().fill_null(""),
    )
