"""Colours by values, and validations, in the words of LibreOffice's own interface."""

from collections.abc import Mapping
from typing import Any

from xlcrm.cells import Address
from xlcrm.patches import ColorScale, DataBars, Validation
from xlcrm.workbook.live.limits import limits
from xlcrm.workbook.live.office_styles import color

_STEPS = 24
_DATA_BAR = 2
_VALUE, _MAXIMUM = 4, 1
_KINDS = {"list": "LIST", "date": "DATE", "decimal": "DECIMAL", "whole": "WHOLE", "any": "ANY"}


def colour_steps(rule: ColorScale, values: Mapping[Address, float]) -> dict[int, list[Address]]:
    """The cells under a colour scale, by colour, in so many steps that none is seen.

    Args:
        rule: the scale.
        values: the numbers on the sheet.
    """
    first, last = rule.extent
    within = {
        at: value
        for at, value in values.items()
        if first.row <= at.row <= last.row and first.column <= at.column <= last.column
    }
    if not within:
        return {}
    low, high = rule.ends or (min(within.values()), max(within.values()))
    stops = [color(one) for one in (rule.low, rule.middle, rule.high) if one]
    found: dict[int, list[Address]] = {}
    for at, value in within.items():
        share = min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0
        found.setdefault(_between(stops, round(share * _STEPS) / _STEPS), []).append(at)
    return found


def _between(stops: list[int], share: float) -> int:
    at = share * (len(stops) - 1)
    index = min(int(at), len(stops) - 2)
    rest = at - index
    parts = [
        round((stops[index] >> shift & 255) * (1 - rest) + (stops[index + 1] >> shift & 255) * rest)
        for shift in (16, 8, 0)
    ]
    return parts[0] << 16 | parts[1] << 8 | parts[2]


def add_bars(sheet: Any, ranges: Any, rule: DataBars) -> None:
    """Adds data bars to cells.

    Args:
        sheet: the office's sheet.
        ranges: the cells, as the office's object.
        rule: the bars.
    """
    rules = sheet.ConditionalFormats
    number = rules.createByRange(ranges)
    made = next(one for one in reversed(rules.getConditionalFormats()) if number == one.ID)
    made.createEntry(_DATA_BAR, 0)
    entry = made.getByIndex(0)
    entry.Color, entry.UseGradient = color(rule.color), False
    least, most = entry.DataBarEntries
    least.setType(_VALUE)
    least.setFormula("0")
    most.setType(_MAXIMUM)


def validation_of(rule: Validation, plain: Any) -> Any:
    """A validation as the office has it.

    Args:
        rule: what may be typed.
        plain: the validation of any cell; it lends the office's objects, and is changed.
    """
    enum = type(plain.Type)
    plain.Type = enum("com.sun.star.sheet.ValidationType", _KINDS[rule.kind])
    plain.InputTitle, plain.InputMessage = rule.title, rule.message
    plain.ShowInputMessage = bool(rule.title or rule.message)
    plain.ErrorMessage = rule.error
    plain.ShowErrorMessage = rule.kind != "any"
    severity = "STOP" if rule.strict else "WARNING"
    plain.ErrorAlertStyle = enum("com.sun.star.sheet.ValidationAlertStyle", severity)
    if rule.kind == "list":
        plain.setFormula1(rule.source.removeprefix("="))
        plain.ShowList = 1
    elif rule.kind != "any":
        plain.setOperator(enum("com.sun.star.sheet.ConditionOperator", "BETWEEN"))
        lowest, highest = limits(rule)
        plain.setFormula1(str(lowest))
        plain.setFormula2(str(highest))
    return plain
