"""Which columns of a table function are shown, and tables of counts by label."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from xlcrm.cells import Value
from xlcrm.errors import FormulaError
from xlcrm.metrics.tally import LABEL
from xlcrm.queries import values
from xlcrm.sheets.base import own_name
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table


def chosen(fields: str | None, columns: Sequence[str], function: str) -> tuple[str, ...]:
    """The columns that a `fields` text names, in its order; all where it is blank.

    Raises:
        FormulaError: one of them is none of the table's.
    """
    shown = tuple(own_name(name) for name in (fields or "").split(",") if name.strip())
    for name in shown:
        if name not in columns:
            raise unknown_choice(function, "fields", name, columns)
    return shown or tuple(columns)


def choice(
    given: str | None, choices: Sequence[str], function: str, argument: str, default: str
) -> str:
    """One of a few words, whatever its case.

    Raises:
        FormulaError: it is none of them.
    """
    word = (given or default).strip().casefold()
    if word not in choices:
        raise unknown_choice(function, argument, given or "", choices)
    return word


def unknown_choice(
    function: str, argument: str, value: str, choices: Iterable[str]
) -> FormulaError:
    """The error for a word that an argument cannot be; it names those that it can."""
    return FormulaError(
        "formula.unknown_value",
        function=function,
        argument=argument,
        choices=", ".join(choices),
        value=value,
    )


def listed(context: Context, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    """A table of some columns of rows."""
    headers = [context.label(name) for name in columns]
    return Table(headers, [tuple([row[name] for name in columns]) for row in rows])


def counted(
    context: Context,
    first: Value,
    frame: pl.DataFrame,
    headers: Mapping[str, str],
    total: pl.DataFrame | None = None,
) -> Table:
    """A metric's counts by label as a table.

    Args:
        context: for the words.
        first: the header of the labels.
        frame: `label` and the columns.
        headers: the columns that are shown, in order, each with the key of its header.
        total: the same columns over everything, for a last row; it is left out where empty.
    """
    rows = [
        (context.label("blank") if label is None else label, *numbers)
        for label, *numbers in values(frame, LABEL, *headers)
    ]
    if total is not None and total.height:
        rows.append((context.label("total"), *next(values(total, *headers))))
    return Table([first, *(context.label(key) for key in headers.values())], rows)
