"""From a formula text to its result: the one way in which every host and report computes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import MappingProxyType
from typing import Any

import polars as pl

from xlcrm.cells import Value
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context
from xlcrm.udfs.formula import Call, parse
from xlcrm.udfs.remarks import remark


@dataclass(frozen=True)
class Table:
    """The result of a table function.

    Attributes:
        headers: the header row, in the workbook's language.
        rows: the values; None is blank.
        note: the code of a remark, such as "figure.no_such_value"; empty for none.
        note_parameters: what the remark names.
    """

    headers: Sequence[Value]
    rows: Sequence[Sequence[Value]]
    note: str = ""
    note_parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


Result = Figure | Table


def evaluate(formula: str, context: Context) -> Result:
    """Computes a formula text.

    Args:
        formula: such as "=CHURN_RATE()".
        context: the workbook's frames and the day.

    Raises:
        FormulaError: the formula or an argument is wrong.
    """
    return call(parse(formula, context.today), context)


def call(parsed: Call, context: Context) -> Result:
    """Computes a parsed call.

    Raises:
        FormulaError: an argument is wrong.
    """
    module = import_module(f"xlcrm.udfs.{parsed.function.module}")
    compute: Any = getattr(module, parsed.function.name.lower())
    result: Result = compute(context, **parsed.arguments)
    said = remark(context, parsed)
    if said is None or (result.note and not said.nothing):
        return result
    return replace(result, note=said.code, note_parameters=said.parameters)


def table(context: Context, frame: pl.DataFrame) -> Table:
    """A metric's small frame as a table; a column whose name is a number is an age."""
    headers = [int(n) if n.isdecimal() else context.label(n) for n in frame.columns]
    return Table(headers, frame.rows())
