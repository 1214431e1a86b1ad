"""Calculate: one worksheet function on a workbook that is not open."""

from datetime import date
from typing import Any

from xlcrm.errors import FormulaError
from xlcrm.macros.outcome import Ask, Listing, Outcome, Progress, say
from xlcrm.macros.reading import BOXES, effective_day, read_frames
from xlcrm.macros.refresh_told import left_out_told
from xlcrm.macros.results import figure_line, table_lines
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.context import Context
from xlcrm.udfs.detail import note_text
from xlcrm.udfs.evaluate import Table, call
from xlcrm.udfs.formula import Call, parse
from xlcrm.udfs.remarks import table_of
from xlcrm.validation.left_out import left_out
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
    missing = list(left_out(frames, {table_of(parsed)}))
    note = note_text(result, language)
    told = [say("calc.line", line=note)] if note else []
    told += left_out_told(missing)
    if isinstance(result, Table):
        rows = [list(result.headers), *(list(row) for row in result.rows)]
        data = {"function": parsed.function.name, "as_of": context.as_of, "value": rows}
        shown = _listing(parsed, result, context, formula)
    else:
        data, shown = _data(parsed.function.name, result, context), None
        told.insert(0, say("calc.line", line=figure_line(result, language)))
    data |= {"note": note, "left_out": [{"table": one.table, "rows": one.n} for one in missing]}
    return Outcome(tuple(told), (shown,) if shown else (), data=data, language=language)


def _listing(parsed: Call, result: Table, context: Context, formula: str) -> Listing:
    headers, rows = table_lines(parsed, result, context.settings.language)
    title = say("calc.table", formula=formula.lstrip("="), as_of=context.as_of)
    return Listing(title, headers, rows, most=len(rows), plain=True)


def _data(name: str, figure: Figure, context: Context) -> dict[str, Any]:
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
    }
