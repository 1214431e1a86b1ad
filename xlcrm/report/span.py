"""The days that a sheet about inquiries or leads looks at: a year, or all where that holds few."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from xlcrm.metrics.figure import Figure
from xlcrm.report.page import figure_of
from xlcrm.sheets import label
from xlcrm.udfs.context import Context

FEW = 30
"""A year with fewer rows is not looked at alone."""


@dataclass(frozen=True)
class Span:
    """The days, as formulas name them.

    Attributes:
        first: the first day; None for the functions' own window, the last 12 complete months.
        figure: how many rows there are in it, and its days.
    """

    first: date | None
    figure: Figure

    @property
    def n(self) -> int:
        """How many rows there are in it."""
        return self.figure.n or 0

    def call(self, name: str, *leading: str, where: str = "") -> str:
        """A formula over these days.

        Args:
            name: the function.
            leading: the texts of its arguments before the days, "" for one that is left out.
            where: which rows count.
        """
        texts = [_quoted(one) if one else "" for one in leading]
        start = self.first
        first = f"DATE({start.year},{start.month},{start.day})" if start else ""
        arguments = [*texts, first, "", _quoted(where) if where else ""]
        while arguments and not arguments[-1]:
            arguments.pop()
        return f"{name}({','.join(arguments)})"


def month(context: Context) -> str:
    """How a formula says "by month" in the workbook's language; the table has it for a header."""
    return label("span.month", context.settings.language)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def equals(field: str, value: object) -> str:
    """A `where` text for one value of a field."""
    return f"{_bare(field)}={_bare(str(value))}"


def _bare(text: str) -> str:
    """A piece of a `where` text, in quotes where it holds a mark."""
    marked = any(mark in text for mark in ',;="')
    return _quoted(text) if marked or text != text.strip() else text


def span_of(context: Context, table: str, column: str, function: str) -> Span | None:
    """The last 12 complete months, or everything up to the day where these hold few rows.

    Args:
        context: the workbook's frames and the day.
        table: the sheet.
        column: of its days.
        function: the one that counts its rows.

    Returns:
        The days; None where no row is dated up to the day.
    """
    days = context.frames[table][column].cast(pl.Date)
    first = days.filter(days <= context.as_of).min()
    if not isinstance(first, date):
        return None
    year = Span(None, figure_of(f"{function}()", context))
    if year.n >= FEW:
        return year
    begin = Span(first, year.figure).call(function)
    whole = Span(first, figure_of(begin, context))
    return whole if whole.n > year.n else year
