"""Worksheet functions on what customers say."""

from datetime import date

import polars as pl

from xlcrm.metrics import surveys
from xlcrm.metrics.figure import Figure
from xlcrm.sheets.base import own_name
from xlcrm.udfs.choosing import counted
from xlcrm.udfs.context import Context
from xlcrm.udfs.dimension import SPANS, labelled
from xlcrm.udfs.evaluate import Table

_COLUMNS = {
    "n": "answers",
    "promoters": "promoters",
    "passives": "passives",
    "detractors": "detractors",
    "nps": "nps",
    "nps_low": "low",
    "nps_high": "high",
    "answers": "answers_satisfaction",
    "share": "satisfied",
    "low": "low",
    "high": "high",
}
_DEFAULT = "quarter"


def nps_score(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """NPS_SCORE."""
    answers = context.touching("Surveys", where)
    return surveys.nps_score(answers, context.as_of, from_date, to_date)


def csat_share(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """CSAT_SHARE."""
    answers = context.touching("Surveys", where)
    return surveys.csat_share(answers, context.as_of, from_date, to_date)


def nps_table(
    context: Context,
    rows: str | None,
    from_date: date | None,
    to_date: date | None,
    where: str | None,
) -> Table:
    """NPS_TABLE: by quarter, or by a column of Surveys or of the customers."""
    wanted = rows or _DEFAULT
    answers = context.touching("Surveys", where)
    name = own_name(wanted)
    if name not in answers.columns and name not in SPANS:
        answers = _with_customers(context, answers)
    frame, by = labelled(context, answers, wanted, tables=("Surveys", "Customers"))
    window = (context.as_of, from_date, to_date)
    found = surveys.nps_by(frame, by, *window)
    first = rows or context.label(_DEFAULT)
    return counted(context, first, found, _COLUMNS, surveys.nps_by(frame, None, *window))


def _with_customers(context: Context, answers: pl.DataFrame) -> pl.DataFrame:
    people = context.people.drop_nulls("customer_id")
    people = people.unique("customer_id", keep="first", maintain_order=True)
    added = [name for name in people.columns if name not in answers.columns]
    rows = people.select("customer_id", *added)
    return answers.join(rows, on="customer_id", how="left", maintain_order="left")
