"""Looks, conditional formats and validations, in XlsxWriter's terms."""

from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlcrm.cells import Extent
from xlcrm.patches import (
    PLAIN,
    ColorScale,
    ConditionalFormat,
    DataBars,
    FormulaFormat,
    Style,
    Validation,
)

_VERTICAL = {"center": "vcenter", "middle": "vcenter"}
_TITLE_LENGTH, _MESSAGE_LENGTH = 32, 255
_WIDEST = {
    "date": (date(1900, 1, 1), date(9999, 12, 31)),
    "decimal": (-1e15, 1e15),
    "whole": (-(10**15), 10**15),
}


class Formats:
    """The formats of one donor, each made once.

    Args:
        book: the donor.
    """

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Style, bool], Format] = {}

    def of(self, style: Style) -> Format:
        """The format of a cell; a plain one too, so that blank cells are written."""
        return self._get(style, differential=False)

    def change(self, style: Style) -> Format:
        """The format that a rule lays over a cell: only what differs from a plain cell."""
        return self._get(style, differential=True)

    def _get(self, style: Style, *, differential: bool) -> Format:
        key = (style, differential)
        if key not in self._made:
            self._made[key] = self._book.add_format(_properties(style, differential=differential))
        return self._made[key]


def _properties(style: Style, *, differential: bool) -> dict[str, Any]:
    given: dict[str, Any] = {
        "num_format": style.number_format if style.number_format != "General" else None,
        "bold": style.bold,
        "italic": style.italic,
        "font_size": None if differential and style.size == PLAIN.size else style.size,
        "font_color": style.color,
        "bg_color": style.fill,
        "align": style.align,
        "valign": _VERTICAL.get(style.valign, style.valign),
        "indent": style.indent,
        "text_wrap": style.wrap,
        "underline": 1 if style.underline else 0,
        "bottom": 1 if style.border_bottom else 0,
        "bottom_color": style.border_bottom,
    }
    made = {name: value for name, value in given.items() if value}
    if style.unlocked:
        made["locked"] = 0
    return made


def add_format(sheet: Worksheet, formats: Formats, rule: ConditionalFormat) -> None:
    """Adds a conditional format to a donor's sheet."""
    if isinstance(rule, ColorScale):
        options: dict[str, Any] = {
            "type": "3_color_scale" if rule.middle else "2_color_scale",
            "min_color": rule.low,
            "max_color": rule.high,
        }
        if rule.middle:
            options["mid_color"] = rule.middle
        if rule.ends:
            options |= {"min_type": "num", "min_value": rule.ends[0]}
            options |= {"max_type": "num", "max_value": rule.ends[1]}
    elif isinstance(rule, DataBars):
        # Bars as Excel 2007 has them: the later kind needs an extension that other readers drop.
        # They start at 0, so that a bar twice as long is a value twice as large.
        options = {
            "type": "data_bar",
            "bar_color": rule.color,
            "min_type": "num",
            "min_value": 0,
        }
    else:
        assert isinstance(rule, FormulaFormat)
        options = {
            "type": "formula",
            "criteria": "=" + rule.formula.removeprefix("="),
            "format": formats.change(rule.style),
        }
    sheet.conditional_format(*_corners(rule.extent), options)


def add_validation(sheet: Worksheet, validation: Validation) -> None:
    """Adds a validation to a donor's sheet."""
    options: dict[str, Any] = {
        "validate": "integer" if validation.kind == "whole" else validation.kind,
        "input_title": validation.title[:_TITLE_LENGTH],
        "input_message": validation.message[:_MESSAGE_LENGTH],
        "error_message": validation.error[:_MESSAGE_LENGTH],
        "error_type": "stop" if validation.strict else "warning",
    }
    if validation.kind == "list":
        options["source"] = "=" + validation.source.removeprefix("=")
    elif validation.kind in _WIDEST:
        options |= _limits(validation)
    sheet.data_validation(*_corners(validation.extent), options)


def _limits(validation: Validation) -> dict[str, Any]:
    lowest, highest = _WIDEST[validation.kind]
    least = lowest if validation.minimum is None else validation.minimum
    most = highest if validation.maximum is None else validation.maximum
    if validation.kind == "date":
        least, most = _moment(least), _moment(most)
    return {"criteria": "between", "minimum": least, "maximum": most}


def _moment(value: Any) -> Any:
    """A date as XlsxWriter takes it in limits."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def _corners(extent: Extent) -> tuple[int, int, int, int]:
    first, last = extent
    return first.row - 1, first.column - 1, last.row - 1, last.column - 1
