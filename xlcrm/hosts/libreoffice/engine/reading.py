"""Blocks of cell values, read at once."""

import datetime as dt
from typing import Any

from xlcrm.hosts.libreoffice.engine.addresses import Place, from_office
from xlcrm.hosts.libreoffice.engine.kinds import kinds
from xlcrm.hosts.libreoffice.engine.number_formats import Kind

_ERRORS = {
    503: "#NUM!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    508: "#NAME?",
    509: "#NAME?",
    510: "#NAME?",
    511: "#NAME?",
    519: "#VALUE!",
    502: "#VALUE!",
    504: "#REF!",
    532: "#DIV/0!",
    32767: "#N/A",
}
_FORMULA_ERRORS = 4
_CELLS_TO_CLIP = 200_000

Value = str | float | bool | dt.datetime | None


class CellError(str):
    """An error value of a cell, such as "#N/A"."""

    __slots__ = ()


def read(sheet: Any, place: Place) -> list[list[Value]]:
    """The values of a rectangle, row by row; an empty cell is "".

    Numbers are floats; those whose format shows a day or a time are moments, those whose format
    shows TRUE or FALSE are booleans. Errors are `CellError`.

    Args:
        sheet: the sheet, with `cells(place)`, `used` and `document`.
        place: the rectangle.
    """
    filled = place
    if place.cells > _CELLS_TO_CLIP:
        used = sheet.used
        filled = place.within(used) or Place(place.row, place.column)
    rows = [list(row) for row in sheet.cells_at(filled).getDataArray()]
    _name_errors(sheet, filled, rows)
    if any(type(value) is float for row in rows for value in row):
        _give_kinds(sheet, filled, rows)
    return rows if filled == place else _padded(rows, filled, place)


def _give_kinds(sheet: Any, place: Place, rows: list[list[Value]]) -> None:
    moment = sheet.document.calendar.moment
    for kind, part in kinds(sheet, place):
        if kind in {Kind.NUMBER, Kind.TEXT}:
            continue
        for row in rows[part.row - place.row : part.last_row - place.row + 1]:
            for at in range(part.column - place.column, part.last_column - place.column + 1):
                value = row[at]
                if type(value) is float:
                    row[at] = moment(value) if kind is Kind.DATE else bool(value)


def _name_errors(sheet: Any, place: Place, rows: list[list[Value]]) -> None:
    if not any(value is None for row in rows for value in row):
        return
    for address in sheet.cells_at(place).queryFormulaCells(_FORMULA_ERRORS).getRangeAddresses():
        part = from_office(address)
        for row in range(part.row, part.last_row + 1):
            for column in range(part.column, part.last_column + 1):
                code = sheet.cell_at(Place(row, column)).getError()
                text = CellError(_ERRORS.get(code, "#VALUE!"))
                rows[row - place.row][column - place.column] = text


def _padded(rows: list[list[Value]], filled: Place, place: Place) -> list[list[Value]]:
    left = [""] * (filled.column - place.column)
    right = [""] * (place.last_column - filled.last_column)
    empty: list[Value] = [""] * place.width
    above = [list(empty) for _ in range(filled.row - place.row)]
    below = [list(empty) for _ in range(place.last_row - filled.last_row)]
    return [*above, *([*left, *row, *right] for row in rows), *below]
