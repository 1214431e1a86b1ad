"""What a buyer of one thing could also buy: pairs by lift, and the likeliest next for each.

Definition: docs/definitions.md, "CROSS_SELL". Lift: S. Brin, R. Motwani, J. D. Ullman, S. Tsur,
"Dynamic itemset counting", SIGMOD 1997, where it is called interest.
"""

from collections import Counter
from datetime import date
from typing import Any

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics.facts import line
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import collected, picked
from xlcrm.metrics.tally import with_shares
from xlcrm.metrics.window import resolve

CUSTOMERS, ORDERS = "customers", "orders"
BASKETS = {CUSTOMERS: ("customer_id",), ORDERS: ("customer_id", "day")}
"""What is bought together: by one customer in the whole window, or on one order day."""
FEWEST_TOGETHER = 5
_COUNTS = {
    "bought": pl.String(),
    "also": pl.String(),
    **dict.fromkeys(("together", "n_bought", "n_also", "baskets"), pl.Int64()),
}
_NEXT = {
    "bought": pl.String(),
    "also": pl.String(),
    **dict.fromkeys(("share", "low", "high", "lift"), pl.Float64()),
    "signal": pl.Boolean(),
    **dict.fromkeys(("together", "n_bought"), pl.Int64()),
}
_ALSO, _SHARE, _TOGETHER = (list(_NEXT).index(name) for name in ("also", "share", "together"))


def cross_sell(
    history: OrderHistory,
    by: str,
    basket: str = CUSTOMERS,
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """Pairs of labels that are bought together, the strongest first.

    Args:
        history: the orders; returns and lines without a customer are left out.
        by: a column of the order lines, such as "category".
        basket: "customers" or "orders"; see `BASKETS`.
        start: the first day; see `window.resolve` for what is omitted.
        end: the last day.

    Returns:
        One row per ordered pair that at least 5 baskets hold: `bought`, `also`, `together`,
        `n_bought`, `n_also`, `baskets` (counts of baskets), `share` (of those with `bought`, who
        have `also`) with `low` and `high` (Wilson), `lift`, and `signal` (whether the interval
        lies wholly above or below the share of `also` among all baskets).

    Raises:
        FormulaError: the window, the column or the basket is wrong.
    """
    return _pairs(history, by, basket, start, end)


def next_labels(
    history: OrderHistory, by: str, start: date | None = None, end: date | None = None
) -> pl.DataFrame:
    """What each one-label buyer would buy next: the likeliest other label.

    Args and errors are those of `cross_sell` over customers.

    Returns:
        `customer_id`, `bought`, `also`, `share` (how many of its buyers have bought that, too)
        with `low` and `high`, `lift`, `signal`, and the counts behind the share, `together` of
        `n_bought`: the largest share first, then by id (lift alone would put rare labels first).
        Buyers of a label that fewer than 5 customers combine with another are left out.
    """
    pairs = _pairs(history, by, CUSTOMERS, start, end).select(*_NEXT).rows()
    best = {pair[0]: pair for pair in sorted(pairs, key=_likelier, reverse=True)}
    held = _held(history, by, CUSTOMERS, start, end)
    alone = picked(held, held["customer_id"].is_unique())
    found = [
        (customer, *best[label])
        for customer, label in alone.select("customer_id", "label").iter_rows()
        if label in best
    ]
    found.sort(key=lambda row: (-row[1 + _SHARE], row[0]))
    return pl.DataFrame(found, schema={"customer_id": pl.String, **_NEXT}, orient="row")


def _likelier(pair: tuple[Any, ...]) -> tuple[float, int, str]:
    """Orders pairs with the likeliest first: the greatest share, the most together, by name."""
    return -pair[_SHARE], -pair[_TOGETHER], pair[_ALSO]


@remembered
def _held(
    history: OrderHistory, by: str, basket: str, start: date | None, end: date | None
) -> pl.DataFrame:
    """Which basket holds which label, once each."""
    if basket not in BASKETS:
        raise FormulaError("segment.unknown_value", value=basket, known=", ".join(BASKETS))
    if by not in history.lines.columns:
        raise FormulaError("segment.unknown_principle", principle=by)
    window, keys = resolve(start, end, history.as_of), BASKETS[basket]
    lines = history.lines.within(window)
    api = lines.api
    customer, label = api.col("customer_id"), api.col(line(by)).cast(api.String)
    known = ~customer.is_null() & ~label.is_null() & (label != "")
    held = lines.beside(by).filter(known & api.col("ordered"))
    return collected(held.select(*keys, label.alias("label")).unique())


@remembered
def _pairs(
    history: OrderHistory, by: str, basket: str, start: date | None, end: date | None
) -> pl.DataFrame:
    held = _held(history, by, basket, start, end)
    keys = [name for name in held.columns if name != "label"]
    baskets, n = held[keys].n_unique(), Counter(held["label"].to_list())
    both = held.rename({"label": "bought"}).join(held.rename({"label": "also"}), on=keys)
    both = both.filter(pl.col("bought") != pl.col("also"))
    counted = both.group_by("bought", "also").agg(together=pl.len().cast(pl.Int64))
    often = picked(counted, counted["together"] >= FEWEST_TOGETHER).iter_rows()
    rows = [(bought, also, number, n[bought], n[also], baskets) for bought, also, number in often]
    rows.sort(key=lambda row: (-_lift(*row[2:]), -row[2], row[:2]))
    found = with_shares(pl.DataFrame(rows, schema=_COUNTS, orient="row"), "together", "n_bought")
    ends = zip(rows, found["low"].to_list(), found["high"].to_list(), strict=True)
    signal = [low > row[4] / baskets or high < row[4] / baskets for row, low, high in ends]
    lift = pl.Series("lift", [_lift(*row[2:]) for row in rows], dtype=pl.Float64)
    return found.hstack([lift, pl.Series("signal", signal, dtype=pl.Boolean)])


def _lift(together: int, n_bought: int, n_also: int, baskets: int) -> float:
    return together * baskets / (n_bought * n_also)
