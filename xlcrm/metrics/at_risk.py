"""Whom to call first: customers gone quiet by their own rhythm, dearest first.

Definition: docs/definitions.md, "At risk".
"""

from dataclasses import replace
from datetime import date

import polars as pl

from xlcrm.metrics.figure import MONEY, Figure
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import picked
from xlcrm.metrics.revenue import by_buyer
from xlcrm.metrics.status import AT_RISK, JUST_LAPSED, statuses
from xlcrm.metrics.window import Window, day_of, year_before


@remembered
def at_risk(history: OrderHistory, at: date | None = None) -> pl.DataFrame:
    """The customers at risk or just lapsed, ranked by net revenue of the last 12 months.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        The rows of `status.statuses` whose status is "at_risk" or "just_lapsed", with `cents`,
        net revenue of the 12 months up to the day; most first, then by id.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    day = day_of(at, history.as_of)
    rows = statuses(history, day)
    status = rows["status"]
    quiet = picked(rows, (status == AT_RISK) | (status == JUST_LAPSED))
    worth = by_buyer(history, Window(year_before(day), day))
    ids, cents = worth["customer"].cast(pl.String).to_list(), worth["cents"].to_list()
    earned = dict(zip(ids, cents, strict=True))
    customers = quiet["customer_id"].to_list()
    cents = [earned[customer] for customer in customers]
    ranked = sorted(range(len(cents)), key=lambda place: (-cents[place], customers[place]))
    found = quiet.hstack([pl.Series("cents", cents, dtype=pl.Int64)])
    return found[pl.Series(ranked, dtype=pl.UInt32)]


def revenue_at_risk(history: OrderHistory, at: date | None = None) -> Figure:
    """Net revenue of the last 12 months of the customers at risk or just lapsed.

    Args:
        history: the orders.
        at: the day; by default the history's last.

    Returns:
        Money; 0 where nobody is at risk. `n` counts the customers. With whoever sent back more
        than they bought nothing is at stake: they count as 0, and the note says so.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    rows = at_risk(history, at)
    total = int(rows["cents"].clip(lower_bound=0).sum())
    figure = Figure(total / 100, MONEY, n=rows.height, as_of=day_of(at, history.as_of))
    negative = rows["cents"].filter(rows["cents"] < 0)
    if not len(negative):
        return figure
    named = {"n": len(negative), "amount": int(negative.sum()) / 100}
    return replace(figure, note="figure.negatives_clipped", note_parameters=named)
