"""How the template looks: its colours, and the format and width of each kind of column."""

from collections.abc import Mapping

from xlcrm.language import DEFAULT
from xlcrm.language.formats import day_format
from xlcrm.patches import Style
from xlcrm.report.theme import ACCENT, FAINT, GREY
from xlcrm.sheets import Column
from xlcrm.sheets.kinds import Kind
from xlcrm.sheets.vocabularies import LABELS, word

PALE, LINE = "#E5F0F4", "#C9D6DC"
"""A tint of the accent, and thin lines."""

FILLED, FILLED_INK = FAINT, GREY
"""Columns that commands fill."""

_FORMATS: Mapping[Kind, str] = {
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "0",
    Kind.PHONE: "@",
    Kind.ID: "@",
}
_ALIGNED: Mapping[Kind, str] = {
    Kind.DAY: "center",
    Kind.MOMENT: "center",
    Kind.COUNT: "center",
    Kind.MONEY: "right",
    Kind.NUMBER: "right",
}
_WIDTHS: Mapping[Kind, float] = {
    Kind.DAY: 13,
    Kind.MOMENT: 18,
    Kind.MONEY: 13,
    Kind.NUMBER: 11,
    Kind.COUNT: 10,
    Kind.ID: 13,
    Kind.PHONE: 19,
    Kind.EMAIL: 36,
    Kind.TEXT: 24,
}
_WIDE: Mapping[str, float] = {
    "request": 54,
    "note": 40,
    "comment": 40,
    "obstacle": 54,
    "touchpoint": 34,
    "next_step": 30,
    "company": 28,
    "meaning": 110,
}
_FILTER_BUTTON = 5.0
HEADER_HEIGHT = 26.0


def number_format(column: Column, language: str = DEFAULT) -> str:
    """The number format of a column, as Excel writes it."""
    if column.kind is Kind.DAY:
        return day_format(language)
    if column.kind is Kind.MOMENT:
        return f"{day_format(language)} hh:mm"
    return _FORMATS.get(column.kind, "General")


def cell_style(column: Column, language: str = DEFAULT) -> Style:
    """How the cells of a column look; what commands fill is grey."""
    return Style(
        number_format=number_format(column, language),
        fill=FILLED if column.filled else "",
        color=FILLED_INK if column.filled else "",
        align=_ALIGNED.get(column.kind, "left"),
        indent=1 if _ALIGNED.get(column.kind) == "right" else 0,
    )


def header_style(column: Column) -> Style:
    """How the header of a column looks: the manager's in the accent, ours in grey."""
    return Style(
        bold=True,
        color="#FFFFFF",
        fill=GREY if column.filled else ACCENT,
        align="center" if _ALIGNED.get(column.kind) == "center" else "left",
        valign="vcenter",
    )


def width(column: Column, header: str, language: str = DEFAULT) -> float:
    """A column's width in characters: room for its header, its filter button and its cells."""
    if column.name in _WIDE:
        wanted = _WIDE[column.name]
    elif column.choice is not None:
        name = column.choice.name
        lengths = (len(word(name, label, language)) for label in LABELS[name])
        wanted = 4.0 + max(lengths, default=18)
    else:
        wanted = _WIDTHS[column.kind]
    return max(wanted, len(header) + _FILTER_BUTTON)
