"""One table of the user's as a sheet that is ready to type in, made from the table's model."""

from collections.abc import Mapping, Sequence

from xlcrm.cells import Address, Extent, TablePlace, Value, column_letters
from xlcrm.language import text
from xlcrm.patches import Cell, Style, TableSpec, Validation, WriteSheet
from xlcrm.report.theme import ACCENT, GREY
from xlcrm.sheets import MODELS, Column, columns, label
from xlcrm.template.colours import colours
from xlcrm.template.contents import (
    list_items,
    setting_rows,
    setting_style,
    setting_validations,
)
from xlcrm.template.hints import hint, validation
from xlcrm.template.looks import (
    HEADER_HEIGHT,
    cell_style,
    header_style,
    width,
)

READY = 5000
"""The last row with drop-downs and colours; Excel carries both further with the table, but
LibreOffice does not extend a table while somebody types."""

_FIRST = 2
_FEW = 6
_OURS = frozenset({"History", "Settings", "Lists"})


def table_place(table: str, language: str) -> TablePlace:
    """Where a table stands in a new workbook: header in row 1, then its rows."""
    headers = tuple(label(name, language) for name in columns(MODELS[table]))
    height = 1 + len(_rows(table, language))
    title = text(f"table.{table}.title", language)
    return TablePlace(table, title, Extent.of(1, 1, height, len(headers)), headers)


def table_sheet(table: str, language: str) -> WriteSheet:
    """The sheet of one table: its headers with notes, its rows, rules, colours and widths."""
    declared = list(columns(MODELS[table]).values())
    place = table_place(table, language)
    styles = {at: cell_style(column, language) for at, column in enumerate(declared, 1)}
    return WriteSheet(
        key=table.lower(),
        title=place.sheet,
        cells=_headers(table, declared, language) | _body(table, styles, language),
        widths={
            at: width(column, place.headers[at - 1], language)
            for at, column in enumerate(declared, 1)
        },
        heights={1: HEADER_HEIGHT},
        freeze=Address(_FIRST, 1 + _frozen(table, declared)),
        formats=tuple(colours(declared, _FIRST, READY, language)),
        validations=tuple(_validations(table, declared, language)),
        tables=(TableSpec(table, place.extent, place.headers),),
        tab=GREY if table in _OURS else ACCENT,
        grid=True,
    )


def _frozen(table: str, declared: Sequence[Column]) -> int:
    if table in _OURS:
        return 0
    return 2 if len(declared) > _FEW else 1


def _headers(table: str, declared: Sequence[Column], language: str) -> dict[Address, Cell]:
    return {
        Address(1, at): Cell(
            label(column.name, language),
            style=header_style(column),
            note=hint(table, column, language),
        )
        for at, column in enumerate(declared, 1)
    }


def _rows(table: str, language: str) -> list[tuple[Value, ...]]:
    fresh = tuple[Value, ...]([None] * len(columns(MODELS[table])))
    if table == "Settings":
        return list(setting_rows(language))
    return [*list_items(language), fresh] if table == "Lists" else [fresh]


def _body(table: str, styles: Mapping[int, Style], language: str) -> dict[Address, Cell]:
    cells = {}
    for row, values in enumerate(_rows(table, language), _FIRST):
        for at, value in enumerate(values, 1):
            style = styles[at]
            if table == "Settings" and at == 2:  # noqa: PLR2004 - the value, by its own kind
                style = setting_style(str(values[0]), language)
            cells[Address(row, at)] = Cell(value, style=style)
    return cells


def _validations(table: str, declared: Sequence[Column], language: str) -> list[Validation]:
    if table == "Settings":
        at = [column.name for column in declared].index("value") + 1
        return setting_validations(column_letters(at), _FIRST, language)
    return [
        validation(table, column, Extent.of(_FIRST, at, READY - _FIRST + 1, 1), language)
        for at, column in enumerate(declared, 1)
    ]
