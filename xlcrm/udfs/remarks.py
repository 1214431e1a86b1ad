"""What is worth knowing about a `where` text: a value that no row has, a field of two tables."""

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from xlcrm.sheets.vocabularies import folded
from xlcrm.udfs.context import PARTIES, Context
from xlcrm.udfs.formula import Call
from xlcrm.udfs.where import Condition, as_labels, matching, parse_where, place_of

_ORDERS, _CUSTOMERS = "Orders", "Customers"
_CHOSEN: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("INQUIRIES_TOTAL", "PORTRAIT_TABLE", "DEMAND_TABLE"), "Inquiries"),
        **dict.fromkeys(("WIN_RATE", "LOSS_REASONS", "BENEFIT_LOST"), "Inquiries"),
        **dict.fromkeys(("RESPONSE_HOURS", "RESPONSE_TABLE"), "Inquiries"),
        **dict.fromkeys(("CONVERSION_RATE", "CONVERTED_WITHIN", "DAYS_TO_CONVERT"), "Leads"),
        **dict.fromkeys(("FUNNEL_TABLE", "LEADS_OPEN", "LEADS_OVERDUE", "FOLLOW_UPS"), "Leads"),
        **dict.fromkeys(("MOMENTS_BALANCE", "MOMENTS_TABLE", "JOURNEY_TABLE"), "Touchpoints"),
        **dict.fromkeys(("NPS_SCORE", "CSAT_SHARE", "NPS_TABLE"), "Surveys"),
        "ACTIVITY_TABLE": "Activities",
        "CAPACITY_LOAD": "Inquiries",
        "CALL_TABLE": "Prospects",
    }
)
"""The table whose rows a function's `where` chooses; those left out choose order lines."""
_BY_WHAT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "SEASON_TABLE": {"": "Inquiries", "inquiries": "Inquiries"},
        "TURNAROUND_TABLE": {
            "reply": "Inquiries",
            "offer": "Activities",
            "complaint": "Touchpoints",
        },
    }
)
"""The same where it depends on the argument `what`."""
_ID = "customer_id"
"""It is the same in both tables."""
_CUTOFF = 0.6


class Remark(NamedTuple):
    """A remark: the code of its text, and what it names.

    Attributes:
        code: "figure.no_such_value", ...
        parameters: what the text names.
        nothing: whether some value chooses no row at all.
    """

    code: str
    parameters: Mapping[str, Any]
    nothing: bool


def remark(context: Context, call: Call) -> Remark | None:
    """The remark on a `where` text that was understood; None where there is nothing to say.

    Args:
        context: the workbook's frames.
        call: the function with its arguments.
    """
    where = call.arguments.get("where")
    if not where:
        return None
    chosen = table_of(call)
    return context.once(f"remark on {chosen}, {where}", lambda: _remark(context, chosen, where))


def table_of(call: Call) -> str:
    """The table whose rows a function goes by.

    Args:
        call: the function with its arguments.
    """
    what = folded(call.arguments.get("what") or "")
    name = call.function.name
    return _BY_WHAT.get(name, {}).get(what) or _CHOSEN.get(name, _ORDERS)


def _remark(context: Context, chosen: str, where: str) -> Remark | None:
    conditions = [(one, _table(context, chosen, one)) for one in parse_where(where)]
    for one, table in conditions:
        for value in one.texts:
            if value and not _known(context, table, one, value):
                return _missing(context, table, one, value)
    for one, table in conditions:
        if not one.table and one.field != _ID and chosen == _ORDERS:
            (other,) = {_ORDERS, _CUSTOMERS} - {table}
            there = context.frames[other]
            if one.field in there.columns and there[one.field].count():
                named = {"field": one.field, "table": table, "other": other}
                return Remark("figure.field_of_two", named, nothing=False)
    return None


def _table(context: Context, table: str, condition: Condition) -> str:
    if table == _ORDERS and condition.field == _ID:
        return _ORDERS
    if table == _ORDERS:
        return context.field_table(condition.field, condition.table)
    tables = (table, _CUSTOMERS) if table in PARTIES else (table,)
    return place_of(condition, {name: context.frames[name].columns for name in tables})


def _rows(context: Context, table: str) -> pl.DataFrame:
    return context.people if table == _CUSTOMERS else context.frames[table]


def _known(context: Context, table: str, condition: Condition, value: str) -> bool:
    one = Condition(condition.field, frozenset({folded(value)}))
    return matching(_rows(context, table), one, context.vocabulary(table, one.field)).any()


def _missing(context: Context, table: str, condition: Condition, value: str) -> Remark:
    labels = as_labels(_rows(context, table)[condition.field]).drop_nulls().unique()
    spelled = {label.casefold(): label for label in labels.sort()}
    near = difflib.get_close_matches(value.casefold(), spelled, n=1, cutoff=_CUTOFF)
    named = {"field": condition.field, "value": value, "table": table}
    if not near:
        return Remark("figure.no_such_value", named, nothing=True)
    return Remark("figure.no_such_value_near", {**named, "near": spelled[near[0]]}, nothing=True)
