"""Filters: which rows of a table or of a range are shown."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine.addresses import from_office
from xlcrm.hosts.libreoffice.engine.bridge import enum, struct
from xlcrm.hosts.libreoffice.engine.guard import Guarded

_NUMERIC, _TEXT = 0, 1
"""What a filter's value is (com.sun.star.sheet.FilterFieldType)."""
_EMPTY, _NOT_EMPTY, _EQUAL, _NOT_EQUAL = 0, 1, 2, 3
_COMPARISONS = {
    "equal_to": _EQUAL,
    "not_equal_to": _NOT_EQUAL,
    "greater_than": 4,
    "greater_than_or_equal": 5,
    "less_than": 6,
    "less_than_or_equal": 7,
}
_NAMES = {number: name for name, number in _COMPARISONS.items()}
_PAIRS = {"between": (5, 7, "AND"), "not_between": (6, 4, "OR")}
_RANKS = {"top_items": 8, "top_percent": 9, "bottom_items": 10, "bottom_percent": 11}
_RANK_NAMES = {number: name for name, number in _RANKS.items()}


class AutoFilter(Guarded, base_classes.AutoFilter):
    """The filter of a table or of a range.

    Args:
        sheet: the sheet.
        area: gives the office's database range; it may have to be made first.
    """

    def __init__(self, sheet: Any, area: Callable[[], Any]) -> None:
        self._sheet = sheet
        self._area = area

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """What each column is filtered by, in xlwings' form."""
        area = self._area()
        by_column: dict[int, list[Any]] = {}
        for field in area.getFilterDescriptor().getFilterFields3():
            by_column.setdefault(field.Field + 1, []).append(field)
        width = from_office(area.getDataArea()).width
        return [_snapshot(number, by_column.get(number, [])) for number in range(1, width + 1)]

    def _apply(self, column: int, fields: list[Any]) -> None:
        area = self._area()
        area.AutoFilter = True
        present = area.getFilterDescriptor().getFilterFields3()
        kept = [_kept(field) for field in present if field.Field != column - 1]
        self._filter(area, kept + fields)

    def _filter(self, area: Any, fields: list[Any]) -> None:
        # Only an empty filter on the cells shows all rows again, and only the database range's
        # own one takes several values of a column.
        cells = self._sheet.cells_at(from_office(area.getDataArea()))
        nothing = cells.createFilterDescriptor(True)
        nothing.ContainsHeader = True
        cells.filter(nothing)
        if fields:
            descriptor = area.getFilterDescriptor()
            descriptor.ContainsHeader = True
            descriptor.setFilterFields3(tuple(fields))
            area.refresh()

    def _field(self, column: int, operator: int, values: list[Any], joined: str = "AND") -> Any:
        return struct(
            "sheet.TableFilterField3",
            Field=column - 1,
            Operator=operator,
            Connection=enum("sheet.FilterConnection", joined),
            Values=tuple(self._value(value) for value in values),
        )

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            moment = dt.datetime.fromisoformat(value["value"])
            return _number(self._sheet.document.calendar.number(moment))
        try:
            return _number(float(value))
        except ValueError:
            return struct(
                "sheet.FilterFieldValue", IsNumeric=False, StringValue=str(value), FilterType=_TEXT
            )

    def apply_values(self, field: int, values: list[str]) -> None:
        """Shows the rows whose cell in a column is one of these."""
        self._apply(field, [self._field(field, _EQUAL, values)])

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """Shows the rows whose cell in a column compares as asked."""
        if value1 is None:
            blank = _EMPTY if operator == "equal_to" else _NOT_EMPTY
            self._apply(field, [self._field(field, blank, [""])])
        elif operator in _PAIRS:
            low, high, joined = _PAIRS[operator]
            fields = [self._field(field, low, [value1]), self._field(field, high, [value2], joined)]
            self._apply(field, fields)
        else:
            self._apply(field, [self._field(field, _COMPARISONS[operator], [value1])])

    def apply_top_items(self, field: int, count: int) -> None:
        """Shows the rows with the largest values."""
        self._apply(field, [self._field(field, _RANKS["top_items"], [count])])

    def apply_bottom_items(self, field: int, count: int) -> None:
        """Shows the rows with the smallest values."""
        self._apply(field, [self._field(field, _RANKS["bottom_items"], [count])])

    def apply_top_percent(self, field: int, percent: float) -> None:
        """Shows this share of the rows, with the largest values."""
        self._apply(field, [self._field(field, _RANKS["top_percent"], [percent])])

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        """Shows this share of the rows, with the smallest values."""
        self._apply(field, [self._field(field, _RANKS["bottom_percent"], [percent])])

    def clear(self, field: int | None) -> None:
        """Takes the filter of a column, or of all columns, away."""
        area = self._area()
        kept = [
            _kept(item)
            for item in area.getFilterDescriptor().getFilterFields3()
            if field is not None and item.Field != field - 1
        ]
        self._filter(area, kept)


def _kept(field: Any) -> Any:
    # The office gives its fields out without the type of their values.
    field.Values = tuple(
        struct(
            "sheet.FilterFieldValue",
            IsNumeric=value.IsNumeric,
            NumericValue=value.NumericValue,
            StringValue=value.StringValue,
            FilterType=_NUMERIC if value.IsNumeric else _TEXT,
        )
        for value in field.Values
    )
    return field


def _number(value: float) -> Any:
    return struct("sheet.FilterFieldValue", IsNumeric=True, NumericValue=value, FilterType=_NUMERIC)


def _text(value: Any) -> str:
    return f"{value.NumericValue:g}" if value.IsNumeric else str(value.StringValue)


def _snapshot(number: int, fields: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = base_classes.empty_autofilter_criteria(number)
    if not fields:
        return found
    operators = [field.Operator for field in fields]
    values = [[_text(value) for value in field.Values] for field in fields]
    pair = next((name for name, (a, b, _) in _PAIRS.items() if operators == [a, b]), None)
    if pair is not None:
        found |= {"type": "comparison", "operator": pair}
        found |= {"value1": values[0][0], "value2": values[1][0]}
    elif len(fields) > 1:
        found |= {"type": "unknown"}
    elif operators[0] == _EQUAL and len(values[0]) > 1:
        found |= {"type": "values", "values": values[0]}
    elif operators[0] in _NAMES:
        found |= {"type": "comparison", "operator": _NAMES[operators[0]], "value1": values[0][0]}
    elif operators[0] in {_EMPTY, _NOT_EMPTY}:
        operator = "equal_to" if operators[0] == _EMPTY else "not_equal_to"
        found |= {"type": "comparison", "operator": operator}
    else:
        kind = _RANK_NAMES[operators[0]]
        amount = "count" if kind.endswith("items") else "percent"
        found |= {"type": kind, amount: float(values[0][0])}
    return found
