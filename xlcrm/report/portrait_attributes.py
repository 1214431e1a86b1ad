"""Which columns of Inquiries tell who asks: those with a few values, the manager's own included."""

from dataclasses import dataclass

import polars as pl

from xlcrm.report.counts import Counts
from xlcrm.report.principles import MOST
from xlcrm.report.span import Span
from xlcrm.sheets import label, own_name
from xlcrm.udfs.context import Context
from xlcrm.udfs.where import as_labels

WHO = ("channel", "source", "sex", "age", "owner")
WHAT = ("need", "product", "quoted")
_LONG = 40


@dataclass(frozen=True)
class Attribute:
    """One column of Inquiries by which they are told apart.

    Attributes:
        name: its name in formulas.
        header: as the reader knows it; it stands in the formula wherever it means the same.
        formula: of its PORTRAIT_TABLE.
        counts: inquiries by value.
    """

    name: str
    header: str
    formula: str
    counts: Counts

    @classmethod
    def of(cls, context: Context, span: Span, name: str) -> "Attribute":
        """One column."""
        header = header_of(context, name)
        formula = span.call("PORTRAIT_TABLE", argument(context, name))
        return cls(name, header, formula, Counts.of(formula, context))


def header_of(context: Context, name: str) -> str:
    """What the reader calls a column of Inquiries."""
    own = context.frames.own("Inquiries")
    return own[name] if name in own else label(name, context.settings.language)


def argument(context: Context, name: str) -> str:
    """How a formula names a column of Inquiries: by a header wherever that means the same."""
    spelled = name.replace("_", " ").capitalize()
    known = (one for one in (header_of(context, name), spelled) if own_name(one) == name)
    return next(known, name)


def attributes(context: Context, span: Span) -> tuple[list[Attribute], list[str]]:
    """The columns that tell who asks.

    Args:
        context: the workbook's frames and the day.
        span: the days.

    Returns:
        Those that are filled, in the order of the sheet; the headers of those that are empty.
    """
    found, empty = [], []
    for name in WHO:
        attribute = Attribute.of(context, span, name)
        if attribute.counts.known:
            found.append(attribute)
        else:
            empty.append(attribute.header)
    own = [name for name in context.frames.own("Inquiries") if _tells(context, name)]
    made = [Attribute.of(context, span, name) for name in own]
    return found + [attribute for attribute in made if attribute.counts.known], empty


def _tells(context: Context, name: str) -> bool:
    """Whether one of the manager's own columns has a few values, and no free texts."""
    values = context.frames["Inquiries"][name].drop_nulls()
    if values.dtype.is_temporal() or not values.len():
        return False
    labels = as_labels(values)
    long = values.dtype == pl.String and labels.str.len_chars().sum() > _LONG * values.len()
    kinds = labels.str.strip_chars().str.to_lowercase().n_unique()
    return not long and kinds <= MOST and (kinds * 2 <= values.len() or kinds == 1)
