"""Worksheet functions on how long customers stay and whether they come back."""

from datetime import date

from xlcrm.language import text
from xlcrm.metrics import back_test, cohorts, repeat, retention, rhythm
from xlcrm.metrics import projection as projected
from xlcrm.metrics.figure import Figure
from xlcrm.udfs.choosing import choice, listed
from xlcrm.udfs.context import Context
from xlcrm.udfs.evaluate import Table, table

STEP_DAYS, PERIODS_AHEAD = 30, 36
"""The curve has a row every so many days."""


def half_life(context: Context, on_date: date | None, where: str | None) -> Figure:
    """HALF_LIFE."""
    return retention.half_life(context.history(where, on_date))


def retention_curve(context: Context, on_date: date | None, where: str | None) -> Table:
    """RETENTION_CURVE."""
    return table(context, retention.retention_curve(context.history(where, on_date), STEP_DAYS))


def cohort_table(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Table:
    """COHORT_TABLE: all cohorts, or those of the months from one day to another."""
    return table(context, cohorts.cohort_table(context.history(where), from_date, to_date))


def repeat_probability(context: Context, days: int, where: str | None) -> Figure:
    """REPEAT_PROBABILITY."""
    return repeat.repeat_probability(context.history(where), days)


def repeat_rate(
    context: Context, from_date: date | None, to_date: date | None, where: str | None
) -> Figure:
    """REPEAT_RATE."""
    return repeat.repeat_rate(context.history(where), from_date, to_date)


def survival(context: Context, days: int, where: str | None) -> Figure:
    """SURVIVAL."""
    return retention.survival(context.history(where), days)


def left_in_a_year(context: Context, on_date: date | None, where: str | None) -> Figure:
    """LEFT_IN_A_YEAR."""
    return rhythm.left_in_a_year(context.history(where), on_date)


def rhythm_table(context: Context, on_date: date | None, where: str | None) -> Table:
    """RHYTHM_TABLE."""
    frame = rhythm.left_by_rhythm(context.history(where), on_date)
    words = {name: context.label(f"rhythm_{name}") for name in rhythm.RHYTHMS}
    rows = [{**row, "rhythm": words[row["rhythm"]]} for row in frame.iter_rows(named=True)]
    renamed = {"share": "expected_share", "left": "expected_left"}
    made = [{renamed.get(name, name): value for name, value in row.items()} for row in rows]
    return listed(context, made, [renamed.get(name, name) for name in frame.columns])


def projection_table(
    context: Context,
    period: str | None,
    periods: int | None,
    on_date: date | None,
    where: str | None,
) -> Table:
    """PROJECTION_TABLE.

    Raises:
        FormulaError: the period is none.
    """
    span = choice(period, list(projected.PERIODS), "PROJECTION_TABLE", "period", "month")
    found = projected.projection(context.history(where, on_date), span, periods or PERIODS_AHEAD)
    frame = found.rows.rename({"share": "projected", "period": span})
    return table(context, frame)


def rule_accuracy(context: Context, where: str | None) -> Figure:
    """RULE_ACCURACY."""
    return back_test.rule_accuracy(context.history(where))


def rule_table(context: Context, where: str | None) -> Table:
    """RULE_TABLE."""
    rows = []
    for row in back_test.back_test(context.history(where)).iter_rows(named=True):
        own = row["rule"] == back_test.OWN
        days = {} if own else {"days": row["rule"]}
        name = "column.rule_own" if own else "column.rule_fixed"
        rows.append({**row, "rule": text(name, context.settings.language, **days)})
    columns = ("rule", "customers", "ordered", "sensitivity", "specificity", "accuracy")
    return listed(context, rows, (*columns, "low", "high"))


def projected_share(context: Context, days: int, where: str | None) -> Figure:
    """PROJECTED_SHARE."""
    return projected.projected_share(context.history(where), days)
