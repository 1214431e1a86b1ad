"""A call of a worksheet function as cells make it, with its arguments bound."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from xlcrm.errors import FormulaError
from xlcrm.hosts.answers import one_value
from xlcrm.udfs.catalogue import FUNCTIONS, Function
from xlcrm.udfs.formula import Call, bind, parse

_OF_ANOTHER = "detail"
"""The module of the functions that show a part of what another call gives."""


class Asked(NamedTuple):
    """A call.

    Attributes:
        name: the function's.
        values: the arguments in order, each of its kind; what was left out is None.
    """

    name: str
    values: tuple[Any, ...]

    @property
    def function(self) -> Function:
        """The function."""
        return FUNCTIONS[self.name]

    @property
    def call(self) -> Call:
        """The call as it is computed."""
        names = (argument.name for argument in self.function.arguments)
        return Call(self.function, dict(zip(names, self.values, strict=True)))

    @property
    def about(self) -> str:
        """The formula of which it shows a part; "" where it stands by itself."""
        return str(self.values[0]) if self.function.module == _OF_ANOTHER else ""


def asked_in_cell(function: Function, arguments: Sequence[Any]) -> Asked | FormulaError:
    """What a cell asks, or what is wrong with its arguments.

    Args:
        function: of the catalogue.
        arguments: as Calc passes them: numbers, texts, None for what was left out, and rows of
            cells for a range.
    """
    try:
        values = [one_value(function.name, value) for value in arguments]
        return Asked(function.name, tuple(bind(function, values).values()))
    except FormulaError as error:
        return error.with_traceback(None)  # what it was raised in is of no interest later


def asked_in_text(formula: str, today: date) -> Asked | None:
    """What a formula text asks; None where it is no call with nothing but literals.

    Args:
        formula: such as "=CHURN_RATE()".
        today: what TODAY() is.
    """
    try:
        parsed = parse(formula, today)
    except FormulaError:
        return None
    return Asked(parsed.function.name, tuple(parsed.arguments.values()))
