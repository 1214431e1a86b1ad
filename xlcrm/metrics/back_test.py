"""Whether the lapse rule tells anything on these orders: what it said once, and what happened.

Definition: docs/definitions.md, "Back-test".
"""

from datetime import date, timedelta
from math import hypot

import polars as pl

from xlcrm.metrics.figure import SHARE, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.status import newest
from xlcrm.metrics.wilson import interval
from xlcrm.metrics.window import day_number

OWN = "own_rhythm"
FIXED_DAYS = (90, 180)
"""Silent for longer than this is lapsed, for all alike: rules to compare with."""
LONGEST_HOLD_OUT = 365
UNINFORMED = 0.55
"""A rule below this balanced accuracy tells nothing."""
_SHORTEST_SPAN = 60


@remembered
def back_test(history: OrderHistory) -> pl.DataFrame:
    """Looks back to a day, and asks whom each rule called active that did order afterwards.

    The hold-out is the last year, or the last half of the orders' days where they are fewer than
    two years.

    Args:
        history: the orders.

    Returns:
        One row per rule, "own_rhythm" first, then "90" and "180" days: `rule`, `day` (the last
        before the hold-out), `customers`, `ordered` (in the hold-out), `sensitivity` (of those
        who ordered, called active), `specificity` (of those who did not, called lapsed),
        `accuracy` (their mean: balanced accuracy; 0.5 is chance) with `low` and `high`. No rows
        where the orders span under 60 days, or everybody did the same.
    """
    schema = {"rule": pl.String, "day": pl.Date, "customers": pl.Int64, "ordered": pl.Int64}
    names = ("sensitivity", "specificity", "accuracy", "low", "high")
    schema = {**schema, **dict.fromkeys(names, pl.Float64)}
    day = _split(history)
    if day is None:
        return pl.DataFrame(schema=schema)
    at = day_number(day)
    known = newest(history, day).select("day", "until", "next_day")
    rows = known.with_columns(ordered=pl.col("next_day").is_not_null())
    rules = {OWN: pl.col("until") >= at}
    rules |= {str(days): pl.col("day") >= at - days for days in FIXED_DAYS}
    ordered = int(rows["ordered"].sum())
    silent = rows.height - ordered
    if not ordered or not silent:
        return pl.DataFrame(schema=schema)
    found = []
    for name, active in rules.items():
        right = rows.select(
            hits=(active & pl.col("ordered")).sum(), misses=(~active & ~pl.col("ordered")).sum()
        ).row(0)
        found.append((name, day, rows.height, ordered, *_scores(right, (ordered, silent))))
    return pl.DataFrame(found, schema=schema, orient="row")


def rule_accuracy(history: OrderHistory) -> Figure:
    """The balanced accuracy of the lapse rule on these orders.

    Args:
        history: the orders.

    Returns:
        A share with its interval; the note says so where it is under 0.55. None where it cannot
        be tested. `n` counts the customers that the rule was asked about.
    """
    rows = back_test(history).filter(pl.col("rule") == OWN)
    if not rows.height:
        return Figure(None, SHARE, n=0, as_of=history.as_of, note="figure.no_back_test")
    row = rows.row(0, named=True)
    note = "figure.rule_uninformed" if row["accuracy"] < UNINFORMED else ""
    ends = {"low": row["low"], "high": row["high"]}
    return Figure(
        row["accuracy"], SHARE, n=row["customers"], as_of=history.as_of, note=note, **ends
    )


def _split(history: OrderHistory) -> date | None:
    first = history.spell_rows["day"].min()
    if not isinstance(first, int):
        return None
    span = day_number(history.as_of) - first
    if span < _SHORTEST_SPAN:
        return None
    return history.as_of - timedelta(days=min(LONGEST_HOLD_OUT, span // 2))


def _scores(right: tuple[int, ...], of: tuple[int, int]) -> tuple[float, ...]:
    shares = [hit / n for hit, n in zip(right, of, strict=True)]
    ends = [interval(hit, n) for hit, n in zip(right, of, strict=True)]
    accuracy = sum(shares) / 2
    below = hypot(*(share - low for share, (low, _) in zip(shares, ends, strict=True))) / 2
    above = hypot(*(high - share for share, (_, high) in zip(shares, ends, strict=True))) / 2
    return (*shares, accuracy, max(0.0, accuracy - below), min(1.0, accuracy + above))
