"""What a figure rests on, and the parts of a table, as cells of their own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xlcrm.cells import Value
from xlcrm.errors import FormulaError
from xlcrm.language import text
from xlcrm.metrics.figure import CODE, Figure
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, evaluate

DETAILS = ("n", "low", "high", "from", "to", "as_of", "note")


def figure_detail(context: Context, formula: str, detail: str) -> Figure:
    """FIGURE_DETAIL.

    Raises:
        FormulaError: the formula is wrong or is no figure, or there is no such detail.
    """
    name = detail.strip().casefold()
    if name not in DETAILS:
        raise FormulaError(
            "formula.unknown_value",
            function="FIGURE_DETAIL",
            argument="detail",
            choices=", ".join(DETAILS),
            value=detail,
        )
    result = context.once(formula, lambda: evaluate(formula, context))
    if isinstance(result, Table):
        raise FormulaError("formula.not_a_figure", function=formula)
    return replace(
        result, value=_detail(result, name, context), low=None, high=None, note="", exact=True
    )


def table_cell(context: Context, formula: str, row: int, column: int) -> Figure:
    """TABLE_CELL: blank outside of the table, which may have shrunk since the cell was made.

    Raises:
        FormulaError: the formula is wrong or is no table, or the column is 0.
    """
    if column < 1:
        raise FormulaError("argument.not_positive", argument="column", value=column)
    result = context.once(formula, lambda: evaluate(formula, context))
    if not isinstance(result, Table):
        raise FormulaError("formula.not_a_table", function=formula)
    values = row_of(result, row)
    there = values[column - 1 : column]
    value = there[0] if there else None
    note = "" if value is not None else "figure.blank_cell" if there else "figure.outside_table"
    return Figure(value, CODE, as_of=context.as_of, note=note)


def row_of(table: Table, row: int) -> Sequence[Value]:
    """A row of a table as TABLE_CELL counts: 0 is the header row; empty where it has no such row.

    Args:
        table: the table.
        row: its number, 0 or more.
    """
    chosen = table.rows[row - 1 : row] if row else [table.headers]
    return chosen[0] if chosen else ()


def _detail(figure: Figure, name: str, context: Context) -> Any:
    if name == "note":
        return note_text(figure, context.settings.language) or None
    return getattr(figure, {"from": "start", "to": "end"}.get(name, name))


def note_text(result: Figure | Table, language: str) -> str:
    """The note of a figure or a table as a sentence; "" where it has none."""
    return text(result.note, language, **result.note_parameters) if result.note else ""
