"""How a computed figure or table reads: by its unit, and by the marks of the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlcrm.cells import Value
from xlcrm.language import DEFAULT, text
from xlcrm.language.writing import written_day, written_number
from xlcrm.metrics.figure import DAYS, HOURS, INDEX, MONEY, ORDERS, POINTS, SHARE, Figure
from xlcrm.metrics.segments import REVENUE
from xlcrm.udfs.evaluate import Table
from xlcrm.udfs.formula import Call

_DECIMALS: Mapping[str, int] = {MONEY: 2, INDEX: 4, ORDERS: 2, DAYS: 1, HOURS: 1, POINTS: 1}
_OTHERS = 4
_MONEY_COLUMNS = (
    "revenue",
    "revenue_12_months",
    "lost_value",
    "median_quoted",
    "quoted",
    "offered",
)


def figure_line(figure: Figure, language: str) -> str:
    """A figure with what it rests on, in one line.

    Args:
        figure: what a function gave.
        language: whose marks are used.
    """

    def number(value: Value) -> str:
        return _written(value, figure.unit, language)

    parts = ["-" if figure.value is None else number(figure.value)]
    if figure.n is not None:
        parts.append(f"n = {written_number(figure.n, language)}")
    if figure.low is not None and figure.high is not None:
        parts.append(f"95 %: {number(figure.low)} - {number(figure.high)}")
    if figure.start is not None:
        parts.append(
            f"{_written(figure.start, '', language)} .. {_written(figure.end, '', language)}"
        )
    elif figure.as_of is not None:
        parts.append(_written(figure.as_of, "", language))
    return "   ".join(parts)


def table_lines(call: Call, table: Table, language: str) -> tuple[list[str], list[list[str]]]:
    """A table as it is shown: its headers and its cells.

    Args:
        call: what gave it.
        table: the result.
        language: whose marks are used.
    """
    units = _units(call, table, language)
    rows = [
        [_written(cell, unit, language) for cell, unit in zip(row, units, strict=True)]
        for row in table.rows
    ]
    return [_written(header, "", language) for header in table.headers], rows


def _units(call: Call, table: Table, language: str) -> Sequence[str]:
    """The unit of each column, as far as it is told: money has cents."""
    if (call.arguments.get("value") or "").strip().casefold() == REVENUE:
        return [MONEY] * len(table.headers)
    money = {text(f"column.{name}", language) for name in _MONEY_COLUMNS}
    return [MONEY if header in money else "" for header in table.headers]


def _written(value: Value, unit: str, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return str(value) if language == DEFAULT else written_day(value, language)
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, float) and unit == SHARE:
        space = "" if language == DEFAULT else "\u00a0"
        return f"{written_number(value * 100, language, 2)}{space}%"
    whole = isinstance(value, int) or (value.is_integer() and abs(value) >= 1)
    if whole and unit != MONEY:
        return written_number(value, language)
    return written_number(value, language, _DECIMALS.get(unit, _OTHERS))
