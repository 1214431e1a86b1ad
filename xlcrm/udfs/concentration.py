"""Worksheet functions on how much hangs on the few best customers."""

from datetime import date
from typing import Any

import polars as pl

from xlcrm.metrics import concentration, dependence
from xlcrm.metrics.figure import Figure
from xlcrm.metrics.status import statuses
from xlcrm.udfs.choosing import chosen, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.customers import status_word
from xlcrm.udfs.evaluate import Table

_COLUMNS = (
    "rank",
    "customer_id",
    "customer",
    "revenue",
    "share",
    "cumulative",
    "customers",
    "status",
    "last_order",
    "last_score",
)


def top_share(
    context: Context, n: int, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """TOP_SHARE."""
    return concentration.top_share(context.history(where), n, from_date, to_date, context.groups)


def gini_index(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """GINI_INDEX."""
    return concentration.gini_index(context.history(where), from_date, to_date, context.groups)


def hhi_index(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """HHI_INDEX."""
    return concentration.hhi_index(context.history(where), from_date, to_date, context.groups)


def effective_number(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """EFFECTIVE_NUMBER."""
    history = context.history(where)
    return concentration.effective_number(history, from_date, to_date, context.groups)


def top_customers(
    context: Context,
    top: int | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
    fields: str | None,
) -> Table:
    """TOP_CUSTOMERS: a group is one row, with the status of whoever ordered last in it.

    Raises:
        FormulaError: the window is wrong, or one of the fields is none of the table's.
    """
    columns = chosen(fields, _COLUMNS, "TOP_CUSTOMERS")
    history = context.history(where)
    frame = dependence.pareto(history, from_date, to_date, context.groups)
    frame = frame if top is None else frame.head(top)
    newest = _newest(context, frame["party"])
    names = context.customer_names(frame["party"])
    groups = set(context.groups.values())
    rows: list[dict[str, Any]] = []
    for row in frame.iter_rows(named=True):
        party = row["party"]
        status, last_order, score = newest.get(party, ("", None, None))
        grouped = party in groups
        rows.append(
            {
                **row,
                "customer_id": None if grouped else party,
                "customer": party if grouped else names.get(party, ""),
                "revenue": row["cents"] / 100,
                "status": status_word(context, status) if status else "",
                "last_order": last_order,
                "last_score": score,
            }
        )
    return listed(context, rows, columns)


def stress_table(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """STRESS_TABLE."""
    frame = dependence.stress(
        context.history(where), start=from_date, end=to_date, groups=context.groups
    )
    rows = [{**row, "revenue": row["cents"] / 100} for row in frame.iter_rows(named=True)]
    return listed(context, rows, ("leaving", "revenue", "share", "effective"))


def concentration_table(context: Context, to_date: date | None, where: str | None) -> Table:
    """CONCENTRATION_TABLE."""
    frame = dependence.by_trailing_year(context.history(where), to_date, context.groups)
    frame = frame.rename({"start": "year_start", "end": "year_end", "parties": "customers"})
    rows = list(frame.iter_rows(named=True))
    columns = ("customers", "top_one", "top_five", "gini", "hhi", "effective")
    return listed(context, rows, ("year_start", "year_end", *columns))


def _newest(context: Context, parties: pl.Series) -> dict[str, tuple[str, date, int | None]]:
    """Status, last order day and last survey score of each party."""
    scores, groups, wanted = _last_scores(context), context.groups, frozenset(parties.to_list())
    rows = statuses(context.whole)
    told = (rows[name].to_list() for name in ("last_day", "customer_id", "status"))
    every = zip(*told, strict=True)
    meant = sorted(one for one in every if groups.get(one[1], one[1]) in wanted)
    return {
        groups.get(customer, customer): (status, last, scores.get(customer))
        for last, customer, status in meant
    }


def _last_scores(context: Context) -> dict[str, int]:
    """Each customer's last survey score."""
    surveys = context.frames["Surveys"]
    told = (surveys[name].to_list() for name in ("date", "row", "customer_id", "score"))
    known = [one for one in zip(*told, strict=True) if None not in one]
    return {customer: score for _, _, customer, score in sorted(known)}
