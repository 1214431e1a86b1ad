"""What a firm depends on: the Pareto curve, the loss of its largest customers, the trend.

Definition: docs/definitions.md, "Concentration".
"""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from xlcrm.errors import FormulaError
from xlcrm.metrics.concentration import Groups, clipped, gini, hhi, parties
from xlcrm.metrics.history import OrderHistory
from xlcrm.metrics.window import Window, year_before

STRESSED = (1, 3, 5)


def pareto(
    history: OrderHistory,
    start: date | None = None,
    end: date | None = None,
    groups: Groups | None = None,
) -> pl.DataFrame:
    """The customers by net revenue with their shares, the largest first.

    Args:
        history: the orders.
        start: the first day; see `concentration.parties` for what is omitted.
        end: the last day.
        groups: customers that belong together.

    Returns:
        `rank` (from 1), `party`, `customers`, `cents` (net), `party_share` (rank over all parties),
        `share` and `cumulative` (of revenue, negative totals as 0; null where there is none).

    Raises:
        FormulaError: the window is wrong.
    """
    rows, _ = parties(history, start, end, groups)
    counted = pl.col("cents").clip(lower_bound=0)
    whole = pl.when(counted.sum() > 0).then(counted.sum())
    rank = pl.int_range(1, pl.len() + 1)
    return rows.select(
        rank.alias("rank"),
        "party",
        "customers",
        "cents",
        (rank / pl.len()).alias("party_share"),
        (counted / whole).alias("share"),
        (counted.cum_sum() / whole).alias("cumulative"),
    )


def stress(
    history: OrderHistory,
    counts: Sequence[int] = STRESSED,
    start: date | None = None,
    end: date | None = None,
    groups: Groups | None = None,
) -> pl.DataFrame:
    """What would be gone with the largest customers.

    Args:
        history: the orders.
        counts: how many of the largest leave, one row each; 1 or more.
        start: the first day; see `concentration.parties` for what is omitted.
        end: the last day.
        groups: customers that belong together.

    Returns:
        `leaving`, `cents` (their revenue), `share` of all revenue, and `effective` (the effective
        number of those who remain; null where no revenue would be left). Counts beyond the
        number of customers are left out.

    Raises:
        FormulaError: the window or a count is wrong.
    """
    if any(count < 1 for count in counts):
        raise FormulaError("argument.not_positive", argument="counts", value=min(counts))
    cents = clipped(parties(history, start, end, groups)[0])
    total = int(cents.sum())
    rows = []
    for count in counts:
        if count <= cents.size and total:
            gone, rest = int(cents[:count].sum()), hhi(cents[count:])
            rows.append((count, gone, gone / total, 1 / rest if rest else None))
    schema = {
        "leaving": pl.Int64,
        "cents": pl.Int64,
        "share": pl.Float64,
        "effective": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def by_trailing_year(
    history: OrderHistory, end: date | None = None, groups: Groups | None = None
) -> pl.DataFrame:
    """How concentrated revenue was in each year that ends on the same day, the oldest first.

    Customers without revenue in a year are left out of it: who came later is no sign that
    revenue was concentrated.

    Args:
        history: the orders.
        end: the last day of the last year; by default the history's last.
        groups: customers that belong together.

    Returns:
        `start`, `end`, `parties` (with revenue above 0), `top_one`, `top_five` (shares), `gini`,
        `hhi` and `effective`; only years that the orders cover whole, and that had revenue.

    Raises:
        FormulaError: the day lies after the history's end.
    """
    end = end or history.as_of
    rows = []
    first = history.day_rows["day"].min()
    while isinstance(first, int):
        window = Window(year_before(end), end)
        if window.first < first:
            break
        rows.append((window.start, window.end, *_of_year(history, window, groups)))
        end = window.start - timedelta(days=1)
    shares = ("top_one", "top_five", "gini", "hhi", "effective")
    schema = {"start": pl.Date, "end": pl.Date, "parties": pl.Int64}
    made = pl.DataFrame(rows, schema={**schema, **dict.fromkeys(shares, pl.Float64)}, orient="row")
    return made.filter(pl.col("parties") > 0).reverse()


def _of_year(
    history: OrderHistory, window: Window, groups: Groups | None
) -> tuple[int, float | None, float | None, float | None, float | None, float | None]:
    cents = clipped(parties(history, window.start, window.end, groups)[0])
    cents, total = cents[cents > 0], int(cents.sum())
    if not total:
        return 0, None, None, None, None, None
    index = hhi(cents)
    top_one, top_five = (int(cents[:n].sum()) / total for n in (1, 5))
    return cents.size, top_one, top_five, gini(cents), index, 1 / index if index else None
