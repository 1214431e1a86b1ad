"""What a buyer of one thing could also buy: pairs by lift, and the likeliest next for each.

Definition: docs/definitions.md, "CROSS_SELL". Lift: S. Brin, R. Motwani, J. D. Ullman, S. Tsur,
"Dynamic itemset counting", SIGMOD 1997, where it is called interest.
"""

from datetime import date

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics.facts import line
from xlcrm.metrics.history import OrderHistory, remembered
from xlcrm.metrics.intake import collected
from xlcrm.metrics.tally import with_shares
from xlcrm.metrics.window import resolve

CUSTOMERS, ORDERS = "customers", "orders"
BASKETS = {CUSTOMERS: ("customer_id",), ORDERS: ("customer_id", "day")}
"""What is bought together: by one customer in the whole window, or on one order day."""
FEWEST_TOGETHER = 5


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
    held = _held(history, by, CUSTOMERS, start, end)
    best = _pairs(history, by, CUSTOMERS, start, end).sort(
        "share", "together", "also", descending=[True, True, False]
    )
    best = best.unique("bought", keep="first", maintain_order=True)
    alone = held.filter(pl.len().over("customer_id") == 1)
    found = alone.rename({"label": "bought"}).join(best, on="bought", how="inner")
    known = ("customer_id", "bought", "also", "share", "low", "high", "lift", "signal")
    return found.select(*known, "together", "n_bought").sort(
        "share", "customer_id", descending=[True, False]
    )


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
    rows = lines.beside(by).with_columns(label=api.col(line(by)).cast(api.String))
    customer, label = api.col("customer_id"), api.col("label")
    known = ~customer.is_null() & ~label.is_null() & (label != "")
    held = rows.filter(known & api.col("ordered")).group_by(*keys, "label").agg(lines=api.len())
    return collected(held.select(*keys, "label"))


@remembered
def _pairs(
    history: OrderHistory, by: str, basket: str, start: date | None, end: date | None
) -> pl.DataFrame:
    held = _held(history, by, basket, start, end)
    keys = [name for name in held.columns if name != "label"]
    baskets = held.select(keys).n_unique()
    counts = held.group_by("label").agg(n=pl.len().cast(pl.Int64))
    both = held.rename({"label": "bought"}).join(held.rename({"label": "also"}), on=keys)
    both = both.filter(pl.col("bought") != pl.col("also"))
    pairs = both.group_by("bought", "also").agg(together=pl.len().cast(pl.Int64))
    pairs = pairs.filter(pl.col("together") >= FEWEST_TOGETHER)
    for name in ("bought", "also"):
        pairs = pairs.join(counts.rename({"label": name, "n": f"n_{name}"}), on=name)
    found = with_shares(pairs, "together", "n_bought")
    usual = pl.col("n_also") / baskets
    by_chance = pl.col("n_bought") * pl.col("n_also")
    found = found.with_columns(
        baskets=pl.lit(baskets, pl.Int64),
        lift=pl.col("together") * baskets / by_chance,
        signal=(pl.col("low") > usual) | (pl.col("high") < usual),
    )
    columns = ("bought", "also", "together", "n_bought", "n_also", "baskets")
    return found.select(*columns, "share", "low", "high", "lift", "signal").sort(
        "lift", "together", "bought", "also", descending=[True, True, False, False]
    )
