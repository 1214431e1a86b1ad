"""Worksheet functions on open leads: how many, which are overdue, and whom to turn to next."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Any

import polars as pl

from xlcrm.frames import ROW
from xlcrm.metrics.figure import COUNT, SHARE, Figure
from xlcrm.metrics.groups import holds
from xlcrm.metrics.intake import picked
from xlcrm.metrics.window import day_of
from xlcrm.udfs.choosing import chosen
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table
from xlcrm.udfs.queue import Group, Waiting, load_on, queue
from xlcrm.udfs.where import parse_where

_COLUMNS = (
    "group",
    "since",
    "who",
    "what",
    "lead_status",
    "phone",
    "email",
    "owner",
    "quoted",
    "party_id",
    "table",
    "row",
)
_SOURCES = {"quoted": "value", "party_id": "party"}
"""What columns are called in the queue, where it has another name for them."""


def leads_open(context: Context, on_date: date | None, where: str | None) -> Figure:
    """LEADS_OPEN."""
    day = day_of(on_date, context.as_of)
    rows = _open(context.on(day), day, where)
    return Figure(rows.height, COUNT, n=rows.height, as_of=day)


def leads_overdue(context: Context, on_date: date | None, where: str | None) -> Figure:
    """LEADS_OVERDUE: `n` counts the open leads."""
    day = day_of(on_date, context.as_of)
    rows = _open(context.on(day), day, where)
    late = int((rows["next_step_date"] < day).sum())
    return Figure(late, COUNT, n=rows.height, as_of=day)


def capacity_load(context: Context, on_date: date | None) -> Figure:
    """CAPACITY_LOAD: the note says in which order leads are served."""
    day = day_of(on_date, context.as_of)
    found = load_on(context.on(day), day)
    note = "over_capacity" if found.over else "within_capacity"
    if found.share is None:
        note = "no_capacity"
    told = f"figure.{note}"
    return Figure(found.share, SHARE, n=found.inquiries, as_of=day, note=told, exact=True)


def follow_ups(
    context: Context,
    on_date: date | None,
    where: str | None,
    top: int | None,
    fields: str | None,
) -> Table:
    """FOLLOW_UPS.

    Raises:
        FormulaError: one of the fields is none of the table's; the day lies after as_of; the
            `where` text is not understood, or names a column that leads do not have.
    """
    columns = chosen(fields, _COLUMNS, "FOLLOW_UPS")
    day = day_of(on_date, context.as_of)
    then = context.on(day)
    rows = context.once(
        f"queue on {day}, {where or ''}", lambda: queue(then, day, _rows_chosen(then, where))
    )
    ask = [_asked(context, name) for name in columns]
    shown = rows if top is None else rows[:top]
    headers = [context.label(name) for name in columns]
    return Table(headers, [tuple([tell(item) for tell in ask]) for item in shown])


def _asked(context: Context, column: str) -> Callable[[Waiting], Any]:
    """What tells a column's value of one who waits."""
    if column == "group":
        words = {group: context.label(f"group_{group.value}") for group in Group}
        return lambda item: words[item.group]
    if column == "lead_status":
        return lambda item: context.frames.word(item.table, "status", item.status)
    return attrgetter(_SOURCES.get(column, column))


def _open(context: Context, day: date, where: str | None) -> pl.DataFrame:
    rows = context.open_leads(day)
    if not where:
        return rows
    return picked(rows, holds(rows[ROW], context.leads(where)[ROW].to_list()))


def _rows_chosen(context: Context, where: str | None) -> dict[str, set[int]] | None:
    """The rows of each table that a condition on leads chooses; none where the column is not."""
    if not where:
        return None
    found = {"Leads": set(context.leads(where)[ROW])}
    asked = {condition.table: condition.field for condition in parse_where(where)}
    for table, select in (("Inquiries", context.inquiries), ("Customers", context.customers)):
        known = asked.keys() <= {"", table}
        known = known and set(asked.values()) <= set(context.frames[table].columns)
        found[table] = set(select(where)[ROW]) if known else set()
    return found
