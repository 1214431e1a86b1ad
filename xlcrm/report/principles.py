"""Which columns tell customers apart: those with a few values, the manager's own included."""

from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from xlcrm.sheets import MODELS, columns, label, own_name
from xlcrm.sheets.kinds import Kind
from xlcrm.udfs.context import Context
from xlcrm.udfs.where import as_labels

FEWEST, MOST = 2, 12
"""A principle has so many values."""

_LONG_TEXT = 40
_NO_PRINCIPLES = frozenset(
    {
        "row",
        "customer_id",
        "lead_id",
        "order_id",
        "name",
        "company",
        "phone",
        "email",
        "note",
        "consent",
        "customer_since",
    }
)
"""Names, keys and remarks; and consent, which is no trait of a customer."""

_NO_KINDS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DAY, Kind.MOMENT})


class LeftOut(StrEnum):
    """Why a column is no principle."""

    ONE = "one"
    MANY = "many"
    LONG = "long"


@dataclass(frozen=True)
class Principle:
    """A column by which customers or order lines are told apart.

    Attributes:
        name: its name in formulas.
        header: as the reader knows it; what stands in the formula wherever it means the same.
        table: Customers or Orders.
        values: how many different ones it has.
        numeric: whether they are numbers.
        left_out: why it is not shown; None where it is.
    """

    name: str
    header: str
    table: str
    values: int
    numeric: bool = False
    left_out: LeftOut | None = None

    @property
    def argument(self) -> str:
        """How a formula names it."""
        return self.header if own_name(self.header) == self.name else self.name


def principles(context: Context) -> list[Principle]:
    """All candidates: customers' columns, then order lines', each in the order of the table.

    Columns that are empty, or that by their nature tell single rows apart, are not among them.
    """
    return context.once("principles", lambda: _principles(context))


def _principles(context: Context) -> list[Principle]:
    found = []
    tables = context.principles
    for table in ("Customers", "Orders"):
        frame = context.buyers if table == "Customers" else context.frames["Orders"]
        declared = columns(MODELS[table])
        for name in frame.columns:
            kind = declared[name].kind if name in declared else None
            if tables.get(name) != table or name in _NO_PRINCIPLES or kind in _NO_KINDS:
                continue
            header = _header(context, table, name)
            candidate = _judged(Principle(name, header, table, 0), frame[name])
            if candidate.values:
                found.append(candidate)
    return found


def _header(context: Context, table: str, name: str) -> str:
    own = context.frames.own(table)
    if name in own:
        return own[name]
    return label(name, context.settings.language) if name in columns(MODELS[table]) else name


def _judged(principle: Principle, values: pl.Series) -> Principle:
    filled = values.drop_nulls()
    count = as_labels(filled.unique()).str.strip_chars().str.to_lowercase().n_unique()
    reason = None
    if filled.dtype == pl.String and filled.str.len_chars().sum() > _LONG_TEXT * filled.len():
        reason = LeftOut.LONG
    elif count < FEWEST:
        reason = LeftOut.ONE
    elif count > MOST or count * 2 > filled.len():
        reason = LeftOut.MANY
    return replace(principle, values=count, numeric=values.dtype.is_numeric(), left_out=reason)
