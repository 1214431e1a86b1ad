"""What may be typed into a cell."""

from collections.abc import Sequence
from typing import Any

from xlwings import base_classes

from xlcrm.hosts.libreoffice.engine import formulas, uniform
from xlcrm.hosts.libreoffice.engine.addresses import quoted
from xlcrm.hosts.libreoffice.engine.bridge import enum
from xlcrm.hosts.libreoffice.engine.guard import Guarded
from xlcrm.hosts.libreoffice.engine.range_base import RangeBase

_TYPES = {
    "none": "ANY",
    "whole_number": "WHOLE",
    "decimal": "DECIMAL",
    "date": "DATE",
    "time": "TIME",
    "text_length": "TEXT_LEN",
    "list": "LIST",
    "custom": "CUSTOM",
}
_OPERATORS = {
    "between": "BETWEEN",
    "not_between": "NOT_BETWEEN",
    "equal_to": "EQUAL",
    "not_equal_to": "NOT_EQUAL",
    "greater_than": "GREATER",
    "less_than": "LESS",
    "greater_than_or_equal": "GREATER_EQUAL",
    "less_than_or_equal": "LESS_EQUAL",
}
_ALERTS = {"stop": "STOP", "warning": "WARNING", "information": "INFO"}
_COMPARING = frozenset({"whole_number", "decimal", "date", "time", "text_length"})


def _name(names: dict[str, str], value: str, default: str | None = None) -> str | None:
    return next((name for name, office in names.items() if office == value), default)


class DataValidation(Guarded, base_classes.DataValidation):
    """The rule of a range's cells.

    Args:
        parent: the range.
    """

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """The rule as the office knows it; None where the cells differ."""
        return uniform.value(self.parent.api, "Validation")

    @property
    def type(self) -> str:
        """What kind of rule it is; "inconsistent" where the cells differ."""
        rule = self.api
        if rule is None:
            return "inconsistent"
        return _name(_TYPES, rule.Type.value, "unknown") or "unknown"

    def _read(self, name: str, kinds: frozenset[str] | None = None) -> Any:
        kind = self.type
        if kind in {"none", "inconsistent"} or (kinds is not None and kind not in kinds):
            return None
        return getattr(self.api, name)

    def _formula(self, number: int, kinds: frozenset[str]) -> str | None:
        if self._read("Type", kinds) is None:
            return None
        text = self.api.getFormula1() if number == 1 else self.api.getFormula2()
        return formulas.from_office(f"={text}")[1:]

    @property
    def operator(self) -> str | None:
        """How values are compared."""
        if self._read("Type", _COMPARING) is None:
            return None
        return _name(_OPERATORS, self.api.getOperator().value)

    @property
    def formula1(self) -> str | None:
        """What values are compared with."""
        return self._formula(1, _COMPARING)

    @property
    def formula2(self) -> str | None:
        """The upper end, where values are compared with two."""
        between = self.operator in {"between", "not_between"}
        return self._formula(2, _COMPARING) if between else None

    @property
    def formula(self) -> str | None:
        """The formula that must be true."""
        text = self._formula(1, frozenset({"custom"}))
        return None if text is None else f"={text}"

    @property
    def source(self) -> str | None:
        """Where the values of a list come from: "=$A$1:$A$3", or the values with commas."""
        text = self._formula(1, frozenset({"list"}))
        if text is None:
            return None
        if text.startswith('"'):
            return ",".join(part.strip('"') for part in text.split('","'))
        return f"={text}"

    @property
    def in_cell_dropdown(self) -> bool | None:
        """Whether the cell offers the list."""
        shown = self._read("ShowList", frozenset({"list"}))
        return None if shown is None else bool(shown)

    @property
    def ignore_blank(self) -> bool | None:
        """Whether an empty cell is allowed."""
        ignored: bool | None = self._read("IgnoreBlankCells")
        return ignored

    @property
    def input_title(self) -> str | None:
        """The title of what is shown while the cell is chosen."""
        title: str | None = self._read("InputTitle")
        return title

    @property
    def input_message(self) -> str | None:
        """What is shown while the cell is chosen."""
        message: str | None = self._read("InputMessage")
        return message

    @property
    def show_input(self) -> bool | None:
        """Whether something is shown while the cell is chosen."""
        shown: bool | None = self._read("ShowInputMessage")
        return shown

    @property
    def error_title(self) -> str | None:
        """The title of what is shown at a wrong value."""
        title: str | None = self._read("ErrorTitle")
        return title

    @property
    def error_message(self) -> str | None:
        """What is shown at a wrong value."""
        message: str | None = self._read("ErrorMessage")
        return message

    @property
    def show_error(self) -> bool | None:
        """Whether a wrong value is refused or warned of."""
        shown: bool | None = self._read("ShowErrorMessage")
        return shown

    @property
    def alert_style(self) -> str | None:
        """What happens at a wrong value."""
        style = self._read("ErrorAlertStyle")
        return None if style is None else _name(_ALERTS, style.value)

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        """Allows the values of a list: texts, a range's cells, or a name's."""
        if isinstance(source, RangeBase):
            text = f"${quoted(source.sheet.name)}.{source.place.a1()}"
        elif isinstance(source, base_classes.Name):
            text = source.name
        else:
            text = _literal(source)
        self._set("list", None, text, None, dropdown=in_cell_dropdown)

    def set_rule(
        self, rule_type: str, operator: str | None, formula1: str, formula2: str | None
    ) -> None:
        """Allows what a comparison or a formula says."""
        first = formulas.to_office(formula1)[1:]
        second = formulas.to_office(formula2)[1:] if formula2 else None
        self._set(rule_type, operator, first, second, dropdown=True)

    def _set(
        self, kind: str, operator: str | None, first: str, second: str | None, *, dropdown: bool
    ) -> None:
        rule = self.parent.sheet.cells_at(self.parent.place.part(0, 0)).Validation
        rule.Type = enum("sheet.ValidationType", _TYPES[kind])
        if operator is not None:
            rule.setOperator(enum("sheet.ConditionOperator", _OPERATORS[operator]))
        rule.setSourcePosition(self.parent.place.office_cell(self.parent.sheet.position))
        rule.setFormula1(first)
        if second is not None:
            rule.setFormula2(second)
        rule.ShowList = 1 if dropdown else 0
        rule.ShowErrorMessage = True
        rule.ErrorAlertStyle = enum("sheet.ValidationAlertStyle", "STOP")
        self.parent.api.Validation = rule

    def delete(self) -> None:
        """Allows everything."""
        rule = self.parent.sheet.cells_at(self.parent.place.part(0, 0)).Validation
        rule.Type = enum("sheet.ValidationType", "ANY")
        self.parent.api.Validation = rule


def _literal(values: Sequence[str]) -> str:
    return ";".join('"' + value.replace('"', '""') + '"' for value in values)
