"""Calculate: one worksheet function on a workbook that is not open."""

from datetime import date
from typing import Any

from xlcrm.cells import Value
from xlcrm.errors import FormulaError
from xlcrm.macros.outcome import Ask, Listing, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text
from xlcrm.udfs.evaluate import Table, call
from xlcrm.udfs.formula import parse
from xlcrm.workbook.base import Workbook


def calculate(
    book: Workbook,
    ask: Ask,
    progress: Progress,
    *,
    today: date,
    formula: str,
    as_of: date | None = None,
) -> Outcome:
    """Computes a formula text.

    Raises:
        FormulaError: the formula or an argument is wrong.
        TableMissingError: the workbook has no table of ours.
    """
    del ask
    if not formula.strip(" ="):
        raise FormulaError("formula.blank")
    parsed = parse(formula, today)
    frames = read_frames(book, progress, BOXES)
    context = Context(frames, effective_day(frames, as_of, today), today)
    result = call(parsed, context)
    language = frames.settings.language
    if isinstance(result, Table):
        rows = [list(result.headers), *(list(row) for row in result.rows)]
        data = {"function": parsed.function.name, "as_of": context.as_of, "value": rows}
        shown = Listing(
            say("calc.table", formula=formula.lstrip("="), as_of=context.as_of),
            [_shown(header) for header in result.headers],
            [[_shown(cell) for cell in row] for row in result.rows],
            most=len(result.rows),
            plain=True,
        )
        note = note_text(result, language)
        told = (say("calc.line", line=note),) if note else ()
        return Outcome(told, (shown,), data={**data, "note": note}, language=language)
    data = _data(parsed.function.name, result, context, language)
    lines = [say("calc.line", line=_line(result))]
    if note := note_text(result, language):
        lines.append(say("calc.line", line=note))
    return Outcome(tuple(lines), data=data, language=language)


def _data(name: str, figure: Figure, context: Context, language: str) -> dict[str, Any]:
    return {
        "function": name,
        "value": figure.value,
        "unit": figure.unit,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "from": figure.start,
        "to": figure.end,
        "as_of": figure.as_of or context.as_of,
        "note": note_text(figure, language),
    }


def _line(figure: Figure) -> str:
    parts = ["-" if figure.value is None else _number(figure.value, figure.unit)]
    if figure.n is not None:
        parts.append(f"n = {figure.n:,}")
    if figure.low is not None and figure.high is not None:
        low, high = _number(figure.low, figure.unit), _number(figure.high, figure.unit)
        parts.append(f"95 %: {low} - {high}")
    if figure.start is not None:
        parts.append(f"{figure.start} .. {figure.end}")
    elif figure.as_of is not None:
        parts.append(f"{figure.as_of}")
    return "   ".join(parts)


def _number(value: Value, unit: str) -> str:
    if isinstance(value, float) and unit == SHARE:
        return f"{value:.2%}"
    return _shown(value)


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) >= 1 else f"{value:,.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
